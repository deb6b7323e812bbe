import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Families that another township sent here: the list, and taking one or sending it back.
struct MovePages: Sendable {
    let desk: Desk
    static let path = "/staff/moves"
    static let roles: [Role] = [.townshipClerk, .townshipReviewer, .countyReviewer]

    func register(in routes: RouteRegistry) {
        routes.get(Self.path, for: .staff, roles: Posts.names(Self.roles), summary: "Families sent here.") {
            request, context in try await list(request, context)
        }
        let one = "\(Self.path)/{transfer}"
        let reviewers = Posts.names([.townshipReviewer])
        routes.get(one, for: .staff, roles: reviewers, summary: "Asks whether to take a family.") { _, context in
            try await ask(FormState(), context)
        }
        routes.post(one, for: .staff, roles: reviewers, summary: "Takes a family or sends it back.") {
            submission, context in try await answer(submission, context)
        }
    }

    private func waiting(_ context: BackstopContext) async throws -> [WaitingTransfer] {
        try await desk.view(context) { try WaitingTransferList.load(in: $0) }?.rows ?? []
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let formats = Formats(context)
        let mayAnswer = try desk.actor(context).role == .townshipReviewer
        let rows = try await waiting(context).map { row in
            [
                "name": row.applicantMasked, "number": row.number, "program": row.program.name(context),
                "from": row.from, "to": row.to, "month": formats.month(row.firstMonth),
                "sent": formats.date(row.sentOn),
                "missing": row.missing.map { $0.papers.joined(separator: "；") },
                "address": mayAnswer ? "\(Self.path)/\(row.id.text)" : nil,
            ] as Fields
        }
        let model: Fields = [
            "list": rows, "hasRows": !rows.isEmpty,
            "done": request.query.text("done").flatMap {
                ["taken", "returned"].contains($0) ? context.t("move.\($0)") : nil
            },
        ]
        return try await desk.page("staff/family/moves", model, title: context.t("nav.moves"), context)
    }

    private func row(_ context: BackstopContext) async throws -> WaitingTransfer {
        let id = TownshipTransferID(try context.number("transfer"))
        guard let row = try await waiting(context).first(where: { $0.id == id }) else { throw PageProblem.notFound }
        return row
    }

    private func ask(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let row = try await row(context)
        let formats = Formats(context)
        let form = desk.site.form(
            context, action: "\(Self.path)/\(row.id.text)", submit: context.t("move.answer"), state: state,
            [
                .radios(
                    "isTaken", label: context.t("move.question"),
                    [Field.Choice("yes", context.t("move.take")), Field.Choice("no", context.t("move.return"))]),
                .textarea(
                    "reason", label: context.t("step.reason"), hint: context.t("move.reasonHint"), isOptional: true,
                    lengthMax: 500),
            ])
        return try await desk.formPage(
            context.t("move.answer"), explanation: context.t("move.answerHint"),
            rows: [
                SummaryRow(context.t("case.applicant"), "\(row.applicantMasked) · \(row.number)"),
                SummaryRow(context.t("case.program"), row.program.name(context)),
                SummaryRow(context.t("move.from"), row.from), SummaryRow(context.t("move.to"), row.to),
                SummaryRow(context.t("move.month"), formats.month(row.firstMonth)),
            ] + gap(row, context), form: form, back: Self.path, context,
            crumbs: [Link(context.t("nav.moves"), Self.path)], state: state)
    }

    /// What the sender says is missing, before it is decided whether to take the family.
    private func gap(_ row: WaitingTransfer, _ context: BackstopContext) -> [SummaryRow] {
        guard let missing = row.missing else { return [] }
        return [
            SummaryRow(context.t("move.missing"), missing.papers.joined(separator: "；"), isStored: true),
            SummaryRow(context.t("move.missingDue"), Formats(context).date(missing.due)),
        ]
    }

    private func answer(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = TownshipTransferID(try context.number("transfer"))
        var reader = FormReader(submission.values, context)
        let taken = reader.choice("isTaken", label: context.t("move.question"), among: ["yes", "no"])
        let reason = reader.text("reason", label: context.t("step.reason"), isRequired: false, lengthMax: 500)
        guard let taken, reader.state.isValid else { return try await ask(reader.state, context) }
        let outcome = try await desk.perform(
            AnswerTransfer(transfer: id, isTaken: taken == "yes", reason: reason ?? ""), submission, context)
        guard let caseID = outcome.value else {
            return try await ask(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther(taken == "yes" ? "/staff/cases/\(caseID.text)" : "\(Self.path)?done=returned")
    }
}
