import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The objections to a case's notices, and their answers.
struct ObjectionPages: Sendable {
    let desk: Desk

    /// Who answers: as the procedure's table has it.
    static let answering = Posts.performers(of: .objectionUpheld)

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.townshipClerk, .townshipReviewer, .countyReviewer])
        routes.get("/staff/cases/{id}/objections", for: .staff, roles: roles, summary: "The objections to a notice.") {
            _, context in try await show(FormState(), nil, context)
        }
        routes.post(
            "/staff/cases/{id}/objections/{objection}", for: .staff, roles: Posts.names(Self.answering),
            summary: "Answers an objection."
        ) { submission, context in try await answer(submission, context) }
    }

    private func show(_ state: FormState, _ asked: ObjectionID?, _ context: BackstopContext) async throws -> Response {
        let id = CaseID(try context.number("id"))
        let view = try await desk.found(context) { try CaseView.load(id, in: $0) }
        let address = "/staff/cases/\(id.text)"
        let formats = Formats(context)
        let mayAnswer = Self.answering.contains(try desk.actor(context).role)
        let rows = view.objections.map { objection in
            [
                "text": objection.text, "filed": formats.date(objection.filedOn), "contact": objection.contact,
                "answer": objection.answer, "answered": objection.answeredOn.map(formats.date),
                "form": objection.isUpheld == nil && mayAnswer
                    ? desk.site.form(
                        context, action: "\(address)/objections/\(objection.id.text)",
                        submit: context.t("objection.send"),
                        state: asked == nil || asked == objection.id ? state : FormState(),
                        [
                            .radios(
                                "upheld", label: context.t("objection.outcome"),
                                [
                                    Field.Choice(
                                        "yes", context.t("objection.upheld"), hint: context.t("objection.upheldHint")),
                                    Field.Choice("no", context.t("objection.dismissed")),
                                ]),
                            .textarea(
                                "text", label: context.t("objection.answer"), hint: context.t("objection.answerHint")),
                        ]) : nil,
            ] as Fields
        }
        let model: Fields = [
            "title": context.t("step.objections"), "rows": rows, "hasRows": !rows.isEmpty, "backAddress": address,
        ]
        return try await desk.page(
            "staff/cases/objections", model, title: context.t("step.objections"), context,
            crumbs: [
                Link(context.t("queue.title"), QueuePage.path),
                Link("\(view.applicantMasked) \(view.row.number)", address),
            ], state: state)
    }

    private func answer(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let (caseID, id) = (CaseID(try context.number("id")), ObjectionID(try context.number("objection")))
        let held = try await desk.view(context) { try CaseView.load(caseID, in: $0)?.objections.map(\.id) ?? [] }
        guard held.contains(id) else { throw PageProblem.notFound }
        var reader = FormReader(submission.values, context)
        let upheld = reader.choice("upheld", label: context.t("objection.outcome"), among: ["yes", "no"])
        let text = reader.text("text", label: context.t("objection.answer"), lengthMax: 2_000)
        guard let upheld, let text else { return try await show(reader.state, id, context) }
        let outcome = try await desk.perform(
            AnswerObjection(objectionID: id, isUpheld: upheld == "yes", text: text), submission, context)
        guard outcome.value != nil else {
            return try await show(desk.refused(outcome.reasons, submission.values, context), id, context)
        }
        return .seeOther("/staff/cases/\(caseID.text)?done=objections")
    }
}
