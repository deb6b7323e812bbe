package import Primitives

/// An account of the benefit ledger.
///
/// What is owed to families stands on `benefitsPayable`; where the money for it is stands on the other four, so
/// that payable = funds + clearing + paid + returned at every moment.
package enum LedgerAccount: String, Hashable, Sendable, Codable, CaseIterable {
    /// Granted by finance, not yet handed to the bank.
    case fundsApproved
    /// Owed for approved batches; the one account whose balance is a credit.
    case benefitsPayable
    /// With the agent bank, not yet answered for.
    case bankClearing
    /// Reached the families.
    case paid
    /// Came back from the bank or was recovered, to be paid again or given back to finance.
    case returned
}

/// Something that happened to money; each kind is one transfer between two accounts.
package enum LedgerEvent: Hashable, Sendable {
    case fundsApproved(BatchID)
    case instructed(BatchID)
    case paid(PayItemID)
    case failed(PayItemID)
    /// A failed payment goes to the bank again in another batch.
    case reissued(PayItemID, in: BatchID)
    /// Money that came back is given back to finance.
    case refunded(PayItemID)
    /// A family paid an overpayment back.
    case recovered(PayItemID, receipt: String)

    /// The account debited and the account credited.
    package var accounts: (debit: LedgerAccount, credit: LedgerAccount) {
        switch self {
        case .fundsApproved: (.fundsApproved, .benefitsPayable)
        case .instructed: (.bankClearing, .fundsApproved)
        case .paid: (.paid, .bankClearing)
        case .failed: (.returned, .bankClearing)
        case .reissued: (.bankClearing, .returned)
        case .refunded: (.benefitsPayable, .returned)
        case .recovered: (.returned, .paid)
        }
    }

    /// The name under which the event is posted once and only once.
    package var key: String {
        switch self {
        case .fundsApproved(let batch): "approved/\(batch.text)"
        case .instructed(let batch): "instructed/\(batch.text)"
        case .paid(let item): "paid/\(item.text)"
        case .failed(let item): "failed/\(item.text)"
        case .reissued(let item, let batch): "reissued/\(item.text)/\(batch.text)"
        case .refunded(let item): "refunded/\(item.text)"
        case .recovered(let item, let receipt): "recovered/\(item.text)/\(receipt)"
        }
    }
}

/// One double entry: an amount moved from the credited to the debited account.
package struct LedgerPosting: Hashable, Sendable, Codable {
    package let key: String
    package let debit: LedgerAccount
    package let credit: LedgerAccount
    package let amount: Money
    package let postedAt: Instant

    /// A posting read from a store.
    package init(key: String, debit: LedgerAccount, credit: LedgerAccount, amount: Money, postedAt: Instant) {
        self.key = key
        self.debit = debit
        self.credit = credit
        self.amount = amount
        self.postedAt = postedAt
    }

    /// The posting an event calls for.
    package init(_ event: LedgerEvent, amount: Money, at instant: Instant) {
        let accounts = event.accounts
        self.init(
            key: event.key, debit: accounts.debit, credit: accounts.credit, amount: amount, postedAt: instant)
    }
}

/// Double-entry books of benefit money: they balance after every posting, and no account is ever overdrawn.
package struct Ledger: Sendable {
    /// All postings in the order they were made.
    package private(set) var postings: [LedgerPosting] = []
    private var byKey: [String: LedgerPosting] = [:]
    private var debits: [LedgerAccount: Money] = [:]
    private var credits: [LedgerAccount: Money] = [:]

    /// Empty books.
    package init() {}

    /// Books rebuilt from stored postings, with the same checks as when they were made.
    package init(replaying postings: [LedgerPosting]) throws(LedgerError) {
        for posting in postings { try post(posting) }
    }

    /// Posts once: the same posting again changes nothing and answers false.
    @discardableResult
    package mutating func post(_ posting: LedgerPosting) throws(LedgerError) -> Bool {
        guard posting.amount > .zero else { throw .amountNotPositive(posting.key, posting.amount) }
        guard posting.debit != posting.credit else { throw .sameAccount(posting.key, posting.debit) }
        if let made = byKey[posting.key] {
            let same = (made.debit, made.credit, made.amount) == (posting.debit, posting.credit, posting.amount)
            guard same else { throw .keyTaken(posting.key) }
            return false
        }
        for account in [posting.debit, posting.credit] {
            let side: Money = account == posting.debit ? posting.amount : -posting.amount
            let change = account == .benefitsPayable ? -side : side
            let balance = balance(of: account)
            guard balance + change >= .zero else { throw .overdrawn(posting.key, account, balance: balance) }
        }
        debits[posting.debit, default: .zero] += posting.amount
        credits[posting.credit, default: .zero] += posting.amount
        byKey[posting.key] = posting
        postings.append(posting)
        return true
    }

    /// What stands on an account, never below zero: credits less debits for the payable, the reverse for the rest.
    package func balance(of account: LedgerAccount) -> Money {
        let debit = debits[account] ?? .zero
        let credit = credits[account] ?? .zero
        return account == .benefitsPayable ? credit - debit : debit - credit
    }

    /// Whether what is owed equals where the money is; false only if this type is wrong.
    package var isBalanced: Bool {
        let places = LedgerAccount.allCases.filter { $0 != .benefitsPayable }
        return places.reduce(Money.zero) { $0 + balance(of: $1) } == balance(of: .benefitsPayable)
    }
}

/// Why a posting is refused.
package enum LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
    case amountNotPositive(String, Money)
    case sameAccount(String, LedgerAccount)
    /// The key was used for another posting.
    case keyTaken(String)
    case overdrawn(String, LedgerAccount, balance: Money)

    package var description: String {
        switch self {
        case .amountNotPositive(let key, let amount): "分录\(key)的金额应大于零，现为\(amount.text)元，未记账"
        case .sameAccount(let key, let account): "分录\(key)借贷同为\(account.rawValue)，未记账"
        case .keyTaken(let key): "分录\(key)已按另一金额或科目记账，未重复记账，请核对两次来源"
        case .overdrawn(let key, let account, let balance):
            "分录\(key)使\(account.rawValue)透支（余额\(balance.text)元），未记账，请先核对此前各步是否已记账"
        }
    }
}
