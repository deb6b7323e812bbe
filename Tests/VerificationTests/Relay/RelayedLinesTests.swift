import Foundation
import Primitives
import Testing
import Verification

/// What a platform above answers about two people, in the lines of the report that it gives facts for.
@Suite struct RelayedLinesTests {
    /// The report of a family whose departments have all answered, one deposit of 20,000 yuan among the answers.
    private func report(
        _ said: [RelayAnswer], deposits: String? = "20000.00", homes: [String] = [],
        terms change: (String) -> String = { $0 }
    ) throws -> VerificationReport {
        var world = try ReportWorld()
        world.rows["deposit"] = deposits.map { ["1,\(ReportWorld.man),B1,1234,\($0),2025-06-28"] } ?? []
        world.rows["property"] = homes
        let text = try String(contentsOfFile: RelayTermsTests.file, encoding: .utf8)
        let terms = try RelayTerms(yaml: change(text), file: "relay.yaml")
        let question = RelayQuestion(
            number: "SJ-1", askedBy: "街道", purpose: "审核", on: world.asOf,
            people: [ReportWorld.man, ReportWorld.woman].enumerated().map { number, id in
                RelayPerson(
                    key: "\(number + 1)", idNumber: id, name: "",
                    authorization: RelayAuthorization(number: "SQ-1", validThrough: world.asOf))
            }, terms: terms)
        let exchange = RelayExchange(question, terms: terms, at: Instant(milliseconds: 0))
        let standing = RelayStanding(terms: terms, exchange: exchange, answers: said)
        let (local, shares) = try world.report(sharing: standing.comparedByMember)
        return local.including(standing, shares: shares, suppressions: [:], digest: ReportWorld.digest)
    }

    private func none(_ item: String) throws -> [RelayAnswer] {
        let day = try CivilDate(year: 2025, month: 6, day: 28)
        return ["1", "2"].map {
            RelayAnswer(RelayPair(person: $0, item: item), .noHit, source: "省库", asOf: day)
        }
    }

    private func hit(_ item: String, _ record: RelayRecord, _ status: AnswerStatus = .hit) throws -> [RelayAnswer] {
        let first = RelayAnswer(
            RelayPair(person: "1", item: item), status, source: "省联社",
            asOf: try CivilDate(year: 2025, month: 6, day: 27), records: [record])
        return [first, try none(item)[1]]
    }

    private func line(_ feed: ReportFeed, _ report: VerificationReport) throws -> ReportLine {
        try #require(report.lines.first { $0.feeds == feed })
    }

    @Test func `a silent platform leaves a line open, and lines that it gives nothing for as they are`() throws {
        let report = try report([])
        let deposits = try line(.deposits, report)
        #expect(deposits.found == Quantity(2_000_000, .fen) && !deposits.isComplete)
        #expect(deposits.datasets.last == "province_deposit")
        #expect(try !line(.homes, report).isComplete && !line(.shops, report).isComplete)
        #expect(try line(.cars, report).isComplete && !line(.cars, report).datasets.contains { $0.hasPrefix("prov") })
        #expect(report.conclusion != .meets)
    }

    @Test func `an answer counts with its day, its source and the authorisation it was asked under`() throws {
        let report = try report(hit("province_deposit", RelayRecord(label: "定期存款", amountFen: 5_000_000)))
        let deposits = try line(.deposits, report)
        // The local deposit is among those above.
        #expect(deposits.found == Quantity(5_000_000, .fen) && deposits.isComplete)
        let answer = try #require(report.answers.first { $0.dataset == "province_deposit" })
        #expect(answer.department == "省联社" && answer.asOf?.text == "2025-06-27" && answer.exchange == "SJ-1")
        #expect(answer.authorization == "SQ-1" && answer.openRecords == nil)
        #expect(report.answers.filter { $0.exchange == nil }.allSatisfy { $0.openRecords == nil })
        let less = try self.report(hit("province_deposit", RelayRecord(label: "定期存款", amountFen: 100)))
        #expect(try line(.deposits, less).found == Quantity(2_000_000, .fen))
        let nothing = try self.report(none("province_deposit"))
        #expect(try line(.deposits, nothing).found == Quantity(2_000_000, .fen))
        #expect(try line(.deposits, nothing).isComplete)
    }

    @Test func `the higher of here and above is taken of each person, not of the family`() throws {
        let day = try CivilDate(year: 2025, month: 6, day: 27)
        func above(_ person: String, _ fen: Int64) -> RelayAnswer {
            RelayAnswer(
                RelayPair(person: person, item: "province_deposit"), .hit, source: "省联社", asOf: day,
                records: [RelayRecord(label: "定期存款", amountFen: fen)])
        }
        // Here the man holds 20,000 yuan; above the woman holds 15,000 that nobody here knows of.
        let apart = try report([none("province_deposit")[0], above("2", 1_500_000)])
        #expect(try line(.deposits, apart).found == Quantity(3_500_000, .fen))
        #expect(try line(.deposits, apart).isComplete)
        let both = try report([above("1", 3_000_000), above("2", 1_500_000)])
        #expect(try line(.deposits, both).found == Quantity(4_500_000, .fen))
        let less = try report([above("1", 500_000), above("2", 1_500_000)])
        #expect(try line(.deposits, less).found == Quantity(3_500_000, .fen))
    }

    @Test func `of a home that two own it is not told whose it is, so that the number stays open`() throws {
        let shared = [ReportWorld.man, ReportWorld.woman].enumerated().map { number, id in
            "\(number + 1),Z1,\(id),50,80.00,R,371602,滨城区,2020-01-01,A"
        }
        let report = try report(
            hit("province_realty", RelayRecord(label: "住宅一套")), homes: shared
        ) {
            $0.replacing("[homes, shops], joins: added", with: "[homes], joins: higher")
        }
        #expect(try line(.homes, report).found == nil)
    }

    @Test func `records of other places are added`() throws {
        let report = try report(hit("province_deposit", RelayRecord(label: "定期存款", amountFen: 5_000_000))) {
            $0.replacing("joins: higher", with: "joins: added")
        }
        #expect(try line(.deposits, report).found == Quantity(7_000_000, .fen))
    }

    @Test(arguments: [
        (RelayRecord(label: "定期存款"), AnswerStatus.hit, "查到记录，没有给出数额"),
        (RelayRecord(label: "定期存款", amountFen: -1), .hit, "查到记录，没有给出数额"),
        (RelayRecord(label: "定期存款", amountFen: 100), .nameMismatch, "登记的姓名与申报的不同，请核实是不是同一个人"),
    ])
    func `a record without a sum, or under another name, counts as nothing known`(
        record: RelayRecord, status: AnswerStatus, reason: String
    ) throws {
        let report = try report(hit("province_deposit", record, status))
        #expect(try !line(.deposits, report).isComplete)
        #expect(report.answers.first { $0.dataset == "province_deposit" }?.openRecords == reason)
    }

    @Test func `an item of two facts leaves both open until somebody says which`() throws {
        let report = try report(hit("province_realty", RelayRecord(label: "房屋一处")))
        #expect(try !line(.homes, report).isComplete && line(.homes, report).found == Quantity(0, .count))
        #expect(report.answers.first { $0.dataset == "province_realty" }?.openRecords == "查到记录，请核实是哪一种")
    }

    @Test func `a home above is counted, and the area of all homes is not known then`() throws {
        let report = try report(hit("province_realty", RelayRecord(label: "住宅一套"))) {
            $0.replacing("[homes, shops]", with: "[homes]")
        }
        #expect(try line(.homes, report).found == Quantity(1, .count) && line(.homes, report).isComplete)
        #expect(try line(.homeArea, report).found == nil)
    }

    @Test func `a record that was answered before counts no more`() throws {
        let said = try hit("province_deposit", RelayRecord(label: "定期存款", amountFen: 5_000_000))
        let hash = try #require(try report(said).findings.first { $0.rule == "relay.province_deposit" }?.evidenceHash)
        var world = try ReportWorld()
        let terms = try RelayTerms.load(file: RelayTermsTests.file)
        world.suppressions = [hash: SuppressionNote(reference: "YY-1", since: world.asOf)]
        let question = RelayQuestion(
            number: "SJ-1", askedBy: "", purpose: "", on: world.asOf,
            people: [RelayPerson(key: "1", idNumber: ReportWorld.man, name: "", authorization: nil)], terms: terms)
        let exchange = RelayExchange(question, terms: terms, at: Instant(milliseconds: 0))
        let report = try world.report().including(
            RelayStanding(terms: terms, exchange: exchange, answers: said), shares: MemberShares(),
            suppressions: world.suppressions,
            digest: ReportWorld.digest)
        #expect(report.suppressedFindings.map(\.finding.rule) == ["relay.province_deposit"])
        #expect(try line(.deposits, report).found == Quantity(0, .fen))
    }
}
