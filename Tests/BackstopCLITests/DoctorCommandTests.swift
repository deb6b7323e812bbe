import Foundation
import SQLText
import Testing

/// Tests of `backstop doctor`: each broken installation is named with what to do.
@Suite struct DoctorCommandTests {
    @Test func `a whole installation has no fault`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        let examined = try await own.run("doctor")
        #expect(examined.status == 0 && !examined.output.contains("FAULT"), "\(examined)")
        #expect(examined.output.contains("Sealed values open"))
        #expect(examined.output.contains("The audit chain verifies"))
    }

    /// One way to break an installation, and what doctor says of it.
    struct Breakage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let says: String
        let damage: @Sendable (Installation) async throws -> Void
    }

    static let breakages: [Breakage] = [
        Breakage(testDescription: "no key file", says: "key file .* is missing.*keys import") {
            try FileManager.default.removeItem(atPath: $0.keys)
        },
        Breakage(testDescription: "another installation's key file", says: "do not open with .*keys.json") {
            try $0.changeKeys { keys in
                keys["sealing"] = ["1": Data(repeating: 7, count: 32).base64EncodedString()]
            }
        },
        Breakage(testDescription: "a cut-off key file", says: "key file is not one of Backstop's") {
            try Data("{".utf8).write(to: URL(fileURLWithPath: $0.keys))
        },
        Breakage(testDescription: "a key file that others can read", says: "can be read by others.*chmod 600") {
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: $0.keys)
        },
        Breakage(testDescription: "a lost upload", says: "1 of [0-9]+ uploaded files are missing") { own in
            let address = try await own.query("SELECT address FROM upload LIMIT 1").first?.text("address") ?? ""
            try FileManager.default.removeItem(atPath: "\(own.data)/blobs/\(address.prefix(2))/\(address)")
        },
        Breakage(testDescription: "overwritten pages", says: "database is damaged.*restore the last backup") { own in
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: own.database))
            let size = try handle.seekToEnd()
            for page in stride(from: size / 2, to: size / 2 + 400 * 4_096, by: 4_096) {
                try handle.seek(toOffset: page / 4_096 * 4_096)
                try handle.write(contentsOf: Data(repeating: 0xA5, count: 64))
            }
            try handle.close()
        },
        Breakage(testDescription: "a changed audit entry", says: "Audit, position [0-9]+: ") {
            try await $0.tamper(
                "UPDATE audit_entry SET actor_id = actor_id + 1 WHERE id = (SELECT min(id) FROM audit_entry)")
        },
        Breakage(testDescription: "a cut-off audit chain", says: "end was cut off") {
            try await $0.tamper(
                "DELETE FROM audit_link WHERE position > (SELECT max(position) - 3 FROM audit_link)")
        },
        Breakage(testDescription: "no store", says: "There is no store in ") {
            try FileManager.default.removeItem(atPath: $0.data)
        },
    ]

    @Test(arguments: breakages) func `doctor names what is wrong`(_ breakage: Breakage) async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        try await breakage.damage(own)
        let examined = try await own.run("doctor")
        #expect(examined.status == 1)
        let faults = examined.output.split(separator: "\n").filter { $0.hasPrefix("FAULT") }
        #expect(try faults.contains { try Regex(breakage.says).firstMatch(in: $0) != nil }, "\(examined)")
    }

    @Test func `keys inside the data folder are a fault`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        try FileManager.default.moveItem(atPath: own.keys, toPath: own.data + "/keys.json")
        let examined = try await own.run("doctor", environment: ["BACKSTOP_KEYS": own.data + "/keys.json"])
        #expect(examined.status == 1 && examined.output.contains("inside the data folder"), "\(examined)")
    }

    @Test func `a year without holidays is a warning that names the file`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        let home = own.folder + "/home"
        let files = FileManager.default
        try files.createDirectory(atPath: home, withIntermediateDirectories: true)
        for part in ["policies", "catalogue", "Public"] {
            try files.createSymbolicLink(atPath: home + "/" + part, withDestinationPath: Program.home + "/" + part)
        }
        try files.copyItem(atPath: Program.home + "/reference", toPath: home + "/reference")
        try files.removeItem(atPath: home + "/reference/holidays/2026.csv")
        let examined = try await own.run("doctor", environment: ["BACKSTOP_HOME": home])
        #expect(examined.status == 0, "a warning is no fault: deadlines are provisional meanwhile")
        #expect(examined.output.contains("The holidays of 2026 are missing"), "\(examined)")
        #expect(examined.output.contains("reference/holidays/2026.csv"))
        #expect(examined.output.contains("Excel lists are refused"), "this home has no Python")
    }
}
