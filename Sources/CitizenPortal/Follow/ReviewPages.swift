import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The one page of a review: what is held is shown, and the family says that nothing changed, or what did.
struct ReviewPages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/progress/{case}/review", for: .citizen, summary: "Asks whether anything changed.") {
            request, context in try await show(request, context, FormState())
        }
        routes.post("/progress/{case}/review", for: .citizen, summary: "Keeps what the family says at a review.") {
            submission, context in try await send(submission, context)
        }
    }

    private func show(_ request: Request, _ context: BackstopContext, _ state: FormState) async throws -> Response {
        let id = CaseID(try context.number("case"))
        let path = "/progress/\(id.text)"
        guard let view = try await portal.view(context, { try FamilyReviewView.load(id, in: $0) }) else {
            throw PageProblem.notFound
        }
        var state = state
        if let review = view.review { state.values.set("version", String(review.version)) }
        let form = portal.site.form(
            context, action: "\(path)/review", submit: context.t("review.send"), state: state,
            [
                .hidden("version"),
                .radios(
                    "said", label: context.t("review.question"),
                    ["same", "changed"].map { Field.Choice($0, context.t("review.\($0)")) }),
                .textarea(
                    "changes", label: context.t("review.changes"), hint: context.t("review.changesHint"),
                    isOptional: true),
            ])
        let model: Fields = [
            "isOpen": view.review != nil, "form": form, "back": path, "members": members(view, context),
            "means": means(view, context), "hasMeans": !means(view, context).isEmpty,
            "account": view.row.form.bankAccount.isEmpty ? nil : String(view.row.form.bankAccount.suffix(4)),
            "amount": view.amount.map(Formats(context).money), "phone": view.hotline,
            "said": view.review?.statement.map {
                context.t($0.isUnchanged ? "review.saidSame" : "review.saidChanged")
            },
        ]
        return try await portal.page(
            "citizen/follow/review", model, title: context.t("review.title"), request, context, back: path,
            state: state)
    }

    /// The people as the family's own page shows them.
    private func members(_ view: FamilyReviewView, _ context: BackstopContext) -> [String] {
        view.members.map { "\($0.name)（\(context.t("apply.relation.\($0.relation.rawValue)"))）" }
    }

    private func means(_ view: FamilyReviewView, _ context: BackstopContext) -> [String] {
        let form = view.row.form
        func name(_ number: Int) -> String { view.members.first { $0.number == number }?.name ?? "" }
        func line(_ number: Int, _ kind: String, _ amount: String) -> String {
            "\(name(number)) \(kind) \(amount)"
        }
        return form.incomes.map {
            line(
                $0.memberNumber, context.t("apply.kind.incomes.\($0.kind.rawValue)"),
                ItemSection.said($0.amount, context))
        }
            + form.properties.map {
                line(
                    $0.memberNumber, context.t("apply.kind.properties.\($0.kind.rawValue)"),
                    ItemSection.said($0.amount, context))
            }
    }

    private func send(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = CaseID(try context.number("case"))
        var reader = FormReader(submission.values, context)
        let said = reader.choice("said", label: context.t("review.question"), among: ["same", "changed"])
        let changes = reader.text("changes", label: context.t("review.changes"), isRequired: said == "changed")
        guard let said, reader.state.isValid else { return try await show(submission.request, context, reader.state) }
        let outcome = try await portal.perform(
            StateReview(
                caseID: id, seenReview: submission.values.seenVersion(),
                changes: said == "same" ? "" : changes ?? ""), submission, context)
        if outcome.value != nil { return .seeOther("/progress/\(id.text)?done=review") }
        if outcome.reasons == [.notFound] { throw PageProblem.notFound }
        return try await show(
            submission.request, context, portal.refused(outcome.reasons, submission.values, context))
    }
}
