import Columns
import Foundation
import Primitives
import Testing
import Verification

@Suite struct ReportMakerTests {
    private func line(_ report: VerificationReport, _ item: String, _ member: String? = nil) -> ReportLine? {
        report.lines.first { $0.item == item && $0.member == member }
    }

    @Test func `when every source answers and nothing differs the family meets the rules`() throws {
        let report = try ReportWorld().report()
        #expect(report.schemaVersion == 2 && report.conclusion == .meets)
        #expect(report.findings.isEmpty && report.reasons.isEmpty)
        #expect(report.answers.count == 56)
        #expect(report.answers.count { $0.status == .hit } == 2)
        #expect(line(report, "vehicle.count")?.found == Quantity(0, .count))
        #expect(line(report, "deposit.balance")?.declared == Quantity(10_000, .fen))
        #expect(line(report, "securities.value")?.declared == nil)
        #expect(line(report, "wage.base", "1")?.feeds == .wage)
        #expect(line(report, "deposit.balance")?.datasets == ["deposit"])
        #expect(report.members.map(\.lastFour) == ["002X", "0941"])
    }

    @Test func `a source without data is no answer, and the conclusion waits for it`() throws {
        var world = try ReportWorld()
        world.missing = ["vehicle"]
        let report = try world.report()
        #expect(report.silentAnswers.map(\.dataset) == ["vehicle", "vehicle"])
        #expect(line(report, "vehicle.count")?.found == nil)
        #expect(line(report, "vehicle.count")?.declared == Quantity(0, .count))
        #expect(line(report, "vehicle.count")?.isComplete == false)
        #expect(report.conclusion == .needsReview)
        #expect(report.reasons.allSatisfy { $0.hasPrefix("未答复：机动车登记") })
    }

    @Test func `a silent source that only ever warns does not hold the conclusion up`() throws {
        var world = try ReportWorld()
        world.missing = ["power"]
        let report = try world.report()
        #expect(report.silentAnswers.count == 2)
        #expect(report.conclusion == .meets)
    }

    @Test func `a bank is asked only with each person's own paper, and the rest stays unread`() throws {
        var world = try ReportWorld()
        world.rows["deposit"] = [
            "1,\(ReportWorld.man),B1,6217,999999.00,2025-06-01", "2,\(ReportWorld.woman),B1,6218,5.00,2025-06-01",
        ]
        let woman = try CitizenID(ReportWorld.woman)
        let man = try CitizenID(ReportWorld.man)
        let expired = ReportWorld.paper(of: man, number: "SQ-9", from: world.asOf, through: world.asOf.adding(days: -1))
        world.papers = [man.text: [expired], woman.text: [ReportWorld.paper(of: woman, from: world.asOf)]]
        let report = try world.report()
        let answers = report.answers.filter { $0.dataset == "deposit" }
        #expect(answers.map(\.status) == [.noAnswer, .hit])
        #expect(answers[0].reason == "授权书 SQ-9 已于 2025年6月28日 到期")
        #expect(answers[1].authorization == "SQ-1")
        #expect(report.members.map(\.authorizationNumber) == [nil, "SQ-1"])
        #expect(report.findings.isEmpty)
        #expect(line(report, "deposit.balance")?.found == Quantity(500, .fen))
        #expect(line(report, "deposit.balance")?.isComplete == false)
        #expect(report.conclusion == .needsReview)
        // Nobody's account found among those who signed: nothing is known of the family's deposits.
        world.rows["deposit"]?.removeLast()
        #expect(line(try world.report(), "deposit.balance")?.found == nil)
        world.papers = nil
        let open = try world.report()
        #expect(open.findings.map(\.rule) == ["R09"] && open.conclusion == .doesNotMeet)
        #expect(line(open, "deposit.balance")?.difference == Quantity(99_989_900, .fen))
    }

    @Test func `an undeclared car is a conflict with a named rule, its law and its record`() throws {
        var world = try ReportWorld()
        world.rows["vehicle"] = [
            "1,鲁M1, \(ReportWorld.woman) ,K,丰田,2024-01-01,1000.00,A",
            "2,鲁M2,\(ReportWorld.woman),K,丰田,2024-01-01,1000.00,X",
            "3,鲁M3,\(ReportWorld.woman),M,雅迪,2024-01-01,1000.00,A",
        ]
        let report = try world.report()
        #expect(report.conclusion == .doesNotMeet)
        #expect(report.findings.map(\.rule) == ["R02"])
        let finding = try #require(report.findings.first)
        #expect(finding.severity == .conflict && finding.title == "机动车多于申报")
        #expect(finding.legalBasis.contains("649"))
        #expect(
            finding.evidence == [FindingEvidence(dataset: "vehicle", recordNumber: 1, date: "2024-01-01", note: "鲁M1")])
        #expect(report.reasons == ["家庭：家庭成员名下登记有1辆汽车，申报了0辆，其中一辆是鲁M1。"])
        world.vehicles = 1
        #expect(try world.report().conclusion == .meets)
    }

    @Test func `an answered finding is printed and weighs nothing until its evidence changes`() throws {
        var world = try ReportWorld()
        world.rows["vehicle"] = ["1,鲁M1,\(ReportWorld.woman),K,丰田,2024-01-01,1000.00,A"]
        let hash = try #require(try world.report().findings.first?.evidenceHash)
        let note = SuppressionNote(reference: "YY-1", since: world.asOf)
        world.suppressions = [hash: note]
        let report = try world.report()
        #expect(report.findings.isEmpty && report.conclusion == .meets && report.reasons.isEmpty)
        #expect(report.suppressedFindings.map(\.finding.rule) == ["R02"])
        #expect(report.suppressedFindings.first?.note == note)
        world.rows["vehicle"] = ["1,鲁M9,\(ReportWorld.woman),K,丰田,2024-01-01,1000.00,A"]
        let changed = try world.report()
        #expect(changed.conclusion == .doesNotMeet && changed.suppressedFindings.isEmpty)
    }

    @Test func `somebody whose name differs is for a person to settle, and nothing found weighs as a conflict`() throws
    {
        var world = try ReportWorld()
        world.rows["vehicle"] = ["1,鲁M1,\(ReportWorld.man),K,丰田,2024-01-01,1000.00,A"]
        world.rows["prison"] = ["1,\(ReportWorld.man),P1,2024-01-01,"]
        #expect(try world.report().conclusion == .doesNotMeet)
        world.names[0] = "赵大龙"
        let report = try world.report()
        let answer = report.answers.first { $0.dataset == "population" }
        #expect(answer?.status == .nameMismatch && answer?.reason?.contains("赵小龙") == true)
        #expect(report.findings.contains { $0.rule == "R25" && $0.severity == .question })
        #expect(!report.findings.contains { $0.severity == .conflict })
        #expect(report.conclusion == .needsReview)
    }

    @Test func `a death under the declared name is a conflict, under another name a question`() throws {
        var world = try ReportWorld()
        world.rows["death"] = ["1,\(ReportWorld.woman),高莉真,2025-05-01,H"]
        let report = try world.report()
        #expect(report.findings.map(\.rule) == ["R01"] && report.findings[0].severity == .conflict)
        #expect(report.findings[0].evidence.first?.recordNumber == 1)
        world.rows["death"] = ["1,\(ReportWorld.woman),李四,2025-05-01,H"]
        let other = try world.report()
        #expect(other.findings.map(\.severity) == [.question] && other.conclusion == .needsReview)
        #expect(other.answers.first { $0.dataset == "death" && $0.member == "2" }?.status == .nameMismatch)
    }

    @Test func `rows under the declared name weigh although others stand beside them`() throws {
        var world = try ReportWorld()
        world.rows["death"] = [
            "1,\(ReportWorld.woman),李四,2025-05-01,H", "2,\(ReportWorld.woman),高莉真,2025-05-02,H",
        ]
        let report = try world.report()
        #expect(report.findings.filter { $0.rule == "R01" }.map(\.severity) == [.conflict])
        let sentence = report.findings.first { $0.rule == "R01" }?.sentence
        #expect(sentence?.contains("2025年5月2日") == true, "\(report.findings)")
    }

    @Test func `nobody in the register is a question`() throws {
        var world = try ReportWorld()
        world.rows["population"] = []
        let report = try world.report()
        #expect(report.findings.map(\.rule) == ["R26", "R26"])
        #expect(report.findings.allSatisfy { $0.severity == .question } && report.conclusion == .needsReview)
    }

    @Test func `power use never weighs against a family, and help that is missing neither`() throws {
        var world = try ReportWorld()
        world.rows["power"] = ["1,D1,\(ReportWorld.man),2025-05,9000"]
        world.rows["disability"] = ["1,\(ReportWorld.man),limb,1,2020-01-01,A"]
        let report = try world.report()
        #expect(report.findings.map(\.severity) == [.info, .warningOnly])
        #expect(report.conclusion == .meets)
    }

    @Test func `aid drawn in two counties contradicts, and a higher pension is an income difference`() throws {
        var world = try ReportWorld()
        world.rows["assistance_payment"] = ["371602", "371603"].enumerated().map {
            "\($0 + 1),\(ReportWorld.man),\($1),dibao,2025-06,500.00"
        }
        world.rows["pension"] = ["1,\(ReportWorld.woman),2025-06,900.00,enterprise"]
        let report = try world.report()
        #expect(report.findings.map(\.rule) == ["R12", "R15"])
        #expect(report.findings.map(\.severity) == [.incomeDifference, .conflict])
        #expect(report.reasons.first?.hasPrefix("赵小龙：") == true)
    }

    @Test func `old data are said to be old and are answers all the same`() throws {
        var world = try ReportWorld()
        world.delivered = world.asOf.adding(days: -20)
        let report = try world.report()
        #expect(report.staleAnswers.contains { $0.dataset == "vehicle" && $0.staleAfterDays == 14 })
        #expect(!report.staleAnswers.contains { $0.dataset == "employ_insurance" })
        #expect(report.conclusion == .meets)
    }

    @Test func `numbers beyond all reason neither trap nor wrap, and leave the report open`() throws {
        var world = try ReportWorld()
        let row = "\(ReportWorld.man),999999999999999999,9999999999999.99,R,371602,某处,2020-01-01,A"
        world.rows["property"] = (1...3).map { "\($0),BZ\($0),\(row)" }
        let report = try world.report()
        #expect(report.conclusion != .meets)
        #expect(line(report, "home.area")?.found == nil)
    }

    @Test func `a damaged snapshot is an error in the report and silences nothing else`() throws {
        var world = try ReportWorld()
        world.rows["vehicle"] = ["1,鲁M1,\(ReportWorld.woman),K,丰田,2024-01-01,1000.00,A"]
        _ = try world.open()
        let root = try #require(world.folder).path
        let url = URL(fileURLWithPath: "\(root)/store/population/2025-06-29-1/snapshot.bin")
        var bytes = try Data(contentsOf: url)
        for place in bytes.count / 2..<bytes.count - 8 { bytes[place] ^= 1 }
        try bytes.write(to: url)
        let report = try world.report(in: try SnapshotStore(root: "\(root)/store").open())
        let answer = report.answers.first { $0.dataset == "population" }
        #expect(answer?.status == .error && answer?.reason?.contains("已损坏") == true)
        #expect(report.findings.map(\.rule) == ["R02"])
    }

    @Test func `identity numbers of others and accounts are shown by their last four`() throws {
        var world = try ReportWorld()
        let spouse = "370102198001010014"
        world.rows["marriage"] = ["1,Z1,M,\(ReportWorld.woman),\(spouse),2020-01-01"]
        world.rows["employ_insurance"] = ["2025-01", "2025-02", "2025-06"].enumerated().map {
            "\($0 + 1),\(spouse),E1,\($1),9000.00"
        }
        let report = try world.report { bytes in String(bytes.reduce(UInt64(5381)) { $0 &* 33 &+ UInt64($1) }) }
        let finding = try #require(report.findings.first { $0.rule == "R14" })
        #expect(finding.sentence.contains("****0014"))
        #expect(finding.records.contains { $0.dataset == "marriage" && $0.number == 1 })
        let text = String(decoding: try report.canonicalJSON(), as: UTF8.self)
        #expect(!text.contains(spouse) && !text.contains(ReportWorld.man))
    }

    @Test func `a compiled report serves many families of one county and another standard makes another`() throws {
        let world = try ReportWorld()
        let shelf = ReportShelf(try ReportWorld.book.get())
        let data = try DepartmentData(world.open())
        var declared = try world.request().declared
        let first = try shelf.prepared(asOf: world.asOf, declared: declared, source: data.source)
        let clock = ContinuousClock()
        let request = try world.request()
        let time = try clock.measure {
            for _ in 0..<20 {
                let prepared = try shelf.prepared(asOf: world.asOf, declared: declared, source: data.source)
                _ = try ReportMaker(prepared, source: data.source, days: data.days, digest: ReportWorld.digest)
                    .report(for: request)
            }
        }
        print("one report: \(time / 20)")
        declared[.standard] = .money(Money(yuan: 1))
        let other = try shelf.prepared(asOf: world.asOf, declared: declared, source: data.source)
        #expect(first.asOf == other.asOf)
    }
}
