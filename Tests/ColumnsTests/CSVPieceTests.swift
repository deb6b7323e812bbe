import Columns
import Testing

/// Pieces of CSV text: fields found sixty-four bytes at a time must be those a reader finds one by one.
@Suite struct CSVPieceTests {
    private func piece(_ text: String, fields: Int) -> CSVPiece {
        let piece = CSVPiece(fieldCount: fields)
        piece.load(Array(text.utf8))
        return piece
    }

    private func texts(_ piece: CSVPiece) -> [[String]] {
        (0..<piece.count).map { record in (0..<piece.fieldCount).map { piece.text(record, $0) ?? "-" } }
    }

    @Test func `A last line without a line break is a record`() {
        #expect(texts(piece("a,b\nc,d", fields: 2)) == [["a", "b"], ["c", "d"]])
    }

    @Test func `Carriage returns end lines, not fields`() {
        #expect(texts(piece("a,b\r\n\"c\",\"d\"\r\n", fields: 2)) == [["a", "b"], ["c", "d"]])
    }

    @Test func `Quotes hold commas, line breaks and doubled quotes`() {
        let text = "\"a,1\",\"b\n2\"\n\"c \"\"3\"\"\",\"\"\n"
        #expect(texts(piece(text, fields: 2)) == [["a,1", "b\n2"], ["c \"3\"", ""]])
    }

    @Test(arguments: 0..<140) func `A quoted field is found wherever a block of 64 bytes ends`(shift: Int) {
        let front = String(repeating: "x", count: shift)
        let text = "\(front),\"q,\"\"\n\"\nlast,line\n"
        #expect(texts(piece(text, fields: 2)) == [[front, "q,\"\n"], ["last", "line"]])
    }

    @Test func `Bad records are taken out and named, the others stay`() {
        let found = piece("1,2\n3\n4,5,6\n7,\"8\"x\n\n9,10\n", fields: 2)
        #expect(texts(found) == [["1", "2"], ["9", "10"]])
        #expect(found.faults.map(\.reason) == [.fieldCount, .fieldCount, .strayQuote])
        #expect(found.faults.map(\.line) == [1, 2, 3])
        #expect(found.faults.map(\.recordsBefore) == [1, 1, 1])
    }

    @Test func `A quote that never closes costs its line only`() {
        let found = piece("1,2\n\"3,4\n5,6\n", fields: 2)
        #expect(found.endsInsideQuotes)
        #expect(texts(found) == [["1", "2"], ["5", "6"]])
    }

    @Test func `Too few fields in one line and too many in the next do not cancel out`() {
        let found = piece("a\nb,c\nd,e\nf,g,h\n", fields: 2)
        #expect(texts(found) == [["b", "c"], ["d", "e"]])
        #expect(found.faults.count == 2)
    }

    // MARK: Numbers

    private func numbers(
        _ fields: [String],
        _ read: (CSVPiece, UnsafeBufferPointer<UInt32>, UnsafeMutablePointer<Int64>, inout [FieldFault]) -> Void
    ) -> (values: [Int64], faults: [FieldFault]) {
        let piece = piece(fields.map { "k,\($0)\n" }.joined(), fields: 2)
        var faults: [FieldFault] = []
        var values = [Int64](repeating: -1, count: fields.count)
        let records = fields.indices.map { UInt32($0) }
        records.withUnsafeBufferPointer { records in
            values.withUnsafeMutableBufferPointer { values in
                if let base = values.baseAddress { read(piece, records, base, &faults) }
            }
        }
        return (values, faults)
    }

    @Test func `Amounts of every length become fen`() {
        let written: [(String, Int64)] = [
            ("0.00", 0), ("0.05", 5), ("9.99", 999), ("12.30", 1230), ("12345.67", 1_234_567),
            ("99999.99", 9_999_999), ("100000.00", 10_000_000), ("1234567890.12", 123_456_789_012),
            ("12", 1200), ("12.5", 1250), ("-3.25", -325), ("\"7.50\"", 750), ("999999999999.99", 99_999_999_999_999),
        ]
        let found = numbers(written.map(\.0)) { $0.hundredths(1, of: $1, into: $2, faults: &$3) }
        #expect(found.values == written.map(\.1))
        #expect(found.faults.isEmpty)
    }

    @Test func `What is no amount is named with its record`() {
        let wrong = ["1,5", "1.234", "12a.00", "1.2.3", "", "1e5", "١.00", "1 000.00", "/5.00", ":.00"]
        let quoted = wrong.map { $0.contains(",") ? "\"\($0)\"" : $0 }
        let found = numbers(quoted) { $0.hundredths(1, of: $1, into: $2, faults: &$3) }
        #expect(found.faults.map(\.record) == Array(wrong.indices))
        #expect(found.faults[4].reason == .requiredEmpty)
        #expect(found.faults[5].reason == .scientificNotation)
    }

    @Test func `Integers of one to eighteen digits`() {
        let written = ["0", "7", "42", "12345678", "123456789", "999999999999999999", "-8"]
        let found = numbers(written) { $0.integers(1, of: $1, into: $2, faults: &$3) }
        #expect(found.values == [0, 7, 42, 12_345_678, 123_456_789, 999_999_999_999_999_999, -8])
        let wrong = numbers(["x", "1.0", "", "12345678901234567890", "1 "]) {
            $0.integers(1, of: $1, into: $2, faults: &$3)
        }
        #expect(wrong.faults.count == 5)
    }

    @Test func `Months are real months`() {
        let found = numbers(["2025-07", "1900-01", "2025-13", "2025-00", "2025-7", "2025/07"]) {
            $0.months(1, of: $1, into: $2, faults: &$3)
        }
        let months: [Int64] = [2025 * 12 + 6, 1900 * 12]
        #expect(Array(found.values.prefix(2)) == months)
        #expect(found.faults.map(\.record) == [2, 3, 4, 5])
    }

    @Test func `Words get the same number each time, long and quoted ones too`() {
        let words = WordNumbers(["urban"])
        let found = numbers(["urban", "rural", "\"rural\"", "a very long word", "rural", "a very long word"]) {
            $0.words(1, of: $1, in: words, into: $2, faults: &$3)
        }
        #expect(found.values == [0, 1, 1, 2, 1, 2])
        #expect(words.words == ["urban", "rural", "a very long word"])
    }
}
