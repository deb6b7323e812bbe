package import Primitives

/// Everything a determination may know about a family on a day; the record stores it whole.
package struct HouseholdFacts: Hashable, Sendable {
    /// Who files: the household, or one member alone (单人户).
    package enum Filing: Hashable, Sendable {
        case household
        case single(member: String)
    }

    /// The day of the decision: parameters and ages are taken on it.
    package var decisionDay: CivilDate
    /// The region that accepted the application.
    package var region: RegionCode
    /// Who files.
    package var filing: Filing
    /// The co-living members, applicant first.
    package var members: [MemberFacts]
    /// The income items.
    package var income: [IncomeItem]
    /// The property items.
    package var property: [PropertyItem]
    /// The rigid expenses, recorded for other programs and for the case file.
    package var expenses: [ExpenseItem]
    /// Facts that only programs other than dibao read.
    package var further: [FurtherRow]

    /// Gathers the facts.
    package init(
        decisionDay: CivilDate, region: RegionCode, filing: Filing = .household, members: [MemberFacts],
        income: [IncomeItem] = [], property: [PropertyItem] = [], expenses: [ExpenseItem] = [],
        further: [FurtherRow] = []
    ) {
        self.decisionDay = decisionDay
        self.region = region
        self.filing = filing
        self.members = members
        self.income = income
        self.property = property
        self.expenses = expenses
        self.further = further
    }

    func name(of member: String) -> String { members.first { $0.key == member }?.name ?? member }
}

/// One co-living member.
package struct MemberFacts: Hashable, Sendable {
    /// The key that items refer to; unique in the household.
    package var key: String
    /// The name as printed on the sheet.
    package var name: String
    /// What the member is to the applicant.
    package var relationship: Relationship
    /// The day of birth.
    package var birthDate: Fact<CivilDate>
    /// Which standard is the member's own.
    package var area: Fact<ResidenceArea>
    /// The certified disability.
    package var disability: Fact<Disability>
    /// Whether a serious illness is recognised locally.
    package var seriousIllness: Fact<Bool>
    /// Whether the member is a student.
    package var student: Fact<Bool>
    /// Whether the member is able to work.
    package var ableToWork: Fact<Bool>
    /// Whether the member must care for an infant, a disabled or an ill member, or is pregnant or nursing.
    package var carer: Fact<Bool>
    /// Whether the member has work.
    package var employment: Fact<Employment>

    /// Gathers a member's facts.
    package init(
        key: String, name: String, relationship: Relationship, birthDate: Fact<CivilDate>,
        area: Fact<ResidenceArea>, disability: Fact<Disability>, seriousIllness: Fact<Bool>, student: Fact<Bool>,
        ableToWork: Fact<Bool>, carer: Fact<Bool>, employment: Fact<Employment>
    ) {
        self.key = key
        self.name = name
        self.relationship = relationship
        self.birthDate = birthDate
        self.area = area
        self.disability = disability
        self.seriousIllness = seriousIllness
        self.student = student
        self.ableToWork = ableToWork
        self.carer = carer
        self.employment = employment
    }
}

/// How often an amount comes.
package enum IncomePeriod: Hashable, Sendable {
    /// Each month, for so many months of the year.
    case monthly(months: Int)
    /// Once for the whole year.
    case yearly

    var months: Int64 { if case .monthly(let months) = self { Int64(months) } else { 1 } }
}

/// One income of one member.
package struct IncomeItem: Hashable, Sendable {
    /// The key of the item; unique among items.
    package var key: String
    /// The member's key.
    package var member: String
    /// The kind of income.
    package var kind: IncomeKind
    /// The amount of one period, not below zero.
    package var amount: Fact<Money>
    /// How often it comes.
    package var period: IncomePeriod
    /// Why the clerk does not count it, with the clause; `nil` when the pack alone decides.
    package var exemptReason: String?

    /// Makes an item.
    package init(
        key: String, member: String, kind: IncomeKind, amount: Fact<Money>, period: IncomePeriod,
        exemptReason: String? = nil
    ) {
        self.key = key
        self.member = member
        self.kind = kind
        self.amount = amount
        self.period = period
        self.exemptReason = exemptReason
    }
}

/// One property, or the silence of a department about one.
package struct PropertyItem: Hashable, Sendable {
    /// The key of the item; unique among items.
    package var key: String
    /// The owner's key.
    package var member: String
    /// The kind of property.
    package var kind: PropertyKind
    /// Whether it is held; unknown when a department has not answered.
    package var held: Fact<Bool>
    /// The value: balance, price or subscribed capital.
    package var value: Fact<Money>
    /// The area of a home in square metres.
    package var squareMetres: Fact<Int>?
    /// Why the clerk does not count it, with the clause.
    package var exemptReason: String?

    /// Makes an item.
    package init(
        key: String, member: String, kind: PropertyKind, held: Fact<Bool>, value: Fact<Money>,
        squareMetres: Fact<Int>? = nil, exemptReason: String? = nil
    ) {
        self.key = key
        self.member = member
        self.kind = kind
        self.held = held
        self.value = value
        self.squareMetres = squareMetres
        self.exemptReason = exemptReason
    }

    /// A property that a source shows.
    package static func held(
        key: String, member: String, kind: PropertyKind, value: Money, source: FactSource, exemptReason: String? = nil
    ) -> PropertyItem {
        PropertyItem(
            key: key, member: member, kind: kind, held: .known(true, source), value: .known(value, source),
            exemptReason: exemptReason)
    }

    /// A department's silence about a member's property of a kind.
    package static func silence(key: String, member: String, kind: PropertyKind, reason: String) -> PropertyItem {
        PropertyItem(
            key: key, member: member, kind: kind, held: .unknown(reason: reason), value: .unknown(reason: reason))
    }
}

/// One yearly expense that cannot be avoided.
package struct ExpenseItem: Hashable, Sendable {
    /// The kinds of rigid spending.
    package enum Kind: String, Sendable, CaseIterable {
        case medical, education, rehabilitation, housing, disaster, other
    }

    /// The key of the item.
    package var key: String
    /// The member's key.
    package var member: String
    /// The kind.
    package var kind: Kind
    /// The amount of the year.
    package var amount: Fact<Money>

    /// Makes an item.
    package init(key: String, member: String, kind: Kind, amount: Fact<Money>) {
        self.key = key
        self.member = member
        self.kind = kind
        self.amount = amount
    }
}
