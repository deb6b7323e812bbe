import Columns
import Foundation
import Primitives
import Testing
import Verification

/// A made-up town in which every household is a story: the files of all departments, a run over them, and a store.
struct NationalTown {
    static let day = "2026-06-15"
    /// The town of all stories.
    static func whole() throws -> NationalTown { try NationalTown(NationalStory.all) }

    let folder: TemporaryFolder
    let book: CheckBook
    var city: String { "\(folder.path)/city" }

    /// Writes the town; `rows` gives the rows of a story where they are not its own.
    ///
    /// With `isQuiet` every family also has the rows of an ordinary one.
    init(
        _ stories: [NationalStory], book: CheckBook? = nil, isQuiet: Bool = true,
        rows: (NationalStory) -> [TownRow] = { $0.rows }
    ) throws {
        let tree = try NationalCatalogue.load()
        let book = try book ?? #require(tree.book)
        self.book = book
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/city", withIntermediateDirectories: true)
        let lines = Self.lines(stories, book) { (isQuiet ? Self.quiet($0) : []) + rows($0) }
        for schema in book.catalogue.datasets.map(\.schema) + book.tables.schemas {
            try Self.write(schema, lines[schema.name] ?? [], "\(city)/\(schema.name).csv")
        }
    }

    static func write(_ schema: TableSchema, _ lines: [String], before: String = "", _ path: String) throws {
        let header = before + schema.columns.map(\.name).joined(separator: ",")
        let text = ([header] + lines).joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    /// The lines of every file.
    ///
    /// A row's number tells its story and its place there, so that days can be compared.
    static func lines(
        _ stories: [NationalStory], _ book: CheckBook, rows: (NationalStory) -> [TownRow]
    ) -> [String: [String]] {
        let byName = Dictionary(
            uniqueKeysWithValues: (book.catalogue.datasets.map(\.schema) + book.tables.schemas).map { ($0.name, $0) })
        var lines: [String: [String]] = ["standard": ["990101,urban,1000.00"]]
        for story in stories {
            for (place, row) in (story.people + rows(story)).enumerated() {
                guard let schema = byName[row.dataset] else {
                    Issue.record("No dataset \(row.dataset).")
                    continue
                }
                lines[row.dataset, default: []].append(
                    line(row, schema, book.catalogue[row.dataset], story: story.number, place: place))
            }
        }
        return lines
    }

    /// A row as a line; what is not named is left empty, or takes a value that no check minds.
    static func line(
        _ row: TownRow, _ schema: TableSchema, _ dataset: DatasetDefinition?, story: Int, place: Int
    ) -> String {
        for name in row.fields.keys where schema.position(of: name) == nil {
            Issue.record("\(schema.name) has no column \(name).")
        }
        let fields = schema.columns.enumerated().map { position, column in
            if let word = row.fields[column.name] {
                return column.type.isCitizenKey || word.hasPrefix("信") ? TownPeople.meaning(word, story: story) : word
            }
            if column.name == schema.recordNumberColumn { return "\(story * 100 + place)" }
            if !column.isRequired { return "" }
            if let word = dataset?.fields[position].words.first { return word.value }
            return plain(column.type, story: story)
        }
        return fields.joined(separator: ",")
    }

    private static func plain(_ type: ColumnType, story: Int) -> String {
        switch type {
        case .integer: "1"
        case .hundredths: "1.00"
        case .date: "2020-01-01"
        case .month: "2026-06"
        case .text: "x"
        case .citizenKey, .citizenKeyOrLegacy: TownPeople.id("外", story: story) ?? ""
        }
    }

    /// Rows of an ordinary family: registered, insured, at school.
    private static func quiet(_ story: NationalStory) -> [TownRow] {
        let rows =
            story.memberNames.flatMap { name in
                [
                    "hukou_register id_no=\(name) name=\(name)",
                    "medical_insurance_enrolment id_no=\(name) year=2026",
                ]
            } + ["pupil_register id_no=子 school_year=2025"]
        return rows.map { TownRow($0) }.filter {
            !story.taken.contains("\($0.dataset) \($0.fields["id_no"] ?? "")")
        }
    }

    /// Compares on a day; `source` is the town's files where nothing else is said.
    func run(
        _ day: String = day, source: (any RowSource)? = nil, authorized: [String: Set<String>]? = nil,
        prepared: PreparedChecks? = nil
    ) throws -> CheckResult {
        let request = CheckRequest(asOf: try CivilDate(parsing: day), authorized: authorized, workers: 2)
        return try CheckRun(
            book, source: source ?? CSVRowSource(folder: city), request: request, prepared: prepared
        ).run()
    }
}

extension NationalStory {
    /// The household and its members: father and mother declare 1000.00 a month each, the child is ten.
    var people: [TownRow] {
        let home = ["program": "dibao", "declared_vehicles": "1"].merging(household) { $1 }
        let words = home.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        return [TownRow("household household_id=\(householdID) county_code=990101 area=urban \(words)")]
            + memberNames.enumerated().map { number, name in
                let said = members.first { $0.name == name }?.fields ?? [:]
                let income = said["declared_income"] ?? (["父", "母"].contains(name) ? "1000.00" : "0.00")
                return TownRow(
                    "member household_id=\(householdID) member_no=\(number + 1) id_no=\(name) name=\(name) "
                        + "declared_income=\(income) declared_pension=0.00")
            }
    }

    /// The members by their part: the three of every family, and those whom the story adds.
    var memberNames: [String] {
        let family = ["父", "母", "子"]
        return family + members.map(\.name).filter { !family.contains($0) }
    }
}
