import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Giving cases picked from the queue to a colleague: the one thing that is done to several cases at once.
struct AssignPages: Sendable {
    let desk: Desk
    static let path = "/staff/cases/assign"
    private static let givers: [Role] = [.townshipClerk, .townshipReviewer, .countyReviewer]

    /// Whether a role sees boxes to tick in the queue.
    static func mayAssign(_ role: Role) -> Bool { givers.contains(role) }

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(Self.givers)
        routes.get(Self.path, for: .staff, roles: roles, summary: "Asks who takes the picked cases.") {
            request, context in try await ask(FormState(values: request.query), context)
        }
        routes.post(Self.path, for: .staff, roles: roles, summary: "Gives the picked cases to a colleague.") {
            submission, context in try await assign(submission, context)
        }
    }

    /// Ids travel as one field, since a form's hidden fields are one of a name.
    private static func ids(_ values: FormValues) -> [CaseID] {
        let listed = values.text("cases").map { $0.split(separator: " ").map(String.init) } ?? []
        var found: [CaseID] = []
        for text in values.all("case") + listed {
            if let id = CaseID(text: text), !found.contains(id) { found.append(id) }
        }
        return found
    }

    private func ask(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let ids = Self.ids(state.values)
        guard !ids.isEmpty else { return try await sayNothingPicked(context) }
        let picked = try await desk.view(context) { try PickedCases.load(ids, in: $0) }
        guard !picked.cases.isEmpty else { throw PageProblem.notFound }
        var state = state
        state.values.set("cases", picked.cases.map(\.id.text).joined(separator: " "))
        let form = desk.site.form(
            context, action: Self.path, submit: context.t("assign.many", ["count": String(picked.cases.count)]),
            state: state,
            [
                .hidden("cases"),
                .select(
                    "staffID", label: context.t("assign.staff"), hint: context.t("assign.hint"), isOptional: true,
                    picked.colleagues.lines.map { Field.Choice($0.id.text, "\($0.name)（\($0.login)）") }),
            ])
        return try await desk.formPage(
            context.t("assign.title"), explanation: context.t("assign.what"),
            rows: picked.cases.map { row in
                SummaryRow(row.number, "\(row.applicantMasked)\(row.assignedName.map { " · \($0)" } ?? "")")
            }, form: form, back: QueuePage.path, context, crumbs: [Link(context.t("queue.title"), QueuePage.path)],
            state: state)
    }

    private func sayNothingPicked(_ context: BackstopContext) async throws -> Response {
        try await desk.formPage(
            context.t("assign.title"), explanation: context.t("assign.none"), form: nil, back: QueuePage.path, context,
            crumbs: [Link(context.t("queue.title"), QueuePage.path)])
    }

    private func assign(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let staff = submission.values.text("staffID").flatMap { StaffID(text: $0) }
        let outcome = try await desk.perform(
            AssignCases(caseIDs: Self.ids(submission.values), staffID: staff), submission, context)
        guard let count = outcome.value else {
            return try await ask(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("\(QueuePage.path)?assigned=\(count)")
    }
}
