package import Columns
package import Primitives
import Synchronization

/// A source without the datasets that cannot be read, in which a person's name is written in one way.
///
/// A name that is the declared one but for its spelling (§5.5: blanks, separators, variants) is handed over as it was
/// declared, so that a check may compare it byte by byte. Where asked, rows under other names are left out, and so are
/// records that stand in places given.
/// It notes which dataset fails, so that one damaged file does not silence the others.
final class ScreenedSource: RowSource {
    private let base: any RowSource
    private let broken: Set<String>
    private let names: [NameScreen]
    private let dropsOthers: Bool
    private let dropped: [String: Set<Int64>]
    private let failure = Mutex<(dataset: String, reason: String)?>(nil)

    /// Where a dataset writes people's names, and how they were declared.
    struct NameScreen: Sendable {
        let dataset: String
        let key: Int
        let name: Int
        /// Declared names by packed citizen ID.
        let declared: [UInt64: String]
    }

    init(
        _ base: any RowSource, without broken: Set<String>, names: [NameScreen], dropsOthers: Bool,
        dropping places: Set<RecordPlace> = []
    ) {
        (self.base, self.broken, self.names, self.dropsOthers) = (base, broken, names, dropsOthers)
        dropped = places.reduce(into: [:]) { $0[$1.dataset, default: []].insert($1.number) }
    }

    /// The dataset that failed last.
    var failed: (dataset: String, reason: String)? { failure.withLock { $0 } }

    func hasAnswer(_ dataset: String) -> Bool { !broken.contains(dataset) && base.hasAnswer(dataset) }

    func scan(_ request: RowRequest, _ body: (MatchedRows) throws -> Void) throws {
        let dataset = request.schema.name
        guard !broken.contains(dataset) else { return }
        let own = names.filter { $0.dataset == dataset }
        let numbers = dropped[dataset] ?? []
        let number =
            numbers.isEmpty ? nil : request.schema.recordNumberColumn.flatMap { request.schema.position(of: $0) }
        do {
            guard !own.isEmpty || number != nil else { return try base.scan(request, body) }
            let lookups = request.lookups.map { lookup in
                RowLookup(
                    key: lookup.key, index: lookup.index,
                    columns: lookup.columns + (number.map { [RowColumn($0, .number)] } ?? [])
                        + own.filter { $0.key == lookup.key }.map { RowColumn($0.name, .text) })
            }
            try base.scan(RowRequest(schema: request.schema, lookups: lookups)) { rows in
                let lookup = request.lookups[rows.lookup]
                let place = lookup.columns.count
                var kept = (0..<rows.count).map { (row: $0, declared: String?.none) }
                if number != nil {
                    kept.removeAll { rows.isGiven(place, $0.row) && numbers.contains(rows.numbers(place)[$0.row]) }
                }
                let screen = own.first { $0.key == lookup.key }
                if let screen, case .people(let people) = lookup.index {
                    kept = named(rows, kept, people, screen, at: place + (number == nil ? 0 : 1))
                }
                // The columns added stand behind those asked for, so that a batch with nothing to change is handed on.
                if kept.count == rows.count, kept.allSatisfy({ $0.declared == nil }) { return try body(rows) }
                try body(Self.copy(rows, kept, lookup, name: screen?.name))
            }
        } catch {
            failure.withLock { $0 = ($0?.dataset ?? dataset, $0?.reason ?? "\(error)") }
            throw error
        }
    }

    /// The rows with the declared name where they carry it in another spelling; without those under others, if asked.
    private func named(
        _ rows: MatchedRows, _ all: [(row: Int, declared: String?)], _ people: SubjectIndex, _ screen: NameScreen,
        at name: Int
    ) -> [(row: Int, declared: String?)] {
        let keys = Dictionary(zip(people.numbers, people.keys), uniquingKeysWith: { first, _ in first })
        return all.compactMap { row, _ in
            let declared = keys[rows.subjects[row]].flatMap { screen.declared[$0] }
            guard rows.isGiven(name, row), let declared,
                !rows.text(name, row).elementsEqual(declared.utf8)
            else { return (row, nil) }
            if NameComparison(declared, String(decoding: rows.text(name, row), as: UTF8.self)).isSame {
                return (row, declared)
            }
            return dropsOthers ? nil : (row, nil)
        }
    }

    /// Some rows of a batch, with the declared name in place of the written one where it is given.
    private static func copy(
        _ rows: MatchedRows, _ kept: [(row: Int, declared: String?)], _ lookup: RowLookup, name: Int?
    ) -> MatchedRows {
        let copy = MatchedRows(capacity: max(1, kept.count))
        copy.begin(kept.count, lookup: rows.lookup, columns: lookup.columns)
        for (place, (row, declared)) in kept.enumerated() {
            copy.subjectTarget[place] = rows.subjects[row]
            for (column, wanted) in lookup.columns.enumerated() {
                let spelling = wanted.position == name ? declared : nil
                if wanted.form == .text {
                    copy.textTarget(column)[place] =
                        spelling.map { copy.keep($0.utf8) } ?? copy.keep(rows.text(column, row))
                } else {
                    copy.numberTarget(column)[place] =
                        spelling.map { TextPrint.of($0) } ?? rows.numbers(column)[row]
                }
                if !rows.isGiven(column, row) { copy.markEmpty(column, place) }
            }
        }
        let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1.row, $0) })
        copy.faults = rows.faults.compactMap { fault in
            guard let row = fault.row else { return fault }
            return places[row].map {
                MatchedFault(row: $0, column: fault.column, reason: fault.reason, line: fault.line)
            }
        }
        return copy
    }
}

extension ReportBook {
    /// A source whose rows carry members' names as they were declared where they differ in spelling alone (§5.5).
    ///
    /// For runs over many people: a check compares names byte by byte, and asks about no blank, separator or variant.
    package func spelling(_ source: any RowSource, declared: [PackedCitizenID: String]) -> any RowSource {
        let names = Dictionary(uniqueKeysWithValues: declared.map { ($0.key.rawValue, $0.value) })
        let screens = layout.names.compactMap { column -> ScreenedSource.NameScreen? in
            guard let schema = catalogue[column.dataset]?.schema, let key = schema.position(of: column.key),
                let name = schema.position(of: column.name)
            else { return nil }
            return ScreenedSource.NameScreen(dataset: column.dataset, key: key, name: name, declared: names)
        }
        return ScreenedSource(source, without: [], names: screens, dropsOthers: false)
    }
}
