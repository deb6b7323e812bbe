package import HTTPTypes

/// Why a request gets an error page in place of its answer; each case has its own words and its own way on.
package enum PageProblem: Error, Hashable, Sendable {
    /// No such page, or none that this person may know of.
    case notFound
    /// The person is known but may not do this.
    case forbidden
    /// Nobody is signed in where somebody must be.
    case signInNeeded
    /// The form was made for another session or its token is missing: nothing was changed.
    case staleForm
    /// The request cannot be read.
    case malformed
    /// The request as a whole is larger than the route takes.
    case tooLarge(limitBytes: Int)
    /// One file cannot be taken.
    case upload(UploadProblem)
    /// Too many attempts; the wait is in seconds.
    case tooManyAttempts(waitSeconds: Int)
    /// The method is not one this address answers to.
    case methodNotAllowed
    /// Closed for maintenance.
    case maintenance
    /// A fault of ours.
    case fault

    /// Status of the answer.
    package var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .forbidden, .staleForm: .forbidden
        case .signInNeeded: .unauthorized
        case .malformed: .badRequest
        case .tooLarge: .contentTooLarge
        case .upload(.tooLarge): .contentTooLarge
        case .upload: .unsupportedMediaType
        case .tooManyAttempts: .tooManyRequests
        case .methodNotAllowed: .methodNotAllowed
        case .maintenance: .serviceUnavailable
        case .fault: .internalServerError
        }
    }

    /// Group of the messages `title`, `body` and `next` of this problem.
    var messageGroup: String {
        switch self {
        case .notFound: "error.notFound"
        case .forbidden: "error.forbidden"
        case .signInNeeded: "error.signInNeeded"
        case .staleForm: "error.staleForm"
        case .malformed: "error.malformed"
        case .tooLarge: "error.tooLarge"
        case .upload(let problem): problem.messageGroup
        case .tooManyAttempts: "error.tooManyAttempts"
        case .methodNotAllowed: "error.notFound"
        case .maintenance: "error.maintenance"
        case .fault: "error.fault"
        }
    }

    var parameters: [String: String] {
        switch self {
        case .tooLarge(let bytes): ["megabytes": String(bytes >> 20)]
        case .upload(let problem): problem.parameters
        case .tooManyAttempts(let seconds): ["minutes": String((seconds + 59) / 60)]
        default: [:]
        }
    }
}
