package import Columns

/// What differs between two days of department data, for people who are watched and for keys that answers had read.
package struct RowDifference: Sendable {
    /// People with a row that came, went or changed, by raw packed ID.
    package private(set) var people: Set<UInt64> = []
    /// Keys of others with such a row.
    package private(set) var reads: Set<HouseholdTrail.Read> = []

    /// Compares the datasets named, as two sources hold them, by the sums of their rows under each key.
    ///
    /// Rows are compared as checks read them: typed fields, not the bytes of a file. Of a dataset that only the checks
    /// of `prepared` do not use, nothing is read.
    package init(
        _ prepared: PreparedChecks, of datasets: Set<String>, from old: any RowSource, to new: any RowSource,
        people: [UInt64], reads: Set<HouseholdTrail.Read>
    ) throws {
        let known = Dictionary(grouping: reads, by: \.place)
        for pass in prepared.program.passes where datasets.contains(pass.dataset) {
            for key in Set(pass.lookups.map(\.key)).sorted() {
                let column = pass.schema.columns[key]
                let place = ReadPlace.number(pass.dataset, column.name)
                let others = known[place, default: []].map(\.key)
                let sums = KeySums(
                    schema: pass.schema, key: key,
                    keys: Set(column.type.isCitizenKey ? people + others : others).sorted())
                for changed in try sums.changed(from: old, to: new) {
                    if column.type.isCitizenKey { self.people.insert(changed) }
                    if known[place] != nil { self.reads.insert(HouseholdTrail.Read(place: place, key: changed)) }
                }
            }
        }
    }
}

extension PreparedChecks {
    /// The datasets that the checks use.
    package var datasets: Set<String> { Set(program.passes.map(\.dataset)) }

    /// The datasets that the check of a code rests on, in order.
    package func datasets(of code: String) -> [String] {
        program.checks.first { $0.definition.code == code }.map { Set($0.datasets).sorted() } ?? []
    }
}

extension CheckBook {
    /// A print of checks, limits and tables: a run under another one begins anew.
    package var printText: String { String(UInt64(bitPattern: print), radix: 16) }
}

/// The rows under some keys of a column, each key's rows as one sum that does not depend on their order.
private struct KeySums {
    let schema: TableSchema
    let key: Int
    let keys: [UInt64]

    /// The keys whose rows are not the same in both sources.
    func changed(from old: any RowSource, to new: any RowSource) throws -> [UInt64] {
        guard !keys.isEmpty else { return [] }
        var sums = [UInt64](repeating: 0, count: keys.count)
        for (source, isNew) in [(old, false), (new, true)] where source.hasAnswer(schema.name) {
            try add(source, to: &sums) { sum, row in isNew ? sum &+ row : sum &- row }
        }
        return keys.indices.filter { sums[$0] != 0 }.map { keys[$0] }
    }

    private func add(
        _ source: any RowSource, to sums: inout [UInt64], _ combine: (UInt64, UInt64) -> UInt64
    ) throws {
        let columns = schema.columns.indices.map { RowColumn($0, form(of: $0)) }
        let isPerson = schema.columns[key].type.isCitizenKey
        let index: RowIndex = isPerson ? .people(SubjectIndex(keys: keys)) : .everything
        let places = isPerson ? [:] : Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
        let request = RowRequest(schema: schema, lookups: [RowLookup(key: key, index: index, columns: columns)])
        try source.scan(request) { rows in
            for row in 0..<rows.count {
                let place = isPerson ? Int(rows.subjects[row]) : places[UInt64(bitPattern: rows.numbers(key)[row])]
                guard let place else { continue }
                sums[place] = combine(sums[place], Self.hash(rows, row, columns))
            }
        }
    }

    private func form(of column: Int) -> RowColumn.Form {
        switch schema.columns[column].type {
        case .text: .print
        case .citizenKey, .citizenKeyOrLegacy: .text
        case .integer, .hundredths, .date, .month: .number
        }
    }

    private static func hash(_ rows: MatchedRows, _ row: Int, _ columns: [RowColumn]) -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        for (place, column) in columns.enumerated() {
            let isGiven = rows.isGiven(place, row)
            let number = column.form == .text ? TextPrint.of(rows.text(place, row)) : rows.numbers(place)[row]
            let word = isGiven ? UInt64(bitPattern: number) : 0x5555_5555
            let (high, low) = (hash ^ word &* 0xFF51_AFD7_ED55_8CCD)
                .multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15 &+ UInt64(place) &* 2)
            hash = high ^ low
        }
        return hash
    }
}
