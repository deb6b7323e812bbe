import Casework
import Policies
package import Primitives
package import Storage

/// What a sorting came to, in short.
package struct SortingSummary: Codable, Hashable, Sendable {
    /// The stored sorting.
    package var sortingID: SortingID
    /// Counts from 1 within the case.
    package var version: Int64
    /// The program that fits for certain, as its pack is called; nil while none does.
    package var suggestion: String?
    /// Whether nothing changed since the sorting before, which then stays the latest.
    package var isUnchanged: Bool
}

/// Sorts the case over all programs (一次申请、分类认定): which fit, which do not and why, what is still to be asked.
///
/// Decides nothing: the case stays under its program until a person carries it over (`TransferProgram`). Every run that
/// comes to something else is a version of its own; the same facts and policies again add nothing.
package struct SortFiling: Command {
    package static let name = "sorting.sort"
    /// The most answers that one run takes.
    package static let answersMax = 60
    /// The case.
    package var caseID: CaseID
    /// Answers to questions that earlier runs left open, each resting on a visit or a paper.
    package var answers: [SortingAnswer]

    /// Takes the inputs.
    package init(caseID: CaseID, answers: [SortingAnswer] = []) {
        self.caseID = caseID
        self.answers = answers
    }

    /// Answers the class that fits; the programs are `SortingView`'s.
    package func run(in context: CommandContext) throws -> Outcome<SortingSummary> {
        let file = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.signer(context, [.townshipClerk, .townshipReviewer], of: file)
        if !file.row.state.isBeforeDecision || file.row.state == .draft { refusals.append(.sortingClosed) }
        let last = try context.store.sortings(of: caseID, last: 1, in: context.scope).first
        let definition = try context.policies(on: context.today).facts
        for answer in answers.prefix(Self.answersMax) {
            let field = "answers.\(answer.entity).\(answer.row).\(answer.field)"
            refusals += DecisionChecks.text(answer.note, field: field)
            if answer.fact(definition) == nil, answer.obligors == nil { refusals.append(.answerUnsuitable(field)) }
        }
        guard refusals.isEmpty, let staff = context.actor.staff else { return .refused(refusals) }
        let held: [SortingAnswer] = try last.map { try StoreTransaction.fromJSON($0.entry.answers) } ?? []
        let all = held.laying(Array(answers.prefix(Self.answersMax)))
        return .done(try CaseSorting(file, answers: all, in: context).keep(after: last, by: staff, in: context))
    }
}
