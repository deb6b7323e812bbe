import Columns
import Primitives
import Testing
import Verification

@Suite struct HeldTablesTests {
    private static let schema = TableSchema(
        name: "people",
        columns: [
            Column("family", .text, isIndexed: true), Column("id_no", .citizenKey, isIndexed: true),
            Column("income", .hundredths, isRequired: false),
        ])
    private static let ids = ["11010519491231002X", "371603199409130941", "371603201907181127"]

    private static func table() -> HeldTable {
        var table = HeldTable(schema)
        for (number, id) in ids.enumerated() {
            table.append([
                "family": .text(number == 0 ? "A" : "B"), "id_no": .text(id),
                "income": number == 2 ? .none : .number(Int64(number) * 100),
            ])
        }
        return table
    }

    /// Rows as text, in the order in which they come.
    private func rows(_ key: Int, _ index: RowIndex) throws -> [String] {
        let source = HeldTableSource(nil, tables: [Self.table()])
        let columns = [RowColumn(0, .text), RowColumn(1, .text), RowColumn(2, .number)]
        var found: [String] = []
        let request = RowRequest(schema: Self.schema, lookups: [RowLookup(key: key, index: index, columns: columns)])
        try source.scan(request) { rows in
            for row in 0..<rows.count {
                let income = rows.isGiven(2, row) ? "\(rows.numbers(2)[row])" : "-"
                let texts = [0, 1].map { String(decoding: rows.text($0, row), as: UTF8.self) }
                found.append("\(rows.subjects[row]) \(texts[0]) \(texts[1].suffix(4)) \(income)")
            }
        }
        return found
    }

    @Test func `every row comes, in order, empty fields told from zero`() throws {
        #expect(try rows(0, .everything) == ["0 A 002X 0", "1 B 0941 100", "2 B 1127 -"])
    }

    @Test func `rows are found by a text and by a person`() throws {
        #expect(try rows(0, .texts(TextIndex(keys: [Array("B".utf8)]))) == ["0 B 0941 100", "0 B 1127 -"])
        let people = SubjectIndex(keys: [PackedCitizenID(try CitizenID(Self.ids[0])).rawValue], numbers: [7])
        #expect(try rows(1, .people(people)) == ["7 A 002X 0"])
    }

    @Test func `departments are silent where there is nothing below`() {
        let source = HeldTableSource(nil, tables: [Self.table()])
        #expect(source.hasAnswer("people") && !source.hasAnswer("vehicle"))
    }
}
