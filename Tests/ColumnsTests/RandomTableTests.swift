import Columns
import Primitives
import Testing

/// Files of random fields against a parser so plain that it can be read at a glance.
@Suite struct RandomTableTests {
    static let schema = TableSchema(
        name: "random", columns: ["a", "b", "c"].map { Column($0, .text, isRequired: false) })
    static let pieces = ["", "a", "鲁", ",", "\"", "\n", "\r\n", " ", "·", "👩‍👩‍👧", "1234567890", "\"\"", "é"]

    /// One character at a time: quoted or not, nothing else.
    static func naive(_ text: String) -> [[String]] {
        var rows: [[String]] = [[]]
        var field: [UInt8] = []
        var isQuoted = false
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if isQuoted, byte == 34, index + 1 < bytes.count, bytes[index + 1] == 34 {
                field.append(34)
                index += 1
            } else if byte == 34 {
                isQuoted.toggle()
            } else if !isQuoted, byte == 44 || byte == 10 || byte == 13 {
                rows[rows.count - 1].append(String(decoding: field, as: UTF8.self))
                field = []
                if byte == 13 { index += 1 }
                if byte != 44 { rows.append([]) }
            } else {
                field.append(byte)
            }
            index += 1
        }
        return rows.filter { !$0.isEmpty }
    }

    @Test(arguments: 1...60)
    func `random files read as the plain parser reads them`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let lineEnd = Bool.random(using: &random) ? "\n" : "\r\n"
        var text = "a,b,c" + lineEnd
        for _ in 0..<Int.random(in: 0...3_000, using: &random) {
            let fields = (0..<3).map { _ in
                let field = (0..<Int.random(in: 0...4, using: &random))
                    .map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
                let needsQuotes = field.utf8.contains { [34, 44, 10, 13].contains($0) }
                guard needsQuotes || Int.random(in: 0...3, using: &random) == 0 else { return field }
                return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                    + "\""
            }
            text += fields.joined(separator: ",") + lineEnd
        }
        let folder = try TemporaryFolder()
        let table = try ReadTable(try folder.write(text, as: "random.csv"), schema: Self.schema)
        #expect(table.problems.isEmpty)
        let expected = Self.naive(text).dropFirst().map { $0.map { $0.utf8.isEmpty ? "-" : $0 } }
        #expect(table.rows.map { $0.map { Array($0.utf8) } } == expected.map { $0.map { Array($0.utf8) } })
    }
}
