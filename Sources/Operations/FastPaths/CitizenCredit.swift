package import Casework
package import Primitives
package import Storage

/// The record of a broken promise as its person reads it: what is held against them, what to say, what came of it.
///
/// Within the scope of the account; who of the office decided is not in it. At most six statements.
package struct CitizenCredit: Sendable {
    /// A step that was taken, with what was said or why.
    package struct Step: Sendable {
        /// What was done.
        package let event: CreditEntryEvent
        /// What the person said, or the reason of the decision; empty when nothing was.
        package let note: String
        /// The day.
        package let on: CivilDate
    }

    /// The entry.
    package let row: CreditEntryRow
    /// What was done, oldest first.
    package let steps: [Step]
    /// The last day to say something, or for the answer, or of the entry itself; nil when nothing runs.
    package let due: CivilDate?
    /// The first month in which repair may be asked for; nil while nothing is entered.
    package let repairFrom: CalendarMonth?
    /// What is still to be repaid first.
    package let debt: Money
    /// How to object beyond the office, once it was decided.
    package let remedies: [String]
    /// The phone of the township.
    package let hotline: String

    /// What the person can do now; nil when it is the office's turn.
    package var answer: CreditEntryEvent? {
        switch row.entry.state {
        case .noticed: .defend
        case .entered: .contest
        case .heard, .contested, .lifted, .repaired, .expired, .dropped: nil
        }
    }

    /// Reads it; nil when the case is not the account's or nothing was recorded.
    package static func load(_ id: CaseID, in context: CommandContext) throws -> CitizenCredit? {
        guard context.actor.account != nil, let row = try context.store.creditEntry(of: id, in: context.scope),
            let file = try context.store.caseRow(id, in: context.scope)
        else { return nil }
        let terms = try CreditEntryTerms(context.policies(on: context.today), region: file.region, on: context.today)
        let isEntered = [.entered, .contested].contains(row.entry.state)
        return CitizenCredit(
            row: row,
            steps: try context.store.creditSteps(of: row.id, in: context.scope).map {
                Step(event: $0.event, note: $0.note, on: $0.on)
            },
            due: row.due,
            repairFrom: isEntered
                ? row.entry.enteredOn.map { $0.calendarMonth.adding(months: terms.repairAfterMonths.value) } : nil,
            debt: isEntered ? try CreditEntries.debt(of: id, in: context) : .zero,
            remedies: row.entry.enteredOn == nil ? [] : try RemedyText.paragraphs(of: file, in: context),
            hotline: try context.hotline(at: file.region))
    }
}
