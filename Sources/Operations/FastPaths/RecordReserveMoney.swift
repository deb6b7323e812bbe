package import Casework
package import Primitives
import Storage

/// The county fills up a township's reserve, or notes what came back to it (备用金拨入、收回).
package struct RecordReserveMoney: Command {
    package static let name = "fastPaths.recordReserveMoney"
    /// The township.
    package var township: RegionCode
    /// Filled up, or came back.
    package var kind: TownshipReserve.EntryKind
    /// The sum.
    package var amount: Money
    /// The appropriation or the receipt.
    package var reference: String

    /// Takes the inputs.
    package init(township: RegionCode, kind: TownshipReserve.EntryKind, amount: Money, reference: String) {
        self.township = township
        self.kind = kind
        self.amount = amount
        self.reference = reference
    }

    /// Answers what is there afterwards.
    package func run(in context: CommandContext) throws -> Outcome<Money> {
        guard let staff = context.staff(as: .countyReviewer) else { return .refused([.notAllowed]) }
        guard township.level == .township, context.scope.contains(township),
            try context.store.region(township) != nil
        else { return .refused([.notFound]) }
        var refusals: [Reason] = []
        if kind == .paidOut { refusals.append(.reserveKindWrong) }
        refusals += DecisionChecks.sum(amount)
        refusals += DecisionChecks.text(reference, field: "reference", limit: 100)
        guard refusals.isEmpty else { return .refused(refusals) }
        let balance = try context.store.addReserveEntry(
            TownshipReserve.Entry(kind: kind, amount: amount, on: context.today, reference: reference), to: township,
            for: nil, by: staff.staffID, at: context.now, in: context.scope)
        try context.audit(
            Self.name, "region", Int64(township.text) ?? 0, region: township, reason: reference,
            payload: "{\"fen\":\(amount.fen),\"kind\":\"\(kind.rawValue)\"}")
        return .done(balance ?? .zero)
    }
}

extension Reason {
    static let reserveKindWrong = Reason(
        "reserveKindWrong", field: "kind", "支出只由先行救助记账，不能手工登记。", "Only aid first pays out of the reserve.")
}
