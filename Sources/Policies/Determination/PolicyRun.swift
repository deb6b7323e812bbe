import Primitives
import Rules

/// One computation of a policy for one subject, and how its values read.
struct PolicyRun {
    let program: PolicyProgram
    let sheet: FactSheet
    let evaluation: Evaluation

    init(_ program: PolicyProgram, _ sheet: FactSheet) {
        self.program = program
        self.sheet = sheet
        evaluation = program.executor.evaluate(sheet.table)
    }

    var policy: ResolvedPolicy { program.policy }
    var schema: FactSchema { sheet.definition.schema }

    /// The type of a rule's value.
    func type(_ name: String) -> RuleType? {
        program.definition(name).map { program.program.definitions[$0.index].type }
    }

    /// A rule's value at a row of its entity, seen from a row at or below it.
    func value(_ name: String, at row: RowID = .root) -> RuleValue? {
        guard let definition = program.definition(name),
            let owner = sheet.row(of: program.program.definitions[definition.index].text.entity, from: row)
        else { return nil }
        return evaluation.value(definition, row: owner.index)
    }

    /// A value, fact or parameter by the name a pack mentions it, with its type.
    func mentioned(_ name: String, at row: RowID = .root) -> (value: RuleValue?, type: RuleType)? {
        if let type = type(name) { return (value(name, at: row), type) }
        if name.hasPrefix("p.") {
            guard let entry = policy.values[String(name.dropFirst(2))], entry.keys.isEmpty else { return nil }
            switch entry.value.content(in: entry.unit) {
            case .number(let number): return (.number(number), entry.unit.type)
            case .ratio(let ratio): return (.quotient(ratio), .ratio)
            case .word(let word): return (.word(word), .text)
            case .list, .table: return nil
            }
        }
        guard let field = schema.field(name) else { return nil }
        let type = schema.fields[field.index].type
        switch sheet.fact(name, at: row) {
        case .number(let number): return (.number(number), type)
        case .word(let word): return (.word(sheet.definition.chinese(word, of: field)), type)
        case .between, .unknown, nil: return (nil, type)
        }
    }

    /// A sentence with its names filled in for a row.
    func filled(_ sentence: String, at row: RowID = .root) -> String {
        SentenceTemplate(sentence).filled { name in
            if let entity = schema.entity(name) {
                return sheet.row(of: entity, from: row).map(sheet.label(of:)) ?? name
            }
            if name.hasPrefix("p."), let entry = policy.values[String(name.dropFirst(2))] { return entry.text }
            guard let (value, type) = mentioned(name, at: row), let value else { return "未知" }
            return ValueText.chinese(value, type)
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
            let text = detail.question.isEmpty ? "\(sheet.label(of: question.row))的\(field.label)" : detail.question
            let asked = OpenQuestion(
                subject: sheet.key(of: question.row), question: filled(text, at: question.row), reason: reason)
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
