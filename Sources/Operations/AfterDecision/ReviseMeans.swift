import Casework
package import Primitives
import Storage

/// What changed at the family since the last decision is entered, and the departments are asked again (S22).
///
/// Members are changed through the family's file; here are income, property, spending and where the money goes.
package struct ReviseMeans: Command {
    package static let name = "after.reviseMeans"
    /// The case.
    package var caseID: CaseID
    /// The version the clerk looked at.
    package var seenVersion: Int64
    /// The parts that changed, each whole.
    package var parts: [DraftPart]
    /// What changed and how it became known.
    package var reason: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, parts: [DraftPart], reason: String) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.parts = parts
        self.reason = reason
    }

    /// Answers the version of the facts afterwards.
    package func run(in context: CommandContext) throws -> Outcome<Int64> {
        let before = try CaseFile(caseID, in: context)
        var row = before.row
        var refusals = DecisionChecks.signer(context, [.townshipClerk], of: before)
        if row.version != seenVersion { refusals.append(.changedMeanwhile) }
        if row.state != .reverifying { refusals.append(.reviewNotOpen) }
        refusals += DecisionChecks.text(reason, field: "reason")
        var form = row.form
        for part in parts where part.section != .members && part.section != .places { _ = part.apply(to: &form) }
        if form == row.form { refusals.append(.nothingRevised) }
        refusals += form.problems(on: context.today).map(Reason.init)
        guard refusals.isEmpty else { return .refused(refusals) }
        try context.store.replaceCaseFacts(
            &row, form: form, members: before.members, in: context.scope, at: context.now)
        try context.audit(Self.name, "case", caseID.rawValue, region: row.region, reason: reason)
        let file = try CaseFile(row, in: context)
        try file.perform(.startComparison, details: CaseStepDetails(), actor: context.actor, in: context)
        return .done(file.row.factsVersion)
    }
}
