import Columns
import Foundation
import Primitives
import Sealing
import Synchronization
import Verification

/// A city's files on their way into the snapshot store: hashed, staged several at once, published together.
struct CityStaging: Sendable {
    let city: City
    let folder: String
    let asOf: CivilDate
    let snapshots: SnapshotStore
    let progress: ProgressReport

    /// The hash of every file that an import reads, so that the same folder is known again.
    func hash() async throws -> String {
        let names = ["household", "member", "standard"].map { "\(folder)/\($0).csv" } + city.datasets.map(\.path)
        let hashes = try await WorkerThreads.map(names) { path in
            Digest.hex(Digest.sha256(Array(try Data(contentsOf: URL(fileURLWithPath: path)))))
        }
        return Digest.hex(Digest.sha256(Array((hashes.joined(separator: "\n") + asOf.text).utf8)))
    }

    /// Stages every department file; with a single one refused, its problems and nothing in force.
    func stage(importedAt: Instant) async throws -> Outcome<[StagedSnapshot]> {
        let done = Mutex(0)
        let files = city.datasets
        let (asOf, snapshots, progress) = (asOf, snapshots, progress)
        // One after the other: staging a file uses all cores, and memory for one is enough.
        let outcomes = try await WorkerThreads.map(files, atOnce: 1) { file in
            let outcome = try snapshots.stage(
                file.definition.schema, csv: file.path, asOf: asOf, importedAt: importedAt,
                limits: ImportLimits(allowsNoRows: true))
            let count = done.withLock { value in
                value += 1
                return value
            }
            progress(WorkProgress("读取部门数据", count, of: files.count))
            return outcome
        }
        var staged: [StagedSnapshot] = []
        var problems: [RowProblem] = []
        for outcome in outcomes {
            switch outcome {
            case .staged(let snapshot): staged.append(snapshot)
            case .refused(let found): problems += found
            }
        }
        guard problems.isEmpty else { return .refused(problems.map { Reason($0) }) }
        return .done(staged)
    }
}
