import Casework
import Primitives
package import Storage

/// A helper went or rang and reached nobody; tries on different days are what “not to be reached” rests on.
package struct TryLead: Command {
    package static let name = "leads.try"
    /// The lead.
    package var leadID: LeadID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// How it was tried.
    package var words: String

    /// Takes the inputs.
    package init(leadID: LeadID, seenVersion: Int64, words: String) {
        self.leadID = leadID
        self.seenVersion = seenVersion
        self.words = words
    }

    /// Answers how many days it was tried on.
    package func run(in context: CommandContext) throws -> Outcome<Int> {
        let opened = try LeadBook.open(leadID, seenVersion: seenVersion, in: context)
        guard case .done((var row, let staff)) = opened else { return .refused(opened.reasons) }
        var reasons = DecisionChecks.text(words, field: "words", limit: 500)
        if !row.lead.state.isOpen { reasons.append(.leadEnded) }
        if row.lead.tries.contains(context.today) { reasons.append(.leadTriedToday) }
        guard reasons.isEmpty else { return .refused(reasons) }
        row.lead = row.lead.tried(on: context.today)
        try context.store.updateLead(row, in: context.scope)
        try context.store.insertLeadStep(
            LeadStepRow(event: "try", next: row.lead.state, words: words, staff: staff.staffID, on: context.today),
            of: row.id, at: context.now)
        try context.audit(Self.name, "lead", row.id.rawValue, region: row.region)
        return .done(row.lead.tries.count)
    }
}
