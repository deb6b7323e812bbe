import Glibc
package import Primitives

/// Department data at rest: one folder per segment under a root, and a manifest that says which are in force.
///
/// Writing is in two steps, so that a whole city comes in force at once: `stage` each file, then `publish` them
/// together. A crash at any byte before the manifest is renamed leaves the last good data.
package struct SnapshotStore: Sendable {
    /// The folder that holds everything.
    package let root: String
    /// What seals blocks and opens them; nil for a plain store.
    package let cipher: (any BlockCipher)?
    /// Segments kept open between uses; nil where each use opens its own.
    let kept: OpenSegments?
    private let onStep: (@Sendable (StoreStep) throws(SnapshotError) -> Void)?

    /// A store under a folder, which is made when it is missing.
    ///
    /// With a cipher blocks are sealed from now on, and sealed and plain ones are read. `keepsOpen` is for a day's
    /// changes that are taken in and compared at once: both read the same blocks. `onStep` lets tests cut writing off.
    package init(
        root: String, cipher: (any BlockCipher)? = nil, keepsOpen: Bool = false,
        onStep: (@Sendable (StoreStep) throws(SnapshotError) -> Void)? = nil
    ) throws(SnapshotError) {
        self.root = root
        self.cipher = cipher
        self.onStep = onStep
        kept = keepsOpen ? OpenSegments() : nil
        try FileAccess.makeFolder(root)
    }

    /// The data in force now; stays the same however often something is published while it is held.
    package func open() throws(SnapshotError) -> SnapshotView {
        SnapshotView(root: root, days: try manifest().days.compactMapValues(\.last), cipher: cipher, kept: kept)
    }

    /// The data as they were on a day: of each dataset the last day not behind it.
    package func open(asOf day: CivilDate) throws(SnapshotError) -> SnapshotView {
        let days = try manifest().days.compactMapValues { $0.last { $0.info.asOf <= day } }
        return SnapshotView(root: root, days: days, cipher: cipher, kept: kept)
    }

    /// Puts staged snapshots in force, all or none; other datasets keep theirs.
    ///
    /// Throws `superseded` when a later day of one of them came in force since it was staged, or other data of the
    /// day that its changes lie on.
    package func publish(_ staged: [StagedSnapshot]) throws(SnapshotError) {
        try change { manifest throws(SnapshotError) in
            for snapshot in staged {
                let inForce = manifest.inForce(snapshot.info.dataset)
                let isOvertaken = inForce.map { $0.info.asOf > snapshot.info.asOf } ?? false
                let isMoved = !snapshot.liesOn.isEmpty && inForce?.segments != snapshot.liesOn
                guard !isOvertaken, !isMoved else {
                    throw SnapshotError(
                        .superseded, subject: snapshot.info.dataset, cause: "现行数据截至 \(inForce?.info.asOf.text ?? "—")")
                }
                manifest.put(ManifestDay(segments: snapshot.earlier + [snapshot.folder], info: snapshot.info))
            }
        }
    }

    /// Changes the manifest under a lock and renames it into place.
    func change(_ body: (inout Manifest) throws(SnapshotError) -> Void) throws(SnapshotError) {
        try FileAccess.syncFolder(root)
        let lock = try FileAccess.open("\(root)/lock", O_RDWR | O_CREAT)
        defer { close(lock) }
        guard flock(lock, LOCK_EX) == 0 else { throw FileAccess.failure("\(root)/lock") }
        var manifest = try manifest()
        try body(&manifest)
        try FileAccess.replace("\(root)/\(Self.manifestName)", with: manifest.encoded(), step: step)
    }

    static let snapshotName = "snapshot.bin"
    static let manifestName = "manifest.bin"

    func step(_ step: StoreStep) throws(SnapshotError) { try onStep?(step) }

    func manifest() throws(SnapshotError) -> Manifest {
        let path = "\(root)/\(Self.manifestName)"
        guard FileAccess.exists(path) else {
            guard !FileAccess.exists("\(root)/manifest.json") else {
                throw SnapshotError(.unknownFormat, subject: "\(root)/manifest.json", cause: "格式 1")
            }
            return Manifest()
        }
        return try Manifest(decoding: FileAccess.contents(path), path: path)
    }

    /// A folder of its own for a segment.
    func claimFolder(dataset: String, asOf: CivilDate) throws(SnapshotError) -> String {
        try FileAccess.makeFolder("\(root)/\(dataset)")
        var attempt = 1
        while try !FileAccess.claimFolder("\(root)/\(dataset)/\(asOf.text)-\(attempt)") { attempt += 1 }
        return "\(dataset)/\(asOf.text)-\(attempt)"
    }

    /// Writes a segment beside its place, renames it there and syncs the folders.
    func write(_ builder: borrowing SegmentBuilder, to folder: String) throws(SnapshotError) {
        let target = "\(root)/\(folder)"
        let part = "\(target)/snapshot.part"
        try builder.write(to: part, folder: folder, cipher: cipher, step: step)
        try FileAccess.rename(part, to: "\(target)/\(Self.snapshotName)")
        try step(.snapshotRenamed)
        try FileAccess.syncFolder(target)
        try FileAccess.syncFolder(FileAccess.parent(of: target))
    }
}
