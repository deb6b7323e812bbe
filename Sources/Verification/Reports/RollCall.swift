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

    private let book: ReportBook
    private let source: any RowSource

    init(_ book: ReportBook, _ source: any RowSource) { (self.book, self.source) = (book, source) }

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
        book.layout.names.first { $0.dataset == dataset.code && dataset.schema.columns[key].name == $0.key }
            .flatMap { dataset.schema.position(of: $0.name) }
    }

    private func record(_ rows: MatchedRows, _ row: Int, _ schema: TableSchema, name: Int?) -> Record {
        var number: Int64?
        var date: String?
        var texts: [String] = []
        for (position, column) in schema.columns.enumerated() where rows.isGiven(position, row) {
            switch column.type {
            case .text, .citizenKey, .citizenKeyOrLegacy:
                texts.append(String(decoding: rows.text(position, row), as: UTF8.self))
            case .date:
                texts.append(CivilDate(dayNumber: Int32(truncatingIfNeeded: rows.numbers(position)[row])).text)
                date = date ?? texts.last
            case .month:
                texts.append(CalendarMonth(index: Int32(truncatingIfNeeded: rows.numbers(position)[row])).text)
                date = date ?? texts.last
            case .integer where column.name == schema.recordNumberColumn: number = rows.numbers(position)[row]
            case .integer, .hundredths: break
            }
        }
        let written = name.flatMap { rows.isGiven($0, row) ? String(decoding: rows.text($0, row), as: UTF8.self) : nil }
        return Record(number: number, name: written, texts: texts, date: date)
    }

    /// Names that a dataset gives a member and that are not the declared one.
    func otherNames(_ dataset: String, _ person: Int, declared: String) -> [String] {
        (entries[dataset]?[person]?.records ?? []).compactMap(\.name).filter { !NameComparison(declared, $0).isSame }
    }
}
