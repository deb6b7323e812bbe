import Columns
import Primitives
import Testing

struct BadRow: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let row: String
    let column: String?
    let reason: ProblemReason
    let value: String?

    init(_ name: String, _ row: String, _ column: String?, _ reason: ProblemReason, _ value: String? = nil) {
        testDescription = name
        self.row = row
        self.column = column
        self.reason = reason
        self.value = value
    }

    static let table: [BadRow] = [
        BadRow("an amount with a separator", #"1,11010519491231002X,,"1,234.50",,"#, "value", .badAmount, "1,234.50"),
        BadRow("three decimals", "1,11010519491231002X,,1.234,,", "value", .badAmount, "1.234"),
        BadRow("a unit after the amount", "1,11010519491231002X,,12元,,", "value", .badAmount, "12元"),
        BadRow("a point without decimals", "1,11010519491231002X,,12.,,", "value", .badAmount, "12."),
        BadRow("no amount", "1,11010519491231002X,,,,", "value", .requiredEmpty),
        BadRow("a date with slashes", "1,11010519491231002X,,1.00,2025/6/29,", "register_date", .badDate, "2025/6/29"),
        BadRow("a date run together", "1,11010519491231002X,,1.00,20250629,", "register_date", .badDate, "20250629"),
        BadRow("a Chinese date", "1,11010519491231002X,,1.00,2025年6月29日,", "register_date", .badDate, "2025年6月29日"),
        BadRow(
            "a day that does not exist", "1,11010519491231002X,,1.00,2025-02-29,", "register_date", .badDate,
            "2025-02-29"),
        BadRow("month thirteen", "1,11010519491231002X,,1.00,,2025-13", "month", .badMonth, "2025-13"),
        BadRow("an ID in scientific notation", "1,3.71602E+17,,1.00,,", "owner_id", .scientificNotation, "…E+17"),
        BadRow("an ID of seventeen characters", "1,11010519491231002,,1.00,,", "owner_id", .badCitizenID, "…1002"),
        BadRow("an ID with a letter inside", "1,1101051949A231002X,,1.00,,", "owner_id", .badCitizenID, "…002X"),
        BadRow("a record number with decimals", "1.0,11010519491231002X,,1.00,,", "rec_no", .badInteger, "1.0"),
        BadRow("a field too many", "1,11010519491231002X,a,b,1.00,,", nil, .fieldCount),
        BadRow("a row cut off", "1,11010519491231002X,京A", nil, .fieldCount),
        BadRow("a quote inside a field", #"1,11010519491231002X,京"A,1.00,,"#, nil, .strayQuote),
        BadRow("a quote that never ends", #"1,11010519491231002X,"京A,1.00,,"#, nil, .unterminatedQuote),
    ]
}

@Suite struct TableReaderTests {
    @Test(arguments: BadRow.table)
    func `a bad row is named by file, row, column and value`(_ bad: BadRow) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(vehicleHeader + "7,110105491231002,京A1,12.5,2024-02-29,2025-06\n" + bad.row + "\n")
        let table = try ReadTable(path)
        let problem = try #require(table.problems.first)
        #expect(table.problems.count == 1)
        #expect(problem.file == "vehicle.csv")
        #expect(problem.row == 3)
        #expect(problem.column == bad.column)
        #expect(problem.reason == bad.reason)
        #expect(problem.value == bad.value)
        #expect(table.rows == [["7", "110105491231002", "京A1", "1250", "19782", "24305"]])
    }

    @Test func `every problem of a row is reported`() throws {
        let folder = try TemporaryFolder()
        let table = try ReadTable(try folder.write(vehicleHeader + "x,y,,z,2025-6-1,2025-6\n"))
        #expect(table.problems.map(\.column) == ["rec_no", "owner_id", "value", "register_date", "month"])
    }

    @Test(arguments: ["\n", "\r\n"], ["", "\u{FEFF}"])
    func `line ends, byte order marks and quotes read alike`(lineEnd: String, mark: String) throws {
        let folder = try TemporaryFolder()
        let lines = [
            String(vehicleHeader.dropLast()), #"1, 11010519491231002x ,"鲁M,1",-0.05,,"#,
            "2,11010519491231002X,\"say \"\"hi\"\"\nhere\",10,,", "", "3,11010519491231002X,,1.5,,",
        ]
        let table = try ReadTable(try folder.write(mark + lines.joined(separator: lineEnd) + lineEnd))
        #expect(table.problems.isEmpty)
        #expect(table.rows.map { $0[2] } == ["鲁M,1", "say \"hi\"\nhere", "-"])
        #expect(table.rows.map { $0[3] } == ["-5", "1000", "150"])
        #expect(Set(table.rows.map { $0[1] }) == ["11010519491231002X"])
    }

    @Test func `a file without a last line break says so`() throws {
        let folder = try TemporaryFolder()
        let table = try ReadTable(try folder.write(vehicleHeader + "1,11010519491231002X,,1.00,,"))
        #expect(table.rows.count == 1)
        #expect(table.totals.endsWithoutLineBreak)
    }

    @Test(
        arguments: [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE4, 0xB8], [0xF5, 0x80, 0x80, 0x80], [0x00]]
            as [[UInt8]])
    func `damaged text is a problem of its row`(bytes: [UInt8]) throws {
        let folder = try TemporaryFolder()
        let row = Array("1,11010519491231002X,".utf8) + bytes + Array(",1.00,,\n2,11010519491231002X,好,1.00,,\n".utf8)
        let table = try ReadTable(try folder.write(Array(vehicleHeader.utf8) + row, as: "vehicle.csv"))
        #expect(table.problems.map(\.reason) == [.badEncoding])
        #expect(table.rows.map { $0[2] } == ["好"])
    }

    @Test func `an overlong line is set aside and reading goes on behind it`() throws {
        let folder = try TemporaryFolder()
        let long = String(repeating: "长", count: 1_500_000)
        let text = vehicleHeader + "1,11010519491231002X,\(long),1.00,,\n2,11010519491231002X,a,1.00,,\n"
        let table = try ReadTable(try folder.write(text))
        #expect(table.problems.map(\.reason) == [.lineTooLong])
        #expect(table.rows.map { $0[0] } == ["2"])
    }

    @Test func `an unending quote costs one row, not the file`() throws {
        let folder = try TemporaryFolder()
        let good = (2...9_000).map { "\($0),11010519491231002X,a,1.00,,\n" }.joined()
        let table = try ReadTable(try folder.write(vehicleHeader + "1,11010519491231002X,\"a,1.00,,\n" + good))
        #expect(table.problems.map(\.row) == [2])
        #expect(table.rows.count == 8_999)
    }

    @Test func `more rows than allowed is a problem of the file`() throws {
        let folder = try TemporaryFolder()
        let rows = (1...4).map { "\($0),11010519491231002X,a,1.00,,\n" }.joined()
        let table = try ReadTable(try folder.write(vehicleHeader + rows), limits: CSVLimits(rows: 3))
        #expect(table.totals.fileProblem?.reason == .tooManyRows)
    }
}

struct BadHeader: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let header: String
    let column: String?
    let reason: ProblemReason

    static let table: [BadHeader] = [
        BadHeader(testDescription: "empty file", header: "", column: nil, reason: .emptyFile),
        BadHeader(
            testDescription: "missing", header: "rec_no,owner_id,plate_no,register_date,month\n", column: "value",
            reason: .missingColumn),
        BadHeader(
            testDescription: "renamed", header: "rec_no,owner,plate_no,value,register_date,month\n",
            column: "owner_id", reason: .missingColumn),
        BadHeader(
            testDescription: "extra", header: "rec_no,owner_id,plate_no,value,register_date,month,remark\n",
            column: "remark", reason: .unknownColumn),
        BadHeader(
            testDescription: "twice", header: "rec_no,owner_id,plate_no,value,register_date,month,month\n",
            column: "month", reason: .duplicateColumn),
        BadHeader(
            testDescription: "order", header: "rec_no,plate_no,owner_id,value,register_date,month\n",
            column: "plate_no", reason: .columnOrder),
        BadHeader(
            testDescription: "another department's file", header: "流水号,姓名,金额\n", column: "rec_no",
            reason: .missingColumn),
        BadHeader(
            testDescription: "no header", header: "1,11010519491231002X,a,1.00,,\n", column: "rec_no",
            reason: .missingColumn),
    ]
}

@Suite struct HeaderTests {
    @Test(arguments: BadHeader.table)
    func `a wrong header is one finding on row 1`(_ bad: BadHeader) throws {
        let folder = try TemporaryFolder()
        let table = try ReadTable(try folder.write(bad.header))
        let found = table.totals.fileProblem
        let problem = try #require(found)
        #expect(problem.row == 1)
        #expect(problem.reason == bad.reason)
        #expect(problem.column == bad.column)
        #expect(table.rows.isEmpty && table.problems.isEmpty)
    }
}
