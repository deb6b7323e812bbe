import Primitives
package import Rules

/// Facts for programs other than dibao: fields of a row that exists, or a row of an entity of its own.
package struct FurtherRow: Hashable, Sendable {
    /// The entity of `policies/facts.yaml`.
    package var entity: String
    /// The key: that of a member or item for more facts about it, empty for the household, else a new row's.
    package var key: String
    /// The key of the row above a new row; empty for the household.
    package var below: String
    /// What people call a new row.
    package var label: String
    /// The facts by field.
    package var facts: [String: Fact<FactValue>]

    /// Gathers a row.
    package init(
        entity: String, key: String = "", below: String = "", label: String = "", facts: [String: Fact<FactValue>]
    ) {
        self.entity = entity
        self.key = key
        self.below = below
        self.label = label
        self.facts = facts
    }
}

extension HouseholdFacts {
    /// The facts as rules read them, with their sources.
    package func sheet(_ definition: FactsDefinition) -> FactSheet {
        var sheet = FactSheet(definition)
        let today = FactSource(kind: .document, name: "审核日", asOf: decisionDay)
        sheet.set("decisionDay", to: .known(decisionDay.value, today))
        for member in members {
            guard let row = sheet.add("member", key: member.key, label: member.name) else { continue }
            for (name, fact) in member.values { sheet.set(name, of: row, to: fact) }
        }
        for item in income {
            sheet.add("income", of: item.member, key: item.key, label: item.kind.chinese, note: item.exemptReason) {
                item.values(on: decisionDay)
            }
        }
        for item in property {
            sheet.add("property", of: item.member, key: item.key, label: item.kind.chinese, note: item.exemptReason) {
                item.values(on: decisionDay)
            }
        }
        for item in expenses {
            sheet.add("expense", of: item.member, key: item.key, label: item.kind.rawValue) {
                [
                    ("expenseKind", .known(.word(item.kind.rawValue), .declared(on: decisionDay))),
                    ("expenseYearly", item.amount.map(\.value)),
                ]
            }
        }
        for further in further { sheet.add(further) }
        return sheet
    }
}

extension FactSheet {
    /// Adds an item of a member with its facts; nothing when there is no such member.
    fileprivate mutating func add(
        _ entity: String, of member: String, key: String, label: String, note: String? = nil,
        facts: () -> [(String, Fact<FactValue>)]
    ) {
        guard let owner = row("member", key: member), let row = add(entity, below: owner, key: key, label: label) else {
            return
        }
        for (name, fact) in facts() { set(name, of: row, to: fact) }
        if let note { self.note(note, at: row) }
    }

    /// Adds facts to a row, making the row when there is none of the key.
    package mutating func add(_ further: FurtherRow) {
        let isRoot = definition.schema.entities[0].name == further.entity
        var row = isRoot ? .root : self.row(further.entity, key: further.key)
        if row == nil, let entity = definition.schema.entity(further.entity) {
            let above = definition.schema.entities[entity.index].parent ?? .root
            let name = definition.schema.entities[above.index].name
            let parent = above == .root ? RowID.root : self.row(name, key: further.below)
            row = parent.flatMap { add(further.entity, below: $0, key: further.key, label: further.label) }
        }
        guard let row else { return }
        for (name, fact) in further.facts { set(name, of: row, to: fact) }
    }
}

extension CivilDate {
    var value: FactValue { .number(Int64(dayNumber)) }
}

extension Money {
    var value: FactValue { .number(fen) }
}

extension Fact<Bool> {
    fileprivate var value: Fact<FactValue> { map { .number($0 ? 1 : 0) } }
}

extension MemberFacts {
    fileprivate var values: [(String, Fact<FactValue>)] {
        let kind = disability.map { disability -> FactValue in
            if case .certified(let kind, _) = disability { .word(kind.rawValue) } else { .word("none") }
        }
        let grade = disability.map { disability -> FactValue in
            if case .certified(_, let grade) = disability { .number(Int64(grade)) } else { .number(0) }
        }
        return [
            ("birthDate", birthDate.map(\.value)), ("area", area.map { .word($0.rawValue) }),
            ("disabilityKind", kind), ("disabilityGrade", grade), ("seriousIllness", seriousIllness.value),
            ("student", student.value), ("ableToWork", ableToWork.value), ("carer", carer.value),
            ("employment", employment.map { .word($0.rawValue) }),
            ("relationship", .known(.word(relationship.rawValue), birthDate.source ?? .declared(on: .first))),
        ]
    }
}

extension IncomeItem {
    fileprivate func values(on day: CivilDate) -> [(String, Fact<FactValue>)] {
        let source = amount.source ?? .declared(on: day)
        let nothing = Fact<FactValue>.known(.number(0), source)
        let isMonthly = if case .monthly = period { true } else { false }
        let months: Int64 = if case .monthly(let months) = period { Int64(months) } else { 12 }
        return [
            ("incomeKind", .known(.word(kind.rawValue), source)),
            ("incomeMonthly", isMonthly ? amount.map(\.value) : nothing),
            ("incomeMonths", .known(.number(months), source)),
            ("incomeYearly", isMonthly ? nothing : amount.map(\.value)),
            ("incomeExempt", .known(.number(exemptReason == nil ? 0 : 1), source)),
        ]
    }
}

extension PropertyItem {
    fileprivate func values(on day: CivilDate) -> [(String, Fact<FactValue>)] {
        let source = held.source ?? .declared(on: day)
        // A department's silence may hide more than one.
        let count: Fact<FactValue> =
            switch held {
            case .known(let isHeld, let source): .known(.number(isHeld ? 1 : 0), source)
            case .unknown(let reason): .unknown(reason: reason)
            }
        let metres = squareMetres ?? .unknown(reason: "面积未填")
        return [
            ("propertyKind", .known(.word(kind.rawValue), source)), ("propertyHeld", held.value),
            ("propertyCount", count), ("propertyValue", value.map(\.value)),
            ("propertyMetres", metres.map { .number(Int64($0)) }),
            ("propertyExempt", .known(.number(exemptReason == nil ? 0 : 1), source)),
        ]
    }
}
