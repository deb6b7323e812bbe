package import Casework
import Primitives
package import Storage

/// Takes a step on the entry of a broken promise: defence, decision, objection, its answer, repair, end of its time.
///
/// Who may take it and what follows is the table's; whoever proposed the entry never decides it.
package struct TakeCreditStep: Command {
    package static let name = "credit.step"
    /// The entry.
    package var entryID: CreditEntryID
    /// The step.
    package var event: CreditEntryEvent
    /// What the person said, or the reason of the decision.
    package var note: String

    /// Takes the inputs.
    package init(entryID: CreditEntryID, event: CreditEntryEvent, note: String) {
        self.entryID = entryID
        self.event = event
        self.note = note
    }

    /// Answers where the entry stands.
    package func run(in context: CommandContext) throws -> Outcome<CreditEntryState> {
        guard let actor = context.actor.caseActor else { return .refused([.notAllowed]) }
        guard var row = try context.store.creditEntry(entryID, in: context.scope) else { return .refused([.notFound]) }
        let file = try CaseFile(row.caseID, in: context)
        var problems =
            note.count > DecisionChecks.textLimit ? [Reason.textTooLong("note", DecisionChecks.textLimit)] : []
        if [.defend, .contest].contains(event) { problems += DecisionChecks.text(note, field: "note") }
        problems += context.recusal(from: file)
        let terms = try CreditEntryTerms(
            context.policies(on: context.today), region: file.row.region, on: context.today)
        row.entry.debt = try CreditEntries.debt(of: row.caseID, in: context)
        let before = row.entry.state
        let ruling = row.entry.applying(
            event, by: actor, on: context.today, note: note, terms: terms, count: file.count)
        problems += ruling.refusals.map { Reason($0) }
        guard problems.isEmpty, let after = ruling.value else { return .refused(problems) }
        row.entry = after
        row.due = CreditEntries.due(after, terms, file.count)
        try context.store.takeCreditStep(
            &row, event, note: note, by: context.actor.staff?.staffID, on: context.today, in: context.scope)
        for kind in CreditEntry.lines.line(from: before, event: event)?.documents ?? [] {
            try file.issue(kind, details: try details(row, file, in: context), actor: context.actor, in: context)
        }
        try context.audit(
            "credit.\(event.rawValue)", "credit", row.id.rawValue, region: file.row.region, reason: note)
        return .done(after.state)
    }

    private func details(
        _ row: CreditEntryRow, _ file: CaseFile, in context: CommandContext
    ) throws -> CaseStepDetails {
        CaseStepDetails(
            reason: note,
            lines: [
                DocumentLine("事项", "信用承诺失信记录：\(event.chinese)"), DocumentLine("编号", row.number),
                DocumentLine("事实", row.grounds), DocumentLine("结果", row.entry.state.chinese),
            ],
            paragraphs: [note] + (try RemedyText.paragraphs(of: file.row, in: context)))
    }
}

extension Bureau {
    /// Carries entries on whose time has run: an unused defence ends, a record that ran its time goes.
    ///
    /// Returns how many.
    package func carryCreditEntries(limit: Int = 50) async throws -> Int {
        let due = try await view(as: .system) { context in
            try context.store.overdueCreditEntries(before: context.today, limit: limit, in: context.scope)
                .map { ($0.id, $0.entry.state, $0.version) }
        }
        var carried = 0
        for (id, state, version) in due {
            let event: CreditEntryEvent = state == .noticed ? .passDefence : .expire
            let outcome = try await perform(
                TakeCreditStep(entryID: id, event: event, note: ""), as: .system, key: "credit-\(id.text)-\(version)")
            if outcome.value != nil { carried += 1 }
        }
        return carried
    }
}
