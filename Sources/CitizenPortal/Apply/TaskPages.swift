import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The task list of a draft, taking over a proven family, and throwing a draft away.
struct TaskPages: Sendable {
    let door: DraftDoor

    func register(in routes: RouteRegistry) {
        routes.get("/apply/{draft}", for: .citizen, summary: "The parts of an application and how far each is.") {
            request, context in
            try await door.open(context) { view in try await list(view, FormState(), request, context) }
        }
        routes.post("/apply/{draft}/prefill", for: .citizen, summary: "Takes over the members of a proven family.") {
            submission, context in
            try await door.open(context) { view in
                let version = submission.values[DraftDoor.version].flatMap { Int64($0) } ?? view.draft.version
                let outcome = try await door.portal.perform(
                    PrefillFromFile(draftID: view.draft.id, version: version), submission, context)
                guard outcome.value != nil else {
                    let values = door.again(submission.values, view.draft.version)
                    let state = door.portal.refused(outcome.reasons, values, context)
                    return try await list(view, state, submission.request, context)
                }
                return .seeOther(DraftDoor.path(view, "members"))
            }
        }
        routes.get("/apply/{draft}/discard", for: .citizen, summary: "Asks whether to throw the draft away.") {
            request, context in
            try await door.open(context) { view in try await askDiscard(view, FormState(), request, context) }
        }
        routes.post("/apply/{draft}/discard", for: .citizen, summary: "Throws the draft away.") {
            submission, context in try await discard(submission, context)
        }
    }

    /// The page that asks for a section.
    static func address(_ section: DraftSection, _ view: DraftView) -> String {
        switch section {
        case .materials: DraftDoor.path(view, "photos")
        case .authorizations: DraftDoor.path(view, "consent")
        default: DraftDoor.path(view, section.rawValue)
        }
    }

    /// The name of a section.
    static func name(_ section: DraftSection, _ context: BackstopContext) -> String {
        context.language == .english ? section.english : section.chinese
    }

    private func list(
        _ view: DraftView, _ state: FormState, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let tasks = view.tasks.map { task in
            TaskLine(
                text: Self.name(task.section, context), address: Self.address(task.section, view),
                tag: Self.tag(task.state, context))
        }
        let next = view.isReady ? nil : view.nextSection
        let isProven = try await door.portal.view(context) { try !ProvenPersons.load(in: $0).persons.isEmpty }
        let prefill =
            isProven && !view.draft.content.isPrefilled && view.draft.content.form.members.isEmpty
            ? door.form(view, "prefill", state, context, submit: context.t("apply.tasks.prefill"), []) : nil
        let done = view.tasks.count { $0.state == .complete }
        let model: Fields = [
            "program": BeforePages.name(view.draft.program, context), "tasks": tasks,
            "count": context.t("apply.tasks.count", ["done": String(done), "all": String(tasks.count)]),
            "next": next.map { Link(Self.name($0, context), Self.address($0, view)) },
            "check": DraftDoor.path(view, "check"), "isReady": next == nil,
            "discard": DraftDoor.path(view, "discard"), "prefill": prefill,
            "identity": isProven || !view.draft.content.form.members.isEmpty
                ? nil : PageAddress("/identity").with("next", DraftDoor.path(view)).text,
        ]
        return try await door.portal.page(
            "citizen/apply/tasks", model, title: context.t("apply.tasks.title"), request, context, back: "/apply",
            state: state)
    }

    private func askDiscard(
        _ view: DraftView, _ state: FormState, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let form = door.form(
            view, "discard", state, context, submit: context.t("apply.discard.confirm"), isDangerous: true, [])
        return try await door.question(
            "discard", form, request, context, back: DraftDoor.path(view), state: state,
            links: [Link(context.t("apply.discard.keep"), DraftDoor.path(view))])
    }

    /// A draft that is gone already was thrown away by the first press.
    private func discard(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        guard let id = DraftID(text: try context.parameter("draft")) else { throw PageProblem.notFound }
        let version = submission.values[DraftDoor.version].flatMap { Int64($0) } ?? 0
        let outcome = try await door.portal.perform(DiscardDraft(draftID: id, version: version), submission, context)
        guard outcome.value == nil else { return .seeOther("/apply") }
        return try await door.open(context) { view in
            let values = door.again(submission.values, view.draft.version)
            let state = door.portal.refused(outcome.reasons, values, context)
            return try await askDiscard(view, state, submission.request, context)
        }
    }

    static func tag(_ state: DraftSectionState, _ context: BackstopContext) -> StatusTag {
        switch state {
        case .empty: StatusTag(context.t("task.empty"), .neutral)
        case .partial: StatusTag(context.t("task.partial"), .info)
        case .complete: StatusTag(context.t("task.filled"), .ok)
        case .needsChange: StatusTag(context.t("task.change"), .warn)
        }
    }
}

/// A line of a list that leads on, with how far it is.
struct TaskLine: ViewModel {
    let text: String
    let address: String
    let tag: StatusTag

    static let fields: ViewFields<TaskLine> = ["text": \.text, "address": \.address, "tag": \.tag]
}
