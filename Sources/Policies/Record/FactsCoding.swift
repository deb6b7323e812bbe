import Primitives
import Rules

// The record's form of the facts. Field names are part of the schema: a change is a new schema number.

extension HouseholdFacts {
    var json: CanonicalJSON {
        let single: String? = if case .single(let key) = filing { key } else { nil }
        return .object([
            "decisionDay": .text(decisionDay.text), "region": .text(region.text), "singleFiler": .optional(single),
            "members": .list(members.map(\.json)), "income": .list(income.map(\.json)),
            "property": .list(property.map(\.json)), "expenses": .list(expenses.map(\.json)),
            "further": .list(further.map(\.json)),
        ])
    }

    init(json: CanonicalJSON) throws(RecordError) {
        let single = try json.optionalText("singleFiler")
        var members: [MemberFacts] = []
        for value in try json.list("members") { members.append(try MemberFacts(json: value)) }
        var income: [IncomeItem] = []
        for value in try json.list("income") { income.append(try IncomeItem(json: value)) }
        var property: [PropertyItem] = []
        for value in try json.list("property") { property.append(try PropertyItem(json: value)) }
        var expenses: [ExpenseItem] = []
        for value in try json.list("expenses") { expenses.append(try ExpenseItem(json: value)) }
        var further: [FurtherRow] = []
        for value in try json.list("further") { further.append(try FurtherRow(json: value)) }
        self.init(
            decisionDay: try json.day("decisionDay"), region: try json.region("region"),
            filing: single.map(Filing.single) ?? .household, members: members, income: income, property: property,
            expenses: expenses, further: further)
    }
}

extension FurtherRow {
    fileprivate var json: CanonicalJSON {
        .object([
            "entity": .text(entity), "key": .text(key), "below": .text(below), "label": .text(label),
            "facts": .object(facts.mapValues { $0.json(\.json) }),
        ])
    }

    fileprivate init(json: CanonicalJSON) throws(RecordError) {
        var facts: [String: Fact<FactValue>] = [:]
        let held = try json.field("facts")
        for name in try json.object("facts").keys {
            facts[name] = try held.fact(name) { json throws(RecordError) in try FactValue(json: json.field("value")) }
        }
        self.init(
            entity: try json.text("entity"), key: try json.text("key"), below: try json.text("below"),
            label: try json.text("label"), facts: facts)
    }
}

extension FactValue {
    /// Silence is the fact's, so only numbers and words come here.
    fileprivate var json: CanonicalJSON {
        switch self {
        case .number(let number): .integer(number)
        case .word(let word): .text(word)
        case .between(let low, let high, let reason): .list([.integer(low), .integer(high), .text(reason)])
        case .unknown(let reason): .list([.text(reason)])
        }
    }

    fileprivate init(json: CanonicalJSON) throws(RecordError) {
        switch json {
        case .integer(let number): self = .number(number)
        case .text(let word): self = .word(word)
        case .list(let parts):
            if parts.count == 3, case .integer(let low) = parts[0], case .integer(let high) = parts[1],
                case .text(let reason) = parts[2]
            {
                self = .between(low, high, reason: reason)
            } else if parts.count == 1, case .text(let reason) = parts[0] {
                self = .unknown(reason: reason)
            } else {
                throw RecordError("a fact of the record has an unknown shape")
            }
        case .null, .flag, .object, .canonical: throw RecordError("a fact of the record has an unknown shape")
        }
    }
}

extension CanonicalJSON {
    func day(_ name: String) throws(RecordError) -> CivilDate {
        let text = try text(name)
        guard let day = try? CivilDate(parsing: text) else { throw RecordError("'\(name)' is no day: '\(text)'") }
        return day
    }

    func region(_ name: String) throws(RecordError) -> RegionCode {
        let text = try text(name)
        guard let region = try? RegionCode(text) else { throw RecordError("'\(name)' is no region: '\(text)'") }
        return region
    }

    func fact<Value>(
        _ name: String, _ read: (CanonicalJSON) throws(RecordError) -> Value
    ) throws(RecordError) -> Fact<Value> {
        let json = try field(name)
        if case .object(let fields) = json, fields["unknown"] != nil {
            return .unknown(reason: try json.text("unknown"))
        }
        let source = FactSource(
            kind: try json.choice("kind"), name: try json.text("source"), asOf: try json.day("asOf"))
        return .known(try read(json), source)
    }

    func flagFact(_ name: String) throws(RecordError) -> Fact<Bool> {
        try fact(name) { json throws(RecordError) in try json.flag("value") }
    }

    func moneyFact(_ name: String) throws(RecordError) -> Fact<Money> {
        try fact(name) { json throws(RecordError) in Money(fen: try json.integer("value")) }
    }

    func choiceFact<Choice: RawRepresentable & Hashable & Sendable>(_ name: String) throws(RecordError) -> Fact<Choice>
    where Choice.RawValue == String {
        try fact(name) { json throws(RecordError) in try json.choice("value") }
    }
}

extension Fact {
    func json(_ write: (Value) -> CanonicalJSON) -> CanonicalJSON {
        switch self {
        case .known(let value, let source):
            .canonical(
                CanonicalWriter.object {
                    $0.field("asOf", source.asOf.text)
                    $0.field("kind", source.kind.rawValue)
                    $0.field("source", source.name)
                    $0.field("value", write(value))
                })
        case .unknown(let reason): .object(["unknown": .text(reason)])
        }
    }
}

extension Fact where Value: RawRepresentable, Value.RawValue == String {
    var json: CanonicalJSON { json { .text($0.rawValue) } }
}

extension Fact<Money> { var json: CanonicalJSON { json { .integer($0.fen) } } }
extension Fact<Bool> { var json: CanonicalJSON { json { .flag($0) } } }

extension Disability {
    fileprivate var json: CanonicalJSON {
        guard case .certified(let kind, let grade) = self else { return .null }
        return .object(["kind": .text(kind.rawValue), "grade": .integer(Int64(grade))])
    }

    fileprivate init(json: CanonicalJSON) throws(RecordError) {
        if case .null = json {
            self = .none
        } else {
            self = .certified(try json.choice("kind"), grade: Int(try json.integer("grade")))
        }
    }
}

extension MemberFacts {
    fileprivate var json: CanonicalJSON {
        .object([
            "key": .text(key), "name": .text(name), "relationship": .text(relationship.rawValue),
            "birthDate": birthDate.json { .text($0.text) }, "area": area.json, "disability": disability.json(\.json),
            "seriousIllness": seriousIllness.json, "student": student.json, "ableToWork": ableToWork.json,
            "carer": carer.json, "employment": employment.json,
        ])
    }

    fileprivate init(json: CanonicalJSON) throws(RecordError) {
        self.init(
            key: try json.text("key"), name: try json.text("name"), relationship: try json.choice("relationship"),
            birthDate: try json.fact("birthDate") { json throws(RecordError) in try json.day("value") },
            area: try json.choiceFact("area"),
            disability: try json.fact("disability") { json throws(RecordError) in
                try Disability(json: try json.field("value"))
            },
            seriousIllness: try json.flagFact("seriousIllness"), student: try json.flagFact("student"),
            ableToWork: try json.flagFact("ableToWork"), carer: try json.flagFact("carer"),
            employment: try json.choiceFact("employment"))
    }
}

extension IncomeItem {
    fileprivate var json: CanonicalJSON {
        let months: Int64 = if case .monthly(let months) = period { Int64(months) } else { 0 }
        return .object([
            "key": .text(key), "member": .text(member), "kind": .text(kind.rawValue), "amount": amount.json,
            "months": .integer(months), "exemptReason": .optional(exemptReason),
        ])
    }

    fileprivate init(json: CanonicalJSON) throws(RecordError) {
        let months = Int(try json.integer("months"))
        self.init(
            key: try json.text("key"), member: try json.text("member"), kind: try json.choice("kind"),
            amount: try json.moneyFact("amount"), period: months == 0 ? .yearly : .monthly(months: months),
            exemptReason: try json.optionalText("exemptReason"))
    }
}

extension PropertyItem {
    fileprivate var json: CanonicalJSON {
        .object([
            "key": .text(key), "member": .text(member), "kind": .text(kind.rawValue), "held": held.json,
            "value": value.json, "squareMetres": squareMetres?.json { .integer(Int64($0)) } ?? .null,
            "exemptReason": .optional(exemptReason),
        ])
    }

    fileprivate init(json: CanonicalJSON) throws(RecordError) {
        var area: Fact<Int>?
        if try json.field("squareMetres") != .null {
            area = try json.fact("squareMetres") { json throws(RecordError) in Int(try json.integer("value")) }
        }
        self.init(
            key: try json.text("key"), member: try json.text("member"), kind: try json.choice("kind"),
            held: try json.flagFact("held"), value: try json.moneyFact("value"), squareMetres: area,
            exemptReason: try json.optionalText("exemptReason"))
    }
}

extension ExpenseItem {
    fileprivate var json: CanonicalJSON {
        .object([
            "key": .text(key), "member": .text(member), "kind": .text(kind.rawValue), "amount": amount.json,
        ])
    }

    fileprivate init(json: CanonicalJSON) throws(RecordError) {
        self.init(
            key: try json.text("key"), member: try json.text("member"), kind: try json.choice("kind"),
            amount: try json.moneyFact("amount"))
    }
}
