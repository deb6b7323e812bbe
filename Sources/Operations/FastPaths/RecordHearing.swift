import Casework
package import Primitives
package import Storage

/// Records what the family said about what came back after a provisional approval (听取陈述申辩).
package struct RecordHearing: Command {
    package static let name = "fastPaths.recordHearing"
    /// The case.
    package var caseID: CaseID
    /// The day the family was heard.
    package var heardOn: CivilDate
    /// What it said, in its words.
    package var statement: String

    /// Takes the inputs.
    package init(caseID: CaseID, heardOn: CivilDate, statement: String) {
        self.caseID = caseID
        self.heardOn = heardOn
        self.statement = statement
    }

    /// Answers where the back-check stands.
    package func run(in context: CommandContext) throws -> Outcome<BackCheckState> {
        let file = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.signer(context, [.townshipClerk, .townshipReviewer, .countyReviewer], of: file)
        refusals += DecisionChecks.text(statement, field: "statement")
        let found = try SettleBackCheck.doubtful(file, in: context)
        refusals += found.reasons
        if let row = found.value, heardOn > context.today || row.checkedOn.map({ heardOn < $0 }) == true {
            refusals.append(.hearingDayImpossible)
        }
        guard refusals.isEmpty, var row = found.value else { return .refused(refusals) }
        (row.heardOn, row.statement) = (heardOn, statement)
        try context.store.updateProvisional(&row, in: context.scope)
        try context.audit(Self.name, "case", caseID.rawValue, region: file.row.region)
        return .done(row.check)
    }
}
