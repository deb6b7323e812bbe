import Foundation
import SQLText
import SQLiteEngine
import Sealing
import Testing

/// A small demo installation of one's own: its data folder, and beside it its keys and the head of its audit chain.
struct Installation: Sendable {
    let folder: String

    var data: String { folder + "/data" }
    var keys: String { data + ".keys.json" }
    var database: String { data + "/backstop.sqlite" }

    /// A copy of the demo that this process made once.
    static func copy() async throws -> Installation {
        let made = try await made.value
        let own = try empty()
        try FileManager.default.removeItem(atPath: own.folder)
        try FileManager.default.copyItem(atPath: made.folder, toPath: own.folder)
        return own
    }

    /// A folder with nothing in it.
    static func empty() throws -> Installation {
        let own = Installation(folder: scratch + "/" + UUID().uuidString)
        try FileManager.default.createDirectory(atPath: own.folder, withIntermediateDirectories: true)
        return own
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// Runs a command on the data folder.
    func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Program.Answer {
        try await Program.run(arguments + ["--data", data], environment: environment)
    }

    /// Does something to the database that the program would never do.
    func tamper(_ statements: Statement...) async throws {
        let engine = try SQLiteEngine(path: database)
        try await engine.execute(script: statements)
        await engine.close()
    }

    func query(_ statement: Statement) async throws -> [Row] {
        let engine = try SQLiteEngine(path: database)
        let rows = try await engine.read { try $0.query(statement) }
        await engine.close()
        return rows
    }

    func keyRing() throws -> KeyRing {
        try KeyFile.ring(from: Array(Data(contentsOf: URL(fileURLWithPath: keys))))
    }

    /// Rewrites the key file as JSON.
    func changeKeys(_ change: (inout [String: Any]) -> Void) throws {
        let url = URL(fileURLWithPath: keys)
        var contents = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
        change(&contents)
        try JSONSerialization.data(withJSONObject: contents).write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keys)
    }

    private static let scratch: String = {
        atexit { try? FileManager.default.removeItem(atPath: Installation.scratchPath) }
        return scratchPath
    }()

    private static let scratchPath = FileManager.default.temporaryDirectory
        .appendingPathComponent("backstop-cli-\(ProcessInfo.processInfo.processIdentifier)").path

    private static let made = Task {
        let made = try empty()
        let prepared = try await made.run("demo", "--people", "2000", "--prepare-only")
        try #require(prepared.status == 0, "\(prepared)")
        try await made.linkAudit()
        return made
    }

    /// Lets `backstop work` link the audit entries, and stops it as an init system would.
    private func linkAudit() async throws {
        let work = try await Program.Child(["work", "--data", data])
        for _ in 0..<600 {
            try await Task.sleep(for: .milliseconds(100))
            let open = try await query(
                """
                SELECT (SELECT count(*) FROM audit_entry) - (SELECT count(*) FROM audit_link)
                + (SELECT count(*) FROM outbox_message WHERE sent_at IS NULL AND failed_at IS NULL) AS open
                """)
            if try open.first?.integer("open") == 0, FileManager.default.fileExists(atPath: data + ".audit-head.log") {
                break
            }
        }
        work.terminate()
        let ended = try await work.end()
        try #require(ended.status == 0, "told to stop, it stops in good order: \(ended)")
    }
}
