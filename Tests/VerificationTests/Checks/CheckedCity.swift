import Columns
import Foundation
import Primitives
import Testing
import Verification

/// A city of one family, written as the few fields that matter: 父 and 母 declare 1000.00 a month each, 子 is nine.
///
/// A row is written `owner_id=父 vtype=K`; what is not named takes a value of its column's type that no check minds.
struct CheckedCity {
    static let day = "2025-06-29"
    static let people = [
        "父": ("371602", "19800101", "011"), "母": ("371602", "19820202", "022"),
        "子": ("371602", "20160303", "033"), "外人": ("371602", "19830404", "044"),
    ]

    static func id(_ name: String) -> String {
        guard let (region, birth, sequence) = people[name] else { return name }
        let body = region + birth + sequence
        return body + String(CitizenID.checkCharacter(forFirst17: body))
    }

    /// Rows that keep R20 and R26 quiet.
    static let quiet = [
        "population id_no=父 name=父", "population id_no=母 name=母", "population id_no=子 name=子",
        "school id_no=子 school_year=2024 status=A",
    ]

    let folder: TemporaryFolder
    let book: CheckBook

    /// Writes a city; `without` names datasets that have not answered.
    init(_ rows: [String], book: CheckBook, without silent: Set<String> = [], income: String = "1000.00") throws {
        self.book = book
        folder = try TemporaryFolder()
        var files: [String: [String]] = [:]
        for row in rows {
            let name = String(row.split(separator: " ")[0])
            files[name, default: []].append(row)
        }
        for schema in book.catalogue.datasets.map(\.schema) where !silent.contains(schema.name) {
            try Self.write(schema, files[schema.name] ?? [], folder)
        }
        let members = ["父", "母", "子"].enumerated().map { number, name in
            "member household_id=H1 member_no=\(number + 1) id_no=\(name) name=\(name) "
                + "declared_income=\(name == "子" ? "0.00" : income) declared_pension=0.00"
        }
        let tables = [
            "household": ["household household_id=H1 county_code=371602 area=U program=dibao declared_vehicles=1"],
            "member": members, "standard": ["standard county_code=371602 area=U monthly_standard=1000.00"],
        ]
        for schema in book.tables.schemas { try Self.write(schema, tables[schema.name] ?? [], folder) }
    }

    private static func write(_ schema: TableSchema, _ rows: [String], _ folder: TemporaryFolder) throws {
        var text = schema.columns.map(\.name).joined(separator: ",") + "\n"
        for (number, row) in rows.enumerated() {
            var fields: [String: String] = [:]
            for part in row.split(separator: " ").dropFirst() {
                let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                fields[pair[0]] = id(pair[1])
            }
            for name in fields.keys where schema.position(of: name) == nil {
                Issue.record("\(schema.name) has no column \(name).")
            }
            let line = schema.columns.map { column in
                fields[column.name] ?? (column.name == schema.recordNumberColumn ? "\(number + 1)" : plain(column.type))
            }
            text += line.joined(separator: ",") + "\n"
        }
        try folder.write(text, as: "\(schema.name).csv")
    }

    private static func plain(_ type: ColumnType) -> String {
        switch type {
        case .integer: "1"
        case .hundredths: "1.00"
        case .date: "2020-01-01"
        case .month: "2025-06"
        case .text: "x"
        case .citizenKey, .citizenKeyOrLegacy: id("外人")
        }
    }

    /// Compares; `authorized` names the people whose rows of a dataset may be read.
    func run(_ day: String = day, authorized: [String: [String]]? = nil) throws -> CheckResult {
        let request = CheckRequest(
            asOf: try CivilDate(parsing: day), authorized: authorized?.mapValues { Set($0.map(Self.id)) }, workers: 1)
        return try CheckRun(book, source: CSVRowSource(folder: folder.path), request: request).run()
    }
}

extension CheckBook {
    /// The reference checks, read once.
    static let reference = Result { try CheckBook.load(folder: ReferenceChecks.folder) }
}

enum ReferenceChecks {
    static let folder = ReferenceData.packageRoot.appendingPathComponent("catalogue/reference").path

    /// The texts of the reference checks by file name.
    static func files() throws -> [Catalogue.File] {
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/checks").sorted()
        return try names.map { ("checks/\($0)", try String(contentsOfFile: "\(folder)/checks/\($0)", encoding: .utf8)) }
            + [("parameters.yaml", try String(contentsOfFile: "\(folder)/parameters.yaml", encoding: .utf8))]
    }
}
