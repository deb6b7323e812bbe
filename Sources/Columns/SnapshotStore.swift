import FoundationEssentials
import Glibc
package import Primitives

/// Department data at rest: one folder per dataset and day under a root, and a manifest that says which are in force.
///
/// Writing is in two steps, so that a whole city comes in force at once: `stage` each file (from several threads if
/// wished), then `publish` them together. A crash at any byte before the manifest is renamed leaves the last good data.
package struct SnapshotStore: Sendable {
    /// The folder that holds everything.
    package let root: String
    private let onStep: (@Sendable (StoreStep) throws(SnapshotError) -> Void)?

    /// A store under a folder, which is made when it is missing; `onStep` lets tests cut writing off.
    package init(
        root: String, onStep: (@Sendable (StoreStep) throws(SnapshotError) -> Void)? = nil
    ) throws(SnapshotError) {
        self.root = root
        self.onStep = onStep
        try FileAccess.makeFolder(root)
    }

    /// The data in force now; stays the same however often something is published while it is held.
    package func open() throws(SnapshotError) -> SnapshotView { try SnapshotView(root: root, manifest: try manifest()) }

    /// Reads a department's CSV file and writes it as a snapshot that is not yet in force.
    package func stage(
        _ schema: TableSchema, csv path: String, asOf: CivilDate, importedAt: Instant,
        limits: ImportLimits = ImportLimits()
    ) throws(SnapshotError) -> StageOutcome {
        let file = FileAccess.lastComponent(of: path)
        if let problem = try unusable(path, file: file, dataset: schema.name, asOf: asOf) { return .refused([problem]) }
        var intake = Intake(schema: schema, file: file)
        try intake.read(path, limits: limits.csv)
        if let problems = intake.refusal(limits) { return .refused(problems) }
        let info = SnapshotInfo(
            dataset: schema.name, asOf: asOf, importedAt: importedAt, rows: intake.good, rejected: intake.rejects.rows,
            schema: schema)
        let folder = try claimFolder(dataset: schema.name, asOf: asOf)
        let target = "\(root)/\(folder)"
        if intake.rejects.rows > 0 { try intake.rejects.write(to: "\(target)/rejects.csv") }
        let part = "\(target)/snapshot.part"
        try intake.builder.write(
            to: part, info: info, sourceRowCount: intake.total, without: intake.repeatedPositions, step: step)
        try FileAccess.rename(part, to: "\(target)/\(Self.snapshotName)")
        try step(.snapshotRenamed)
        try FileAccess.syncFolder(target)
        try FileAccess.syncFolder("\(root)/\(schema.name)")
        return .staged(
            StagedSnapshot(
                info: info, problems: intake.rejects.shown, endsWithoutLineBreak: intake.totals.endsWithoutLineBreak,
                folder: folder))
    }

    /// What is wrong before the file is read: older than what is in force, or not there.
    private func unusable(
        _ path: String, file: String, dataset: String, asOf: CivilDate
    ) throws(SnapshotError) -> RowProblem? {
        if let inForce = try manifest().snapshots[dataset]?.info, inForce.asOf > asOf {
            return RowProblem(
                file: file, row: 1, column: nil, value: nil, reason: .olderThanCurrent,
                advice: "数据截至 \(asOf.text)，早于现行快照的 \(inForce.asOf.text)；请确认拿到的是最新文件。")
        }
        guard !FileAccess.exists(path) else { return nil }
        return RowProblem(
            file: file, row: 1, column: nil, value: nil, reason: .unreadableFile,
            advice: "文件不存在；请放入 \(dataset) 的数据文件后重试。")
    }

    /// Puts staged snapshots in force, all or none; other datasets keep theirs.
    ///
    /// Throws `superseded` when a later day of one of them came in force since it was staged.
    package func publish(_ staged: [StagedSnapshot]) throws(SnapshotError) {
        try FileAccess.syncFolder(root)
        let lock = try FileAccess.open("\(root)/lock", O_RDWR | O_CREAT)
        defer { close(lock) }
        guard flock(lock, LOCK_EX) == 0 else { throw FileAccess.failure("\(root)/lock") }
        var manifest = try manifest()
        for snapshot in staged {
            if let inForce = manifest.snapshots[snapshot.info.dataset]?.info, inForce.asOf > snapshot.info.asOf {
                throw SnapshotError(
                    .superseded, subject: snapshot.info.dataset, cause: "现行数据截至 \(inForce.asOf.text)")
            }
            manifest.snapshots[snapshot.info.dataset] = Manifest.Entry(folder: snapshot.folder, info: snapshot.info)
        }
        let path = "\(root)/\(Self.manifestName)"
        try FileAccess.replace(path, with: StoreJSON.encode(manifest, path: path), step: step)
    }

    /// Removes folders that the manifest does not name: interrupted imports and days no longer in force.
    ///
    /// Only for a time when nothing is being staged.
    package func removeUnreferenced() throws(SnapshotError) {
        let manifest = try manifest()
        let kept = Set(manifest.snapshots.values.map(\.folder))
        let files = FileManager.default
        for dataset in (try? files.contentsOfDirectory(atPath: root)) ?? [] {
            for day in (try? files.contentsOfDirectory(atPath: "\(root)/\(dataset)")) ?? []
            where !kept.contains("\(dataset)/\(day)") {
                do { try files.removeItem(atPath: "\(root)/\(dataset)/\(day)") } catch {
                    throw SnapshotError(.system, subject: "\(root)/\(dataset)/\(day)", cause: "\(error)")
                }
            }
        }
    }

    static let snapshotName = "snapshot.bin"
    static let manifestName = "manifest.json"

    private func step(_ step: StoreStep) throws(SnapshotError) { try onStep?(step) }

    private func manifest() throws(SnapshotError) -> Manifest {
        let path = "\(root)/\(Self.manifestName)"
        guard FileAccess.exists(path) else { return Manifest(format: Manifest.current, snapshots: [:]) }
        let manifest = try StoreJSON.decode(Manifest.self, from: FileAccess.contents(path), path: path)
        guard manifest.format == Manifest.current else {
            throw SnapshotError(.unknownFormat, subject: path, cause: "格式 \(manifest.format)")
        }
        return manifest
    }

    private func claimFolder(dataset: String, asOf: CivilDate) throws(SnapshotError) -> String {
        try FileAccess.makeFolder("\(root)/\(dataset)")
        var attempt = 1
        while try !FileAccess.claimFolder("\(root)/\(dataset)/\(asOf.text)-\(attempt)") { attempt += 1 }
        return "\(dataset)/\(asOf.text)-\(attempt)"
    }
}
