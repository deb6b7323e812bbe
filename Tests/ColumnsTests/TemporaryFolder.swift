import Columns
import Foundation
import Primitives

/// A folder of its own that goes away with the test.
final class TemporaryFolder {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("columns-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, as name: String = "vehicle.csv") throws -> String {
        try write(Array(text.utf8), as: name)
    }

    func write(_ bytes: [UInt8], as name: String) throws -> String {
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }
}

/// A small dataset with every kind of column.
let vehicleSchema = TableSchema(
    name: "vehicle",
    columns: [
        Column("rec_no", .integer), Column("owner_id", .citizenKeyOrLegacy, isIndexed: true),
        Column("plate_no", .text, isRequired: false, isIndexed: true), Column("value", .hundredths),
        Column("register_date", .date, isRequired: false), Column("month", .month, isRequired: false),
    ], recordNumberColumn: "rec_no")

let vehicleHeader = "rec_no,owner_id,plate_no,value,register_date,month\n"

let importDay = try? CivilDate(year: 2025, month: 6, day: 29)
let importedAt = Instant(milliseconds: 1_751_160_000_000)

/// Rows and problems of one file read by the vehicle schema.
struct ReadTable {
    var rows: [[String]] = []
    var problems: [RowProblem] = []
    let totals: TableTotals

    init(_ path: String, schema: TableSchema = vehicleSchema, limits: CSVLimits = CSVLimits()) throws {
        var rows: [[String]] = []
        var problems: [RowProblem] = []
        totals = try TableReader(schema: schema, limits: limits).read(path: path) { row throws(SnapshotError) in
            rows.append(
                schema.columns.indices.map { position in
                    switch schema.columns[position].type {
                    case .text: row.text(position) ?? "-"
                    case .citizenKey, .citizenKeyOrLegacy: row.person(position)?.text ?? "-"
                    case .integer, .hundredths, .date, .month: row.number(position).map { "\($0)" } ?? "-"
                    }
                })
        } onProblems: { found, _ throws(SnapshotError) in
            problems += found
        }
        self.rows = rows
        self.problems = problems
    }
}
