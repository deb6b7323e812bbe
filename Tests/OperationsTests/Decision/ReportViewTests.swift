import Casework
import Documents
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import Verification

/// The report as staff and family read it: versions, sentences, the workbook.
@Suite struct ReportViewTests {
    private func compared(_ change: ([String: [String]]) -> [String: [String]] = { $0 }) async throws -> CaseWorld {
        let world = try await CaseWorld.make(files: change(CaseWorld.standardFiles))
        _ = try await world.ok(
            StartInvestigation(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        _ = try await world.test.bureau.compare(world.caseID, as: .system)
        return world
    }

    private func view(_ world: CaseWorld) async throws -> ReportView {
        let id = world.caseID
        return try #require(
            try await world.test.bureau.view(as: .staff(world.reviewer)) { try ReportView.load(id, in: $0) })
    }

    @Test func `a hidden car is a conflict that names its rule, its law and its record`() async throws {
        let world = try await compared { files in
            var files = files
            files["vehicle"] = ["7,鲁M7,\(CaseWorld.ids[0]),K,丰田,2024-01-01,1000.00,A"]
            return files
        }
        let report = try await view(world).report
        #expect(report.schemaVersion == VerificationReport.presentSchema && report.conclusion == .doesNotMeet)
        let finding = try #require(report.findings.first { $0.severity == .conflict })
        #expect(finding.evidence.first?.recordNumber == 7 && finding.legalBasis.contains("649"))
        #expect(finding.evidenceHash.count == 64)
        await world.end()
    }

    @Test func `each version says what it says otherwise than the one before`() async throws {
        let world = try await compared()
        #expect(try await view(world).versions.map(\.changes) == [[]])
        let store = try #require(world.test.bureau.snapshots)
        try CaseWorld.publish(
            ["vehicle": ["7,鲁M7,\(CaseWorld.ids[0]),K,丰田,2024-01-01,1000.00,A"]],
            asOf: world.test.clock.now.chinaDate.adding(days: 1), in: store)
        _ = try await world.test.bureau.compare(world.caseID, as: .system)
        let versions = try await view(world).versions
        #expect(versions.map(\.version) == [2, 1])
        #expect(versions[0].changes.contains("结论由“需核实”变为“不符合”。"))
        #expect(versions[0].changes.contains("新查出：家庭，机动车多于申报。"))
        #expect(versions[0].changes.contains("家庭，机动车辆数：查到由“0”变为“1”。"))
        await world.end()
    }

    @Test func `the workbook holds no whole identity number and no whole name`() async throws {
        let world = try await compared()
        let view = try await view(world)
        let book = view.workbook(madeBy: "郑核对", at: world.test.clock.now) { text in
            CaseWorld.names.reduce(text) { $0.replacing($1, with: Masking.name($1)) }
        }
        #expect(book.sheets.map(\.name) == ["结论", "申报与查到", "触及的规则", "各来源的答复", "版本"])
        let texts = book.sheets.flatMap { $0.rows.flatMap { $0 } }.compactMap { cell -> String? in
            if case .text(let text) = cell { text } else { nil }
        }
        for secret in CaseWorld.ids + CaseWorld.names {
            #expect(!texts.contains { $0.contains(secret) }, "\(secret)")
        }
        #expect(book.sheets[3].rows.count == view.report.answers.count)
        #expect(try !book.bytes().isEmpty)
        await world.end()
    }

    @Test func `the family reads what was found and how it stands, not the hints for visitors`() async throws {
        let world = try await compared { files in
            var files = files
            files["vehicle"] = ["7,鲁M7,\(CaseWorld.ids[0]),K,丰田,2024-01-01,1000.00,A"]
            files["power"] = ["1,D1,\(CaseWorld.ids[0]),2026-02,9000"]
            return files
        }
        let id = world.caseID
        let plain = try #require(
            try await world.test.bureau.view(as: .staff(world.clerk)) { try PlainReportView.load(id, in: $0) })
        #expect(plain.questions.contains { $0.hasPrefix("全家：") && $0.contains("鲁M7") })
        #expect(!plain.questions.contains { $0.contains("用电") })
        #expect(plain.answered.isEmpty)
        await world.end()
    }
}
