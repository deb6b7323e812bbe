import Casework
import Payments
package import Primitives
package import Storage

/// The awards that wait by order, one page, for those who order it (暂缓发放).
///
/// Three queries.
package struct HeldAwardList: Sendable {
    /// The page's rows, the longest first.
    package let rows: [AwardHoldRow]
    /// How many wait in all.
    package let total: Int
    /// Names of those who ordered it.
    package let names: [StaffID: String]

    /// Reads a page; nil for a post that has no part in it.
    package static func load(limit: Int, offset: Int, in context: CommandContext) throws -> HeldAwardList? {
        guard context.staff(as: .payer, .payChecker) != nil else { return nil }
        let found = try context.store.awardHolds(limit: limit, offset: offset, in: context.scope)
        return HeldAwardList(
            rows: found.rows, total: found.total, names: try context.store.staffNames(found.rows.map(\.heldBy)))
    }
}

/// One award as the page of its order to wait shows it.
///
/// Six queries.
package struct AwardFile: Sendable {
    /// The award.
    package let award: AwardID
    /// The number on the family's certificate.
    package let certificateNumber: String
    /// The payee's name, masked; nil while there is none.
    package let payeeMasked: String?
    /// The last four digits of the account; nil while there is none.
    package let accountLastFour: String?
    /// How many people it is for.
    package let headCount: Int
    /// What is due in the present month.
    package let amount: Money
    /// The order that it waits; nil when it does not.
    package let hold: AwardHoldRow?
    /// Who ordered it.
    package let heldBy: String?
    /// What was paid, latest first.
    package let payments: [PaymentLine]

    /// The award of a certificate in the asker's area.
    package static func find(certificate: String, in context: CommandContext) throws -> AwardID? {
        guard context.staff(as: .payer, .payChecker) != nil else { return nil }
        return try context.store.awardID(certificate: certificate, in: context.scope)
    }

    /// An award of the asker's area; nil when there is none, and for a post that has no part in it.
    package static func load(_ id: AwardID, in context: CommandContext) throws -> AwardFile? {
        guard context.staff(as: .payer, .payChecker) != nil,
            let row = try context.store.awardRow(id, in: context.scope)
        else { return nil }
        let hold = try context.store.awardHold(of: id, in: context.scope)
        let payee = row.award.payee
        return AwardFile(
            award: id, certificateNumber: row.certificateNumber,
            payeeMasked: payee.map { Masking.name($0.holderName) },
            accountLastFour: payee.map { String($0.account.number.suffix(4)) },
            headCount: row.award.terms.members.count,
            amount: row.award.amountDue(in: context.today.calendarMonth), hold: hold,
            heldBy: try hold.flatMap { try context.store.staffNames([$0.heldBy])[$0.heldBy] },
            payments: try context.store.paymentLines(family: row.award.terms.family, in: context.scope))
    }
}
