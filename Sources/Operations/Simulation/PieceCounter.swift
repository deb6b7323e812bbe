import Columns
import Policies
import Primitives
import Rules

/// What a piece comes to under both sides.
struct CountedPiece: Sendable {
    var tally = SimulationTally()
    var bytes = 0
    var households = 0
    var firstKey: [UInt8]?
    var lastKey: [UInt8]?
}

/// Counts one piece after another with the same memory: households that change alike are added up before they go into
/// the tally.
final class PieceCounter {
    /// All that the tally looks at of a household, but for its sums.
    private struct Likeness: Hashable {
        let county: Int64
        let kind: Int64
        let before: Int64
        let after: Int64
        let change: SimulatedChange
        let step: Int
        /// Two bits for each line and side.
        let near: UInt64
    }

    private struct Sum {
        var households: Int64 = 0
        var beforeFen: Int64 = 0
        var afterFen: Int64 = 0
        /// One of the households.
        let record: Int
    }

    private let simulation: PolicySimulation
    private let before: PieceWorker
    private let after: PieceWorker
    private let values: SimulationGuide.BatchValues
    private let draw: CliffDraw

    init(
        _ simulation: PolicySimulation, _ sides: [BatchRecipe], _ values: SimulationGuide.BatchValues, _ draw: CliffDraw
    ) {
        self.simulation = simulation
        before = PieceWorker(sides[0])
        after = PieceWorker(sides[1])
        self.values = values
        self.draw = draw
    }

    func count(_ piece: BatchPiece, isCareful: Bool) throws -> CountedPiece {
        let first = try before.numbers(of: piece)
        if before.outcome.wasCutInsideRecord, !isCareful { throw DetermineRefusal.recordAcrossPieces }
        let second = try after.numbers(of: piece)
        var result = CountedPiece()
        result.bytes = before.outcome.inputBytes
        result.households = before.subjects.count
        (result.firstKey, result.lastKey) = (before.outcome.firstKey, before.outcome.lastKey)
        var sums: [Likeness: Sum] = [:]
        for record in 0..<before.subjects.count {
            guard before.faults[record] == nil, after.faults[record] == nil else {
                result.tally.add(undecided(record))
                continue
            }
            let (old, new) = (first.columns[1][record], second.columns[1][record])
            let pair = SimulatedPair.change(beforeFen: old, afterFen: new)
            let likeness = Likeness(
                county: values.county == nil ? 0 : first.columns[3][record], kind: first.columns[2][record],
                before: first.columns[0][record], after: second.columns[0][record], change: pair,
                step: SimulationTally.step(of: new - old), near: near(first, record) << 32 | near(second, record))
            var sum = sums[likeness] ?? Sum(record: record)
            sum.households += 1
            sum.beforeFen += old
            sum.afterFen += new
            sums[likeness] = sum
            if pair == .left { result.tally.list(leaving: self.pair(record, first, second)) }
        }
        for sum in sums.values {
            result.tally.add(
                like: pair(sum.record, first, second), households: sum.households, beforeFen: sum.beforeFen,
                afterFen: sum.afterFen)
        }
        try probe(first, into: &result.tally)
        for fault in before.subjects.faults { result.tally.add(unread(fault.reason.advice)) }
        return result
    }

    /// Two bits for each line: below, above.
    private func near(_ numbers: PieceNumbers, _ record: Int) -> UInt64 {
        var bits: UInt64 = 0
        for (index, nearness) in nearness(numbers, record).enumerated() {
            if let nearness { bits |= (nearness == .below ? 1 : 2) << (UInt64(index) * 2) }
        }
        return bits
    }

    private func nearness(_ numbers: PieceNumbers, _ record: Int) -> [SimulatedOutcome.Nearness?] {
        let first = values.county == nil ? 3 : 4
        return values.lines.indices.map { line in
            let measured = numbers.columns[first + line * 2][record]
            let limit = numbers.columns[first + line * 2 + 1][record]
            return SimulatedOutcome.Nearness(measuredFen: measured, limitFen: limit)
        }
    }

    private func pair(_ record: Int, _ first: PieceNumbers, _ second: PieceNumbers) -> SimulatedPair {
        SimulatedPair(
            key: before.key(record), county: county(first, record), kind: first.word(2, record) ?? "",
            before: outcome(first, record), after: outcome(second, record))
    }

    private func county(_ numbers: PieceNumbers, _ record: Int) -> String {
        values.county == nil ? "" : numbers.word(3, record) ?? ""
    }

    private func outcome(_ numbers: PieceNumbers, _ record: Int) -> SimulatedOutcome {
        let near = zip(values.lines, nearness(numbers, record)).compactMap { line, nearness in
            nearness.map { SimulatedOutcome.Measure(line: line.name, nearness: $0) }
        }
        return SimulatedOutcome(
            .decided(numbers.word(0, record) ?? SimulatedOutcome.nothing), monthlyFen: numbers.columns[1][record],
            near: near)
    }

    private func undecided(_ record: Int) -> SimulatedPair {
        let reason = [before.faults[record], after.faults[record]].compactMap(\.self).first.map { finding in
            finding.column.isEmpty ? finding.reason : "\(finding.column)：\(finding.reason)"
        }
        return unread(reason ?? "", key: before.key(record))
    }

    private func unread(_ reason: String, key: String = "") -> SimulatedPair {
        let outcome = SimulatedOutcome(.undecided(reason: reason))
        return SimulatedPair(
            key: key, county: "", kind: SimulationGuide.unclearKind.name, before: outcome, after: outcome)
    }

    /// The drawn households, decided again one by one while a member earns more.
    private func probe(_ numbers: PieceNumbers, into tally: inout SimulationTally) throws {
        for record in 0..<before.subjects.count where before.faults[record] == nil && after.faults[record] == nil {
            let key = before.key(record)
            guard draw.takes(key) else { continue }
            let definition = simulation.before.packs.facts
            let household = SimulatedHousehold(
                key: key, region: nil, sheet: FactSheet(definition, try before.facts(of: record)),
                day: before.month(of: record).firstDay)
            tally.cliffs.add(simulation.probe(household), kind: numbers.word(2, record) ?? "")
        }
    }
}

extension FactSheet {
    /// A table of facts as a sheet, without sources.
    fileprivate init(_ definition: FactsDefinition, _ table: FactTable) {
        self.init(definition, key: table.rows[0][0].key)
        let source = FactSource(kind: .document, name: "", asOf: .first)
        let schema = definition.schema
        for (index, rows) in table.rows.enumerated() {
            let entity = schema.entities[index]
            for row in rows {
                var place = RowID.root
                if let parent = row.parent {
                    let above = RowID(entity: entity.parent ?? .root, index: parent)
                    guard let added = add(entity.name, below: above, key: row.key, label: row.key) else { continue }
                    place = added
                }
                for (field, value) in row.values {
                    set(schema.fields[field.index].name, of: place, to: .known(value, source))
                }
            }
        }
    }
}
