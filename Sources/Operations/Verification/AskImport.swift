import Casework
import Foundation
package import Primitives
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

    /// Asks that one department file that was sent is taken in.
    package func askImport(
        file: (name: String, bytes: [UInt8]), dataset: String?, asOf: CivilDate, isChanges: Bool, as actor: Actor,
        key: String
    ) async throws -> Outcome<ImportID> {
        guard RunAuthority.allows(RunAuthority.keepers, actor) else { return .refused([.notAllowed]) }
        guard let inbox else { return .refused([.noSnapshotStore]) }
        guard let code = dataset.flatMap({ catalogue?[$0]?.code }) else { return .refused([.datasetUnknown]) }
        let ending = file.name.lowercased().hasSuffix(".gz") ? "csv.gz" : "csv"
        let folder = try inbox.keep(
            file.bytes, as: "\(code).\(ending)", id: "\(store.ids.next(ImportSubject.self).text)")
        let outcome = try await askImport(folder: folder, asOf: asOf, isChanges: isChanges, as: actor, key: key)
        if outcome.value == nil { inbox.forget(folder) }
        return outcome
    }
}
