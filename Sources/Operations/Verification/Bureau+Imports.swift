import Columns
import Logging
package import Primitives
import Storage
import Synchronization
import Verification

extension Bureau {
    /// Imports a city's folder as `takeCity` says, and writes the import with what came of it into the list of batches.
    package func importCity(
        folder: String, asOf: CivilDate, regionsRoot: String, origin: StoreOrigin = .real,
        progress: @escaping ProgressReport = { _ in }
    ) async throws -> Outcome<CityImported> {
        let (id, name, instant): (ImportID, String, Instant) = (
            store.ids.next(), folder.split(separator: "/").last.map(String.init) ?? folder, systemClock()
        )
        try await store.write { transaction in
            try transaction.endStoppedImports(source: name, at: instant)
            try transaction.insertImport(
                id, kind: "city", source: name, asOf: asOf, by: "", state: "running", at: instant)
        }
        do {
            let outcome = try await takeCity(
                folder: folder, asOf: asOf, regionsRoot: regionsRoot, origin: origin, progress: progress)
            try await record(outcome, of: id)
            return outcome
        } catch {
            try await record(failure: error, of: id)
            throw error
        }
    }

    /// Takes a leased import in; after a crash it begins again and comes to the same.
    func runImport(_ job: LeasedJob, leaseSeconds: Int64) async throws {
        let payload = try StoreTransaction.fromJSON(Array(job.payload.utf8), as: [String: String].self)
        let batch = try await store.read { transaction in
            try payload["import"].flatMap { ImportID(text: $0) }.flatMap { try transaction.importBatch($0) }
        }
        guard let batch, let inbox, let folder = inbox.folder(batch.source) else {
            if let batch { try await record(refused: [ImportFinding(Reason.importFolderUnknown)], of: batch.id) }
            return try await end(job, "stopped")
        }
        let watch = ImportWatch()
        do {
            let say: @Sendable () async -> Void = {
                guard let stage = watch.latest else { return }
                try? await store.write {
                    try $0.reportImport(batch.id, stage: stage.stage, done: stage.done, total: stage.total)
                }
            }
            try await whileLeased(job, leaseSeconds: leaseSeconds, every: 1, tick: say) {
                try await take(batch, folder, watch)
            }
        } catch {
            log.error("An import failed.", metadata: ["import": "\(batch.id.text)"])
            try await record(failure: error, of: batch.id)
        }
        inbox.forget(batch.source)
        try await end(job, "done")
    }

    private func take(_ batch: ImportBatch, _ folder: String, _ watch: ImportWatch) async throws {
        watch.note(WorkProgress("核对文件", 0, of: 1))
        guard batch.kind != "city" else {
            let origin = try await store.read { try $0.installationValue(.origin) }
            let outcome = try await takeCity(
                folder: folder, asOf: batch.asOf, regionsRoot: referenceRoot,
                origin: origin.flatMap { StoreOrigin(rawValue: $0) } ?? .real
            ) { watch.note($0) }
            return try await record(outcome, of: batch.id)
        }
        guard let snapshots, let catalogue else { throw RunWork.Stop(description: Reason.noSnapshotStore.chinese) }
        var files = DepartmentFolder(folder, catalogue: catalogue)
        guard !files.files.isEmpty else {
            return try await record(refused: [ImportFinding(Reason.importNoFile)], of: batch.id)
        }
        let scratch: [String]
        do { scratch = try await Workbooks(python: settings.python).unpack(&files) } catch let error
            as Workbooks.Unreadable
        {
            return try await record(refused: [ImportFinding(error)], of: batch.id)
        }
        defer { Workbooks.remove(scratch) }
        let found = files
        let (asOf, isChanges, instant) = (batch.asOf, batch.kind == "changes", systemClock())
        let intake = try await WorkerThreads.run {
            try found.take(
                into: snapshots, asOf: asOf, importedAt: instant,
                limits: ImportLimits(allowsSameFile: false, replacesDay: false), isChanges: isChanges
            ) { number, _ in watch.note(WorkProgress("读取部门数据", number, of: found.files.count)) }
        }
        guard intake.refused.isEmpty else {
            return try await record(refused: intake.refused.map { ImportFinding($0) }, of: batch.id)
        }
        var summary = ImportSummary()
        summary.datasets = intake.staged.map(\.info.dataset)
        summary.rows = intake.staged.reduce(0) { $0 + $1.info.rows }
        summary.rejected = intake.staged.reduce(0) { $0 + $1.info.rejected }
        summary.touched = isChanges ? intake.changed.reduce(0) { $0 + $1.count } : nil
        summary.silent = intake.silent
        try await record(summary, state: "done", of: batch.id)
    }

    private func record(_ outcome: Outcome<CityImported>, of id: ImportID) async throws {
        guard let city = outcome.value else {
            return try await record(refused: outcome.reasons.map { ImportFinding($0) }, of: id)
        }
        var summary = ImportSummary()
        summary.datasets = try snapshots?.open().datasets() ?? []
        (summary.rows, summary.rejected) = (city.rows, city.rejectedRows)
        (summary.families, summary.isChanged) = (city.families, city.isChanged)
        try await record(summary, state: "done", of: id)
    }

    private func record(refused findings: [ImportFinding], of id: ImportID) async throws {
        try await record(ImportSummary(), state: "refused", findings, of: id)
    }

    private func record(failure: any Error, of id: ImportID) async throws {
        var summary = ImportSummary()
        summary.error = "\(failure)"
        try await record(summary, state: "failed", of: id)
    }

    private func record(
        _ summary: ImportSummary, state: String, _ findings: [ImportFinding] = [], of id: ImportID
    ) async throws {
        let (text, instant) = (String(decoding: try StoreTransaction.json(summary), as: UTF8.self), systemClock())
        try await store.write {
            try $0.finishImport(id, state: state, summary: text, findings: findings, at: instant)
        }
    }
}

/// The latest that an import said about its progress, from whichever thread.
private final class ImportWatch: Sendable {
    private let held = Mutex<WorkProgress?>(nil)

    var latest: WorkProgress? { held.withLock { $0 } }

    func note(_ progress: WorkProgress) { held.withLock { $0 = progress } }
}
