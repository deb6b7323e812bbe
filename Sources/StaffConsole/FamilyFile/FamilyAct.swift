import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// What an act's handler works with: what the page showed, the form, the door.
struct FamilyCall: Sendable {
    let submission: Submission
    let desk: Desk
    let context: BackstopContext
    /// The version the person looked at.
    let seenVersion: Int64

    /// Does the act's verb; nil when it was done, every reason otherwise.
    func perform<C: Command>(_ command: C) async throws -> [Reason]? {
        let outcome = try await desk.perform(command, submission, context)
        return outcome.value == nil ? outcome.reasons : nil
    }
}

/// Something acts are about: a family's file, or a case with its papers.
protocol FamilyScene: Sendable {
    /// The version a form carries.
    var version: Int64 { get }
    /// The page the act was opened from.
    var address: String { get }
    /// What stands above the form.
    func rows(_ context: BackstopContext) -> [SummaryRow]
    /// The links above the title.
    func crumbs(_ context: BackstopContext) -> [Link]
}

/// A form that does one verb about a family or a case, and goes back to where it was opened.
struct FamilyAct<Scene: FamilyScene>: Sendable {
    /// Its answer: nil when done, reasons when refused; problems of the form stand in the reader.
    typealias Handler = @Sendable (inout FormReader, Scene, FamilyCall) async throws -> [Reason]?

    /// The last part of its address, and the name of its messages.
    let path: String
    /// Who may open it.
    let roles: [Role]
    /// Whether it is against the family or cannot be taken back.
    var isDangerous = false
    /// Whether there is anything to do it to.
    var fits: @Sendable (Scene) -> Bool = { _ in true }
    /// The fields.
    var fields: @Sendable (Scene, BackstopContext) -> [Field] = { _, _ in [] }
    /// The verb.
    let handle: Handler

    init(_ path: String, roles: [Role], handle: @escaping Handler) {
        self.path = path
        self.roles = roles
        self.handle = handle
    }

    func title(_ context: BackstopContext) -> String { context.t("act.\(path)") }

    /// What the page says after one of its acts; nil where the address names none of them.
    static func done(_ acts: [FamilyAct], _ query: FormValues, _ context: BackstopContext) -> String? {
        query.text("done").flatMap { code in
            acts.contains { $0.path == code } ? context.t("actDone.\(code)") : nil
        }
    }

    /// The same act with more said about it.
    func with(_ change: (inout FamilyAct) -> Void) -> FamilyAct {
        var copy = self
        change(&copy)
        return copy
    }

    /// The act as a button of its page, for those who may do it now.
    func button(_ scene: Scene, _ role: Role?, _ context: BackstopContext) -> Link? {
        guard let role, roles.contains(role), fits(scene) else { return nil }
        return Link(title(context), "\(scene.address)/\(path)")
    }
}

/// The pages of one act: its form, and what comes of sending it.
struct FamilyActPages<Scene: FamilyScene>: Sendable {
    let desk: Desk
    let act: FamilyAct<Scene>
    /// The address of the page below which the act lies, with `{id}` in it.
    let below: String
    let load: @Sendable (BackstopContext) async throws -> Scene

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(act.roles)
        routes.get("\(below)/\(act.path)", for: .staff, roles: roles, summary: "The form of \(act.path).") {
            _, context in try await show(try await load(context), FormState(), context)
        }
        routes.post("\(below)/\(act.path)", for: .staff, roles: roles, summary: "Does \(act.path).") {
            submission, context in try await send(submission, context)
        }
    }

    private func send(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let scene = try await load(context)
        var reader = FormReader(submission.values, context)
        let seen = submission.values.seenVersion()
        let call = FamilyCall(submission: submission, desk: desk, context: context, seenVersion: seen)
        let reasons = try await act.handle(&reader, scene, call)
        guard reader.state.isValid else { return try await show(scene, reader.state, context) }
        guard let reasons else { return .seeOther("\(scene.address)?done=\(act.path)") }
        var state = desk.refused(reasons, reader.state.values, context)
        // What is new stands on the page that is shown now, so the next press is about this version.
        state.values.set("version", String(scene.version))
        return try await show(scene, state, context)
    }

    private func show(_ scene: Scene, _ state: FormState, _ context: BackstopContext) async throws -> Response {
        var state = state
        if state.values.text("version") == nil { state.values.set("version", String(scene.version)) }
        let form = desk.site.form(
            context, action: "\(scene.address)/\(act.path)", submit: act.title(context), state: state,
            isDangerous: act.isDangerous, [.hidden("version")] + act.fields(scene, context))
        let rows = scene.rows(context)
        return try await desk.formPage(
            act.title(context), explanation: context.t("actHint.\(act.path)"), rows: rows, form: form,
            back: scene.address, context, crumbs: scene.crumbs(context), state: state)
    }
}

/// Why a change is recorded, and what shows it.
enum FamilyWhy {
    /// Why it is recorded, and what shows it.
    static func fields(_ context: BackstopContext) -> [Field] {
        [
            .text("evidence", label: context.t("family.evidence"), hint: context.t("family.evidenceHint")),
            .textarea("reason", label: context.t("step.reason"), lengthMax: 500),
        ]
    }

    /// The answers to them; nil while one is missing.
    static func read(_ reader: inout FormReader, _ context: BackstopContext) -> (evidence: String, reason: String)? {
        let evidence = reader.text("evidence", label: context.t("family.evidence"))
        let reason = reader.text("reason", label: context.t("step.reason"), lengthMax: 500)
        guard let evidence, let reason else { return nil }
        return (evidence, reason)
    }
}
