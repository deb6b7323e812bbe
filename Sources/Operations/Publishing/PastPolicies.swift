import Casework
import Policies
import Primitives

/// What held in a county on a day without a version, and what would hold with it; each made when first asked for.
///
/// Used by one computation only, so that it needs no lock.
final class PastPolicies {
    /// One side of the comparison: how a county's families are decided on a day.
    struct Side {
        let dibao: ResolvedPolicy
        let sorter: Sorter
    }

    /// Both sides for a county on a day, where they differ.
    struct Change {
        let before: Side
        let after: Side
        /// Whether dibao and marginal households are decided by another text.
        let isHousehold: Bool

        /// Whether a record can come to something else.
        func touches(_ record: DeterminationRecord) -> Bool {
            if case .household = record { isHousehold } else { true }
        }
    }

    private struct Key: Hashable {
        let county: RegionCode
        let day: CivilDate
    }

    private let before: PolicyTimeline
    private let after: PolicyTimeline
    private var known: [Key: Change?] = [:]

    /// Compares two timelines.
    init(before: PolicyTimeline, after: PolicyTimeline) {
        self.before = before
        self.after = after
    }

    /// What differs for a place on a day; nil where both read the same.
    func change(_ region: RegionCode, _ day: CivilDate) throws -> Change? {
        let key = Key(county: region.ancestor(at: .county) ?? region, day: day)
        if let known = known[key] { return known }
        let (old, new) = (try side(before, key), try side(after, key))
        let isHousehold = old.dibao.canonicalBytes != new.dibao.canonicalBytes
        let isSorted =
            old.sorter.policies.mapValues(\.undatedHash) != new.sorter.policies.mapValues(\.undatedHash)
        let change = isHousehold || isSorted ? Change(before: old, after: new, isHousehold: isHousehold) : nil
        known[key] = .some(change)
        return change
    }

    private func side(_ timeline: PolicyTimeline, _ key: Key) throws -> Side {
        let packs = try timeline.packs(on: key.day)
        return Side(
            dibao: try packs.dibaoPolicy(for: key.county, on: key.day),
            sorter: Sorter(packs, for: key.county, on: key.day))
    }
}

/// What a program comes to for a family when its own sealed record is decided by another policy.
enum PastResult: Equatable {
    /// Decided.
    case known(Standing)
    /// It cannot be said, and why.
    case open(String)

    /// What was decided.
    struct Standing: Equatable {
        /// Whether the program's condition is met.
        let isEligible: Bool
        /// What the program pays, a month or once; zero where it pays nothing.
        let amount: Money
        /// What a higher class would pay a month to a household that is recognised without money; zero otherwise.
        var higher = Money.zero
        /// That class.
        var higherProgram: Program?
    }

    /// Decides the record of a program's determination by one side's policies; never by facts of today.
    init(_ record: DeterminationRecord, of program: Program, by side: PastPolicies.Side) {
        do {
            switch record {
            case .household(let held):
                self = Self.household(try Determination.decide(held.facts, side.dibao).outcome, program)
            case .program(let held): self = Self.sorted(held, program, side.sorter)
            }
        } catch {
            self = .open("按新内容算不出来：\(error)")
        }
    }

    /// What is due for a month; nil where it is open.
    var due: Money? {
        guard case .known(let standing) = self else { return nil }
        return standing.isEligible ? standing.amount : .zero
    }

    private static let unanswered = "按新内容还有没有查清的事实，不能确定"

    private static func household(_ outcome: DeterminationResult.Outcome, _ program: Program) -> PastResult {
        switch outcome {
        case .undetermined: return .open(unanswered)
        case .eligible(let award) where program.payment == .none:
            return .known(
                Standing(isEligible: true, amount: .zero, higher: award.monthly, higherProgram: .dibao))
        case .eligible, .marginal, .notEligible:
            let (word, amount) = CaseDetermination.standing(outcome, for: program)
            return .known(Standing(isEligible: word == "eligible", amount: amount))
        }
    }

    private static func sorted(_ record: ProgramRecord, _ program: Program, _ sorter: Sorter) -> PastResult {
        let sorting = sorter.sort(record.facts.sheet(sorter.facts), record.sorting.circumstances)
        guard let entry = sorting[record.program] else { return .open("新内容里没有这个项目") }
        if entry.outcome == .unavailable {
            return .open("按新内容算不出来：\(entry.reasons.map(\.sentence).joined())")
        }
        let (word, amount) = entry.determined
        guard word != "undetermined" else { return .open(unanswered) }
        var standing = Standing(
            isEligible: word == "eligible", amount: program.payment == .none ? .zero : amount)
        if program.payment == .none, let above = sorting.suggestion.flatMap(Program.init(pack:)),
            above.payment == .monthly, let higher = sorting[above.pack]?.amount
        {
            (standing.higher, standing.higherProgram) = (higher, above)
        }
        return .known(standing)
    }
}
