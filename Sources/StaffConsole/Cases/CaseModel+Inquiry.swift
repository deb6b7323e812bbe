import Casework
import Operations
import Policies
import Primitives
import Storage
import Verification
import WebSupport

/// What was found, computed and decided.
extension CaseModel {
    /// Whether a comparison was asked for and has not answered on the present facts.
    var isComparing: Bool {
        view.row.state == .investigating
            && !view.reports.contains { $0.entry.factsVersion == view.row.factsVersion }
    }

    var report: Fields? {
        guard let view = scene.report else { return nil }
        let report = view.report
        let told = report.lines.filter { $0.declared != nil || $0.found != nil }
        let speaking = told.filter(Self.speaks).sorted { weight($0) < weight($1) }
        let quiet = told.filter { !Self.speaks($0) }
        return [
            "number": report.number, "version": report.version, "asOf": formats.date(report.asOf),
            "validThrough": formats.date(report.validThrough), "isInvalid": !view.isValid,
            "conclusion": words.conclusion(report.conclusion), "differences": rows(speaking, view.memberNames),
            "hasDifferences": !speaking.isEmpty, "hasSame": !quiet.isEmpty,
            "same": ["differences": rows(quiet, view.memberNames)] as Fields,
            "sameTitle": context.t("report.sameRows", ["count": String(quiet.count)]),
            "sameItems": sameItems(quiet, view.memberNames),
            "silent": silent(report, view.memberNames), "hasSilent": !report.silentAnswers.isEmpty,
            "findings": report.findings.map { finding in
                [
                    "sentence": mask(finding.sentence), "tag": severity(finding.severity),
                    "who": finding.member.flatMap { view.memberNames[$0] }.map(Masking.name),
                    "observed": finding.observed.text, "limit": finding.limit.text,
                ] as Fields
            },
            "hasFindings": !report.findings.isEmpty, "print": "/staff/reports/\(view.id.text)",
            "answered": report.answers.count - report.silentAnswers.count, "asked": report.answers.count,
        ]
    }

    /// The order of lines: more than declared, less, unanswered, and what the form did not ask for.
    private func weight(_ line: ReportLine) -> Int {
        guard let difference = line.difference, line.isComplete else { return line.declared == nil ? 3 : 2 }
        return difference.value > 0 ? 0 : 1
    }

    private func severity(_ severity: FindingSeverity) -> StatusTag {
        let tone: StatusTag.Tone =
            switch severity {
            case .conflict: .bad
            case .incomeDifference, .question: .warn
            case .info, .warningOnly: .info
            }
        return StatusTag(context.t("severity.\(severity.rawValue)"), tone)
    }

    /// Whether a line says something: another value than declared, found unasked, or declared and unanswered.
    ///
    /// What is the same, and what nobody declared and nobody found, is folded: thirty zeros hide the one that matters.
    private static func speaks(_ line: ReportLine) -> Bool {
        guard line.isComplete, let found = line.found else {
            return line.declared != nil || (line.found?.value ?? 0) != 0
        }
        return line.declared.map { $0.value != found.value } ?? (found.value != 0)
    }

    /// Declared against found; a silent source is said to be silent, never to have found nothing.
    ///
    /// What was neither declared nor answered stands under the silent sources, not here once more.
    private func rows(_ lines: [ReportLine], _ names: [String: String]) -> [DifferenceRow] {
        lines.filter { $0.declared != nil || $0.found != nil }.map { line in
            let found =
                line.found.map { line.isComplete ? $0.text : "\($0.text)（\(context.t("case.soFar"))）" }
                ?? context.t("case.noAnswer")
            return DifferenceRow(
                line.title, declared: line.declared?.text ?? "—", found: found, source: who(line, names),
                tag: tag(line))
        }
    }

    private func who(_ line: ReportLine, _ names: [String: String]) -> String {
        line.member.flatMap { names[$0] }.map(Masking.name) ?? context.t("case.family")
    }

    private func tag(_ line: ReportLine) -> StatusTag {
        guard line.found != nil, line.isComplete else { return StatusTag(context.t("differs.open"), .warn) }
        guard let difference = line.difference else { return StatusTag(context.t("differs.notAsked"), .neutral) }
        if difference.value > 0 { return StatusTag(context.t("differs.more"), .bad) }
        return difference.value < 0
            ? StatusTag(context.t("differs.less"), .warn) : StatusTag(context.t("differs.same"), .ok)
    }

    /// The folded items in words, for paper: each with the people it was asked about.
    private func sameItems(_ lines: [ReportLine], _ names: [String: String]) -> String {
        var order: [String] = []
        var people: [String: [String]] = [:]
        for line in lines {
            if people[line.title] == nil { order.append(line.title) }
            people[line.title, default: []].append(who(line, names))
        }
        return order.map { "\($0)（\(people[$0, default: []].joined(separator: "、"))）" }.joined(separator: "；")
    }

    /// One line a source: who it stayed silent on, and why.
    private func silent(_ report: VerificationReport, _ names: [String: String]) -> [Fields] {
        Dictionary(grouping: report.silentAnswers, by: \.dataset).sorted { $0.key < $1.key }.map { _, answers in
            [
                "title": answers[0].title, "department": answers[0].department,
                "who": answers.compactMap { names[$0.member] }.map(Masking.name).joined(separator: "、"),
                "reason": answers[0].reason,
            ]
        }
    }

    var visits: [Fields] {
        view.visits.map { visit in
            let findings = try? VisitFindings.of(visit)
            let first = view.staffNames[visit.firstVisitorID] ?? ""
            return [
                "purpose": words.word(visit.purpose.chinese, context.t("visitPurpose.\(visit.purpose.rawValue)")),
                "day": formats.date(visit.visitedOn), "visitors": "\(first)、\(visit.secondVisitorName)",
                "signer": visit.householdSigner.isEmpty ? nil : mask(visit.householdSigner),
                "living": findings.map { mask($0.livingConditions) },
                "housing": findings.flatMap { $0.housing.isEmpty ? nil : mask($0.housing) },
                "income": findings.flatMap { $0.incomeRemarks.isEmpty ? nil : mask($0.incomeRemarks) },
                "members": (findings?.members ?? []).map(visited),
                "photos": (findings?.photoIDs ?? []).enumerated().map {
                    Link("\(context.t("visit.photo")) \($0 + 1)", "/staff/uploads/\($1.text)")
                },
            ]
        }
    }

    private func visited(_ member: VisitedMember) -> Fields {
        func answer(_ key: String, _ value: Bool?) -> String? {
            value.map { "\(context.t(key))：\(context.t($0 ? "answer.yes" : "answer.no"))" }
        }
        let facts = [
            answer("visit.seen", member.wasSeen), answer("visit.ill", member.isSeriouslyIll),
            answer("visit.able", member.isAbleToWork), answer("visit.carer", member.isCarer),
            member.employment.map { context.t("work.\($0.rawValue)") },
            member.note.isEmpty ? nil : mask(member.note),
        ]
        return ["name": name(of: member.number), "facts": facts.compactMap { $0 }.joined(separator: "；")]
    }

    func name(of number: Int) -> String { view.members.first { $0.number == number }?.nameMasked ?? String(number) }

    var determination: Fields? {
        guard let found = scene.determination else { return nil }
        let (print, changes) = ("/staff/determinations/\(found.id.text)", found.whySheet.changes)
        return [
            "version": found.version, "day": formats.date(found.day), "outcome": words.outcome(found.outcome),
            "amount": found.amount == .zero ? nil : formats.money(found.amount), "isOld": !found.isPresent,
            "conclusion": found.whySheet.conclusion.map { mask($0) }, "sum": found.whySheet.sum.map { mask($0) },
            "hasSum": !found.whySheet.sum.isEmpty,
            "tests": found.whySheet.tests.map { test in
                [
                    "label": test.label, "measured": test.measuredText, "limit": test.limitText,
                    "citation": test.citation, "tag": verdict(test.verdict),
                ] as Fields
            },
            "items": (found.whySheet.incomeItems + found.whySheet.propertyItems).map { item in
                [
                    "label": mask(item.label), "amount": item.amount, "reason": mask(item.reason),
                    "source": mask(item.source),
                    "counted": StatusTag(
                        context.t(item.counted ? "counted.yes" : "counted.no"), item.counted ? .info : .neutral),
                ] as Fields
            },
            "questions": found.questions.map { mask($0.question) }, "hasQuestions": !found.questions.isEmpty,
            "changes": changes.nearest.map { mask($0) }, "hasChanges": !changes.all.isEmpty,
            "others": changes.others.map { mask($0) }, "print": print, "pdf": "\(print)/pdf", "text": "\(print)/text",
            "hash": String(found.hash.prefix(16)),
        ]
    }

    private func verdict(_ verdict: TestOutcome.Verdict) -> StatusTag {
        switch verdict {
        case .pass: StatusTag(context.t("verdict.pass"), .ok)
        case .fail: StatusTag(context.t("verdict.fail"), .bad)
        case .open: StatusTag(context.t("verdict.open"), .warn)
        }
    }
}
