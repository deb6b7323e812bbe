import SQLText
import Sealing
import Testing

/// Tests of `backstop audit verify` and `backstop appeal replay`: both pass, and fail after somebody tampered.
@Suite struct AuditCommandTests {
    @Test func `the audit chain verifies until a row is changed`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        let whole = try await own.run("audit", "verify")
        #expect(whole.status == 0 && whole.output.contains("verifies"), "\(whole)")
        try await own.tamper(
            "UPDATE audit_entry SET reason = 'a better one' WHERE id = (SELECT max(id) FROM audit_entry)")
        let changed = try await own.run("audit", "verify")
        #expect(changed.status == 1 && changed.output.contains("position"), "\(changed)")
    }

    @Test func `a removed entry is found`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        try await own.tamper(
            "PRAGMA defer_foreign_keys = ON",
            "DELETE FROM audit_link WHERE position = 2",
            "DELETE FROM audit_entry WHERE id NOT IN (SELECT audit_id FROM audit_link)")
        let removed = try await own.run("audit", "verify")
        #expect(removed.status == 1, "\(removed)")
    }

    @Test func `a determination replays to the same bytes, and a changed record is said to differ`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        let row = try #require(
            try await own.query(
                """
                SELECT d.id, d.record, c.number FROM determination AS d JOIN aid_case AS c ON c.id = d.case_id
                WHERE d.amount_fen > 0 ORDER BY d.id DESC LIMIT 1
                """
            ).first)
        let number = try row.text("number")
        let same = try await own.run("appeal", "replay", number)
        #expect(same.status == 0 && same.output.contains("Identical"), "\(same)")
        let lines = same.output.split(separator: "\n")
        let shape = #/^version \d+  \d{4}-\d\d-\d\d  \w+  [\d,.]+ yuan  Identical: /#
        #expect(lines.allSatisfy { $0.contains(shape) }, "\(same)")
        let one = try await own.run("appeal", "replay", number, "--version", "1")
        #expect(one.status == 0 && one.output.hasPrefix("version 1  "), "\(one)")
        let none = try await own.run("appeal", "replay", number, "--version", "99")
        #expect(none.status != 0 && none.errors.contains("version 99"), "\(none)")

        // Whoever holds the keys can seal another record, but not one that the law's text recomputes to.
        let place = SealedPlace("determination", "record", try row.integer("id"))
        let ring = try own.keyRing()
        var record = try ring.openText(row.blob("record"), at: place)
        let amount = try #require(record.firstMatch(of: /"amount(?:Fen)?":"?([1-9])/), "\(record)")
        record.replaceSubrange(
            amount.output.1.startIndex..<amount.output.1.endIndex, with: amount.output.1 == "9" ? "8" : "9")
        let sealed = try ring.seal(record, at: place)
        try await own.tamper(
            """
            UPDATE determination SET record = \(sealed), record_hash = \(Digest.sha256(Array(record.utf8)))
            WHERE id = \(try row.integer("id"))
            """)
        let changed = try await own.run("appeal", "replay", number)
        #expect(changed.status == 1 && changed.output.contains("DIFFERS"), "\(changed)")
    }

    @Test func `a record that was moved or overwritten does not open`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        let number = try #require(
            try await own.query(
                """
                SELECT c.number FROM determination AS d JOIN aid_case AS c ON c.id = d.case_id
                ORDER BY d.id DESC LIMIT 1
                """
            ).first?.text("number"))
        try await own.tamper(
            """
            UPDATE determination SET record = (SELECT d.record FROM determination AS d ORDER BY d.id LIMIT 1)
            WHERE id = (SELECT max(id) FROM determination)
            """)
        let refused = try await own.run("appeal", "replay", number)
        #expect(refused.status != 0 && refused.errors.contains("was changed or moved"), "\(refused)")
    }

    @Test func `an unknown number is said to be unknown`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        let unknown = try await own.run("appeal", "replay", "SQ-0")
        #expect(unknown.status != 0 && unknown.errors.contains("Check the acceptance number"))
    }
}
