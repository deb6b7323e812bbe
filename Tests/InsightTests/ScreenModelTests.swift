import Insight
import Primitives
import Testing

@Suite struct ScreenModelTests {
    static func facts() throws -> ScreenFacts {
        var facts = ScreenFacts(
            scope: ScreenLabels(zh: "滨州市", en: "Binzhou"), moment: Instant(milliseconds: 1_750_000_000_000),
            month: try CalendarMonth(parsing: "2025-06"))
        facts.families = 365
        facts.persons = 1001
        facts.overdueCases = 2
        facts.paidFamilies = 300
        facts.paidAmount = Money(fen: 12_345_678)
        facts.programs = [.init(code: "dibao", labels: ScreenLabels(zh: "最低生活保障", en: "Dibao"), count: 300)]
        facts.ages = [.minor: 120, .eighties: 3, .sixties: 200]
        facts.applicants = [try CalendarMonth(parsing: "2025-06"): 41, try CalendarMonth(parsing: "2024-07"): 7]
        facts.counties = [
            .init(code: "371602", labels: ScreenLabels(zh: "滨城区", en: "Bincheng"), count: 600),
            .init(code: "371603", labels: ScreenLabels(zh: "沾化区", en: "Zhanhua"), count: 401),
        ]
        facts.verification = [
            .init(
                code: "vehicle", labels: ScreenLabels(zh: "车辆", en: "Vehicles"),
                outcomes: [.hit: 30, .noHit: 940, .noAnswer: 31])
        ]
        return facts
    }

    static let links = ScreenLinks(
        families: "/staff/families", cases: "/staff/cases", payments: "/staff/payments", verification: "/staff/checks")

    static func screen() throws -> ScreenModel { ScreenModel(try facts(), links: links) }

    @Test func `every number has a definition, labels and a list`() throws {
        let screen = try Self.screen()
        let groups = [screen.programs, screen.ages, screen.applicants, screen.counties] + screen.verification
        let figures = screen.totals + groups.flatMap(\.figures)
        #expect(figures.count == 5 + 1 + 6 + 12 + 2 + 5)
        for figure in figures {
            #expect(figure.definition.hasSuffix("。"), "\(figure.key)")
            #expect(!figure.labels.zh.isEmpty && !figure.labels.en.isEmpty, "\(figure.key)")
            #expect(figure.link?.hasPrefix("/staff/") == true, "\(figure.key)")
        }
        #expect(Set(figures.map(\.key)).count == figures.count)
    }

    @Test func `without lists no number has a link, and the same numbers`() throws {
        let open = try Self.screen()
        let shut = ScreenModel(try Self.facts(), links: nil)
        let groups = [shut.programs, shut.ages, shut.applicants, shut.counties] + shut.verification
        #expect((shut.totals + groups.flatMap(\.figures)).allSatisfy { $0.link == nil })
        #expect(shut.payment.link == nil && groups.allSatisfy { $0.link == nil })
        #expect(shut.totals.map(\.count) == open.totals.map(\.count))
        #expect(!String(decoding: try shut.json(), as: UTF8.self).contains("\"link\""))
    }

    @Test func `small counts are suppressed with what would betray them`() throws {
        let screen = try Self.screen()
        #expect(screen.ages.figures.map(\.count.text) == ["*", "0", "0", "200", "0", "*"])
        #expect(screen.totals.first { $0.key == "overdueCases" }?.count.text == "<5")
    }

    @Test func `twelve months end with the month of the screen`() throws {
        let screen = try Self.screen()
        #expect(screen.applicants.figures.first?.key == "applicants.2024-07")
        #expect(screen.applicants.figures.last?.link == "/staff/cases?filed=2025-06")
        #expect(screen.applicants.figures.map(\.count.text).joined(separator: " ") == "7 0 0 0 0 0 0 0 0 0 0 41")
    }

    @Test(arguments: [(0, true), (1, false), (4, false), (5, true)])
    func `money of fewer than five families is kept back`(families: Int, shown: Bool) throws {
        var facts = try Self.facts()
        facts.paidFamilies = families
        #expect((ScreenModel(facts, links: Self.links).payment.amount != nil) == shown)
    }

    @Test(arguments: [
        (0, AgeBand.minor), (17, .minor), (18, .youngAdult), (44, .youngAdult), (45, .middleAged), (59, .middleAged),
        (60, .sixties), (69, .sixties), (70, .seventies), (79, .seventies), (80, .eighties), (112, .eighties),
    ])
    func `ages fall into bands`(age: Int, band: AgeBand) {
        #expect(AgeBand.of(age: age) == band)
    }

    @Test func `the same screen is the same bytes`() throws {
        let bytes = try Self.screen().json()
        let again = try Self.screen().json()
        #expect(bytes == again)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix(#"{"ages":{"definition":"#))
        #expect(text.contains(#""count":"<5","definition":"#) && text.contains(#""month":"2025-06""#))
        #expect(text.contains(#""link":"/staff/families?by=person&region=371602""#))
    }
}
