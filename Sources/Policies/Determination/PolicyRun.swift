import Primitives
import Rules

/// One computation of a policy for one subject, and how its values read.
struct PolicyRun: Sendable {
    let program: PolicyProgram
    let sheet: FactSheet
    let evaluation: Evaluation

    init(_ program: PolicyProgram, _ sheet: FactSheet) {
        self.program = program
        self.sheet = sheet
        evaluation = program.executor.evaluate(sheet.table)
    }

    var prepared: PreparedPolicy { program.prepared }
    var policy: ResolvedPolicy { program.prepared.policy }
    var schema: FactSchema { sheet.definition.schema }

    /// The type of a rule's value.
    func type(_ name: String) -> RuleType? {
        program.definition(name).map { program.program.definitions[$0.index].type }
    }

    /// A rule's value at a row of its entity, seen from a row at or below it.
    func value(_ name: String, at row: RowID = .root) -> RuleValue? {
        guard let definition = program.definition(name) else { return nil }
        return value(definition, of: program.program.definitions[definition.index].text.entity, at: row)
    }

    /// A computed value at a row of its entity, seen from a row at or below it.
    func value(_ definition: DefinitionID, of entity: EntityID, at row: RowID) -> RuleValue? {
        sheet.row(of: entity, from: row).flatMap { evaluation.value(definition, row: $0.index) }
    }

    /// What a comparison names, with its type; nil where it is no value.
    func value(of mention: Mention, at row: RowID = .root) -> (value: RuleValue?, type: RuleType)? {
        switch mention {
        case .value(let definition, let entity, let type, _): (value(definition, of: entity, at: row), type)
        case .parameter(_, let value, let type): value.map { ($0, type) }
        case .fact(let field, let entity, let type): (fact(field, of: entity, at: row), type)
        case .row, .unknown: nil
        }
    }

    private func fact(_ field: FieldID, of entity: EntityID, at row: RowID) -> RuleValue? {
        switch sheet.fact(field, of: entity, at: row) {
        case .number(let number): .number(number)
        case .word(let word): .word(sheet.definition.chinese(word, of: field))
        case .between, .unknown, nil: nil
        }
    }

    /// A sentence with its names filled in for a row.
    func filled(_ sentence: PreparedSentence, at row: RowID = .root) -> String {
        var text = ""
        for piece in sentence.pieces {
            switch piece {
            case .words(let words): text += words
            case .mention(let mention): text += shown(mention, at: row)
            }
        }
        return text
    }

    /// A sentence of a pack as it is written, with its names filled in for a row.
    func filled(_ sentence: String, at row: RowID = .root) -> String {
        filled(MentionReader(policy, prepared.compiled).sentence(sentence), at: row)
    }

    private func shown(_ mention: Mention, at row: RowID) -> String {
        switch mention {
        case .row(let entity):
            return sheet.row(of: entity, from: row).map(sheet.label(of:)) ?? schema.entities[entity.index].name
        case .parameter(let text, _, _): return text
        case .value(let definition, let entity, let type, let words):
            guard let value = value(definition, of: entity, at: row) else { return "未知" }
            return ValueText.chinese(value, type, words)
        case .fact(let field, let entity, let type):
            return fact(field, of: entity, at: row).map { ValueText.chinese($0, type) } ?? "未知"
        case .unknown: return "未知"
        }
    }

    /// The open questions as people are asked them, each once.
    func questions(_ open: [Question]) -> [OpenQuestion] {
        var result: [OpenQuestion] = []
        for question in open {
            let field = schema.fields[question.field.index]
            var detail = sheet.definition.fields[question.field.index]
            var reason = question.reason
            // Whether there is such a thing comes before how much it is worth.
            if let first = detail.after, case .unknown(let why)? = sheet.fact(first, at: question.row),
                let asked = schema.field(first)
            {
                detail = sheet.definition.fields[asked.index]
                reason = why
            }
            let text =
                detail.question.isEmpty
                ? "\(sheet.label(of: question.row))的\(field.label)"
                : filled(detail.question, at: question.row)
            let asked = OpenQuestion(subject: sheet.key(of: question.row), question: text, reason: reason)
            if !result.contains(where: { $0.subject == asked.subject && $0.question == asked.question }) {
                result.append(asked)
            }
        }
        return result
    }

    /// The questions that keep a value open.
    func questions(of value: RuleValue?) -> [OpenQuestion] {
        if case .open(let open)? = value { questions(open.questions) } else { [] }
    }
}
