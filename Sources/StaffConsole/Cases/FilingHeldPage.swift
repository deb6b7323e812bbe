import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Bringing the family on file into a draft, for somebody who shows the ID card at the window.
struct FilingHeldPage: Sendable {
    let desk: Desk
    static let roles: [Role] = [.townshipClerk]

    func register(in routes: RouteRegistry) {
        let path = "\(FilingPages.path)/{id}/held"
        let roles = Posts.names(Self.roles)
        routes.get(path, for: .staff, roles: roles, summary: "Asks whose family on file to bring into a draft.") {
            _, context in try await show(FormState(), context)
        }
        routes.post(path, for: .staff, roles: roles, summary: "Brings the family on file into a draft.") {
            submission, context in try await bring(submission, context)
        }
    }

    private func show(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let view = try await FilingPages.draft(desk, context)
        var state = state
        if state.values.text("version") == nil { state.values.set("version", String(view.draft.version)) }
        let address = "\(FilingPages.path)/\(view.draft.id.text)"
        let form = desk.site.form(
            context, action: "\(address)/held", submit: context.t("filing.bringHeld"), state: state,
            [
                .hidden("version"),
                .text("idNumber", label: context.t("filing.idNumber"), lengthMax: 18, width: .medium),
                .text("seen", label: context.t("filing.seen"), hint: context.t("filing.seenHint"), lengthMax: 100),
            ])
        return try await desk.formPage(
            context.t("filing.held"), explanation: context.t("filing.heldHint"), form: form, back: address, context,
            crumbs: FilingPages.crumbs(view, context), state: state)
    }

    private func bring(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let view = try await FilingPages.draft(desk, context)
        var reader = FormReader(submission.values, context)
        let id = reader.citizenID("idNumber", label: context.t("filing.idNumber"))
        let seen = reader.text("seen", label: context.t("filing.seen"), lengthMax: 100)
        guard let id, let seen else { return try await show(reader.state, context) }
        let version = submission.values.seenVersion()
        let outcome = try await desk.perform(
            PrefillAtWindow(draftID: view.draft.id, version: version, idNumber: id.text, seen: seen), submission,
            context)
        guard outcome.value != nil else {
            var state = desk.refused(outcome.reasons, submission.values, context)
            state.values.set("version", String(view.draft.version))
            return try await show(state, context)
        }
        return .seeOther("\(FilingPages.path)/\(view.draft.id.text)")
    }
}
