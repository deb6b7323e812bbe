import Casework
import Documents
import Operations
import Primitives
import Storage
import Verification
import WebSupport

/// What the page of a report's issue shows, and the forms on it.
struct ReportCheckModel {
    let view: ReportCheckView
    let site: Site
    let publicAddress: String
    let state: FormState
    /// The form that was refused; its state shows there.
    let asked: String?
    let done: String?
    let role: Role
    let context: BackstopContext

    private var formats: Formats { Formats(context) }
    private var words: CaseWords { CaseWords(context) }
    private var path: String { ReportCheckPage.path(view.caseID) }

    func fields() throws -> Fields {
        let report = view.report
        let address = "\(publicAddress)/check/\(view.token)"
        let picture = QRPicture(try QRCode(address))
        let silent = Set(report.silentAnswers.map(\.title)).sorted()
        return [
            "done": done.map { context.t("checkDone.\($0)") }, "state": words.state(view.state),
            "number": report.number, "version": report.version, "conclusion": words.conclusion(report.conclusion),
            "mark": mark, "rows": rows, "differences": lines, "hasDifferences": !lines.isEmpty,
            "findings": view.findings.map(finding), "hasFindings": !view.findings.isEmpty,
            "suppressed": report.suppressedFindings.map { found in
                [
                    "sentence": found.finding.sentence, "reference": found.note.reference,
                    "since": formats.date(found.note.since),
                ]
                    as Fields
            },
            "hasSuppressed": !report.suppressedFindings.isEmpty,
            "silent": silent.joined(separator: "、"), "hasSilent": !silent.isEmpty,
            "objections": view.objections.map(objection), "hasObjections": !view.objections.isEmpty,
            "issueForm": issueForm, "hasIssueForm": issueForm != nil,
            "whyNot": view.issueRefusals.map { words.word($0.chinese, $0.english) },
            "isIssuer": (role == .verificationOfficer || role == .countyReviewer) && view.issuer == nil,
            "noteForm": noteForm, "objectForm": objectForm, "closeForm": closeForm,
            "qr": view.issuer == nil
                ? nil : ["viewBox": picture.viewBox, "path": picture.path, "checkAddress": address] as Fields,
            "compareAddress": role == .verificationOfficer ? HouseholdRunPage.address(view.caseNumber) : nil,
            "print": "/staff/reports/\(view.reportID.text)", "backAddress": "/staff/cases/\(view.caseID.text)",
        ]
    }

    private var mark: StatusTag {
        guard let issuer = view.issuer, let day = view.issuedOn else {
            return StatusTag(context.t("check.draft"), view.needsIssue ? .bad : .warn)
        }
        return StatusTag(context.t("check.issued", ["name": issuer, "date": formats.date(day)]), .ok)
    }

    private var rows: [SummaryRow] {
        [
            SummaryRow(context.t("check.composer"), view.composer ?? context.t("check.byProgram")),
            SummaryRow(context.t("check.issuer"), view.issuer ?? context.t("check.nobody")),
            SummaryRow(context.t("check.needs"), context.t(view.needsIssue ? "check.needsYes" : "check.needsNo")),
            SummaryRow(context.t("check.due"), formats.date(view.objectionDue)),
        ]
    }

    private func who(_ member: String?) -> String {
        member.flatMap { view.memberNames[$0] }.map(Masking.name) ?? context.t("case.family")
    }

    /// Lines in which something was declared or found; equal ones say so.
    private var lines: [DifferenceRow] {
        view.report.lines.filter { ($0.declared?.value ?? 0) != 0 || ($0.found?.value ?? 0) != 0 }.map { line in
            let tag: StatusTag =
                if let difference = line.difference, line.isComplete {
                    difference.value == 0
                        ? StatusTag(context.t("differs.same"), .ok)
                        : StatusTag(
                            context.t(difference.value > 0 ? "differs.more" : "differs.less"),
                            difference.value > 0 ? .bad : .warn)
                } else {
                    StatusTag(context.t(line.isComplete ? "differs.notAsked" : "differs.open"), .warn)
                }
            return DifferenceRow(
                line.title, declared: line.declared?.text ?? "—", found: line.found?.text ?? context.t("case.noAnswer"),
                source: who(line.member), tag: tag)
        }
    }

    private func finding(_ found: CheckedFinding) -> Fields {
        [
            "sentence": found.finding.sentence, "who": who(found.finding.member),
            "observed": found.finding.observed.text, "limit": found.finding.limit.text,
            "severity": context.t("severity.\(found.finding.severity.rawValue)"), "note": found.note,
            "isOpen": found.note == nil && found.isContestable,
            "objection": found.objection.map { objectionTag($0) },
        ]
    }

    private func objectionTag(_ row: ReportObjectionRow) -> StatusTag {
        StatusTag(
            context.t("objectionState.\(row.state)"),
            row.state == "open" ? .warn : row.state == "upheld" ? .ok : .neutral)
    }

    private func objection(_ row: ReportObjectionRow) -> Fields {
        let finding = try? ContestedFinding.of(row)
        return [
            "number": row.number, "sentence": finding?.sentence, "statement": row.statement, "tag": objectionTag(row),
            "filed": formats.date(row.filedOn), "due": formats.date(row.answerDue), "reason": row.reason,
            "photo": row.photoID.map { "/staff/uploads/\($0.text)" },
            "address": role == .verificationOfficer
                ? ObjectionDeskPages.address(row.id) : nil,
        ]
    }

    private func form(
        _ name: String, _ submit: String, isDangerous: Bool = false, _ fields: [Field]
    ) -> FormView {
        var state = asked == name ? state : FormState()
        state.values.set("report", view.reportID.text)
        state.values.set("version", String(view.caseVersion))
        return site.form(
            context, action: "\(path)/\(name)", submit: context.t(submit), state: state, isDangerous: isDangerous,
            [.hidden("report"), .hidden("version")] + fields)
    }

    private var issueForm: FormView? {
        view.issueRefusals.isEmpty && view.issuer == nil ? form("issue", "check.issue", []) : nil
    }

    /// The entries to choose from, by what they are filed under.
    private func choices(_ isWanted: (CheckedFinding) -> Bool) -> [Field.Choice] {
        view.findings.filter { $0.isContestable && isWanted($0) }.map {
            Field.Choice($0.key, "\(who($0.finding.member))：\($0.finding.sentence)")
        }
    }

    private var noteForm: FormView? {
        let open = choices { _ in true }
        guard view.mayNote, !open.isEmpty else { return nil }
        return form(
            "note", "check.saveNote",
            [
                .radios("finding", label: context.t("check.entry"), open),
                .textarea("note", label: context.t("check.note"), hint: context.t("check.noteHint")),
            ])
    }

    private var objectForm: FormView? {
        let open = choices { $0.objection == nil }
        guard view.mayFile, !open.isEmpty else { return nil }
        return form(
            "object", "check.file",
            [
                .radios("finding", label: context.t("check.entry"), open),
                .textarea(
                    "text", label: context.t("check.statement"), hint: context.t("check.statementHint"),
                    lengthMax: FileReportObjection.textLimit),
                .photo("photo", label: context.t("check.photo"), isOptional: true),
            ])
    }

    private var closeForm: FormView? {
        guard view.mayCloseWindow else { return nil }
        return form(
            "close", "check.close",
            [
                .textarea(
                    "waiver", label: context.t("check.waiver"), hint: context.t("check.waiverHint"), isOptional: true)
            ])
    }
}
