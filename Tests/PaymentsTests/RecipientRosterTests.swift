import Payments
import Primitives
import Testing

@Suite struct RecipientRosterTests {
    static let headings = ["证号", "申请人", "身份证号", "家庭成员", "类别", "月保障金额", "银行账号", "起始月份"]

    /// A valid ID of Binzhou from its serial number.
    static func id(_ serial: Int) -> String {
        let first = "37160219900101" + String(String(1000 + serial).suffix(3))
        return first + String(CitizenID.checkCharacter(forFirst17: first))
    }

    static func row(
        _ number: String, _ serial: Int, members: String = "", amount: String = "600.00",
        account: String = "6222021234567890128",
        from: String = "2025-01"
    ) -> [String] {
        [number, "王芳", id(serial), members, "B", amount, account, from]
    }

    @Test func `a list is read with its members, in any order of columns`() throws {
        let rows = [
            Self.headings, Self.row("A1", 1, members: "赵小龙:\(Self.id(2))；\(Self.id(3));\(Self.id(1))"),
            Self.row("A2", 4),
        ]
        let roster = try RecipientRoster(rows: rows + [["", " "]])
        #expect(roster.familyCount == 2 && roster.personCount == 4)
        #expect(roster.monthlyTotal.text == "1200.00")
        #expect(roster.entries[0].memberIDs.map(\.text) == [Self.id(1), Self.id(2), Self.id(3)])
        #expect(roster.entries[1].row == 3)
        #expect(roster.accountWarnings.map(\.description) == ["第3行“银行账号”列：与第2行为同一账号"])
        let reversed = try RecipientRoster(rows: rows.map { $0.reversed() })
        #expect(reversed == roster)
    }

    struct Bad: CustomTestStringConvertible, Sendable {
        let rows: [[String]]
        let places: [String]
        var testDescription: String { places.joined(separator: " ") }
    }

    @Test(arguments: [
        Bad(rows: [], places: headings.map { "1 \($0)" }),
        Bad(rows: [headings], places: ["0 "]),
        Bad(rows: [headings + ["证号"], row("A1", 1)], places: ["1 证号"]),
        Bad(rows: [headings, ["A1"]], places: ["2 申请人", "2 类别", "2 身份证号", "2 月保障金额", "2 起始月份"]),
        Bad(rows: [headings, row("A1", 1), row("A1", 2)], places: ["3 证号"]),
        Bad(rows: [headings, row("A1", 1), row("A2", 2, members: id(1))], places: ["3 家庭成员"]),
        Bad(rows: [headings, row("A1", 1), row("A2", 1)], places: ["3 身份证号"]),
        Bad(
            rows: [headings, row("A1", 1, members: "371602199001010000;\(id(2));\(id(2))")],
            places: ["2 家庭成员", "2 家庭成员"]),
        Bad(
            rows: [headings, row("A1", 1, amount: "1,200.00", account: "123", from: "2025年1月")],
            places: ["2 月保障金额", "2 起始月份", "2 银行账号"]),
        Bad(
            rows: [headings, row("A1", 1, amount: "0"), row("A2", 2, amount: "600.001")],
            places: ["2 月保障金额", "3 月保障金额"]),
    ])
    func `a bad list is refused with every row and column`(bad: Bad) {
        #expect {
            try RecipientRoster(rows: bad.rows)
        } throws: { error in
            (error as? BankFileRefused)?.problems.map { "\($0.line) \($0.column ?? "")" } == bad.places
        }
    }

    struct Paid: CustomTestStringConvertible, Sendable {
        let name: String
        /// Serial number of the person, month, fen.
        let rows: [(Int, String, Int64)]
        let problems: [String]
        var testDescription: String { name }
    }

    /// The list: person 1 with person 2, and person 3; 600 each, from January 2025.
    @Test(arguments: [
        Paid(
            name: "equal, paid through the applicant", rows: [(1, "2025-06", 60000), (3, "2025-06", 60000)],
            problems: []),
        Paid(
            name: "equal, paid to each person",
            rows: [(1, "2025-06", 20000), (2, "2025-06", 40000), (3, "2025-06", 60000), (3, "2025-05", 1)], problems: []
        ),
        Paid(
            name: "one fen more", rows: [(1, "2025-06", 60001), (3, "2025-06", 60000)],
            problems: ["第2行“月保障金额”列：名单600.00元，2025-06名册600.01元，应当一致"]),
        Paid(
            name: "differences that cancel out", rows: [(1, "2025-06", 59999), (3, "2025-06", 60001)],
            problems: [
                "第2行“月保障金额”列：名单600.00元，2025-06名册599.99元，应当一致",
                "第3行“月保障金额”列：名单600.00元，2025-06名册600.01元，应当一致",
            ]),
        Paid(
            name: "a family that was not paid", rows: [(1, "2025-06", 60000), (3, "2025-05", 60000)],
            problems: ["第3行“月保障金额”列：名单600.00元，2025-06名册没有发放记录（0.00元）"]),
        Paid(
            name: "a person paid who is on no row",
            rows: [(1, "2025-06", 60000), (3, "2025-06", 60000), (9, "2025-06", 500)],
            problems: ["全文件“月保障金额”列：3716**********\(id(9).suffix(4))在2025-06名册发放5.00元，名单没有此人（0.00元）"]),
    ])
    func `the list equals the last paid roster to the fen, or each difference is named`(paid: Paid) throws {
        let roster = try RecipientRoster(
            rows: [Self.headings, Self.row("A1", 1, members: Self.id(2)), Self.row("A2", 3)])
        let rows = try paid.rows.map { serial, month, fen in
            LastPaidRow(id: try CitizenID(Self.id(serial)), month: try Samples.month(month), amount: Money(fen: fen))
        }
        let comparison = roster.compared(with: rows, in: try Samples.month("2025-06"))
        #expect(comparison.problems.map(\.description) == paid.problems)
        #expect(comparison.isEqual == paid.problems.isEmpty)
        #expect(comparison.listTotal.text == "1200.00" && comparison.familyCount == 2 && comparison.personCount == 3)
    }

    @Test func `an award that starts later is not on the roster`() throws {
        let roster = try RecipientRoster(rows: [Self.headings, Self.row("A1", 1, from: "2025-07")])
        let paid = [
            LastPaidRow(id: try CitizenID(Self.id(1)), month: try Samples.month("2025-06"), amount: Money(yuan: 600))
        ]
        let problems = roster.compared(with: paid, in: try Samples.month("2025-06")).problems
        #expect(problems.map(\.column) == ["起始月份"])
    }
}
