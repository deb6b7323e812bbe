import Primitives

// The record's form of what a program came to. Field names are part of the schema: a change is a new schema number.

extension SortedProgram {
    var json: CanonicalJSON {
        let excludedBy: String? = if case .excluded(let by) = outcome { by } else { nil }
        return .object([
            "program": .text(program), "title": .text(title), "group": .text(group.rawValue),
            "member": .optional(member), "outcome": .text(outcome.word), "excludedBy": .optional(excludedBy),
            "amountFen": amount.map { .integer($0.fen) } ?? .null, "period": .optional(period?.rawValue),
            "reasons": .list(reasons.map(\.json)), "questions": .list(questions.map(Self.json)),
            "asks": .list(asks.map(\.json)), "yieldsTo": .list(yieldsTo.map(CanonicalJSON.text)),
            "people": .list(people.map(\.json)),
            "startsAtOnce": .flag(startsAtOnce),
        ])
    }

    init(json: CanonicalJSON) throws(RecordError) {
        var reasons: [Reason] = []
        for value in try json.list("reasons") { reasons.append(try Reason(json: value)) }
        var questions: [OpenQuestion] = []
        for value in try json.list("questions") { questions.append(try Self.question(value)) }
        var people: [Person] = []
        for value in try json.list("people") { people.append(try Person(json: value)) }
        var asks: [Ask] = []
        for value in try json.list("asks") { asks.append(try Ask(json: value)) }
        let hasAmount = try json.field("amountFen") != .null
        self.init(
            program: try json.text("program"), title: try json.text("title"), group: try json.choice("group"),
            member: try json.optionalText("member"),
            outcome: try Outcome(word: try json.text("outcome"), by: try json.optionalText("excludedBy")),
            amount: hasAmount ? Money(fen: try json.integer("amountFen")) : nil,
            period: try json.field("period") == .null ? nil : try json.choice("period"), reasons: reasons,
            questions: questions, asks: asks, yieldsTo: try json.texts("yieldsTo"), people: people,
            startsAtOnce: try json.flag("startsAtOnce"))
    }

    private static func json(_ question: OpenQuestion) -> CanonicalJSON {
        .object([
            "subject": .text(question.subject), "question": .text(question.question), "reason": .text(question.reason),
        ])
    }

    private static func question(_ json: CanonicalJSON) throws(RecordError) -> OpenQuestion {
        OpenQuestion(
            subject: try json.text("subject"), question: try json.text("question"), reason: try json.text("reason"))
    }
}

extension SortedProgram.Outcome {
    fileprivate init(word: String, by: String?) throws(RecordError) {
        switch (word, by) {
        case ("eligible", _): self = .eligible
        case ("notEligible", _): self = .notEligible
        case ("undetermined", _): self = .undetermined
        case ("unavailable", _): self = .unavailable
        case ("excluded", let by?): self = .excluded(by: by)
        default: throw RecordError("a program cannot come to '\(word)'")
        }
    }
}

extension SortedProgram.Reason {
    fileprivate var json: CanonicalJSON {
        .object([
            "test": .text(test), "for": .flag(isFor), "sentence": .text(sentence), "citation": .text(citation),
        ])
    }

    fileprivate init(json: CanonicalJSON) throws(RecordError) {
        self.init(
            test: try json.text("test"), isFor: try json.flag("for"), sentence: try json.text("sentence"),
            citation: try json.text("citation"))
    }
}

extension SortedProgram.Ask {
    fileprivate var json: CanonicalJSON {
        .object([
            "entity": .text(entity), "row": .text(row), "field": .text(field), "question": .text(question),
            "reason": .text(reason),
        ])
    }

    fileprivate init(json: CanonicalJSON) throws(RecordError) {
        self.init(
            entity: try json.text("entity"), row: try json.text("row"), field: try json.text("field"),
            question: try json.text("question"), reason: try json.text("reason"))
    }
}

extension SortedProgram.Person {
    fileprivate var json: CanonicalJSON {
        .object([
            "member": .text(member), "receives": .flag(receives), "sentence": .text(sentence),
            "excludedBy": .optional(excludedBy),
        ])
    }

    fileprivate init(json: CanonicalJSON) throws(RecordError) {
        self.init(
            member: try json.text("member"), receives: try json.flag("receives"), sentence: try json.text("sentence"),
            excludedBy: try json.optionalText("excludedBy"))
    }
}
