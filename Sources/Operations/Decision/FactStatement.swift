package import Casework
package import Policies
package import Primitives

/// A person's answer to an open question of a determination: what is so, and on which paper or visit it rests.
///
/// It never overrides what a department answered; it fills only what is unknown, and the record names its source.
package struct FactStatement: Codable, Hashable, Sendable {
    /// On what the answer rests.
    package enum Basis: String, CaseIterable, Codable, Sendable {
        case visit, document
    }

    /// The subject of the open question: an item's key or a member's key.
    package var subject: String
    /// Which fact of a member it answers; nil for items.
    package var aspect: MemberAspect?
    /// Yes or no, for a question of that kind; nil otherwise.
    package var holds: Bool?
    /// The sum, for a question of that kind; nil otherwise.
    package var amount: Money?
    /// The certified disability, for that aspect.
    package var disability: Casework.Disability?
    /// On what it rests.
    package var basis: Basis
    /// The paper's name, or what the visitors saw.
    package var note: String

    /// Takes the parts.
    package init(
        subject: String, aspect: MemberAspect? = nil, holds: Bool? = nil, amount: Money? = nil,
        disability: Casework.Disability? = nil, basis: Basis, note: String
    ) {
        self.subject = subject
        self.aspect = aspect
        self.holds = holds
        self.amount = amount
        self.disability = disability
        self.basis = basis
        self.note = note
    }

    func source(on day: CivilDate) -> FactSource {
        FactSource(kind: basis == .visit ? .visit : .document, name: basis == .visit ? "" : note, asOf: day)
    }
}

extension HouseholdFacts {
    /// The facts with what people stated in place of what is unknown; a statement about a known fact changes nothing.
    ///
    /// `day` is the day of the visit or of the determination, on which the statement is true.
    package func stating(_ statements: [FactStatement], on day: CivilDate) -> HouseholdFacts {
        var facts = self
        for statement in statements {
            let source = statement.source(on: day)
            facts.income = facts.income.map { item in
                guard item.key == statement.subject, item.amount.value == nil, let amount = statement.amount else {
                    return item
                }
                var item = item
                item.amount = .known(amount, source)
                return item
            }
            facts.property = facts.property.map { item in
                item.key == statement.subject ? item.stating(statement, source: source) : item
            }
            facts.members = facts.members.map { member in
                member.key == statement.subject ? member.stating(statement, source: source) : member
            }
        }
        return facts
    }
}

extension PropertyItem {
    fileprivate func stating(_ statement: FactStatement, source: FactSource) -> PropertyItem {
        var item = self
        if item.held.value == nil, let holds = statement.holds ?? statement.amount.map({ $0 > .zero }) {
            item.held = .known(holds, source)
            if !holds { item.value = .known(.zero, source) }
        }
        if item.value.value == nil, let amount = statement.amount { item.value = .known(amount, source) }
        return item
    }
}

extension MemberFacts {
    fileprivate func stating(_ statement: FactStatement, source: FactSource) -> MemberFacts {
        var member = self
        func fill(_ fact: inout Fact<Bool>) {
            if fact.value == nil, let holds = statement.holds { fact = .known(holds, source) }
        }
        switch statement.aspect {
        case .seriousIllness: fill(&member.seriousIllness)
        case .ableToWork: fill(&member.ableToWork)
        case .carer: fill(&member.carer)
        case .student: fill(&member.student)
        case .employment:
            if member.employment.value == nil, let holds = statement.holds {
                member.employment = .known(holds ? .stable : .none, source)
            }
        case .disability:
            guard member.disability.value == nil else { break }
            if let disability = statement.disability {
                member.disability = .known(Policies.Disability(disability), source)
            } else if statement.holds == false {
                member.disability = .known(.none, source)
            }
        case .area:
            if member.area.value == nil, let holds = statement.holds {
                member.area = .known(holds ? .urban : .rural, source)
            }
        case nil: break
        }
        return member
    }
}
