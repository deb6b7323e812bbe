import Policies
package import Primitives
import Rules

/// A person's answer to a question that a sorting left open: which fact of which row, and on what it rests.
///
/// It fills only what is unknown; a department's answer and the family's declaration stay as they are.
package struct SortingAnswer: Codable, Hashable, Sendable {
    /// The entity of `policies/facts.yaml`.
    package var entity: String
    /// The row's key.
    package var row: String
    /// The field, or `Sorter.obligors`.
    package var field: String
    /// The answer: `yes` or `no`, a word of the field, yuan, a count, a day or a month; of obligors how many.
    package var value: String
    /// On what it rests.
    package var basis: FactStatement.Basis
    /// The paper's name, or what the visitors saw.
    package var note: String
    /// The day it was given.
    package var givenOn: CivilDate

    /// Takes the parts.
    package init(
        entity: String, row: String, field: String, value: String, basis: FactStatement.Basis, note: String,
        givenOn: CivilDate
    ) {
        self.entity = entity
        self.row = row
        self.field = field
        self.value = value
        self.basis = basis
        self.note = note
        self.givenOn = givenOn
    }

    /// Whether it answers the same question.
    func answersSame(as other: SortingAnswer) -> Bool {
        entity == other.entity && row == other.row && field == other.field
    }

    var source: FactSource {
        FactSource(kind: basis == .visit ? .visit : .document, name: basis == .visit ? "" : note, asOf: givenOn)
    }

    /// The answer as a fact; nil when it is none that the field takes.
    func fact(_ definition: FactsDefinition) -> FactValue? {
        guard let id = definition.schema.field(field) else { return nil }
        let field = definition.schema.fields[id.index]
        guard definition.schema.entities[field.entity.index].name == entity else { return nil }
        let number: Int64?
        switch field.type {
        case .flag: number = ["yes": 1, "no": 0][value]
        case .text: return field.words?.contains(value) == true ? .word(value) : nil
        case .money: number = (try? Money(parsing: value))?.fen
        case .date: number = (try? CivilDate(parsing: value)).map { Int64($0.dayNumber) }
        case .month: number = (try? CalendarMonth(parsing: value)).map { Int64($0.index) }
        default: number = Int64(value)
        }
        guard let number, field.range.contains(number) else { return nil }
        return .number(number)
    }

    /// How many relatives owe the member support; nil for other questions and impossible numbers.
    var obligors: Int? {
        guard entity == "member", field == Sorter.obligors, let count = Int(value), (0...12).contains(count) else {
            return nil
        }
        return count
    }
}

extension [SortingAnswer] {
    /// These answers with later ones in place of those to the same question.
    func laying(_ later: [SortingAnswer]) -> [SortingAnswer] {
        filter { held in !later.contains { $0.answersSame(as: held) } } + later
    }
}

extension HouseholdFacts {
    /// The rows that a sorting made up to ask about, parents of whom nothing is known, where they are answered.
    private func rowsToAnswer(_ answers: [SortingAnswer], _ definition: FactsDefinition) -> [FurtherRow] {
        let (held, completed) = (sheet(definition), sheet(definition).completed())
        let answered = Set(answers.filter { $0.entity == "parent" }.map(\.row))
        let children = completed.rows("parent").filter { answered.contains(completed.key(of: $0)) }
            .compactMap { completed.row(of: "member", from: $0) }
        return completed.rows("parent").compactMap { row in
            guard let child = completed.row(of: "member", from: row), children.contains(child),
                held.row("parent", key: completed.key(of: row)) == nil
            else { return nil }
            return FurtherRow(
                entity: "parent", key: completed.key(of: row), below: completed.key(of: child),
                label: completed.label(of: row), facts: [:])
        }
    }

    /// The facts with what people answered in place of what is unknown.
    func answering(_ answers: [SortingAnswer], _ definition: FactsDefinition) -> HouseholdFacts {
        var facts = self
        for answer in answers {
            if let count = answer.obligors {
                facts.further += (0..<count).map { number in
                    FurtherRow(
                        entity: "obligor", key: "\(answer.row)-obligor-\(number + 1)", below: answer.row,
                        label: count == 1 ? "义务人" : "第\(number + 1)名义务人", facts: [:])
                }
            }
        }
        facts.further += facts.rowsToAnswer(answers, definition)
        let held = facts.sheet(definition)
        for answer in answers {
            guard let value = answer.fact(definition) else { continue }
            let isRoot = definition.schema.entities[0].name == answer.entity
            let row: RowID? = isRoot ? .root : held.row(answer.entity, key: answer.row)
            switch row.flatMap({ held.fact(answer.field, at: $0) }) {
            case .number, .word: continue
            case .between, .unknown, nil: break
            }
            var stated: [String: Fact<FactValue>] = [answer.field: .known(value, answer.source)]
            // Nothing held is nothing in number and worth.
            if answer.field == "propertyHeld", value == .number(0) {
                for name in ["propertyCount", "propertyValue"] { stated[name] = .known(.number(0), answer.source) }
            }
            facts.further.append(
                FurtherRow(entity: answer.entity, key: isRoot ? "" : answer.row, facts: stated))
        }
        return facts
    }
}
