import Foundation
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

@Suite struct AuditSealingTests {
    /// A chain of four entries, its head written outside.
    private func sealed(_ test: TestBureau) async throws -> String {
        for number in 1...4 {
            try await test.bureau.store.write { transaction in
                try transaction.appendAudit(
                    AuditNote(verb: "test", subjectKind: "t", subjectID: Int64(number), reason: "r"),
                    actor: ActorRow(kind: .system), at: test.clock.now)
            }
        }
        let file = test.folder + "/outside/audit-heads"
        let head = try await test.bureau.sealAudit(holder: "a", headFile: file)
        #expect(head?.position == 4)
        #expect(try await test.bureau.verifyAuditChain(headFile: file).isEmpty)
        return file
    }

    private func faults(_ test: TestBureau, _ file: String, after statements: [Statement]) async throws -> [AuditFault]
    {
        try await test.bureau.store.write { transaction in try transaction.sql.execute(script: statements) }
        return try await test.bureau.verifyAuditChain(headFile: file)
    }

    @Test(arguments: ["reason = 'other'", "subject_id = 99", "actor_id = 7", "payload = salt", "at = at + 1"])
    func `a changed entry is found`(change: String) async throws {
        try await withSignInBureau { test in
            let file = try await sealed(test)
            let found = try await faults(
                test, file, after: [Statement(sql: "UPDATE audit_entry SET \(change) WHERE subject_id = 2")])
            #expect(found.map(\.position) == [2])
        }
    }

    @Test func `an entry removed with its link is found`() async throws {
        try await withSignInBureau { test in
            let file = try await sealed(test)
            let found = try await faults(
                test, file,
                after: [
                    "DELETE FROM audit_link WHERE position = 2", "DELETE FROM audit_entry WHERE subject_id = 2",
                ])
            #expect(!found.isEmpty)
            #expect(found.allSatisfy { $0.position == 3 })
        }
    }

    @Test func `a chain whose end was cut off is found by the head file alone`() async throws {
        try await withSignInBureau { test in
            let file = try await sealed(test)
            let cut: [Statement] = [
                "DELETE FROM audit_link WHERE position > 2", "DELETE FROM audit_entry WHERE subject_id > 2",
            ]
            let found = try await faults(test, file, after: cut)
            #expect(found.map(\.position) == [4])
            #expect(try await test.bureau.verifyAuditChain().isEmpty, "the chain alone cannot tell")
        }
    }

    @Test func `a head file that was lost or written over is found`() async throws {
        try await withSignInBureau { test in
            let file = try await sealed(test)
            #expect(try await test.bureau.verifyAuditChain(headFile: file + "-lost").count == 1)
            let text = try String(contentsOfFile: file, encoding: .utf8)
            try text.replacing("4 ", with: "3 ", maxReplacements: 1).write(
                toFile: file, atomically: true, encoding: .utf8)
            #expect(try await test.bureau.verifyAuditChain(headFile: file).count == 2)
        }
    }

    @Test func `lawful erasure of details keeps the chain whole`() async throws {
        try await withSignInBureau { test in
            let file = try await sealed(test)
            let erase: Statement = "UPDATE audit_entry SET payload = NULL, salt = NULL WHERE subject_id = 2"
            #expect(try await faults(test, file, after: [erase]).isEmpty)
        }
    }

    @Test func `one process seals at a time, and the next carries on where it stopped`() async throws {
        try await withSignInBureau { test in
            let file = try await sealed(test)
            #expect(try await test.bureau.sealAudit(holder: "b", headFile: file) == nil)
            test.clock.advance(seconds: 61)
            _ = try await test.signedIn()
            #expect(try await test.bureau.sealAudit(holder: "b", headFile: file)?.position == 5)
            #expect(try await test.bureau.sealAudit(holder: "b", headFile: file)?.position == 5)
            let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
            #expect(lines.count == 2, "a head is written once")
            #expect(try await test.bureau.verifyAuditChain(headFile: file).isEmpty)
        }
    }
}
