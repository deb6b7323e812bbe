package import Casework
import Policies
package import Primitives
import Storage

/// Carries a case on under the program that a sorting found to fit: a person accepts, with the reason, as an event.
///
/// The form keeps what was asked for. Nothing but this and nobody but a person changes the program of a case.
package struct TransferProgram: Command {
    package static let name = "sorting.transfer"
    /// The case.
    package var caseID: CaseID
    /// The version of the case that the person looked at.
    package var seenVersion: Int64
    /// The program to carry it on under.
    package var program: Program
    /// Why, in the person's words.
    package var reason: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, program: Program, reason: String) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.program = program
        self.reason = reason
    }

    /// Answers where the case stands.
    package func run(in context: CommandContext) throws -> Outcome<CaseStepDone> {
        var file = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.text(reason, field: "reason")
        let last = try context.store.sortings(of: caseID, last: 1, in: context.scope).first
        if file.row.program == program { refusals.append(.programSame) }
        let record = try last.map { try SortingRecord(bytes: $0.entry.record) }
        if let last, let record, case let standing = try SortingStanding(last, record, of: file.row, in: context),
            standing.holdsFacts
        {
            let sorting = record.sorting
            if !standing.holdsPolicies { refusals.append(.sortingPolicyChanged) }
            let entry = sorting[program.pack]
            if entry?.outcome != .eligible { refusals.append(.programDoesNotFit(entry?.title ?? program.chinese)) }
            if program == .temporaryRelief, sorting.suggestion != nil { refusals.append(.reliefStandsBeside) }
        } else {
            refusals.append(.sortingMissing)
        }
        let people = file.members.map(\.personID)
        if try !context.store.openCases(of: program, people: people, except: caseID).isEmpty,
            file.row.program != program
        {
            refusals.append(.programOpenElsewhere)
        }
        let event = CaseEvent.changeProgram(program, reason: reason)
        let stands = file.refusals(of: event, by: context.actor, on: context.today)
        guard refusals.isEmpty, stands.isEmpty else { return .refused(refusals + stands) }
        let against = try file.apply(
            event, in: context, seenVersion: seenVersion, details: CaseStepDetails(reason: reason))
        guard against.isEmpty else { return .refused(against) }
        if let record { try restate(file, by: record, in: context) }
        return .done(CaseStepDone(file))
    }

    /// The result as the other program takes it: a version of its own, on the facts that were sorted.
    private func restate(_ file: CaseFile, by sorting: SortingRecord, in context: CommandContext) throws {
        guard let staff = context.actor.staff,
            let held = try context.store.latestDetermination(of: caseID, in: context.scope),
            held.entry.factsVersion == file.row.factsVersion
        else { return }
        let computed: Outcome<ComputedDetermination>
        if program.isSorted {
            computed = try ComputedDetermination.program(
                sorting, by: try sorting.sorter(in: context), of: file.row, in: context)
        } else if case .household(let record) = try DeterminationRecord(bytes: held.entry.record) {
            computed = try ComputedDetermination.household(record.facts, record.policy, of: file.row, in: context)
        } else {
            let day = sorting.facts.decisionDay
            let policy = try context.policies(on: day).dibaoPolicy(for: file.row.region, on: day)
            computed = try ComputedDetermination.household(sorting.facts, policy, of: file.row, in: context)
        }
        guard let found = computed.value else { return }
        var entry = held.entry
        (entry.outcome, entry.amount, entry.record) = (found.outcome, found.amount, found.record)
        (entry.whySheet, entry.madeBy) = (found.sheet.plainText, staff.staffID)
        _ = try context.store.insertDetermination(entry, at: context.now)
    }
}
