import Primitives
import Testing

@Suite struct HolidayYearTests {
    private let good = "# source: 测试通知\ndate,kind,name\n2026-01-01,off,元旦\n2026-01-04,makeup,元旦\n"

    private func problems(_ text: String, fileName: String = "2026.csv") -> [HolidayFileError.Problem] {
        do throws(HolidayFileError) {
            _ = try HolidayYear(parsing: text, fileName: fileName)
            return []
        } catch {
            return error.problems
        }
    }

    @Test func `a good file is read, with or without carriage returns and byte order mark`() throws {
        for text in [good, good.replacing("\n", with: "\r\n"), "\u{FEFF}" + good, good + "\n# a remark\n"] {
            let year = try HolidayYear(parsing: text, fileName: "reference/holidays/2026.csv")
            #expect(year.year == 2026 && year.source == "测试通知")
            #expect(try year.offDays == [day("2026-01-01")] && year.makeUpDays == [day("2026-01-04")])
        }
    }

    @Test(arguments: [
        Example("2026-01-02,off", ["5:"]), Example("2026-02-30,off,春节", ["5:date"]),
        Example("2025-12-31,off,元旦", ["5:date"]), Example("2026-01-02,rest,元旦", ["5:kind"]),
        Example("2026-01-02,off,", ["5:name"]), Example("2026-01-05,makeup,元旦", ["5:kind"]),
        Example("2026-01-01,off,元旦", ["5:date"]), Example("2026/01/02,x,", ["5:kind", "5:name", "5:date"]),
    ])
    func `a bad row is reported with row and column`(example: Example<String, [String]>) {
        let found = problems(good + example.input + "\n")
        #expect(found.map { "\($0.row):\($0.column)" } == example.output)
        #expect(found.allSatisfy { $0.message.hasSuffix("。") })
    }

    @Test func `problems of the whole file are reported together`() {
        #expect(problems("", fileName: "holidays.csv").count == 3)
        #expect(problems(good, fileName: "26.csv").map(\.row) == [0])
        #expect(problems(good.replacing("# source: 测试通知\n", with: "")).map(\.row) == [0])
        #expect(problems(good.replacing("date,kind", with: "kind,date")).map(\.row) == [2])
        #expect(problems(good.replacing(",off,", with: ",rest,")).map(\.row) == [3])
    }

    @Test func `the error names file, row and column in one line each`() throws {
        let text = good + "2026-02-30,off,春节\n2026-01-02,off\n"
        let error = try #require(throws: HolidayFileError.self) {
            try HolidayYear(parsing: text, fileName: "2026.csv")
        }
        #expect(error.fileName == "2026.csv")
        let lines = error.description.split(separator: "\n")
        #expect(lines.count == 2 && lines[0].hasPrefix("2026.csv 第5行（date列）") && lines[1].hasPrefix("2026.csv 第6行："))
    }
}
