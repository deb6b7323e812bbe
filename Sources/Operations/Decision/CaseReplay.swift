package import Primitives
import Storage

/// One determination of a case computed again, with what it came to then.
package struct CaseReplay: Sendable {
    /// Counts from 1 within the case.
    package let version: Int64
    /// The day decided on.
    package let day: CivilDate
    /// `eligible`, `marginal`, `notEligible` or `undetermined`.
    package let outcome: String
    /// The sum a month.
    package let amount: Money
    /// What computing it again came to; nil where the record could not be read.
    package let replay: Replay?
    /// Why the record could not be read; empty where it was.
    package let fault: String

    /// Whether the bytes are the same.
    package var matches: Bool { replay?.matches ?? false }

    init(_ row: DeterminationRow, in context: CommandContext) {
        version = row.version
        (day, outcome, amount) = (row.entry.day, row.entry.outcome, row.entry.amount)
        do {
            (replay, fault) = (try Replay(row, in: context), "")
        } catch {
            (replay, fault) = (nil, "\(error)")
        }
    }
}

extension Bureau {
    /// Computes every determination of a case again, or one version, the first one first.
    ///
    /// Empty where there is no such case within the scope, or none of that version.
    package func replays(ofCase number: String, version: Int64? = nil, as actor: Actor) async throws -> [CaseReplay] {
        try await view(as: actor) { context in
            guard let row = try context.store.caseRow(number: number, in: context.scope) else { return [] }
            return try context.store.determinations(of: row.id, version: version, in: context.scope)
                .map { CaseReplay($0, in: context) }
        }
    }
}
