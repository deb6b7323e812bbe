import Columns
package import Primitives
package import Verification

/// A day of a dataset that is kept.
package struct DatasetDay: Hashable, Sendable {
    /// The day the data are of.
    package let asOf: CivilDate
    /// When they were taken in.
    package let importedAt: Instant
    /// Rows.
    package let rows: Int
    /// Rows that were set aside.
    package let rejected: Int
    /// How many layers lie on its base.
    package let layers: Int
    /// Whether it is the day that is read now.
    package let isInForce: Bool

    init(_ info: SnapshotInfo, layers: Int = 0, isInForce: Bool = true) {
        (asOf, importedAt, rows, rejected) = (info.asOf, info.importedAt, info.rows, info.rejected)
        (self.layers, self.isInForce) = (layers, isInForce)
    }
}

/// How a dataset stands on a day.
package struct DatasetStanding: Sendable {
    /// Whether the data can be relied on.
    package enum Freshness: String, CaseIterable, Sendable {
        /// Within the limit that the catalogue sets, or without one.
        case fresh
        /// Older than the limit.
        case stale
        /// There are no data: the department is silent.
        case missing
    }

    /// The dataset as the catalogue describes it.
    package let definition: DatasetDefinition
    /// What is in force; nil when nothing is.
    package let info: DatasetDay?
    /// Days since the data's own day.
    package let ageDays: Int?
    /// Whether the data can be relied on.
    package let freshness: Freshness

    /// Judges a dataset's data on a day.
    init(_ definition: DatasetDefinition, _ held: SnapshotInfo?, on day: CivilDate) {
        info = held.map { DatasetDay($0) }
        self.definition = definition
        ageDays = info.map { max(0, $0.asOf.days(until: day)) }
        freshness = ageDays.map { age in age > definition.staleAfterDays ?? .max ? .stale : .fresh } ?? .missing
    }

    /// Every dataset of the catalogue, those that need somebody's attention first; reads the manifest alone.
    package static func all(in context: CommandContext) throws -> [DatasetStanding]? {
        guard RunAuthority.allows(RunAuthority.readers, context.actor) else { return nil }
        let view = try context.bureau.snapshots?.open()
        let order: [Freshness: Int] = [.missing: 0, .stale: 1, .fresh: 2]
        return (context.bureau.catalogue?.datasets ?? [])
            .map { DatasetStanding($0, view?.current($0.code), on: context.today) }
            .sorted { left, right in
                let (first, second) = (order[left.freshness] ?? 0, order[right.freshness] ?? 0)
                return (first, left.definition.item) < (second, right.definition.item)
            }
    }
}

/// A row that was set aside when a file was taken in, its value masked.
package struct RejectedRow: Hashable, Sendable {
    /// The row as a spreadsheet counts it.
    package let row: Int
    /// The column; nil when the whole row is meant.
    package let column: String?
    /// Why, for programs.
    package let reason: String
    /// Why, in words, and what to do.
    package let advice: String
    /// What stood there, masked; nil when it cannot be said.
    package let shown: String?
}

/// One dataset: what the catalogue says of it, its days, and the rows set aside in the day in force.
package struct DatasetFile: Sendable {
    /// How it stands.
    package let standing: DatasetStanding
    /// The days that are kept, the latest first.
    package let days: [DatasetDay]
    /// The rows set aside, all of them.
    package let rejected: [RejectedRow]
    /// How many there are by reason.
    package let reasons: [(reason: String, count: Int)]

    /// One dataset of the catalogue; nil when there is none or the post does not see it.
    package static func load(_ code: String, in context: CommandContext) throws -> DatasetFile? {
        guard RunAuthority.allows(RunAuthority.readers, context.actor),
            let definition = context.bureau.catalogue?[code]
        else { return nil }
        let snapshots = context.bureau.snapshots
        let days = try snapshots?.days().filter { $0.info.dataset == code }.reversed() ?? []
        let rejected = try snapshots.flatMap { store in
            try days.first?.folders.last.map { try RejectedRows.read("\(store.root)/\($0)", definition) }
        }
        let counts = (rejected ?? []).reduce(into: [String: Int]()) { $0[$1.reason, default: 0] += 1 }
        return DatasetFile(
            standing: DatasetStanding(definition, try snapshots?.open().current(code), on: context.today),
            days: days.map { DatasetDay($0.info, layers: $0.layers, isInForce: $0.isInForce) },
            rejected: rejected ?? [],
            reasons: counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) })
    }
}

/// Reads the file of rows set aside beside a snapshot.
enum RejectedRows {
    private static let schema = TableSchema(
        name: "rejects",
        columns: [
            Column("row", .integer), Column("column", .text, isRequired: false), Column("reason", .text),
            Column("advice", .text), Column("record", .text, isRequired: false),
        ])

    /// The rows of a segment's folder; none when nothing was set aside.
    static func read(_ folder: String, _ dataset: DatasetDefinition) throws -> [RejectedRow] {
        var rows: [RejectedRow] = []
        _ = try? TableReader(schema: schema).read(path: folder + "/rejects.csv") { row throws(SnapshotError) in
            let column = row.text(1) ?? ""
            rows.append(
                RejectedRow(
                    row: Int(row.number(0) ?? 0), column: column.isEmpty ? nil : column, reason: row.text(2) ?? "",
                    advice: row.text(3) ?? "", shown: value(of: column, in: row.text(4) ?? "", dataset.schema)))
        } onProblems: { _, _ throws(SnapshotError) in
        }
        return rows
    }

    /// The field of a column in a record, masked; nil when the record cannot be cut into its fields for certain.
    private static func value(of column: String, in record: String, _ schema: TableSchema) -> String? {
        guard let position = schema.position(of: column), !record.contains("\"") else { return nil }
        let fields = record.split(separator: ",", omittingEmptySubsequences: false)
        let isDelta = fields.count == schema.columns.count + 1
        guard isDelta || fields.count == schema.columns.count else { return nil }
        let field = String(fields[position + (isDelta ? 1 : 0)])
        return RowProblem.shown(field, masked: field.count >= 8)
    }
}
