import Columns
import Primitives
import Testing
import Verification

/// The report of a family over the national catalogue: what was declared beside what was found, and who was silent.
@Suite struct NationalReportTests {
    private static let book = Result { try ReportBook.load(folder: "\(NationalCatalogue.root)/national") }

    /// The report of a story's family as a case would ask for it.
    private static func report(
        _ code: String, _ says: String, vehicles: Int64 = 1, isSigned: Bool = true, without silent: Set<String> = []
    ) throws -> VerificationReport {
        let story = try #require(NationalStory.all.first { $0.code == code && $0.says == says })
        let (town, day) = (try NationalTown([story]), try CivilDate(parsing: NationalTown.day))
        let book = try book.get()
        let people = try story.memberNames.enumerated().map { number, name in
            let id = try CitizenID(try #require(TownPeople.id(name, story: story.number)))
            let paper = ReportWorld.paper(
                of: id, from: day, sources: [.bank, .bankTransactions, .securities, .insurance, .credit])
            return ComparedPerson(
                key: "\(number + 1)", id: id, name: name, papers: isSigned ? [paper] : [],
                declared: [.wage: .money(Money(yuan: name == "子" ? 0 : 1000)), .transfer: .money(.zero)])
        }
        let request = ComparisonRequest(
            number: "HD-1", commissionedBy: "试验县民政局", purpose: "低保审核", people: people,
            declared: [
                .county: .text("990101"), .area: .text("urban"), .program: .text("dibao"), .vehicles: .number(vehicles),
                .standard: .money(Money(yuan: 1000)),
            ], asOf: day, queriedAt: Instant(milliseconds: 1_781_500_000_000), validThrough: day.adding(days: 180),
            objectionChannel: "可向核对中心提出异议。")
        let asked = Set(book.catalogue.datasets.map(\.code)).subtracting(silent)
        let source = AskedSource(CSVRowSource(folder: town.city), asking: asked)
        let prepared = try PreparedReport(book, asOf: day, declared: request.declared, source: source)
        let days = Dictionary(uniqueKeysWithValues: asked.map { ($0, day) })
        return try ReportMaker(prepared, source: source, days: days, digest: ReportWorld.digest).report(for: request)
    }

    @Test func `a car that was not declared stands beside what was declared, with the check's own words`() throws {
        let report = try Self.report("V04", "两辆车，申报一辆")
        let cars = try #require(report.lines.first { $0.item == "vehicle.count" })
        #expect(cars.declared?.value == 1 && cars.found?.value == 2)
        let finding = try #require(report.findings.first { $0.rule == "V04" })
        #expect(finding.sentence.hasPrefix("家庭成员名下登记有2辆汽车，申报了1辆，其中一辆的号牌是试A10001。"))
        #expect(report.findings.count == 1)
        #expect(report.silentAnswers.isEmpty)
        #expect(report.conclusion == .doesNotMeet)
    }

    @Test func `without a paper and without an answer nothing is called zero`() throws {
        let report = try Self.report("V27", "今年在保", isSigned: false, without: ["realty_register"])
        for item in ["deposit.balance", "securities.value", "insurance.cashValue", "home.count"] {
            let line = try #require(report.lines.first { $0.item == item })
            #expect(line.found == nil || !line.isComplete, "\(item)")
        }
        #expect(report.conclusion != .meets)
        #expect(report.silentAnswers.contains { $0.dataset == "bank_balance" })
        #expect(report.silentAnswers.contains { $0.dataset == "realty_register" })
    }

    @Test func `an ordinary family has every line and no finding`() throws {
        let report = try Self.report("V27", "今年在保")
        #expect(report.findings.map(\.rule) == [])
        #expect(report.silentAnswers.map(\.dataset) == [])
        #expect(report.lines.filter { !$0.isComplete }.map(\.item) == [])
        #expect(report.lines.contains { $0.item == "business.count" } && report.lines.count > 90)
    }
}
