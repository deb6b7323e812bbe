import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// What every citizen page needs: the bureau, the site, who is signed in, and how a page is framed.
struct Portal: Sendable {
    let bureau: Bureau
    let site: Site

    /// The account of a session; the route guard proved that there is one.
    func account(_ context: BackstopContext) throws -> AccountID {
        let session = try context.person()
        guard session.audience == .citizen else { throw PageProblem.signInNeeded }
        return AccountID(session.userID)
    }

    /// The signed-in citizen, as verbs take one.
    func actor(_ context: BackstopContext) throws -> Actor { .citizen(try account(context)) }

    /// The signed-in citizen, or a visitor on a public page.
    func anyone(_ context: BackstopContext) -> Actor {
        (try? account(context)).map(Actor.citizen) ?? .visitor
    }

    /// Reads on the signed-in citizen's behalf.
    func view<Value: Sendable>(
        _ context: BackstopContext, _ body: @escaping @Sendable (CommandContext) throws -> Value
    ) async throws -> Value {
        try await bureau.view(as: actor(context), body)
    }

    /// Reads what a public page shows, for whoever asks.
    func look<Value: Sendable>(
        _ context: BackstopContext, _ body: @escaping @Sendable (CommandContext) throws -> Value
    ) async throws -> Value {
        try await bureau.view(as: anyone(context), body)
    }

    /// Does a citizen's verb under the form's idempotency key.
    func perform<C: Command>(
        _ command: C, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Outcome<C.Result> {
        try await bureau.perform(command, as: actor(context), key: try key(submission))
    }

    /// Does a verb that anybody may ask for, under the form's idempotency key.
    func performAsAnyone<C: Command>(
        _ command: C, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Outcome<C.Result> {
        try await bureau.perform(command, as: anyone(context), key: try key(submission))
    }

    /// The key that makes a repeated press one command.
    func key(_ submission: Submission) throws -> String {
        guard let key = submission.idempotencyKey else { throw PageProblem.malformed }
        return key
    }

    /// The frame of a page: the village that was scanned or chosen, otherwise the city, and whom to ring.
    func frame(
        _ title: String, _ request: Request, _ context: BackstopContext, back: String? = nil
    ) async throws -> CitizenFrame {
        frame(title, at: try await place(request, context), back: back)
    }

    /// The frame of a page at a place that is known already.
    func frame(_ title: String, at place: Place, back: String? = nil) -> CitizenFrame {
        CitizenFrame(
            title: title, placeName: place.name, placeDetail: place.detail, backAddress: back,
            helpPhone: place.phone)
    }

    /// A page in the citizen layout.
    func page(
        _ template: String, _ model: any MustacheParentModel, title: String, _ request: Request,
        _ context: BackstopContext, back: String? = nil, state: FormState = FormState()
    ) async throws -> Response {
        site.page(
            template, model, frame: try await frame(title, request, context, back: back), context, state: state)
    }

    /// Puts a verb's reasons into a form's state: at their field where they name one, on top otherwise.
    func refused(_ reasons: [Reason], _ values: FormValues, _ context: BackstopContext) -> FormState {
        var state = FormState(values: values)
        for reason in reasons {
            state.add(FieldProblem(field: reason.field ?? reason.code, message: say(reason, context)))
        }
        return state
    }

    /// The number that people of the page's place ring.
    func hotline(_ request: Request, _ context: BackstopContext) async throws -> String {
        try await place(request, context).hotline
    }

    /// A reason in the language of the page.
    func say(_ reason: Reason, _ context: BackstopContext) -> String {
        context.language == .english ? reason.english : reason.chinese
    }
}

extension BackstopContext {
    /// A sentence that only readers of English need, such as that official papers are in Chinese.
    func englishOnly(_ key: String) -> String? { language == .english ? t(key) : nil }
}
