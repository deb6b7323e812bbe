import Casework
import Payments
import Primitives
import Storage

/// A roster as computed, before it is written into a batch.
struct RosterSheet {
    /// An award left out: its code and its sentence.
    struct Exclusion {
        let award: AwardID
        let code: String
        let sentence: String
        let withheld: Money
    }

    let items: [DueItem]
    let exclusions: [Exclusion]

    /// Computes the dues of a county's awards with everything that is paid or under way, except one draft's own rows.
    ///
    /// What the guard's query forbids is left out here too, so that a roster fresh from the run can be locked. Four
    /// queries.
    init(
        county: RegionCode, month: CalendarMonth, program: Program, remaking draft: BatchID?, in context: CommandContext
    ) throws {
        let store = context.store
        let blocks = try store.blocks(program: program, county: county, month: month)
        let roster = RosterRun.dues(
            for: month,
            awards: try store.awardRows(program: program, county: county, in: StoreTransaction.payrollScope).map(
                \.award),
            alreadyPaid: try store.paidRows(program: program, county: county, except: draft),
            blockers: blocks.compactMap(\.blocker), rules: .usual)
        let forbidden = Dictionary(blocks.map { ($0.award, $0) }) { first, _ in first }
        items = roster.items.filter { forbidden[$0.key.award] == nil }
        exclusions =
            roster.exclusions.map {
                Exclusion(award: $0.award, code: $0.reason.code, sentence: $0.reason.chinese, withheld: $0.withheld)
            }
            + roster.items.compactMap { item in
                forbidden[item.key.award].map {
                    Exclusion(
                        award: item.key.award, code: $0.code.rawValue, sentence: $0.chinese, withheld: item.amount)
                }
            }
    }

    /// Writes the roster into a batch that is stored and empty.
    func fill(_ batch: inout BatchRow, by staff: StaffID, in context: CommandContext) throws {
        for item in items {
            try context.store.insertItem(item.key, payee: item.payee, parts: item.parts, batch: batch.id)
        }
        for line in exclusions {
            try context.store.insertExclusion(
                award: line.award, code: line.code, reason: line.sentence, withheld: line.withheld, batch: batch.id)
        }
        batch.itemCount = items.count
        batch.total = items.reduce(.zero) { $0 + $1.amount }
        batch.madeBy = staff
        try context.store.updateBatch(&batch, in: context.scope, at: context.now)
        try context.audit("batch.make", "batch", batch.id.rawValue, region: batch.county)
    }
}

extension RosterRules {
    /// A year of arrears, and never more than half of a month's money kept back for an overpayment.
    static let usual = RosterRules(arrearsMonths: 12, nettingLimitPercent: 50)
}

extension PayBlock {
    /// The obstacle as the run takes it; a stop is in the award itself, and a suspension is judged by the guard.
    fileprivate var blocker: PayBlocker? {
        switch code {
        case .dead: person.flatMap { person in day.map { .dead(person, on: $0) } }
        case .held: .held(award, reason: reason)
        case .suspended, .stopped: nil
        }
    }
}

extension ExclusionReason {
    fileprivate var code: String {
        switch self {
        case .dead: "dead"
        case .held: "held"
        case .suspended: "suspended"
        case .stopped: "stopped"
        case .missingAccount: "missingAccount"
        case .nettedToZero: "nettedToZero"
        case .waitsForNextRoster: "waitsForNextRoster"
        }
    }
}
