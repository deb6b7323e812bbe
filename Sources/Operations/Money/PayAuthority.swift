import Casework
import Payments
import Primitives

/// Who may do what with money: posts turned into the parts that `BatchMachine` knows.
extension CommandContext {
    /// The acting staff member in their part; nil for anybody who has no part in paying.
    var payActor: BatchActor? {
        guard let staff = actor.staff, let role = staff.role.payRole else { return nil }
        return BatchActor(staff.staffID, as: role)
    }

    /// The acting staff member when the post is one of these.
    func staff(as roles: Role...) -> StaffActor? {
        actor.staff.flatMap { roles.contains($0.role) ? $0 : nil }
    }
}

extension Role {
    fileprivate var payRole: PayRole? {
        switch self {
        case .payer: .payrollClerk
        case .payChecker: .payrollReviewer
        case .financeOfficer: .financeOfficer
        default: nil
        }
    }
}

extension Reason {
    /// The reason the batch machine gives.
    init(_ refusal: BatchRefusal) {
        let english =
            switch refusal {
            case .wrongRole: "Your post does not take this step. Pass the batch to the post named."
            case .wrongState: "The batch is not where this step starts. Reload and see where it stands."
            case .samePerson: "Another person must take this step than those who took the earlier ones."
            case .missingReason: "Write why you send it back, so that it can be put right."
            }
        self.init(refusal.code, refusal.sentence, english)
    }

    /// A problem of a bank file or a recipient list, at its place.
    init(_ problem: BankFileProblem, code: String) {
        let column = problem.column.map { ", column \($0)" } ?? ""
        self.init(
            code, field: "file", problem.description,
            "Line \(problem.line)\(column): the file was refused. Correct it and send it again."
        )
    }

    /// A text that a person must write is missing.
    static let missingReason = Reason(
        "missingReason", field: "reason", "请写明理由，它会留在记录里。", "Write the reason; it stays in the record.")
    /// A batch without a payment.
    static let emptyBatch = Reason(
        "batch.empty", "名册没有任何发放明细，不能锁定。请先看不予发放的原因。",
        "The roster has no payment and cannot be locked. Look at why families were left out.")
}

extension String {
    /// Whether nothing but white space was written.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
