import Foundation
import Operations
import SQLiteEngine
import Sealing
import Storage

/// An online backup of an installation on SQLite: database, uploads and snapshots; never the keys.
package enum Backup {
    /// What a backup holds, written beside it: the fingerprint of every file by its path.
    struct Manifest: Codable {
        var format: Int
        var files: [String: String]
    }

    static let parts = ["blobs", "snapshots"]

    /// Copies the store into an empty folder while it is being used; `say` hears of each part.
    package static func make(_ installed: InstalledBureau, to folder: String, say: (String) -> Void) async throws {
        guard let engine = installed.sqlite else {
            throw InstallationError(
                "This store is on PostgreSQL. Back it up with pg_dump or base backups; uploads are inside it too."
            )
        }
        let files = FileManager.default
        guard !files.fileExists(atPath: folder) else {
            throw InstallationError(
                "\(folder) exists already. Name a folder that does not: a backup is never overwritten.")
        }
        let partial = folder + ".partial"
        try? files.removeItem(atPath: partial)
        try files.createDirectory(
            atPath: partial, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        say("database")
        try await engine.backup(to: partial + "/backstop.sqlite")
        // Uploads and snapshots are written once and renamed into place: what the copied database names is there
        // already.
        for part in parts where files.fileExists(atPath: installed.configuration.inData(part)) {
            say(part)
            try files.copyItem(atPath: installed.configuration.inData(part), toPath: partial + "/" + part)
        }
        let manifest = Manifest(format: 1, files: try fingerprints(in: partial))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try encoder.encode(manifest).write(to: URL(fileURLWithPath: partial + "/backup.json"))
        try files.moveItem(atPath: partial, toPath: folder)
        let beside = [installed.configuration.keyFile, installed.configuration.auditHeadFile]
        say("not in the backup, keep them safe in another place: \(beside.joined(separator: ", "))")
    }

    /// Puts a backup into a data folder that has no store.
    package static func restore(from folder: String, to configuration: Configuration, say: (String) -> Void) throws {
        let files = FileManager.default
        guard let data = files.contents(atPath: folder + "/backup.json"),
            let manifest = try? JSONDecoder().decode(Manifest.self, from: data), manifest.format == 1
        else {
            throw InstallationError("\(folder) is no complete backup: its backup.json is missing or damaged.")
        }
        guard InstalledBureau.isMissing(configuration) else {
            throw InstallationError(
                "\(configuration[.data]) holds a store already. Move it away first; a restore never overwrites.")
        }
        let found = try fingerprints(in: folder)
        let damaged = manifest.files.filter { found[$0.key] != $0.value }.keys.sorted()
        guard damaged.isEmpty else {
            throw InstallationError(
                "The backup is damaged: \(damaged.prefix(5).joined(separator: ", ")) were changed. Use another.")
        }
        try files.createDirectory(
            atPath: configuration[.data], withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for part in parts where files.fileExists(atPath: folder + "/" + part) {
            say(part)
            try files.copyItem(atPath: folder + "/" + part, toPath: configuration.inData(part))
        }
        say("database")
        try files.copyItem(atPath: folder + "/backstop.sqlite", toPath: configuration.inData("backstop.sqlite.partial"))
        try files.moveItem(
            atPath: configuration.inData("backstop.sqlite.partial"), toPath: configuration.inData("backstop.sqlite"))
        for beside in [configuration.keyFile, configuration.auditHeadFile] where !files.fileExists(atPath: beside) {
            say("\(beside) is missing: put it back before you start the server")
        }
    }

    private static func fingerprints(in folder: String) throws -> [String: String] {
        var fingerprints: [String: String] = [:]
        guard let paths = FileManager.default.enumerator(atPath: folder) else { return [:] }
        while let path = paths.nextObject() as? String {
            guard path != "backup.json",
                let attributes = try? FileManager.default.attributesOfItem(atPath: folder + "/" + path),
                attributes[.type] as? FileAttributeType == .typeRegular
            else { continue }
            fingerprints[path] = try fingerprint(of: folder + "/" + path)
        }
        return fingerprints
    }

    /// SHA-256 over pieces of 4 MiB, each with the hash before it, so that no file is held in memory whole.
    private static func fingerprint(of path: String) throws -> String {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        var hash: [UInt8] = []
        while let piece = try handle.read(upToCount: 4 << 20), !piece.isEmpty { hash = Digest.sha256(hash + piece) }
        return Digest.hex(hash)
    }
}
