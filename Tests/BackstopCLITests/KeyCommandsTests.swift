import Foundation
import SQLText
import Sealing
import Storage
import Testing

/// Tests of `backstop keys`.
@Suite struct KeyCommandsTests {
    @Test func `after a rotation everything opens, and only what stands by design needs the superseded key`()
        async throws
    {
        let own = try await Installation.copy()
        defer { own.remove() }
        #expect(try await keyIDs(in: own, of: SealedColumn.rotating) == [1], "sealed with the first key before")
        let rotated = try await own.run("keys", "rotate")
        #expect(rotated.status == 0 && rotated.output.contains("sealed with key 2"), "\(rotated)")
        #expect(try await keyIDs(in: own, of: SealedColumn.rotating) == [2])
        let examined = try await own.run("doctor")
        #expect(examined.status == 0 && examined.output.contains("Sealed values open"), "\(examined)")

        try own.changeKeys { keys in
            var sealing = keys["sealing"] as? [String: Any] ?? [:]
            sealing["1"] = nil
            keys["sealing"] = sealing
        }
        let ring = try own.keyRing()
        for column in SealedColumn.rotating {
            for (identity, bytes) in try await values(in: own, of: column) {
                let place = SealedPlace(table: column.table, column: column.column, row: identity)
                #expect(throws: Never.self, "\(column)") { try ring.open(bytes, at: place) }
            }
        }
        let without = try await own.run("doctor")
        #expect(without.output.contains("Values of 1 sealed columns"), "audit payloads keep their key: \(without)")
    }

    @Test func `an export opens with its passphrase only and brings the same keys back`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        let export = own.folder + "/export"
        let right = ["BACKSTOP_PASSPHRASE": "correct horse battery"]
        #expect(try await own.run("keys", "export", export, environment: right).status == 0)
        let before = try Data(contentsOf: URL(fileURLWithPath: own.keys))
        let exported = try Data(contentsOf: URL(fileURLWithPath: export))
        #expect(exported.firstRange(of: Data("sealing".utf8)) == nil, "the export is sealed")

        let over = try await own.run("keys", "import", export, environment: right)
        #expect(over.status != 0 && over.errors.contains("exists already"))
        try FileManager.default.removeItem(atPath: own.keys)
        let wrong = try await own.run("keys", "import", export, environment: ["BACKSTOP_PASSPHRASE": "wrong"])
        #expect(wrong.status != 0 && wrong.errors.contains("passphrase does not open"), "\(wrong)")
        #expect(!FileManager.default.fileExists(atPath: own.keys))
        #expect(try await own.run("keys", "import", export, environment: right).status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: own.keys)) == before)
        let mode = try FileManager.default.attributesOfItem(atPath: own.keys)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func `no passphrase is an error and not an empty one`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        let refused = try await own.run("keys", "export", own.folder + "/export")
        #expect(refused.status != 0 && refused.errors.contains("No passphrase"))
    }

    private func keyIDs(in own: Installation, of columns: [SealedColumn]) async throws -> Set<UInt32> {
        let ring = try own.keyRing()
        var ids: Set<UInt32> = []
        for column in columns {
            for (_, bytes) in try await values(in: own, of: column) { ids.insert(try ring.keyID(of: bytes)) }
        }
        return ids
    }

    private func values(in own: Installation, of column: SealedColumn) async throws -> [(String, [UInt8])] {
        try await own.query(
            """
            SELECT CAST(\(raw: column.identity) AS TEXT) AS identity, \(raw: column.column) AS sealed
            FROM \(raw: column.table) WHERE \(raw: column.column) IS NOT NULL
            """
        ).map { (try $0.text("identity"), try $0.blob("sealed")) }
    }
}
