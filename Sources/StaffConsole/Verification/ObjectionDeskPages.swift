import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import Verification
import WebSupport

/// The centre's desk of objections: what waits for a decision, one objection with its evidence, and the decision.
struct ObjectionDeskPages: Sendable {
    let desk: Desk
    static let path = "/staff/verification/objections"

    static func address(_ id: ReportObjectionID) -> String { "\(path)/\(id.text)" }

    /// The pages that belong together, with the present one marked.
    static func tabs(_ present: String, _ context: BackstopContext) -> [Fields] {
        [
            ("objections", path), ("tickets", TicketPages.path), ("suppressions", SuppressionPages.path),
            ("issues", DraftReportPage.path),
        ].map { key, address in
            ["title": context.t("objections.tab.\(key)"), "address": address, "isPresent": key == present] as Fields
        }
    }

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.verificationOfficer])
        routes.get(
            Self.path, for: .staff, roles: roles, summary: "Lists objections to reports, those that wait first."
        ) { request, context in try await list(request, context) }
        routes.get("\(Self.path)/{id}", for: .staff, roles: roles, summary: "One objection with its evidence.") {
            _, context in try await show(FormState(), context)
        }
        routes.post("\(Self.path)/{id}", for: .staff, roles: roles, summary: "Decides an objection to a report.") {
            submission, context in try await decide(submission, context)
        }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let (view, today) = try await desk.view(context) { (try ObjectionDesk.load(in: $0), $0.today) }
        let formats = Formats(context)
        func rows(_ lines: [ObjectionLine]) -> [Fields] {
            lines.map { line in
                [
                    "number": line.row.number, "address": Self.address(line.row.id), "caseNumber": line.caseNumber,
                    "applicant": line.applicant, "sentence": line.finding.sentence,
                    "department": line.finding.department, "filed": formats.date(line.row.filedOn),
                    "due": formats.date(line.row.answerDue), "isLate": line.row.answerDue < today,
                    "tag": StatusTag(
                        context.t("objectionState.\(line.row.state)"), line.row.state == "upheld" ? .ok : .neutral),
                ]
            }
        }
        let model: Fields = [
            "tabs": Self.tabs("objections", context), "open": rows(view.open), "hasOpen": !view.open.isEmpty,
            "decided": rows(view.decided), "hasDecided": !view.decided.isEmpty,
            "done": request.query.text("done") == "decided" ? context.t("objections.done") : nil,
        ]
        return try await desk.page(
            "staff/verification/objections", model, title: context.t("objections.title"), context)
    }

    private func show(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let id = ReportObjectionID(try context.number("id"))
        let view = try await desk.found(context) { try ObjectionView.load(id, in: $0) }
        let (row, finding, formats) = (view.row, view.finding, Formats(context))
        let form = view.refusals.isEmpty ? form(view, state, context) : nil
        let words = CaseWords(context)
        let model: Fields = [
            "rows": [
                SummaryRow(context.t("relay.case"), "\(view.applicant) \(view.caseNumber)"),
                SummaryRow(context.t("objections.entry"), finding.sentence, isStored: true),
                SummaryRow(context.t("objections.source"), "\(finding.datasetTitle) \(finding.department)"),
                SummaryRow(context.t("case.observed"), finding.observed),
                SummaryRow(context.t("case.limit"), finding.limit),
                SummaryRow(context.t("objections.filed"), formats.date(row.filedOn)),
                SummaryRow(context.t("objections.due"), formats.date(row.answerDue)),
                SummaryRow(context.t("objections.filer"), view.filer ?? context.t("objections.family")),
            ],
            "records": finding.records, "hasRecords": !finding.records.isEmpty, "statement": row.statement,
            "photo": row.photoID.map { "/staff/uploads/\($0.text)" }, "form": form,
            "whyNot": row.state == "open" ? view.refusals.map { words.word($0.chinese, $0.english) } : [],
            "decided": row.decidedOn.map { day in
                [
                    "tag": StatusTag(context.t("objectionState.\(row.state)"), row.state == "upheld" ? .ok : .neutral),
                    "day": formats.date(day), "who": view.decider, "reason": row.reason,
                    "ticket": view.ticket.map { Link($0.number, TicketPages.address($0.id)) },
                ] as Fields
            },
            "caseAddress": ReportCheckPage.path(row.caseID), "backAddress": Self.path,
        ]
        return try await desk.page(
            "staff/verification/objection", model, title: "\(context.t("objections.one")) \(row.number)", context,
            crumbs: [Link(context.t("objections.title"), Self.path)], state: state)
    }

    /// The decision; where the entry rests on several records, also which of them are wrong: nothing is ticked before.
    private func form(_ view: ObjectionView, _ state: FormState, _ context: BackstopContext) -> FormView {
        let records = Self.choosable(view.finding)
        var state = state
        state.values.set("seen", String(view.row.version))
        return desk.site.form(
            context, action: Self.address(view.row.id), submit: context.t("objections.decide"), state: state,
            [
                .hidden("seen"),
                .radios(
                    "outcome", label: context.t("objections.outcome"),
                    [
                        Field.Choice(
                            "upheld", context.t("objectionState.upheld"), hint: context.t("objections.upheldHint")),
                        Field.Choice(
                            "rejected", context.t("objectionState.rejected"),
                            hint: context.t("objections.rejectedHint")),
                    ]),
            ]
                + (records.isEmpty
                    ? []
                    : [
                        .checkboxes(
                            "records", label: context.t("objections.wrong"), hint: context.t("objections.wrongHint"),
                            zip(records, view.finding.records).map { Field.Choice($0.key, $1) })
                    ]) + [
                    .textarea(
                        "reason", label: context.t("objections.reason"), hint: context.t("objections.reasonHint"))
                ])
    }

    /// The records among which somebody has to choose: none where there is but one.
    private static func choosable(_ finding: ContestedFinding) -> [FindingRecord] {
        finding.refutable.count > 1 ? finding.refutable : []
    }

    private func decide(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = ReportObjectionID(try context.number("id"))
        var reader = FormReader(submission.values, context)
        let outcome = reader.choice("outcome", label: context.t("objections.outcome"), among: ["upheld", "rejected"])
        let reason = reader.text("reason", label: context.t("objections.reason"), lengthMax: 2_000)
        guard let outcome, let reason else { return try await show(reader.state, context) }
        let view = try await desk.found(context) { try ObjectionView.load(id, in: $0) }
        let done = try await desk.perform(
            DecideReportObjection(
                objectionID: id, seenVersion: submission.values.seenVersion("seen"),
                isUpheld: outcome == "upheld", reason: reason,
                records: Self.choosable(view.finding).isEmpty ? nil : submission.values.all("records")),
            submission, context)
        guard done.value != nil else {
            if done.reasons == [.notFound] { throw PageProblem.notFound }
            return try await show(desk.refused(done.reasons, submission.values, context), context)
        }
        return .seeOther("\(Self.path)?done=decided")
    }
}
