import Casework
package import Primitives
import Storage

/// Records the signed credit pledge (信用承诺书), after credit was asked and found no bar.
package struct RecordPledge: Command {
    package static let name = "fastPaths.recordPledge"
    /// The case.
    package var caseID: CaseID
    /// The hash of the text that was printed for signing.
    package var hash: String
    /// The signed original, a file of the case.
    package var signedID: UploadID

    /// Takes the inputs.
    package init(caseID: CaseID, hash: String, signedID: UploadID) {
        self.caseID = caseID
        self.hash = hash
        self.signedID = signedID
    }

    /// Answers the day it counts from.
    package func run(in context: CommandContext) throws -> Outcome<CivilDate> {
        let file = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.signer(context, [.townshipClerk, .townshipReviewer], of: file)
        refusals += try FastPathChecks.paper(signedID, of: file, in: context)
        if try PledgeText(file, in: context).hash != hash { refusals.append(.pledgeTextChanged) }
        let found = try ProvisionalStanding.open(file, in: context)
        refusals += found.reasons
        if let row = found.value {
            let bar = Set([ProvisionalReason.creditNotAsked, .creditBarred].map(StatedRefusal.code(of:)))
            refusals += try ProvisionalStanding(file, row, in: context).refusals.filter { bar.contains($0.code) }
        }
        guard refusals.isEmpty, var row = found.value else { return .refused(refusals) }
        (row.pledgedOn, row.pledgeID, row.pledgeHash) = (context.today, signedID, hash)
        try context.store.updateProvisional(&row, in: context.scope)
        try context.audit(Self.name, "case", caseID.rawValue, region: file.row.region)
        return .done(context.today)
    }
}
