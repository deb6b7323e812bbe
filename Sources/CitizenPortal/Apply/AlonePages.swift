import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// For whom the application is: the whole household, or one person alone 单人户; and the permit of those from elsewhere.
struct AlonePages: Sendable {
    let door: DraftDoor

    func register(in routes: RouteRegistry) {
        routes.get("/apply/{draft}/alone", for: .citizen, summary: "Asks for whom the application is.") {
            request, context in
            try await door.open(context) { view in
                let filing = view.draft.content.form.filing
                let known = [
                    ("mode", filing?.alone?.ground.rawValue ?? "whole"),
                    (
                        "years",
                        filing?.alone.flatMap { $0.ground == .religiousLife ? String($0.religiousYears) : nil } ?? ""
                    ),
                    ("permit", filing?.hasResidencePermit.map { $0 ? "yes" : "no" } ?? ""),
                ]
                return try await ask(view, door.known(request, known), request, context)
            }
        }
        routes.post("/apply/{draft}/alone", for: .citizen, summary: "Keeps for whom the application is.") {
            submission, context in
            try await door.open(context) { view in try await keep(view, submission, context) }
        }
    }

    /// The grounds a citizen may name; a local one is for the window, which knows the clause.
    private static let grounds = SingleFilingGround.allCases.filter { $0 != .local }

    private func ask(
        _ view: DraftView, _ state: FormState, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let modes = ["whole"] + Self.grounds.map(\.rawValue)
        let form = door.form(
            view, "alone", state, context,
            [
                .radios(
                    "mode", label: context.t("alone.mode"),
                    modes.map { Field.Choice($0, context.t("alone.\($0)"), hint: context.t("alone.\($0)Hint")) }),
                .number(
                    "years", label: context.t("alone.years"), hint: context.t("alone.yearsHint"), isOptional: true),
                .radios(
                    "permit", label: context.t("alone.permit"), hint: context.t("alone.permitHint"), isOptional: true,
                    context.yesNo),
            ])
        return try await door.question(
            "alone", form, request, context, back: DraftDoor.path(view, "members"), state: state)
    }

    private func keep(
        _ view: DraftView, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let mode = reader.choice(
            "mode", label: context.t("alone.mode"), among: ["whole"] + Self.grounds.map(\.rawValue))
        let ground = mode.flatMap(SingleFilingGround.init)
        let years = reader.integer(
            "years", label: context.t("alone.years"), in: 0...100, isRequired: ground == .religiousLife)
        let permit = reader.choice("permit", label: context.t("alone.permit"), among: ["yes", "no"], isRequired: false)
        guard reader.state.isValid else { return try await ask(view, reader.state, submission.request, context) }
        var filing = view.draft.content.form.filing ?? FilingDeclaration()
        filing.alone = ground.map {
            AloneDeclaration(ground: $0, religiousYears: $0 == .religiousLife ? Int(years ?? 0) : 0)
        }
        filing.hasResidencePermit = permit.map { $0 == "yes" }
        let result = try await door.save(.filing(filing), of: view, submission, context) { _ in nil }
        if let state = result.state { return try await ask(view, state, submission.request, context) }
        return .seeOther(DraftDoor.path(view, "members"))
    }
}
