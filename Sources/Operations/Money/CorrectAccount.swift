import Casework
import Payments
package import Primitives
import Storage

/// Proposes another account for an award.
///
/// Nothing changes until a second person approves it.
package struct CorrectAccount: Command {
    package static let name = "money.correctAccount"
    /// The award.
    package let award: AwardID
    /// The account number as typed.
    package let account: String
    /// The member who holds it; nil for the present payee.
    package let holder: PersonID?
    /// Why.
    package let reason: String

    /// Asks for another account.
    package init(award: AwardID, account: String, holder: PersonID? = nil, reason: String) {
        self.award = award
        self.account = account
        self.holder = holder
        self.reason = reason
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<EventID> {
        guard let staff = context.staff(as: .payer, .townshipClerk) else { return .refused([.notAllowed]) }
        guard let row = try context.store.awardRow(award, in: context.scope) else { return .refused([.notFound]) }
        var reasons: [Reason] = []
        let number = try? BankAccount(account)
        if number == nil { reasons.append(Self.badAccount(account)) }
        if reason.isBlank { reasons.append(.missingReason) }
        let person = holder ?? row.award.payee?.person
        let isMember = person.map { row.award.terms.members.contains($0) || $0 == row.award.payee?.person } ?? false
        if !isMember { reasons.append(Self.noHolder) }
        let holderRow = try person.flatMap { try context.store.person($0, in: context.scope) }
        if holderRow?.deathDay != nil { reasons.append(Self.deadHolder) }
        guard reasons.isEmpty, let number, let person, let holderRow else {
            return .refused(reasons.isEmpty ? [.notFound] : reasons)
        }
        let payee = PayeeAccount(person: person, holderName: holderRow.name, account: number)
        guard
            let id = try context.store.proposeAccount(
                payee, for: award, reason: reason, by: staff.staffID, at: context.now)
        else { return .refused([Self.waiting]) }
        try context.audit("award.proposeAccount", "award", award.rawValue, region: row.region, reason: reason)
        return .done(id)
    }

    private static func badAccount(_ text: String) -> Reason {
        var chinese = "银行账号应为16至19位数字，请对照银行卡或存折重新填写"
        do { _ = try BankAccount(text) } catch { chinese = "\(error)" }
        return Reason(
            "account.number", field: "account", chinese,
            "The account number has 16 to 19 digits. Compare it with the card.")
    }

    private static let noHolder = Reason(
        "account.holder", field: "holder", "请选择账户持有人，应为这户的保障成员。",
        "Choose who holds the account: a member of the family.")
    private static let deadHolder = Reason(
        "account.deadHolder", field: "holder", "账户持有人已登记死亡，请另选成员。", "The holder has died. Choose another member.")
    private static let waiting = Reason(
        "account.waiting", "这户已有一项账户变更等待复核，请先办结。", "Another account change of this award waits for its check.")
}

/// The second person approves another account; the old phone is told, so that a fraud is noticed.
package struct ApproveAccountChange: Command {
    package static let name = "money.approveAccountChange"
    /// The proposal.
    package let change: EventID

    /// Approves a proposal.
    package init(change: EventID) { self.change = change }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<AwardID> {
        try AccountDecision(change, in: context).decide(approved: true, reason: "", in: context)
    }
}

/// The second person refuses another account.
package struct RefuseAccountChange: Command {
    package static let name = "money.refuseAccountChange"
    /// The proposal.
    package let change: EventID
    /// Why.
    package let reason: String

    /// Refuses a proposal.
    package init(change: EventID, reason: String) {
        self.change = change
        self.reason = reason
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<AwardID> {
        guard !reason.isBlank else { return .refused([.missingReason]) }
        return try AccountDecision(change, in: context).decide(approved: false, reason: reason, in: context)
    }
}

/// The second person's decision on an account.
private struct AccountDecision {
    let change: AccountChangeRow
    var award: AwardRow

    init(_ id: EventID, in context: CommandContext) throws {
        guard let change = try context.store.accountChange(id),
            let award = try context.store.awardRow(change.award, in: context.scope)
        else { throw StoreError(.notFound, "There is no such account change in this scope.") }
        self.change = change
        self.award = award
    }

    func decide(approved: Bool, reason: String, in context: CommandContext) throws -> Outcome<AwardID> {
        guard let staff = context.staff(as: .payChecker) else { return .refused([.notAllowed]) }
        guard staff.staffID != change.proposedBy else { return .refused([Self.samePerson]) }
        guard change.state == "proposed" else { return .refused([Self.decided]) }
        try context.store.decideAccountChange(change.id, approved: approved, by: staff.staffID, at: context.now)
        if approved {
            let contact = try context.store.payContact(award: change.award)
            var row = award
            try context.store.appendChange(
                .accountChanged(change.payee, checkedBy: staff.staffID), to: &row, by: change.proposedBy,
                actor: context.actor.row, in: context.scope, at: context.now, on: context.today)
            try contact?.send(
                "accountChanged", "您家领取救助金的账户已改为尾号\(change.payee.account.number.suffix(4))。不是您本人要求的，请马上来电。",
                in: context)
        }
        try context.audit(
            approved ? "award.approveAccount" : "award.refuseAccount", "award", change.award.rawValue,
            region: award.region, reason: reason)
        return .done(change.award)
    }

    private static let samePerson = Reason(
        "account.samePerson", "登记人不能复核自己的账户变更，请由另一名工作人员复核。",
        "Who entered the account may not approve it. Ask a second person.")
    private static let decided = Reason(
        "account.decided", "这项账户变更已经办结。", "This account change was decided before.")
}
