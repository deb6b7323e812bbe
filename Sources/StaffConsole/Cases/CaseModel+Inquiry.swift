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
        return [
            "number": report.number, "version": report.version, "asOf": formats.date(report.asOf),
            "validThrough": formats.date(report.validThrough), "isInvalid": !view.isValid,
            "conclusion": words.conclusion(report.conclusion), "differences": differences(report, view.memberNames),
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

    private func severity(_ severity: FindingSeverity) -> StatusTag {
        let tone: StatusTag.Tone =
            switch severity {
            case .conflict: .bad
            case .incomeDifference, .question: .warn
            case .info, .warningOnly: .info
            }
        return StatusTag(context.t("severity.\(severity.rawValue)"), tone)
    }

    /// Declared against found; a silent source is said to be silent, never to have found nothing.
    private func differences(_ report: VerificationReport, _ names: [String: String]) -> [DifferenceRow] {
        // What was neither declared nor answered stands under the silent sources, not here once more.
        report.lines.filter { $0.declared != nil || $0.found != nil }.map { line in
            let who = line.member.flatMap { names[$0] }.map(Masking.name) ?? context.t("case.family")
            let found =
                line.found.map { line.isComplete ? $0.text : "\($0.text)（\(context.t("case.soFar"))）" }
                ?? context.t("case.noAnswer")
            let tag: StatusTag
            if let difference = line.difference, line.isComplete {
                tag =
                    difference.value > 0
                    ? StatusTag(context.t("differs.more"), .bad)
                    : difference.value < 0
                        ? StatusTag(context.t("differs.less"), .warn) : StatusTag(context.t("differs.same"), .ok)
            } else if line.found == nil || !line.isComplete {
                tag = StatusTag(context.t("differs.open"), .warn)
            } else {
                tag = StatusTag(context.t("differs.notAsked"), .neutral)
            }
            return DifferenceRow(
                line.title, declared: line.declared?.text ?? context.t("case.notDeclared"), found: found, source: who,
                tag: tag)
        }
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
            "print": "/staff/determinations/\(found.id.text)", "hash": String(found.hash.prefix(16)),
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
