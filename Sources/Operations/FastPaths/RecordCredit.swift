package import Casework
import Foundation
package import Primitives
import Storage

/// Records what the credit service said of the applicant, asked before any promise is taken (信用状况查询).
///
/// A broken promise that stands in the own ledger counts as a serious record, whatever the service says.
package struct RecordCredit: Command {
    package static let name = "fastPaths.recordCredit"
    /// The case.
    package var caseID: CaseID
    /// What the service said.
    package var standing: CreditStanding
    /// The number of its answer.
    package var reference: String

    /// Takes the inputs.
    package init(caseID: CaseID, standing: CreditStanding, reference: String) {
        self.caseID = caseID
        self.standing = standing
        self.reference = reference
    }

    /// Answers the standing that counts.
    package func run(in context: CommandContext) throws -> Outcome<CreditStanding> {
        let file = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.signer(context, [.townshipClerk, .townshipReviewer], of: file)
        let reference = reference.trimmingCharacters(in: .whitespaces)
        if reference.isEmpty { refusals.append(.creditReferenceMissing) }
        if reference.count > 60 { refusals.append(.textTooLong("reference", 60)) }
        let found = try ProvisionalStanding.open(file, in: context)
        refusals += found.reasons
        guard refusals.isEmpty, var row = found.value else { return .refused(refusals) }
        let applicant = file.members.first { $0.relation == .applicant } ?? file.members.first
        let isBarred = try applicant.map { try context.store.hasStandingCreditEntry($0.personID) } ?? false
        row.credit = isBarred ? .seriousRecord : standing
        row.creditOn = context.today
        row.creditReference = reference
        // A promise given before is given again: it is taken only from whom it may be taken.
        (row.pledgedOn, row.pledgeID, row.pledgeHash) = (nil, nil, nil)
        try context.store.updateProvisional(&row, in: context.scope)
        try context.audit(
            Self.name, "case", caseID.rawValue, region: file.row.region,
            payload: "{\"standing\":\"\(row.credit?.rawValue ?? "")\"}")
        return .done(row.credit ?? standing)
    }
}
