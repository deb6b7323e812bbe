import Columns
import Rules

/// The facts that a table of households or members gives, and what a report copies of it.
struct TableFacts {
    /// The facts by the column's position in the table, for subjects by their number.
    private(set) var facts: [Int: SubjectLane] = [:]
    /// What a report copies, as CSV fields, by row.
    private(set) var report = PackedLines()
    private(set) var problems: [String] = []

    private struct Fact {
        let column: Int
        let isText: Bool
        let lane: SubjectLane
    }

    /// Reads the columns; `placeOf` is the subject of each row, and negative for a row that is nobody's.
    init(_ table: SubjectTables.Table, _ source: any RowSource, only: TextIndex?, placeOf: [Int]) throws {
        var columns: [RowColumn] = []
        func want(_ position: Int) -> Int {
            let isText = CheckCompiler.type(of: table.schema.columns[position].type) == .text
            let wish = RowColumn(position, isText ? .text : .number)
            if let known = columns.firstIndex(of: wish) { return known }
            columns.append(wish)
            return columns.count - 1
        }
        let reportColumns = table.report.map { want($0) }
        let count = (placeOf.max() ?? -1) + 1
        let wanted = table.facts.map { position in
            let column = want(position)
            let isText = columns[column].form == .text
            let lane = SubjectLane(
                count: count, isText: isText, isAbsentable: !table.schema.columns[position].isRequired)
            facts[position] = lane
            return Fact(column: column, isText: isText, lane: lane)
        }
        let keys = Set([table.key] + (table.household.map { [$0] } ?? []))
        let lookup = RowLookup(
            key: table.household ?? table.key, index: only.map { .texts($0) } ?? .everything, columns: columns)
        var first = 0
        try source.scan(RowRequest(schema: table.schema, lookups: [lookup])) { rows in
            // What is wrong with a record or its keys was said when those were read.
            for fault in rows.faults where fault.row != nil && fault.column.map({ !keys.contains($0) }) ?? false {
                problems.append(RowTrouble.sentence(fault, in: table.schema))
            }
            copyReport(rows, reportColumns)
            for fact in wanted { Self.copy(fact, rows, placeOf, from: first) }
            first += rows.count
        }
    }

    private mutating func copyReport(_ rows: MatchedRows, _ columns: [Int]) {
        guard !columns.isEmpty else { return }
        for row in 0..<rows.count {
            for column in columns {
                report.extend(UInt8(ascii: ","))
                CSVText.write(rows.text(column, row), to: &report)
            }
            report.endLine()
        }
    }

    private static func copy(_ fact: Fact, _ rows: MatchedRows, _ placeOf: [Int], from first: Int) {
        let hasEmpty = rows.hasEmpty(fact.column)
        let numbers = fact.isText ? nil : rows.numbers(fact.column)
        for row in 0..<rows.count {
            let subject = placeOf[first + row]
            if subject < 0 || (hasEmpty && !rows.isGiven(fact.column, row)) { continue }
            if let numbers {
                fact.lane.set(subject, numbers[row])
            } else {
                fact.lane.set(subject, rows.text(fact.column, row))
            }
        }
    }
}

/// Fields as CSV files have them.
enum CSVText {
    private static let quote = UInt8(ascii: "\"")

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == quote || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    static func field(_ bytes: some Collection<UInt8>) -> [UInt8] {
        guard bytes.contains(where: { isSpecial($0) }) else { return Array(bytes) }
        return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    }

    /// Adds a field to a line that is being written.
    static func write(_ bytes: UnsafeBufferPointer<UInt8>, to lines: inout PackedLines) {
        guard bytes.contains(where: { isSpecial($0) }) else { return lines.extend(bytes) }
        field(bytes).withUnsafeBufferPointer { lines.extend($0) }
    }

    /// Adds a text as a field to a line that is being written.
    static func write(_ text: String, to lines: inout PackedLines) {
        guard text.utf8.contains(where: { isSpecial($0) }) else { return lines.extend(text) }
        lines.extend(String(decoding: field(text.utf8), as: UTF8.self))
    }

    /// How many bytes a field takes when it is written.
    static func length(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        bytes.contains(where: { isSpecial($0) }) ? field(bytes).count : bytes.count
    }
}
