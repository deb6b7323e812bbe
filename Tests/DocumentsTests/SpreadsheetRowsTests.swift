import Documents
import Testing

@Suite struct SpreadsheetRowsTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let text: String
        let rows: [[String]]
        var testDescription: String { text.debugDescription }
    }

    @Test(arguments: [
        Row(text: "", rows: []),
        Row(text: "a,b\n", rows: [["a", "b"]]),
        Row(text: "a,b\r\nc,d", rows: [["a", "b"], ["c", "d"]]),
        Row(text: "a,,\n,\n", rows: [["a", "", ""], ["", ""]]),
        Row(text: "\"a,b\",\"c\"\"d\"\n", rows: [["a,b", "c\"d"]]),
        Row(text: "\"two\nlines\",x\n\ny", rows: [["two\nlines", "x"], [""], ["y"]]),
        Row(text: "\u{FEFF}证号,申请人\n1,王芳\n", rows: [["证号", "申请人"], ["1", "王芳"]]),
    ])
    func `CSV is read as RFC 4180 writes it`(row: Row) throws {
        #expect(try SpreadsheetRows(csv: Array(row.text.utf8)).rows == row.rows)
    }

    @Test func `GB18030 is read when the bytes are not UTF-8`() throws {
        // 王芳,1
        #expect(try SpreadsheetRows(csv: [0xCD, 0xF5, 0xB7, 0xBC, 0x2C, 0x31, 0x0A]).rows == [["王芳", "1"]])
    }

    @Test(arguments: [[0x22, 0x61], [0x61, 0x00, 0x62], [0xFF, 0xFF, 0xFF]] as [[UInt8]])
    func `an open quote, a zero byte and no known encoding are refused`(bytes: [UInt8]) {
        #expect {
            try SpreadsheetRows(csv: bytes)
        } throws: { error in
            (error as? DocumentToolError)?.code == .badInput
        }
    }

    struct Upload: CustomTestStringConvertible, Sendable {
        let name: String
        let python: String
        let bytes: [UInt8]
        let code: DocumentToolError.Code
        var testDescription: String { name }
    }

    static let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04, 0, 0]

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            Upload(name: "no Python", python: "/nowhere/python3", bytes: zip, code: .missing),
            Upload(name: "old .xls", python: "/nowhere/python3", bytes: [0xD0, 0xCF, 0x11, 0xE0], code: .badInput),
            Upload(
                name: "too large", python: "/nowhere/python3", bytes: zip + [UInt8](repeating: 0, count: 100),
                code: .tooLarge),
        ])
    func `an upload that cannot be read says why`(upload: Upload) async {
        let reader = SpreadsheetReader(python: upload.python, sizeLimit: 64)
        await #expect {
            _ = try await reader.rows(of: upload.bytes)
        } throws: { error in
            (error as? DocumentToolError)?.code == upload.code
        }
    }

    @Test func `CSV needs no Python`() async throws {
        #expect(
            try await SpreadsheetReader(python: "/nowhere/python3").rows(of: Array("a,b".utf8)).rows == [["a", "b"]])
    }

    @Test(.enabled(if: Tools.python != nil, Comment(rawValue: Tools.skipReason)), .timeLimit(.minutes(1)))
    func `a damaged workbook is refused`() async throws {
        let reader = SpreadsheetReader(python: try #require(Tools.python))
        await #expect {
            _ = try await reader.rows(of: Self.zip)
        } throws: { error in
            (error as? DocumentToolError)?.code == .badInput
        }
    }
}
