/// How far a payment batch has come.
package enum BatchState: String, Hashable, Sendable, Codable, CaseIterable {
    case draft
    case locked
    case checked
    case fundsRequested
    case fundsApproved
    case instructed
    case answered
    case closed

    /// The state as a clerk reads it.
    package var chinese: String {
        switch self {
        case .draft: "编制中"
        case .locked: "已锁定，待复核"
        case .checked: "已复核，待申请资金"
        case .fundsRequested: "已申请资金，待财政审核"
        case .fundsApproved: "财政已审核，待发银行"
        case .instructed: "已发银行，待回盘"
        case .answered: "已回盘，待关闭"
        case .closed: "已关闭"
        }
    }
}

/// A step of a batch.
///
/// Every step but the return leads one state on.
package enum BatchEvent: Hashable, Sendable {
    case lock
    case check
    case requestFunds
    case approveFunds
    /// Sends the batch back to draft with a reason: by the checker before, by finance after the fund request.
    case returnToDraft(reason: String)
    /// The bank file has been written and handed over.
    case instruct
    /// The bank's answer accounts for every payment.
    case recordAnswer
    case close

    /// The step as the sentence of a refusal names it.
    package var chinese: String {
        switch self {
        case .lock: "锁定名册"
        case .check: "复核"
        case .requestFunds: "申请资金"
        case .approveFunds: "财政审核通过"
        case .returnToDraft: "退回"
        case .instruct: "生成银行文件"
        case .recordAnswer: "登记银行回盘"
        case .close: "关闭批次"
        }
    }

    /// The state the step leads to.
    var target: BatchState {
        switch self {
        case .lock: .locked
        case .check: .checked
        case .requestFunds: .fundsRequested
        case .approveFunds: .fundsApproved
        case .returnToDraft: .draft
        case .instruct: .instructed
        case .recordAnswer: .answered
        case .close: .closed
        }
    }
}

/// The part a person plays in paying.
package enum PayRole: String, Hashable, Sendable, Codable, CaseIterable {
    /// Makes the roster, asks for the money, deals with the bank.
    case payrollClerk
    /// The second person, who checks the locked roster.
    case payrollReviewer
    /// Checks the fund request for the finance side.
    case financeOfficer

    /// The role as a sentence names it.
    package var chinese: String {
        switch self {
        case .payrollClerk: "发放经办"
        case .payrollReviewer: "发放复核"
        case .financeOfficer: "财政审核"
        }
    }
}
