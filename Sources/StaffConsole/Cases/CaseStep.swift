import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// What a step's handler works with: the case as it stands, the form, the door.
struct StepCall: Sendable {
    let scene: CaseScene
    let submission: Submission
    let desk: Desk
    let context: BackstopContext
    /// The version the person looked at.
    let seenVersion: Int64
    /// The page on which the person decides, when a record of it is kept.
    var screen: ShownScreenID?

    var caseID: CaseID { scene.view.row.id }

    /// Does the step's verb; nil when it was done, every reason otherwise.
    func perform<C: Command>(_ command: C) async throws -> [Reason]? {
        guard let screen else { return try await desk.perform(command, submission, context).reasonsIfRefused }
        return try await desk.perform(DecidedOnScreen(command, on: screen), submission, context).reasonsIfRefused
    }
}

extension Outcome {
    /// Nil when it was done, every reason otherwise.
    fileprivate var reasonsIfRefused: [Reason]? { value == nil ? reasons : nil }
}

/// A step of the procedure as the desk offers it: its fields, what will happen, and the verb behind it.
struct CaseStep: Sendable {
    /// Its answer: nil when done, reasons when refused; problems of the form stand in the reader.
    typealias Handler = @Sendable (inout FormReader, StepCall) async throws -> [Reason]?

    /// The last part of its address, and the name of its messages.
    let path: String
    /// The event of the procedure; nil for duties beside it.
    let event: CaseEventKind?
    /// Who may open it.
    let roles: [Role]
    /// Whether it ends the case.
    var isEnd = false
    /// Whether files come with it.
    var takesFiles = false
    /// Whether it needs the list of colleagues.
    var needsColleagues = false
    /// Shows report, visit and sum beside the form.
    var showsEvidence = false
    /// The fields.
    var fields: @Sendable (CaseScene, BackstopContext) -> [Field] = { _, _ in [] }
    /// What will happen, before it is asked for.
    var summary: @Sendable (CaseScene, BackstopContext) -> [SummaryRow] = { _, _ in [] }
    /// What stands in its form before anything is typed.
    var prefill: @Sendable (CaseScene) -> [(String, String)] = { _ in [] }
    /// The verb.
    let handle: Handler

    init(_ path: String, _ event: CaseEventKind?, roles: [Role]? = nil, handle: @escaping Handler) {
        self.path = path
        self.event = event
        self.roles = roles ?? event.map(Posts.performers) ?? []
        self.handle = handle
    }

    func title(_ context: BackstopContext) -> String { context.t("step.\(path)") }

    /// Every step with a page of its own kind.
    static let all: [CaseStep] =
        intake + inquiry + [selfCare] + decision + ends + duties + [recognition] + afterDecision + fastPaths
        + supervision
        + familyFile + papers

    /// The step of an event; nil for events that no desk performs.
    static func of(_ event: CaseEventKind) -> CaseStep? { all.first { $0.event == event } }

    /// What an address may say was done.
    static let doneCodes = Set(all.map(\.path) + ["determine", "objections", "authorize", "photo", "filed"])

    /// Whether its form asks the phone where it is.
    var takesPlace: Bool { event == .visitRecorded || event == .countyVisitRecorded }

    /// The same step with more said about it.
    func with(_ change: (inout CaseStep) -> Void) -> CaseStep {
        var copy = self
        change(&copy)
        return copy
    }
}

/// The pages of one step: its form, and what comes of sending it.
struct CaseStepPages: Sendable {
    let desk: Desk
    let step: CaseStep

    func register(in routes: RouteRegistry) {
        let path = "/staff/cases/{id}/\(step.path)"
        let roles = Posts.names(step.roles)
        routes.get(path, for: .staff, roles: roles, summary: "The form of the step \(step.path).") { _, context in
            try await show(try await scene(context), FormState(), context)
        }
        routes.post(
            path, for: .staff, roles: roles, takes: step.takesFiles ? .files : .fields,
            summary: "Does the step \(step.path)."
        ) { submission, context in try await send(submission, context) }
    }

    private func scene(_ context: BackstopContext) async throws -> CaseScene {
        let (id, needs) = (CaseID(try context.number("id")), step.needsColleagues)
        return try await desk.found(context) { try CaseScene.load(id, withColleagues: needs, in: $0) }
    }

    private func send(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let scene = try await scene(context)
        var reader = FormReader(submission.values, context)
        let seen = submission.values.seenVersion()
        let screen = step.isDecision ? submission.values.text("screen").flatMap { ShownScreenID(text: $0) } : nil
        let call = StepCall(
            scene: scene, submission: submission, desk: desk, context: context, seenVersion: seen, screen: screen)
        let reasons = try await step.handle(&reader, call)
        guard reader.state.isValid else { return try await show(scene, reader.state, context) }
        guard let reasons else { return .seeOther("/staff/cases/\(scene.view.row.id.text)?done=\(step.path)") }
        var state = desk.refused(reasons, reader.state.values, context)
        // What is new stands on the page that is shown now, so the next press is about this version.
        state.values.set("version", String(scene.view.row.version))
        return try await show(scene, state, context)
    }

    private func show(_ scene: CaseScene, _ state: FormState, _ context: BackstopContext) async throws -> Response {
        var state = state
        if state.values.text("version") == nil {
            state = FormState(values: FormValues(step.prefill(scene)), problems: state.problems)
            state.values.set("version", String(scene.view.row.version))
        }
        let address = "/staff/cases/\(scene.view.row.id.text)"
        let words = CaseWords(context)
        let action = scene.view.actions.first { $0.event == step.event }
        let stands: [String]
        if let event = step.event {
            stands =
                action?.refusals.map(words.reason) ?? [
                    context.t("step.notNow", ["step": context.t("event.\(event.rawValue)")])
                ]
        } else {
            stands = []
        }
        let screen = stands.isEmpty && step.isDecision ? desk.bureau.store.ids.next(ShownScreenSubject.self) : nil
        if let screen { state.values.set("screen", screen.text) }
        let form = desk.site.form(
            context, action: "\(address)/\(step.path)", submit: step.title(context), state: state,
            isDangerous: step.isEnd || step.event == .refuse,
            [.hidden("version")] + (screen == nil ? [] : [.hidden("screen")]) + step.fields(scene, context))
        let model = StepModel(
            step: step, form: form, stands: stands,
            file: CaseModel(scene: scene, done: nil, actor: try? desk.actor(context), context: context))
        let title = step.title(context)
        let frame = try await desk.frame(
            title, context,
            crumbs: [
                Link(context.t("queue.title"), QueuePage.path),
                Link("\(scene.view.applicantMasked) \(scene.view.row.number)", address),
            ])
        let page = desk.site.recordedPage("staff/cases/step", model, frame: frame, context, state: state)
        if let screen, let event = step.event {
            let keep = KeepScreen(
                screenID: screen, caseID: scene.view.row.id, event: event, seenVersion: scene.view.row.version,
                html: page.text)
            _ = try await desk.bureau.perform(keep, as: .staff(desk.actor(context)), key: "screen-\(screen.text)")
        }
        return step.takesPlace ? page.response.allowingPlace() : page.response
    }
}

/// A step's page: the form, what will happen, and the evidence beside it.
struct StepModel: ViewModel {
    let step: CaseStep
    let form: FormView
    let stands: [String]
    let file: CaseModel

    static let fields: ViewFields<StepModel> = [
        "title": { $0.step.title($0.file.context) }, "explanation": { $0.file.context.t("stepHint.\($0.step.path)") },
        "form": \.form, "stands": \.stands, "mayNot": { !$0.stands.isEmpty }, "file": \.file,
        "backAddress": \.file.address, "rows": { $0.step.summary($0.file.scene, $0.file.context) },
        "hasRows": { !$0.step.summary($0.file.scene, $0.file.context).isEmpty },
        "showsEvidence": \.step.showsEvidence,
        "takesPlace": \.step.takesPlace,
    ]
}
