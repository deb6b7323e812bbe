import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// An official of a village leaves office; what was declared stays on record and counts no longer.
struct OfficialEndPages: Sendable {
    let desk: Desk

    static func address(_ id: OfficialID) -> String { "\(RelativePages.path)/officials/\(id.text)/leave" }

    func register(in routes: RouteRegistry) {
        let path = "\(RelativePages.path)/officials/{official}/leave"
        let keepers = Posts.names(OfficialKeeping.roles)
        routes.get(path, for: .staff, roles: keepers, summary: "Asks why an official leaves office.") { _, context in
            try await ask(FormState(), context)
        }
        routes.post(path, for: .staff, roles: keepers, summary: "Records that an official leaves office.") {
            submission, context in try await end(submission, context)
        }
    }

    private func official(_ context: BackstopContext) async throws -> OfficialRow {
        let id = OfficialID(try context.number("official"))
        let row = try await desk.view(context) { try $0.store.official(id, in: $0.scope) }
        guard let row, row.staffID == nil else { throw PageProblem.notFound }
        return row
    }

    private func ask(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let row = try await official(context)
        let t: (String) -> String = { context.t($0) }
        let form = desk.site.form(
            context, action: Self.address(row.id), submit: t("relatives.leave"), state: state, isDangerous: true,
            [.textarea("reason", label: t("relatives.leaveReason"), lengthMax: 200)])
        return try await desk.formPage(
            t("relatives.leaveTitle"), explanation: t("relatives.leaveHint"),
            rows: [
                SummaryRow(t("relatives.official"), "\(row.name)（\(row.duty)）", isStored: true)
            ], form: form, back: RelativePages.path, context,
            crumbs: [Link(t("relatives.title"), RelativePages.path)], state: state)
    }

    private func end(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let row = try await official(context)
        let outcome = try await desk.perform(
            EndOfficial(officialID: row.id, reason: submission.values.text("reason") ?? ""), submission, context)
        guard outcome.value != nil else {
            return try await ask(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("\(RelativePages.path)?done=leave")
    }
}
