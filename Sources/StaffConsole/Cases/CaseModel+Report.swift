import Casework
import Operations
import Primitives
import Storage
import Verification
import WebSupport

/// The verification report of the case, on the page and on paper.
extension CaseModel {
    var report: Fields? {
        guard let view = scene.report else { return nil }
        let report = view.report
        let told = report.lines.filter { $0.isShown && ($0.declared != nil || $0.found != nil) }
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
            "findings": report.findings.map { finding($0, report, view.memberNames) },
            "hasFindings": !report.findings.isEmpty,
            "answeredFindings": report.suppressedFindings.map { answered($0, report, view.memberNames) },
            "hasAnswered": !report.suppressedFindings.isEmpty,
            "stale": stale(report), "hasStale": !report.staleAnswers.isEmpty,
            "otherNames": otherNames(report, view.memberNames), "hasOtherNames": !report.mismatchedAnswers.isEmpty,
            "versions": versions(view), "hasVersions": view.versions.count > 1,
            "print": "/staff/reports/\(view.id.text)", "pdf": "/staff/reports/\(view.id.text)/pdf",
            "workbook": "/staff/reports/\(view.id.text)/workbook.xlsx",
            "answered": report.answers.count - report.silentAnswers.count, "asked": report.answers.count,
        ]
    }

    /// A finding with its rule, its law, and the records it rests on.
    private func finding(
        _ finding: Finding, _ report: VerificationReport, _ names: [String: String]
    ) -> Fields {
        let records = finding.evidence.filter { $0.recordNumber != nil }.map { evidence in
            let title = report.answers.first { $0.dataset == evidence.dataset }?.title ?? evidence.dataset
            let number = evidence.recordNumber.map { context.t("report.record", ["number": String($0)]) }
            return [title, number, evidence.date].compactMap { $0 }.joined(separator: " ")
        }
        return [
            "title": finding.title.isEmpty ? nil : "\(finding.title)（\(finding.rule)）",
            "sentence": mask(finding.sentence), "tag": severity(finding.severity),
            "basis": finding.legalBasis.isEmpty ? nil : finding.legalBasis,
            "records": records.isEmpty ? nil : mask(records.joined(separator: "；")),
            "who": finding.member.flatMap { names[$0] }.map(Masking.name) ?? context.t("case.family"),
        ]
    }

    /// A finding that was answered, with the decision or ticket that settled it.
    private func answered(
        _ answered: SuppressedFinding, _ report: VerificationReport, _ names: [String: String]
    ) -> Fields {
        let words = ["number": answered.note.reference, "day": formats.date(answered.note.since)]
        return [
            "finding": finding(answered.finding, report, names), "note": context.t("report.answeredBy", words),
        ]
    }

    /// One line for each source whose data are older than they should be.
    private func stale(_ report: VerificationReport) -> [Fields] {
        Dictionary(grouping: report.staleAnswers, by: \.dataset).sorted { $0.key < $1.key }.map { _, answers in
            ["title": answers[0].title, "department": answers[0].department, "note": answers[0].staleNote]
        }
    }

    /// One line for each source and person whose rows carry another name.
    private func otherNames(_ report: VerificationReport, _ names: [String: String]) -> [Fields] {
        report.mismatchedAnswers.map { answer in
            [
                "title": answer.title, "department": answer.department,
                "who": names[answer.member].map(Masking.name), "reason": answer.reason.map { mask($0) },
            ]
        }
    }

    private func versions(_ view: ReportView) -> [Fields] {
        view.versions.map { version in
            [
                "label": context.t("report.version", ["number": String(version.version)]),
                "day": formats.date(version.asOf),
                "conclusion": ReportConclusion.allCases.first { $0.chinese == version.conclusion }
                    .map(words.conclusion),
                "isShown": version.id == view.id, "print": "/staff/reports/\(version.id.text)",
                "changes": version.changes.map { mask($0) }, "hasChanges": !version.changes.isEmpty,
                "isSame": version.changes.isEmpty && version.version > 1,
            ]
        }
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
}
