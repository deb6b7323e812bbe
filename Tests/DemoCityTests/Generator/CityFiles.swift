import DemoCity
import Foundation
import Primitives
import Testing

/// The files of an invented city, read back by a naive reader that shares nothing with the generator.
struct CityFiles: Sendable {
    let summary: DemoCitySummary
    let content: [String: Data]
    let tables: [String: [[String: String]]]
    private let rowsByPerson: [String: [CitizenID: [[String: String]]]]
    private let memberIDs: [String: [CitizenID]]

    /// The columns that hold citizen IDs.
    static let idColumns: Set<String> = [
        "id_no", "owner_id", "legal_rep_id", "holder_id", "id_a", "id_b", "seller_id", "buyer_id",
    ]

    var facts: DemoCityFacts { summary.facts }

    /// One city for all suites: 4,000 people, seed 7.
    static let shared = Result { try CityFiles(DemoCityPlan(people: 4_000)) }

    init(_ plan: DemoCityPlan) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "democity-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        summary = try DemoCityGenerator(plan: plan).write(to: folder.path())
        var content: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path()) {
            content[String(name.dropLast(4))] = try Data(contentsOf: folder.appending(path: name))
        }
        self.content = content
        tables = content.mapValues { Self.rows(String(decoding: $0, as: UTF8.self)) }
        var rowsByPerson: [String: [CitizenID: [[String: String]]]] = [:]
        for (table, rows) in tables where table != "truth" {
            for row in rows {
                for (column, text) in row where Self.idColumns.contains(column) {
                    rowsByPerson[table + "." + column, default: [:]][try CitizenID(text), default: []].append(row)
                }
            }
        }
        self.rowsByPerson = rowsByPerson
        memberIDs = try Dictionary(grouping: tables["member"] ?? []) { $0["household_id"] ?? "" }.mapValues { rows in
            try rows.map { try CitizenID($0["id_no"] ?? "") }
        }
    }

    subscript(_ table: String) -> [[String: String]] { tables[table] ?? [] }

    /// Rows of a table whose column, cleaned and brought to 18 characters, is one of the IDs.
    func rows(_ table: String, _ column: String, of ids: [CitizenID]) -> [[String: String]] {
        ids.flatMap { rowsByPerson[table + "." + column]?[$0] ?? [] }
    }

    func members(of household: String) -> [CitizenID] { memberIDs[household] ?? [] }

    static func fen(_ text: String?) throws -> Int64 { try Money(parsing: text ?? "").fen }

    private static func rows(_ text: String) -> [[String: String]] {
        let lines = text.split(separator: "\n")
        let columns = fields(lines[0])
        return lines.dropFirst().map { line in
            Dictionary(uniqueKeysWithValues: zip(columns, fields(line)))
        }
    }

    /// The fields of a line (RFC 4180); no field of a department file spans lines.
    private static func fields(_ line: Substring) -> [String] {
        guard line.utf8.contains(UInt8(ascii: "\"")) else {
            return line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        var (fields, isQuoted) = ([""], false)
        for character in line.replacingOccurrences(of: "\"\"", with: "\u{1}") {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            case "\u{1}": fields[fields.count - 1].append("\"")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}
