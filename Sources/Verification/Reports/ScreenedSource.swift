import Columns
import Primitives
import Synchronization

/// A source without the datasets that cannot be read, in which a person's name is written in one way.
///
/// A name that is the declared one but for its spelling (§5.5: blanks, separators, variants) is handed over as it was
/// declared, so that a check may compare it byte by byte. Where asked, rows under other names are left out.
/// It notes which dataset fails, so that one damaged file does not silence the others.
final class ScreenedSource: RowSource {
    private let base: any RowSource
    private let broken: Set<String>
    private let names: [NameScreen]
    private let dropsOthers: Bool
    private let failure = Mutex<(dataset: String, reason: String)?>(nil)

    /// Where a dataset writes people's names, and how they were declared.
    struct NameScreen: Sendable {
        let dataset: String
        let key: Int
        let name: Int
        /// Declared names by packed citizen ID.
        let declared: [UInt64: String]
    }

    init(_ base: any RowSource, without broken: Set<String>, names: [NameScreen], dropsOthers: Bool) {
        (self.base, self.broken, self.names, self.dropsOthers) = (base, broken, names, dropsOthers)
    }

    /// The dataset that failed last.
    var failed: (dataset: String, reason: String)? { failure.withLock { $0 } }

    func hasAnswer(_ dataset: String) -> Bool { !broken.contains(dataset) && base.hasAnswer(dataset) }

    func scan(_ request: RowRequest, _ body: (MatchedRows) throws -> Void) throws {
        let dataset = request.schema.name
        guard !broken.contains(dataset) else { return }
        let own = names.filter { $0.dataset == dataset }
        do {
            guard !own.isEmpty else { return try base.scan(request, body) }
            let lookups = request.lookups.map { lookup in
                RowLookup(
                    key: lookup.key, index: lookup.index,
                    columns: lookup.columns + own.filter { $0.key == lookup.key }.map { RowColumn($0.name, .text) })
            }
            try base.scan(RowRequest(schema: request.schema, lookups: lookups)) { rows in
                let lookup = request.lookups[rows.lookup]
                guard let screen = own.first(where: { $0.key == lookup.key }), case .people(let people) = lookup.index
                else { return try body(rows) }
                try body(screened(rows, lookup, people, screen))
            }
        } catch {
            failure.withLock { $0 = ($0?.dataset ?? dataset, $0?.reason ?? "\(error)") }
            throw error
        }
    }

    private func screened(
        _ rows: MatchedRows, _ lookup: RowLookup, _ people: SubjectIndex, _ screen: NameScreen
    ) -> MatchedRows {
        let keys = Dictionary(zip(people.numbers, people.keys), uniquingKeysWith: { first, _ in first })
        let name = lookup.columns.count
        var kept: [(row: Int, declared: String?)] = []
        for row in 0..<rows.count {
            let declared = keys[rows.subjects[row]].flatMap { screen.declared[$0] }
            guard rows.isGiven(name, row), let declared else {
                kept.append((row, nil))
                continue
            }
            if NameComparison(declared, String(decoding: rows.text(name, row), as: UTF8.self)).isSame {
                kept.append((row, declared))
            } else if !dropsOthers {
                kept.append((row, nil))
            }
        }
        return Self.copy(rows, kept, lookup, name: screen.name)
    }

    /// Some rows of a batch, with the declared name in place of the written one where it is given.
    private static func copy(
        _ rows: MatchedRows, _ kept: [(row: Int, declared: String?)], _ lookup: RowLookup, name: Int
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
