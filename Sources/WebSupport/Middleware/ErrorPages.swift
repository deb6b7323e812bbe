import HTTPTypes
package import Hummingbird
import Logging

/// Turns whatever was thrown before a route was found into a page; routes answer for themselves.
struct ErrorPages: RouterMiddleware {
    let site: Site

    func handle(
        _ request: Request, context: BackstopContext,
        next: @concurrent (Request, BackstopContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return site.answer(to: error, request, context)
        }
    }
}

/// An error that may be written to the log: its text holds no personal data.
package protocol LoggableError: Error {
    /// What the operator needs to know.
    var logText: String { get }
}

extension Site {
    /// The page, fragment or data that tells a person about an error; faults of ours are logged by type.
    package func answer(to error: any Error, _ request: Request, _ context: BackstopContext) -> Response {
        let problem = Self.problem(for: error)
        if problem == .fault {
            let text = (error as? any LoggableError)?.logText ?? String(reflecting: type(of: error))
            context.logger.error("fault", metadata: ["route": "\(context.route?.path ?? "none")", "error": "\(text)"])
        }
        let model = ProblemView(problem: problem, context: context, options: options)
        var response: Response
        if context.route?.kind == .json {
            response = json(ProblemData(model), status: problem.status)
        } else if request.wantsFragment {
            response = html(templates.render("error-fragment", root(model, PlainFrame(title: model.title), context)))
        } else {
            response = html(templates.render("error", root(model, PlainFrame(title: model.title), context)))
        }
        response.status = problem.status
        if case .tooManyAttempts(let seconds) = problem { response.headers[.retryAfter] = String(seconds) }
        return response
    }

    private static func problem(for error: any Error) -> PageProblem {
        switch error {
        case let problem as PageProblem: problem
        case let problem as UploadProblem: .upload(problem)
        case let error as any HTTPResponseError:
            switch error.status {
            case .notFound: .notFound
            case .forbidden: .forbidden
            case .unauthorized: .signInNeeded
            case .contentTooLarge: .tooLarge(limitBytes: MultipartCollector.Limits().totalBytesMax)
            case .methodNotAllowed: .methodNotAllowed
            case let status where (400..<500).contains(status.code): .malformed
            default: .fault
            }
        default: .fault
        }
    }
}

/// The error page as templates see it.
struct ProblemView: ViewModel {
    let code: Int
    let title: String
    let body: String
    let advice: String
    let home: String
    let requestID: String

    init(problem: PageProblem, context: BackstopContext, options: SiteOptions) {
        let group = problem.messageGroup
        code = problem.status.code
        title = context.t("\(group).title", problem.parameters)
        body = context.t("\(group).body", problem.parameters)
        advice = context.t("\(group).next", problem.parameters)
        home = context.route?.audience == .staff ? options.staffHomePath : options.citizenHomePath
        requestID = context.requestID
    }

    static let fields: ViewFields<ProblemView> = [
        "code": \.code, "title": \.title, "body": \.body, "advice": \.advice, "home": \.home,
        "requestID": \.requestID,
    ]
}

/// An error for programs.
struct ProblemData: Encodable {
    let status: Int
    let message: String
    let advice: String
    let requestID: String

    init(_ view: ProblemView) {
        (status, message, advice, requestID) = (view.code, view.body, view.advice, view.requestID)
    }
}
