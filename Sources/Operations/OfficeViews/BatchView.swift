import Casework
package import Payments
package import Primitives
package import Storage

/// A batch with all that its page shows: payments, those left out, the books, and who did what.
package struct BatchView: Sendable {
    /// A line of the history.
    package struct HistoryLine: Sendable {
        /// When, by the system clock.
        package let at: Instant
        /// What, as the audit log names it.
        package let verb: String
        /// Who; nil for the program itself.
        package let actor: String?
        /// The reason given.
        package let reason: String
    }

    /// The batch as stored.
    package let row: BatchRow
    /// The county's name.
    package let countyName: String
    /// Names of those who took its steps.
    package let people: [StaffID: String]
    /// Its payments by how they stand.
    package let tallies: [PayItemTally]
    /// Who was left out and why.
    package let exclusions: [ExclusionRow]
    /// Balances of the books of this batch and those that paid its failures again.
    package let balances: [(account: LedgerAccount, amount: Money)]
    /// Whether the books balance.
    package let isBalanced: Bool
    /// The bank's answers.
    package let answers: [BankAnswerLine]
    /// What it pays otherwise than the month before.
    package let change: RosterChange
    /// All batches that share its money, itself among them.
    package let relatives: [(id: BatchID, number: String, state: BatchState)]
    /// What happened, newest first.
    package let history: [HistoryLine]

    /// Reads a batch of the asker's scope; nil when there is none.
    ///
    /// At most 14 queries; payments come by the page.
    package static func load(_ id: BatchID, in context: CommandContext) throws -> BatchView? {
        let store = context.store
        guard context.mayReadPayments, let row = try store.batch(id, in: context.scope) else { return nil }
        let lines = try store.auditLines(subjectKind: "batch", subjectID: id.rawValue)
        let answers = try store.bankAnswers(of: id)
        let actors = lines.filter { $0.actor.kind == .staff }.map { StaffID($0.actor.id) }
        let standing = row.standing
        let parties = [row.madeBy] + [standing.maker, standing.checker, standing.approver].compactMap(\.self)
        let people = try store.staffNames(actors + parties + answers.map(\.readBy))
        let ledger = try Ledger(replaying: store.postings(root: row.root))
        return BatchView(
            row: row, countyName: try store.regionName(row.county), people: people,
            tallies: try store.itemTallies(of: id), exclusions: try store.exclusions(of: id),
            balances: LedgerAccount.allCases.map { ($0, ledger.balance(of: $0)) }, isBalanced: ledger.isBalanced,
            answers: answers,
            change: try RosterChange(
                from: store.regularAmounts(
                    program: row.program, county: row.county, month: row.month.adding(months: -1)),
                to: store.regularAmounts(program: row.program, county: row.county, month: row.month), in: context),
            relatives: try store.batches(root: row.root, in: context.scope),
            history: lines.map { line in
                HistoryLine(
                    at: line.at, verb: line.verb,
                    actor: line.actor.kind == .staff ? people[StaffID(line.actor.id)] : nil, reason: line.reason)
            })
    }

    /// A page of a batch's payments, masked; nil outside the asker's scope.
    ///
    /// Two queries.
    package static func items(
        of id: BatchID, state: PayItemState? = nil, limit: Int, offset: Int, in context: CommandContext
    ) throws -> [PayItemLine]? {
        guard context.mayReadPayments, try context.store.batch(id, in: context.scope) != nil else { return nil }
        return try context.store.itemLines(of: id, state: state, limit: limit, offset: offset)
    }

    /// Why the asker may not take a step now; nil when they may.
    ///
    /// The verb asks again.
    package func refusal(_ event: BatchEvent, in context: CommandContext) -> Reason? {
        guard let actor = context.payActor else { return .notAllowed }
        if case .refused(let refusal) = BatchMachine.decide(event, on: row.standing, by: actor) {
            return Reason(refusal)
        }
        let isSecondPerson = event == .check || event == .approveFunds
        return isSecondPerson && row.madeBy == actor.staff ? Reason(.samePerson(event)) : nil
    }
}
