import Casework
import Payments

/// A step of a batch as the console offers it; the raw value stands in the address.
enum BatchStep: String, CaseIterable, Sendable {
    case lock, check, sendBack = "return", requestFunds = "request-funds", approveFunds = "approve-funds"
    case returnFunds = "return-funds", bankFile = "bank-file", answer, retry, close

    /// Whose step it is.
    var roles: [Role] {
        switch self {
        case .lock, .requestFunds, .bankFile, .answer, .retry: [.payer]
        case .check, .sendBack, .close: [.payChecker]
        case .approveFunds, .returnFunds: [.financeOfficer]
        }
    }

    /// Where it starts.
    var from: Set<BatchState> {
        switch self {
        case .lock: [.draft]
        case .check, .sendBack: [.locked]
        case .requestFunds: [.checked]
        case .approveFunds, .returnFunds: [.fundsRequested]
        case .bankFile: [.fundsApproved]
        case .answer: [.instructed]
        case .retry, .close: [.answered]
        }
    }

    /// What the machine is asked; nil for paying failures again, which is a batch of its own.
    ///
    /// A page asks before the
    /// reason of a return is written.
    var event: BatchEvent? {
        switch self {
        case .lock: .lock
        case .check: .check
        case .sendBack, .returnFunds: .returnToDraft(reason: "…")
        case .requestFunds: .requestFunds
        case .approveFunds: .approveFunds
        case .bankFile: .instruct
        case .answer: .recordAnswer
        case .close: .close
        case .retry: nil
        }
    }

    /// Whether it sends the batch back.
    var isReturn: Bool { self == .sendBack || self == .returnFunds }

    /// The step's name in the keys of sentences.
    var messageKey: String {
        switch self {
        case .sendBack: "sendBack"
        case .requestFunds: "requestFunds"
        case .approveFunds: "approveFunds"
        case .returnFunds: "returnFunds"
        case .bankFile: "bankFile"
        case .lock, .check, .answer, .retry, .close: rawValue
        }
    }
}
