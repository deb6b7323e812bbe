package import Casework
package import Primitives
import Sealing
package import Storage

/// A county's sample with its list, its draw done again, and the errors found in each township.
///
/// At most five statements.
package struct SamplingView: Sendable {
    /// One township's count.
    package struct Township: Sendable {
        /// The township's name.
        package let name: String
        /// Decisions on the list.
        package let listed: Int
        /// Cases drawn.
        package let drawn: Int
        /// Cases looked at.
        package let seen: Int
        /// Wrong decisions among them.
        package let wrong: Int
        /// Faults of papers only.
        package let paperFaults: Int

        /// Wrong decisions of a thousand looked at; nil while none was.
        package var errorPermille: Int? { seen == 0 ? nil : wrong * 1_000 / seen }
    }

    /// The sample.
    package let row: SamplingRow
    /// The list, by case.
    package let items: [SamplingItemRow]
    /// The townships, by code.
    package let townships: [Township]
    /// Whether the list has the digest that was published when it was frozen.
    package let isListIntact: Bool
    /// Whether drawing again by the public number gives the same cases; nil while nothing was drawn.
    package let isReproduced: Bool?
    /// Names of staff that occur, by id.
    package let names: [StaffID: String]

    /// The digest of the list as published.
    package var hashText: String { Digest.hex(row.listHash) }

    /// A sample within the scope; nil for posts that do not read samples.
    package static func load(_ id: SamplingID, in context: CommandContext) throws -> SamplingView? {
        guard SamplingReading.may(context.actor), let row = try context.store.sampling(id, in: context.scope) else {
            return nil
        }
        let items = try context.store.samplingItems(of: id, in: context.scope)
        let decisions = items.map(\.decision)
        let redrawn = Set(row.plan.draw(decisions).values.flatMap { $0 }.map(\.caseID))
        let drawn = Set(items.filter(\.isDrawn).map(\.decision.caseID))
        let rates = SamplingRecord.of(items).errorRates
        let groups = Dictionary(grouping: items, by: \.decision.township)
        return SamplingView(
            row: row, items: items,
            townships: try groups.keys.sorted().map { code in
                let own = groups[code] ?? []
                return Township(
                    name: try context.store.regionName(code), listed: own.count, drawn: own.count(where: \.isDrawn),
                    seen: rates[code]?.seen ?? 0, wrong: rates[code]?.wrong ?? 0,
                    paperFaults: own.count { $0.finding == .paperFault })
            },
            isListIntact: SamplingList.hash(of: decisions) == row.listHash,
            isReproduced: row.plan.seed == nil ? nil : redrawn == drawn,
            names: try context.store.staffNames(items.map(\.decider) + items.compactMap(\.foundBy) + [row.frozenBy]))
    }
}

/// Who reads samples.
package enum SamplingReading {
    /// The county, its leaders and the auditor.
    package static let readers: [Role] = [.countyReviewer, .leader, .auditor]

    /// Whether somebody may.
    package static func may(_ actor: Actor) -> Bool { actor.staff.map { readers.contains($0.role) } ?? false }
}
