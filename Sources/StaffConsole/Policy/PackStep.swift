import Casework
import Operations
import Storage

/// A step of a version as the console offers it; the raw value stands in the address.
enum PackStep: String, CaseIterable, Sendable {
    case trial = "try", submit, approve, sendBack = "return", publish, withdraw

    /// Whose step it is.
    var roles: [Role] {
        switch self {
        case .trial, .submit, .sendBack, .withdraw: PolicyAuthority.drafters
        case .approve: PolicyAuthority.approvers
        case .publish: PolicyAuthority.publishers
        }
    }

    /// Where it starts.
    var from: Set<PackVersionState> {
        switch self {
        case .trial, .withdraw: [.draft, .submitted, .approved]
        case .submit: [.draft]
        case .approve: [.submitted]
        case .sendBack: [.submitted, .approved]
        case .publish: [.approved]
        }
    }

    /// Whether it asks for a reason.
    var asksReason: Bool { self == .sendBack || self == .withdraw }

    /// The step's name in the keys of sentences.
    var messageKey: String {
        switch self {
        case .trial: "trial"
        case .sendBack: "sendBack"
        case .submit, .approve, .publish, .withdraw: rawValue
        }
    }
}
