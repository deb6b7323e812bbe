import Columns
import Testing

/// Numbers and texts as lines of CSV.
@Suite struct FieldWriterTests {
    private func text(_ body: (FieldWriter) -> Void) -> String {
        let writer = FieldWriter(capacity: 64)
        body(writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        0, 1, 9, 10, 99, 100, 12_345_678, 99_999_999, 100_000_000, 123_456_789_012, -5, -99_999_999, Int64.max,
        Int64.min,
    ]) func `A number is written as it is spoken`(number: Int64) {
        #expect(text { $0.appendLine(number, isHundredths: false) } == "\(number)\n")
    }

    @Test(
        arguments: [
            (0, "0.00"), (5, "0.05"), (99, "0.99"), (100, "1.00"), (123_456, "1234.56"), (9_999_999_999, "99999999.99"),
            (10_000_000_000, "100000000.00"), (-325, "-3.25"),
        ] as [(Int64, String)]) func `Hundredths always have both places`(number: Int64, written: String)
    {
        #expect(text { $0.appendLine(number, isHundredths: true) } == written + "\n")
    }

    @Test func `Lines are made of copied fields, numbers and texts`() {
        let piece = CSVPiece(fieldCount: 2)
        piece.load(Array("\"a,b\",1\nanother rather long key,2\nc,3\n".utf8))
        let texts = ["none", "a,b", "say \"x\"", "exactly8", "longer than eight"].map { PreparedField($0) }
        let columns: [ResultColumn] = [
            .copied(piece, column: 0), .texts([2, 4, 1], texts), .numbers([7, 8, 9]), .hundredths([70, 8000, -9]),
        ]
        let written = text { $0.append(records: [2, 0, 1], from: 0, columns: columns) }
        #expect(
            written == """
                c,"a,b",9,-0.09
                "a,b","say ""x\""",7,0.70
                another rather long key,longer than eight,8,80.00

                """)
    }
}
