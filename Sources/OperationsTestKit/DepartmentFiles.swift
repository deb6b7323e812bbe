package import Columns
import Foundation
package import Primitives
import Verification

/// Department files of the reference catalogue for tests: rows as text, taken in by a store of snapshots.
package enum DepartmentFiles {
    /// A store of its own with files of a day in force; datasets that are not named are silent.
    package static func store(_ files: [String: [String]], asOf: CivilDate) throws -> SnapshotStore {
        let store = try SnapshotStore(root: TestFolder.path("case"))
        try publish(files, asOf: asOf, in: store)
        return store
    }

    /// Puts files of a day in force; datasets that are not among them keep theirs.
    package static func publish(_ files: [String: [String]], asOf: CivilDate, in store: SnapshotStore) throws {
        let catalogue = try TestBureau.catalogue
        var staged: [StagedSnapshot] = []
        for definition in catalogue.datasets {
            guard let rows = files[definition.code] else { continue }
            let path = "\(store.root)/\(definition.code).csv"
            let lines = [definition.schema.columns.map(\.name).joined(separator: ",")] + rows
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
            let outcome = try store.stage(
                definition.schema, csv: path, asOf: asOf, importedAt: Instant(milliseconds: 0),
                limits: ImportLimits(allowsNoRows: true))
            guard case .staged(let snapshot) = outcome else { throw Refused(outcome: outcome) }
            staged.append(snapshot)
        }
        try store.publish(staged)
    }

    private struct Refused: Error {
        let outcome: StageOutcome
    }
}
