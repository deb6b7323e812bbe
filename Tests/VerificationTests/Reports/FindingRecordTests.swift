import Primitives
import Testing
import Verification

@Suite struct FindingRecordTests {
    private func refuted(
        _ record: FindingRecord, of person: String, isCorrected: Bool = false, since day: CivilDate
    ) throws -> RefutedRecord {
        RefutedRecord(
            person: try CitizenID(person), dataset: record.dataset, number: record.number, identity: record.identity,
            content: record.content, isCorrected: isCorrected, note: SuppressionNote(reference: "GZ-1", since: day))
    }

    private func world() throws -> ReportWorld {
        var world = try ReportWorld()
        world.rows["vehicle"] = [
            "1,鲁M1,\(ReportWorld.woman),K,丰田,2024-01-01,98000.00,A",
            "2,鲁M2,\(ReportWorld.woman),K,丰田,2024-01-01,1000.00,X",
        ]
        return world
    }

    @Test func `a finding names every record without which it would not be, and no other`() throws {
        var world = try world()
        let report = try world.report()
        #expect(report.findings.map(\.rule) == ["R02", "R03"])
        #expect(report.findings.allSatisfy { $0.records.map(\.key) == ["vehicle/1"] })
        #expect(report.findings[0].records[0].label == "鲁M1 K 丰田 2024-01-01 A")
        #expect(report.findings[0].records[0].member == "2")
        world.rows["vehicle"] = []
        world.rows["deposit"] = [
            "1,\(ReportWorld.man),ICBC,6222020000000000017,900000.00,2025-06-01",
            "2,\(ReportWorld.woman),ICBC,6222020000000000025,800000.00,2025-06-01",
        ]
        let sums = try #require(try world.report().findings.first { $0.rule == "R09" })
        #expect(sums.records.map(\.key) == ["deposit/1", "deposit/2"])
        #expect(sums.records[0].label.contains("****0017") && !sums.records[0].label.contains("622202"))
    }

    @Test func `a report says its records when it is read back`() throws {
        let report = try world().report()
        #expect(try VerificationReport(canonicalJSON: report.canonicalJSON()) == report)
    }

    @Test func `a refuted record counts in no finding and no sum, and says what it alone would have been`() throws {
        var world = try world()
        let record = try #require(try world.report().findings.first?.records.first)
        world.refuted = [try refuted(record, of: ReportWorld.woman, since: world.asOf)]
        let report = try world.report()
        #expect(report.findings.isEmpty && report.conclusion == .meets)
        #expect(report.suppressedFindings.map(\.finding.rule) == ["R02", "R03"])
        #expect(report.suppressedFindings.allSatisfy { $0.note.reference == "GZ-1" })
        #expect(report.lines.first { $0.item == "vehicle.count" }?.found == Quantity(0, .count))
    }

    @Test func `another amount is the same record until the department has corrected it, another plate is another`()
        throws
    {
        var world = try world()
        let record = try #require(try world.report().findings.first?.records.first)
        let dearer = "1,鲁M1,\(ReportWorld.woman),K,丰田,2024-01-01,120000.00,A"
        let other = "1,鲁M9,\(ReportWorld.woman),K,丰田,2024-01-01,98000.00,A"
        for (row, isCorrected, rules) in [
            (dearer, false, []), (dearer, true, ["R02", "R03"]), (other, false, ["R02", "R03"]),
        ] {
            world.rows["vehicle"] = [row]
            world.refuted = [
                try refuted(record, of: ReportWorld.woman, isCorrected: isCorrected, since: world.asOf)
            ]
            #expect(try world.report().findings.map(\.rule) == rules, "\(row)")
        }
    }

    @Test func `a name that only a refuted record writes is no question any more`() throws {
        var world = try ReportWorld()
        world.rows["death"] = ["1,\(ReportWorld.woman),李四,2025-05-01,H"]
        let finding = try #require(try world.report().findings.first)
        #expect(finding.records.map(\.key) == ["death/1"])
        world.refuted = [try refuted(finding.records[0], of: ReportWorld.woman, since: world.asOf)]
        let report = try world.report()
        #expect(report.findings.isEmpty && !report.suppressedFindings.isEmpty)
    }
}
