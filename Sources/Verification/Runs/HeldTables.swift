package import Columns
import Primitives

/// A table held in memory, whose rows a source hands over as if they stood in a file.
package struct HeldTable: Sendable {
    /// One field of a row.
    package enum Field: Hashable, Sendable {
        /// An integer, hundredths, a day or a month number.
        case number(Int64)
        case text(String)
        /// An empty field.
        case none
    }

    /// The table's columns and its name.
    package let schema: TableSchema
    private var rows: [[Field]] = []

    /// An empty table.
    package init(_ schema: TableSchema) { self.schema = schema }

    /// How many rows.
    package var count: Int { rows.count }

    /// Adds a row by the names of its columns; columns that are not named are empty, names the table lacks are passed.
    package mutating func append(_ fields: [String: Field]) {
        rows.append(schema.columns.map { fields[$0.name] ?? .none })
    }

    private static let batchRows = 1024

    /// Hands over the rows that each lookup matches, batch by batch, in the order in which they were added.
    func scan(_ request: RowRequest, _ body: (MatchedRows) throws -> Void) throws {
        let places = request.schema.columns.map { schema.position(of: $0.name) }
        let batch = MatchedRows(capacity: Self.batchRows)
        for (number, lookup) in request.lookups.enumerated() {
            let matched = rows.indices.compactMap { row in
                subject(of: row, lookup, places).map { (row: row, subject: $0) }
            }
            for start in stride(from: 0, to: matched.count, by: Self.batchRows) {
                let part = matched[start..<min(start + Self.batchRows, matched.count)]
                batch.begin(part.count, lookup: number, columns: lookup.columns)
                for (place, entry) in part.enumerated() {
                    batch.subjectTarget[place] = UInt32(entry.subject)
                    for (column, wanted) in lookup.columns.enumerated() {
                        write(field(entry.row, places[wanted.position]), wanted.form, to: batch, column, place)
                    }
                }
                try body(batch)
            }
        }
    }

    private func field(_ row: Int, _ place: Int?) -> Field { place.map { rows[row][$0] } ?? .none }

    /// The subject that a lookup gives a row; nil when it does not want it.
    private func subject(of row: Int, _ lookup: RowLookup, _ places: [Int?]) -> Int? {
        if case .everything = lookup.index { return row }
        guard case .text(let text) = field(row, places[lookup.key]) else { return nil }
        switch lookup.index {
        case .everything: return row
        case .people(let people): return PackedCitizenID(key: text).flatMap { people.position(of: $0) }
        case .texts(let texts): return Array(text.utf8).withUnsafeBufferPointer { texts.position(of: $0) }
        }
    }

    private func write(_ field: Field, _ form: RowColumn.Form, to batch: MatchedRows, _ column: Int, _ place: Int) {
        var text = ""
        var number: Int64 = 0
        switch field {
        case .number(let value): number = value
        case .text(let value):
            text = value
            // The number of a citizen key is its packed ID.
            number = PackedCitizenID(key: value).map { Int64(bitPattern: $0.rawValue) } ?? -1
        case .none: batch.markEmpty(column, place)
        }
        switch form {
        case .number: batch.numberTarget(column)[place] = number
        case .print: batch.numberTarget(column)[place] = TextPrint.of(text)
        case .text: batch.textTarget(column)[place] = batch.keep(text.utf8)
        }
    }
}

/// A source of department rows with some tables from memory: who is watched is known to the platform, not to a file.
package struct HeldTableSource: RowSource {
    private let base: (any RowSource)?
    private let tables: [String: HeldTable]

    /// Tables over a source; without one every department is silent.
    package init(_ base: (any RowSource)?, tables: [HeldTable]) {
        self.base = base
        self.tables = Dictionary(tables.map { ($0.schema.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether the table is held or the department has answered.
    package func hasAnswer(_ dataset: String) -> Bool { tables[dataset] != nil || base?.hasAnswer(dataset) == true }

    /// Hands over the rows of a held table, or those of the source below.
    package func scan(_ request: RowRequest, _ body: (MatchedRows) throws -> Void) throws {
        if let table = tables[request.schema.name] { return try table.scan(request, body) }
        try base?.scan(request, body)
    }
}
