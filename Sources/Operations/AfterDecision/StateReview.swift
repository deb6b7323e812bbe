import Casework
package import Primitives
import Storage

/// The family's one page at a review: nothing changed, or what did (D22).
///
/// The family signs it itself, signed in with a code to its phone; or by hand, and a clerk enters it.
package struct StateReview: Command {
    package static let name = "after.stateReview"
    /// The case.
    package var caseID: CaseID
    /// The version of the review that was looked at.
    package var seenReview: Int64
    /// What changed; empty when nothing did.
    package var changes: String
    /// Who signed on paper; empty for the family itself.
    package var signer: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenReview: Int64, changes: String, signer: String = "") {
        self.caseID = caseID
        self.seenReview = seenReview
        self.changes = changes
        self.signer = signer
    }

    /// Answers whether the family says that nothing changed.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        let file = try CaseFile(caseID, in: context)
        var refusals: [Reason] = []
        if context.actor.account == nil {
            refusals += DecisionChecks.signer(context, [.townshipClerk], of: file)
            if signer.isBlank { refusals.append(.pageSignerMissing) }
        }
        guard let review = try context.store.currentReview(of: caseID, in: context.scope), review.state == .open else {
            return .refused(refusals + [.reviewNotOpen])
        }
        if review.version != seenReview { refusals.append(.changedMeanwhile) }
        if changes.count > DecisionChecks.textLimit {
            refusals.append(.textTooLong("changes", DecisionChecks.textLimit))
        }
        guard refusals.isEmpty else { return .refused(refusals) }
        let statement = ReviewStatement(
            changes: changes, signer: context.actor.account == nil ? signer : file.row.applicantName,
            signature: context.actor.account == nil ? .onPaper : .ownCode)
        try context.store.keep(statement, of: review, on: context.today, in: context.scope)
        try context.audit(Self.name, "review", review.id.rawValue, region: file.row.region)
        return .done(statement.isUnchanged)
    }
}
