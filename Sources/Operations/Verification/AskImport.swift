import Casework
import Foundation
package import Primitives
import Sealing
package import Storage
import Verification

/// Asks that a folder of department files is taken in; a background job does it.
struct AskImport: Command {
    static let name = "verification.askImport"
    let folder: String
    let asOf: CivilDate
    let isChanges: Bool

    func run(in context: CommandContext) throws -> Outcome<ImportID> {
        guard let staff = context.actor.staff, RunAuthority.keepers.contains(staff.role) else {
            return .refused([.notAllowed])
        }
        guard let inbox = context.bureau.inbox else { return .refused([.noSnapshotStore]) }
        var reasons: [Reason] = []
        if inbox.folder(folder) == nil { reasons.append(.importFolderUnknown) }
        if asOf > context.today { reasons.append(.importFromTomorrow) }
        if try context.store.isImporting() { reasons.append(.importRunning) }
        guard reasons.isEmpty else { return .refused(reasons) }
        let isCity = inbox.folders.first { $0.name == folder }?.isCity == true
        let id: ImportID = context.store.ids.next()
        try context.store.insertImport(
            id, kind: isChanges ? "changes" : isCity ? "city" : "files", source: folder, asOf: asOf, by: staff.name,
            state: "waiting", at: context.now)
        try context.store.enqueueJob(
            kind: JobKind.departmentImport.rawValue, dedupeKey: id.text, payload: "{\"import\":\"\(id.text)\"}",
            runAt: context.now, at: context.now)
        try context.audit(
            Self.name, "import", id.rawValue, region: staff.region, reason: "\(folder) \(asOf.text)")
        return .done(id)
    }
}

extension Bureau {
    /// Asks that a prepared folder is taken in.
    package func askImport(
        folder: String, asOf: CivilDate, isChanges: Bool, as actor: Actor, key: String
    ) async throws -> Outcome<ImportID> {
        try await perform(AskImport(folder: folder, asOf: asOf, isChanges: isChanges), as: actor, key: key)
    }

    /// Asks that one department file that was sent is taken in: CSV, plain or gzip, or a workbook.
    ///
    /// What it is its bytes say. The same form sent twice is one import.
    package func askImport(
        file: (name: String, bytes: [UInt8]), dataset: String?, asOf: CivilDate, isChanges: Bool, as actor: Actor,
        key: String
    ) async throws -> Outcome<ImportID> {
        guard RunAuthority.allows(RunAuthority.keepers, actor) else { return .refused([.notAllowed]) }
        guard let inbox else { return .refused([.noSnapshotStore]) }
        guard let code = dataset.flatMap({ catalogue?[$0]?.code }) else { return .refused([.datasetUnknown]) }
        let folder = try inbox.keep(
            file.bytes, as: "\(code).\(Self.ending(of: file.bytes))",
            id: String(Digest.hex(Digest.sha256(Array(key.utf8) + file.bytes)).prefix(24)))
        let outcome = try await askImport(folder: folder, asOf: asOf, isChanges: isChanges, as: actor, key: key)
        // A form sent again after its import has ended leaves no copy behind.
        let batch = try await store.read { transaction in try outcome.value.flatMap { try transaction.importBatch($0) }
        }
        if batch.map({ !["waiting", "running"].contains($0.state) }) ?? true { inbox.forget(folder) }
        return outcome
    }

    private static func ending(of bytes: [UInt8]) -> String {
        let kinds: [(lead: [UInt8], ending: String)] = [
            ([0x1F, 0x8B], "csv.gz"), ([0x50, 0x4B, 0x03, 0x04], "xlsx"), ([0xD0, 0xCF, 0x11, 0xE0], "xls"),
        ]
        return kinds.first { bytes.starts(with: $0.lead) }?.ending ?? "csv"
    }
}
