import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Reading and saving of a draft for the pages that ask for its parts.
struct DraftDoor: Sendable {
    let portal: Portal

    /// Name of the hidden field with the version a page was made from.
    static let version = "version"
    /// Name of the field that says which page to return to.
    static let from = "from"

    /// Shows a page of the own draft; another's is not found, and one that was sent leads to its receipt.
    func open(
        _ context: BackstopContext, _ body: (DraftView) async throws -> Response
    ) async throws -> Response {
        guard let id = DraftID(text: try context.parameter("draft")),
            let view = try await portal.view(context, { try DraftView.load(id, in: $0) })
        else { throw PageProblem.notFound }
        guard view.draft.caseID == nil else { return .seeOther(Self.path(view, "done")) }
        return try await body(view)
    }

    /// The address of a page of a draft.
    static func path(_ view: DraftView, _ page: String = "") -> String {
        "/apply/\(view.draft.id.text)" + (page.isEmpty ? "" : "/\(page)")
    }

    /// Where a finished part leads: back to checking when the page was opened from there, else to the task list.
    func after(_ view: DraftView, _ values: FormValues) -> Response {
        .seeOther(Self.path(view, values[Self.from] == "check" ? "check" : ""))
    }

    /// A state with what is known already, when nothing was typed yet.
    func known(_ request: Request, _ values: [(String, String)]) -> FormState {
        FormState(values: FormValues(values + [(Self.from, request.query["from"] ?? "")]))
    }

    /// A form of a draft's page, carrying the version it was made from.
    func form(
        _ view: DraftView, _ page: String, _ state: FormState, _ context: BackstopContext, submit: String? = nil,
        isDangerous: Bool = false, _ fields: [Field]
    ) -> FormView {
        var state = state
        if state.values[Self.version] == nil { state.values.set(Self.version, String(view.draft.version)) }
        return portal.site.form(
            context, action: Self.path(view, page), submit: submit ?? context.t("button.continue"), state: state,
            isDangerous: isDangerous, fields + [.hidden(Self.version), .hidden(Self.from)])
    }

    /// Saves a part; nil when this page is in order, otherwise the state to show it again with.
    ///
    /// `field` turns the path of a problem into a field of the page, or nil when another page asks for it.
    func save(
        _ part: DraftPart, of view: DraftView, _ submission: Submission, _ context: BackstopContext,
        field: (String) -> String?
    ) async throws -> (saved: SavedPart?, state: FormState?) {
        let version = submission.values[Self.version].flatMap { Int64($0) } ?? view.draft.version
        let command = SaveDraftPart(draftID: view.draft.id, version: version, part: part)
        switch try await portal.perform(command, submission, context) {
        case .refused(let reasons):
            let shown = reasons.map { reason in
                Reason(reason.code, field: reason.field.map { field($0) ?? $0 }, reason.chinese, reason.english)
            }
            return (nil, portal.refused(shown, again(submission.values, view.draft.version), context))
        case .done(let saved):
            let own = saved.problems.compactMap { problem in
                problem.field.flatMap(field).map { FieldProblem(field: $0, message: portal.say(problem, context)) }
            }
            guard !own.isEmpty else { return (saved, nil) }
            var state = FormState(values: again(submission.values, saved.version))
            for problem in own { state.add(problem) }
            return (saved, state)
        }
    }

    /// What was typed, for another command: a fresh key and the version that holds now.
    func again(_ values: FormValues, _ version: Int64) -> FormValues {
        var values = values
        values.set(FormGuard.idempotencyField, portal.site.forms.idempotencyKey())
        values.set(Self.version, String(version))
        return values
    }

    /// A page that asks one question with one form.
    func question(
        _ key: String, _ form: FormView, _ request: Request, _ context: BackstopContext, back: String,
        state: FormState, heading: [String: String] = [:], lead: String? = nil, paragraphs: [String] = [],
        areStored: Bool = false, links: [Link] = []
    ) async throws -> Response {
        let title = context.t("apply.\(key).title", heading)
        let model = QuestionPage(
            heading: title, lead: lead ?? context.t("apply.\(key).lead"), paragraphs: paragraphs, isStored: areStored,
            form: form, links: links)
        return try await portal.page(
            "citizen/apply/question", model, title: title, request, context, back: back, state: state)
    }
}

/// A question with why it is asked, its form and ways around it.
struct QuestionPage: ViewModel {
    let heading: String
    let lead: String
    let paragraphs: [String]
    /// Whether the paragraphs are the Chinese text that is signed.
    let isStored: Bool
    let form: FormView
    let links: [Link]

    static let fields: ViewFields<QuestionPage> = [
        "heading": \.heading, "lead": \.lead, "hasParagraphs": { !$0.paragraphs.isEmpty },
        "isStored": \.isStored,
        "paragraphs": { $0.paragraphs.map { ["text": $0] as Fields } }, "form": \.form, "links": \.links,
    ]
}

/// Words of the form's choices in the language of the page.
extension BackstopContext {
    /// The label of an answer: `apply.GROUP.VALUE`.
    func word(_ group: String, _ value: String) -> String { t("apply.\(group).\(value)") }

    /// The choices of an enumeration, in its order.
    func choices<Kind>(_ type: Kind.Type, _ group: String) -> [Field.Choice]
    where Kind: CaseIterable & RawRepresentable, Kind.RawValue == String {
        Kind.allCases.map { Field.Choice($0.rawValue, word(group, $0.rawValue)) }
    }

    /// Yes and no.
    var yesNo: [Field.Choice] { [Field.Choice("yes", t("answer.yes")), Field.Choice("no", t("answer.no"))] }
}
