import Casework
package import Policies
package import Primitives
import Storage

extension Bureau {
    /// The families of a region with a decision of this installation, as a simulation takes them.
    ///
    /// Facts are those of each case's latest determination. Nothing about them leaves the computation but sums.
    package func livingHouseholds(
        in region: RegionCode, facts definition: FactsDefinition, as actor: Actor
    ) async throws -> [SimulatedHousehold] {
        try await view(as: actor) { context in
            try context.store.latestRecords(.dibao, in: region).map { number, record in
                SimulatedHousehold(
                    key: number, facts: try DeterminationRecord(bytes: record).facts, definition: definition)
            }
        }
    }
}
