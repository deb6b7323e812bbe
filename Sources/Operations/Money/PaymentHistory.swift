import Casework
package import Primitives
package import Storage

/// What a family was paid: month, sum, day, last four digits.
///
/// Two queries.
package struct PaymentHistory: Sendable {
    /// The payments, latest first.
    package let lines: [PaymentLine]

    /// The payments of a case's award, for the citizen's progress page; empty outside the scope.
    package static func load(caseID: CaseID, in context: CommandContext) throws -> PaymentHistory {
        PaymentHistory(lines: try context.store.paymentLines(ofCase: caseID, in: context.scope))
    }

    /// The payments of all awards of a family in the asker's scope.
    package static func load(family: FamilyID, in context: CommandContext) throws -> PaymentHistory {
        PaymentHistory(lines: try context.store.paymentLines(family: family, in: context.scope))
    }
}

extension CommandContext {
    /// Whether the post reads rosters at all.
    var mayReadPayments: Bool {
        staff(as: .payer, .payChecker, .financeOfficer, .countyReviewer, .leader, .auditor, .administrator) != nil
    }
}
