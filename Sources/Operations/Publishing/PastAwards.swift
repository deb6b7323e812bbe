import Casework
import Payments
import Policies
import Primitives
import Storage

/// The awards and determinations behind paid months, each read once while a change for the past is computed.
struct PastAwards {
    /// A determination that a month's sum may rest on.
    struct Made {
        /// The day decided on.
        let day: CivilDate
        /// The sum it came to.
        let amount: Money
        /// Its sealed record, or why it cannot be computed again.
        let record: Result<DeterminationRecord, Unreadable>
    }

    /// Why a record cannot be computed again, as the list says it.
    struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    private var award: Award?
    private var caseID: CaseID?
    private var made: [Made] = []

    /// What a case of the month can rest on: its determinations made by the month's last day, the latest first.
    ///
    /// Months come award by award, so that only the last case is kept.
    mutating func records(of month: PaidMonth, in context: CommandContext) throws -> [Made] {
        guard let id = month.caseID else { return [] }
        if caseID != id {
            caseID = id
            made = try context.store.determinations(of: id, in: StoreTransaction.wholeRegion).reversed().map {
                Made(
                    day: $0.entry.day, amount: $0.entry.amount,
                    record: Self.read($0.entry.record, of: month.program))
            }
        }
        return made.filter { $0.day <= month.month.lastDay }
    }

    /// What was ordered for the month by all that is known now; nil for an award that is gone.
    mutating func ordered(_ month: PaidMonth, in context: CommandContext) throws -> Money? {
        if award?.id != month.award {
            award = try context.store.awardRow(month.award, in: StoreTransaction.wholeRegion)?.award
        }
        return award?.amountDue(in: month.month)
    }

    /// Reads a record of a program's determination; one of another program, or of an earlier form, says so.
    static func read(_ bytes: [UInt8], of program: Program) -> Result<DeterminationRecord, Unreadable> {
        do {
            let record = try DeterminationRecord(bytes: bytes)
            let isOwn =
                switch record {
                case .household: !program.isSorted
                case .program(let held): held.program == program.pack
                }
            return isOwn ? .success(record) : .failure(Unreadable(description: "认定记录是另一个项目的，不能据此重算"))
        } catch {
            return .failure(Unreadable(description: "认定记录读不出来，不能重算：\(error)"))
        }
    }
}
