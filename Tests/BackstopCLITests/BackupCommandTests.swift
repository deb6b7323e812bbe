import Foundation
import SQLText
import Testing

/// Tests of `backstop backup` and `backstop restore`.
@Suite struct BackupCommandTests {
    @Test func `a backup restored into another folder holds the same, and doctor finds no fault`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        let other = try Installation.empty()
        defer { other.remove() }
        let backup = own.folder + "/backup"
        #expect(try await own.run("backup", backup).status == 0)
        let restored = try await other.run("restore", backup)
        #expect(restored.status == 0)
        #expect(restored.all.contains("put it back"), "keys and the head of the audit chain are kept elsewhere")
        for beside in [".keys.json", ".audit-head.log"] {
            try FileManager.default.copyItem(atPath: own.data + beside, toPath: other.data + beside)
        }

        #expect(try await contents(of: own) == contents(of: other))
        for part in ["blobs", "snapshots"] {
            #expect(try files(own.data + "/" + part) == files(other.data + "/" + part))
        }
        let examined = try await other.run("doctor")
        #expect(examined.status == 0 && !examined.output.contains("FAULT"), "\(examined)")
    }

    @Test func `a backup holds no keys`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        #expect(try await own.run("backup", own.folder + "/backup").status == 0)
        let secret = try String(contentsOfFile: own.keys, encoding: .utf8).firstMatch(of: /"index" : "([^"]+)"/)?.1
        let key = try #require(secret.flatMap { Data(base64Encoded: $0.filter { $0 != "\\" }) })
        for (path, content) in try files(own.folder + "/backup") {
            #expect(content.firstRange(of: key) == nil, "\(path)")
            #expect(!path.hasSuffix(".keys.json"))
        }
    }

    @Test func `neither a backup nor a store is ever overwritten`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        let backup = own.folder + "/backup"
        #expect(try await own.run("backup", backup).status == 0)
        let again = try await own.run("backup", backup)
        #expect(again.status != 0 && again.errors.contains("exists already"))
        let over = try await own.run("restore", backup)
        #expect(over.status != 0 && over.errors.contains("holds a store already"))
    }

    @Test func `a damaged backup is refused and nothing is restored`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        let other = try Installation.empty()
        defer { other.remove() }
        let backup = own.folder + "/backup"
        #expect(try await own.run("backup", backup).status == 0)
        let blob = try #require(files(backup + "/blobs").keys.sorted().first)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: backup + "/blobs/" + blob))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(fileURLWithPath: backup + "/blobs/" + blob))
        let refused = try await other.run("restore", backup)
        #expect(refused.status != 0 && refused.errors.contains("damaged") && refused.errors.contains(blob))
        #expect(!FileManager.default.fileExists(atPath: other.database))
    }

    @Test func `a folder that is no backup is refused`() async throws {
        let other = try Installation.empty()
        defer { other.remove() }
        let refused = try await other.run("restore", other.folder)
        #expect(refused.status != 0 && refused.errors.contains("no complete backup"))
    }

    /// Every row of every table but the leases that opening a store takes.
    private func contents(of installation: Installation) async throws -> [String: [[SQLValue]]] {
        var contents: [String: [[SQLValue]]] = [:]
        let tables = try await installation.query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        for table in try tables.map({ try $0.text("name") }) where !table.hasSuffix("_lease") {
            let rows = try await installation.query("SELECT * FROM \(raw: table) ORDER BY rowid")
            contents[table] = rows.map(\.values)
        }
        #expect((contents["aid_case"]?.count ?? 0) > 5, "there is something to compare")
        return contents
    }

    private func files(_ folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        let paths = try #require(FileManager.default.enumerator(atPath: folder))
        while let path = paths.nextObject() as? String {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + path)
            guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
            files[path] = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + path))
        }
        return files
    }
}
