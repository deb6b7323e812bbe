import Columns
import Primitives
import Rules

/// Every row of every dataset that stands under a member's number: who answers what, under which name.
///
/// Only members whose paper allows it are asked about at a source that needs one; the others' rows stay unread.
struct RollCall {
    /// A department's record of a member.
    struct Record {
        let number: Int64?
        /// The name it carries; nil where the dataset has none.
        let name: String?
        /// Texts, days and months in it, by which evidence is found again.
        let texts: [String]
        let date: String?
        /// What it is of, in few words: its texts and days without identity numbers.
        let label: String
        /// The fields that say which thing of whose it is, `column=value`, and those that say how much.
        let identity: [String]
        let amounts: [String]
    }

    /// What a dataset said of a member.
    struct Entry {
        var records: [Record] = []
        var trouble: String?
    }

    /// By dataset and member's position.
    private(set) var entries: [String: [Int: Entry]] = [:]
    /// Datasets that could not be read, with the reason.
    private(set) var broken: [String: String] = [:]

    private let names: [ReportLayout.NameColumn]
    private let source: any RowSource

    init(names: [ReportLayout.NameColumn], _ source: any RowSource) { (self.names, self.source) = (names, source) }

    /// Columns by which a dataset finds people.
    static func keys(of dataset: DatasetDefinition) -> [Int] {
        dataset.schema.columns.indices.filter {
            dataset.schema.columns[$0].type.isCitizenKey && dataset.schema.columns[$0].isIndexed
        }
    }

    /// Reads a dataset's rows of some members, by their positions.
    mutating func call(_ dataset: DatasetDefinition, _ people: [(position: Int, id: CitizenID)]) {
        var found: [Int: Entry] = [:]
        for person in people { found[person.position] = Entry() }
        let columns = dataset.schema.columns.indices.map { position in
            RowColumn(
                position, CheckCompiler.type(of: dataset.schema.columns[position].type) == .text ? .text : .number)
        }
        let index = SubjectIndex(
            keys: people.map { PackedCitizenID($0.id).rawValue }, numbers: people.map { UInt32($0.position) })
        let keys = Self.keys(of: dataset)
        let lookups = keys.map { RowLookup(key: $0, index: .people(index), columns: columns) }
        do {
            try source.scan(RowRequest(schema: dataset.schema, lookups: lookups)) { rows in
                let name = nameColumn(of: dataset, key: keys[rows.lookup])
                for row in 0..<rows.count {
                    let record = record(rows, row, dataset.schema, name: name)
                    found[Int(rows.subjects[row]), default: Entry()].records.append(record)
                }
                for fault in rows.faults {
                    guard let row = fault.row else { continue }
                    found[Int(rows.subjects[row])]?.trouble = RowTrouble.sentence(fault, in: dataset.schema)
                }
            }
            entries[dataset.code] = found
        } catch {
            broken[dataset.code] = "\(error)"
        }
    }

    private func nameColumn(of dataset: DatasetDefinition, key: Int) -> Int? {
        names.first { $0.dataset == dataset.code && dataset.schema.columns[key].name == $0.key }
            .flatMap { dataset.schema.position(of: $0.name) }
    }

    private func record(_ rows: MatchedRows, _ row: Int, _ schema: TableSchema, name: Int?) -> Record {
        var number: Int64?
        var date: String?
        var (texts, words, identity, amounts): ([String], [String], [String], [String]) = ([], [], [], [])
        for (position, column) in schema.columns.enumerated() where rows.isGiven(position, row) {
            let text: String
            switch column.type {
            case .integer, .hundredths:
                let value = rows.numbers(position)[row]
                if column.name == schema.recordNumberColumn {
                    number = value
                } else {
                    amounts.append("\(column.name)=\(value)")
                }
                continue
            case .text, .citizenKey, .citizenKeyOrLegacy:
                text = String(decoding: rows.text(position, row), as: UTF8.self)
            case .date: text = CivilDate(dayNumber: Int32(truncatingIfNeeded: rows.numbers(position)[row])).text
            case .month: text = CalendarMonth(index: Int32(truncatingIfNeeded: rows.numbers(position)[row])).text
            }
            texts.append(text)
            identity.append("\(column.name)=\(text)")
            if column.type == .date || column.type == .month { date = date ?? text }
            if !column.type.isCitizenKey { words.append(EvidenceWords.masked(text)) }
        }
        let written = name.flatMap { rows.isGiven($0, row) ? String(decoding: rows.text($0, row), as: UTF8.self) : nil }
        return Record(
            number: number, name: written, texts: texts, date: date, label: words.joined(separator: " "),
            identity: identity, amounts: amounts)
    }

    /// Records of a member that carry a name which is not the declared one.
    func othersRecords(_ dataset: String, _ person: Int, declared: String) -> [Record] {
        (entries[dataset]?[person]?.records ?? []).filter { record in
            record.name.map { !NameComparison(declared, $0).isSame } ?? false
        }
    }

    /// Names that a dataset gives a member and that are not the declared one.
    func otherNames(_ dataset: String, _ person: Int, declared: String) -> [String] {
        othersRecords(dataset, person, declared: declared).compactMap(\.name)
    }
}
