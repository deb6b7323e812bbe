import Primitives
import Rules

extension ChangeFinder {
    private static let birthField = "birthDate"
    /// How many days ahead birthdays are looked for: ten years.
    private static let daysAhead: Int64 = 3653

    /// Sums of single items that turn the result elsewhere than the family's sum does, as wages with deductions do.
    mutating func addItems() {
        for (field, row, number) in known(where: { if case .money = $0.type { true } else { false } }) {
            let detail = run.schema.fields[field.index]
            let label = row == .root ? detail.label : "只看\(name(of: row))（\(detail.label)）："
            let measured = Measured(field, row: row.index, label: label, type: detail.type, fen: number)
            for upwards in [true, false] {
                let turn = watching.turns(of: measured.varied, upwards: upwards, most: 1).first
                guard let turn, !(upwards && number == 0 && turn.at == 1) else { continue }
                guard said.insert(Said(fen: measured.gap(to: turn.at), outcome: turn.outcome)).inserted else {
                    continue
                }
                found.append(
                    ResultChange(
                        measured.sentence(
                            turn.at, upwards: upwards, isFirst: true, words.becoming(turn.outcome, from: now)),
                        distance: ResultChange.distance(from: number, to: turn.at)))
            }
        }
    }

    /// What may become of people, as far as the facts say how to put it.
    mutating func addPeople() {
        for (index, field) in run.sheet.definition.fields.enumerated() where !field.changes.isEmpty {
            let id = FieldID(index: index)
            let entity = run.schema.fields[index].entity
            for row in run.evaluation.rows(of: entity) {
                let present = run.sheet.fact(id, of: entity, at: row)
                guard let present, isKnown(present) else { continue }
                for (word, sentence) in field.changes.sorted(by: { $0.key < $1.key }) {
                    let value: FactValue =
                        switch word {
                        case "true": .number(1)
                        case "false": .number(0)
                        default: .word(word)
                        }
                    guard value != present,
                        let outcome = watching.outcome(setting: [(id, row.index, value)]), outcome != now
                    else { continue }
                    let text = run.filled(sentence, at: row)
                    found.append(ResultChange("如果\(text)，\(words.becoming(outcome, from: now))。", distance: 500))
                }
            }
        }
    }

    /// The days ahead on which somebody grows into another result, with all else as it is.
    mutating func addBirthdays() {
        guard let day = run.schema.field("decisionDay"),
            case .number(let today)? = run.sheet.fact("decisionDay", at: .root)
        else { return }
        var before = now
        for turn in watching.turns(of: .fact(day, row: 0), upwards: true, to: today + Self.daysAhead, most: 3) {
            let result = words.becoming(turn.outcome, from: before)
            guard let date = Int32(exactly: turn.at).map(CivilDate.init(dayNumber:)) else { continue }
            let grown = known { $0.name == Self.birthField }.first { field, row, born in
                watching.outcome(setting: [(field, row.index, .number(born - (turn.at - today)))]) == turn.outcome
            }
            var text = "到\(date.chineseText)"
            if let grown, let born = Int32(exactly: grown.number).map(CivilDate.init(dayNumber:)) {
                text += "，\(run.sheet.label(of: grown.row))已满\(born.fullYears(until: date))周岁"
            } else {
                text += "，家里人的年龄变了"
            }
            found.append(
                ResultChange(
                    "\(text)。别的都不变的话，\(result)。", distance: (turn.at - today) * 1000 / Self.daysAhead))
            before = turn.outcome
        }
    }

    /// Known numbers of fields, row by row.
    private func known(
        where isWanted: (FactSchema.Field) -> Bool
    ) -> [(field: FieldID, row: RowID, number: Int64)] {
        run.schema.fields.enumerated().filter { isWanted($0.element) }
            .flatMap { index, field in
                run.evaluation.rows(of: field.entity).compactMap { row in
                    guard case .number(let number)? = run.sheet.fact(FieldID(index: index), of: field.entity, at: row)
                    else { return nil }
                    return (FieldID(index: index), row, number)
                }
            }
    }

    private func isKnown(_ value: FactValue) -> Bool {
        switch value {
        case .number, .word: true
        case .between, .unknown: false
        }
    }

    /// What people call a row, with the member whose item it is.
    private func name(of row: RowID) -> String {
        let label = run.sheet.label(of: row)
        guard let member = run.schema.entity("member"), row.entity != member,
            let owner = run.sheet.row(of: member, from: row)
        else { return label }
        return "\(run.sheet.label(of: owner))的\(label)"
    }
}
