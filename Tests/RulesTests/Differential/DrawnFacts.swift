import Primitives
import Rules

/// Facts of one household, drawn within the ranges of a schema.
enum DrawnFacts {
    /// What a subject's facts lack.
    enum Gaps: CaseIterable { case none, absent, unknown }

    static func draw(_ schema: FactSchema, _ gaps: Gaps, _ random: inout SeededGenerator) -> FactTable {
        var facts = FactTable(schema: schema, key: "0")
        for entity in 1...2 {
            for parent in facts.rows[entity - 1].indices {
                for index in 0..<Int.random(in: 0...3, using: &random) {
                    _ = facts.add(EntityID(index: entity), below: parent, key: "\(parent)-\(index)")
                }
            }
        }
        for (index, field) in schema.fields.enumerated() {
            for row in facts.rows[field.entity.index].indices {
                if let value = value(field, gaps, &random) { facts.set(FieldID(index: index), of: row, to: value) }
            }
        }
        return facts
    }

    private static func value(
        _ field: FactSchema.Field, _ gaps: Gaps, _ random: inout SeededGenerator
    ) -> FactValue? {
        let isGap = gaps != .none && Int.random(in: 0..<6, using: &random) == 0
        if isGap, gaps == .absent { return nil }
        if field.type == .text {
            if isGap { return .unknown(reason: "未答") }
            return .word(
                (field.words ?? DrawnPolicy.words + DrawnPolicy.strangers).randomElement(using: &random) ?? "red")
        }
        let first = number(field.range, &random)
        guard isGap else { return .number(first) }
        let second = number(field.range, &random)
        return Bool.random(using: &random) || field.type == .flag
            ? .unknown(reason: "未答") : .between(min(first, second), max(first, second), reason: "未答")
    }

    /// A number of a range, often at or near its ends or zero.
    private static func number(_ range: ClosedRange<Int64>, _ random: inout SeededGenerator) -> Int64 {
        let edges = [range.lowerBound, range.upperBound, 0, 1, -1, 100].filter { range.contains($0) }
        switch Int.random(in: 0...3, using: &random) {
        case 0: return edges.randomElement(using: &random) ?? range.lowerBound
        case 1 where range.overlaps(-20...200): return Int64.random(in: range.clamped(to: -20...200), using: &random)
        default: return Int64.random(in: range, using: &random)
        }
    }

    /// The same facts with one answer for every question.
    static func answered(_ facts: FactTable, _ random: inout SeededGenerator) -> FactTable {
        var answered = facts
        for (index, field) in facts.schema.fields.enumerated() {
            for row in facts.rows[field.entity.index].indices {
                let id = FieldID(index: index)
                switch facts.rows[field.entity.index][row].values[id] {
                case .unknown:
                    guard let value = value(field, .none, &random) else { continue }
                    answered.set(id, of: row, to: value)
                case .between(let low, let high, _): answered.set(id, of: row, to: .number(number(low...high, &random)))
                default: break
                }
            }
        }
        return answered
    }
}
