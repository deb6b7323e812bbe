package import Primitives

/// How a member stands to the applicant.
package enum MemberRelation: String, CaseIterable, Codable, Hashable, Sendable {
    case applicant, spouse, child, parent, grandchild, grandparent, sibling, childInLaw, parentInLaw, other

    /// The relation in words.
    package var chinese: String {
        switch self {
        case .applicant: "本人"
        case .spouse: "配偶"
        case .child: "子女"
        case .parent: "父母"
        case .grandchild: "孙子女、外孙子女"
        case .grandparent: "祖父母、外祖父母"
        case .sibling: "兄弟姐妹"
        case .childInLaw: "儿媳、女婿"
        case .parentInLaw: "公婆、岳父母"
        case .other: "其他"
        }
    }
}

/// Health as declared.
package enum HealthCondition: String, CaseIterable, Codable, Hashable, Sendable {
    case healthy, chronicIllness, seriousIllness, unknown
}

/// Kinds of disability of GB/T 26341, as declared.
package enum DisabilityKind: String, CaseIterable, Codable, Hashable, Sendable {
    case visual, hearing, speech, physical, intellectual, mental, multiple
}

/// A disability with its grade, 1 (most severe) to 4.
package struct Disability: Codable, Hashable, Sendable {
    /// The kind.
    package var kind: DisabilityKind
    /// 1 to 4.
    package var grade: Int

    /// A disability as declared.
    package init(kind: DisabilityKind, grade: Int) {
        self.kind = kind
        self.grade = grade
    }
}

/// Work as declared.
package enum Employment: String, CaseIterable, Codable, Hashable, Sendable {
    case employed, casualWork, farming, selfEmployed, unemployed, retired, student, underAge, unable
}

/// A declared sum: known with its period, or honestly not known.
package enum DeclaredAmount: Codable, Hashable, Sendable {
    case monthly(Money)
    case yearly(Money)
    case once(Money)
    case unknown

    /// The sum as typed; nil when not known.
    package var money: Money? {
        switch self {
        case .monthly(let money), .yearly(let money), .once(let money): money
        case .unknown: nil
        }
    }

    /// The sum over a year; nil when not known or not recurring.
    ///
    /// Traps on a sum that `problems(on:)` calls too large, so ask a sound form only.
    package var perYear: Money? {
        switch self {
        case .monthly(let money): money * 12
        case .yearly(let money): money
        case .once, .unknown: nil
        }
    }
}

/// A member as declared; the text fields hold what was typed and `problems(on:)` judges them.
///
/// An answer that was not given is nil and is asked for: nothing stands in for it.
package struct DeclaredMember: Codable, Hashable, Sendable {
    /// The member's number in the form, from 1, kept while members come and go.
    package var number: Int
    /// Full name.
    package var name: String
    /// Citizen ID as typed.
    package var idNumber: String
    /// Relation to the applicant; nil while not said.
    package var relation: MemberRelation?
    /// Health; nil while not said.
    package var health: HealthCondition?
    /// Disability, if any.
    package var disability: Disability?
    /// Whether in full-time education; nil while not said.
    package var isStudent: Bool?
    /// Whether able to work; nil while not said.
    package var isAbleToWork: Bool?
    /// Work; nil while not said.
    package var employment: Employment?
    /// The member's own phone, for the authorisation code; empty when none.
    package var phone: String
    /// Whether a guardian or close relative files and signs for the member.
    package var isRepresented: Bool

    /// A member as declared.
    package init(
        number: Int, name: String, idNumber: String, relation: MemberRelation?, health: HealthCondition? = nil,
        disability: Disability? = nil, isStudent: Bool? = nil, isAbleToWork: Bool? = nil,
        employment: Employment? = nil, phone: String = "", isRepresented: Bool = false
    ) {
        self.number = number
        self.name = name
        self.idNumber = idNumber
        self.relation = relation
        self.health = health
        self.disability = disability
        self.isStudent = isStudent
        self.isAbleToWork = isAbleToWork
        self.employment = employment
        self.phone = phone
        self.isRepresented = isRepresented
    }

    /// The relation in a form that was sent, which says it of everybody.
    package var statedRelation: MemberRelation { relation ?? .other }
    /// The checked citizen ID; nil while what was typed is wrong.
    package var citizenID: CitizenID? { try? CitizenID(idNumber) }
    /// Whether 18 or over on a day; nil while the ID is wrong.
    package func isAdult(on day: CivilDate) -> Bool? { citizenID.map { $0.age(on: day) >= 18 } }
}

/// The four kinds of income (`domain.md` §1.2).
package enum IncomeKind: String, CaseIterable, Codable, Hashable, Sendable {
    case wage, business, property, transfer

    /// The kind as the form names it.
    package var chinese: String {
        switch self {
        case .wage: "工资性收入"
        case .business: "经营净收入"
        case .property: "财产净收入"
        case .transfer: "转移净收入"
        }
    }
}

/// Kinds of property asked for.
package enum PropertyKind: String, CaseIterable, Codable, Hashable, Sendable {
    case deposit, securities, commercialInsurance, vehicle, home, firm, other

    /// The kind as the form names it.
    package var chinese: String {
        switch self {
        case .deposit: "存款"
        case .securities: "股票、基金"
        case .commercialInsurance: "商业保险"
        case .vehicle: "车辆、船舶"
        case .home: "房屋"
        case .firm: "企业、店铺"
        case .other: "其他财产"
        }
    }
}

/// Kinds of necessary spending asked for.
package enum ExpenseKind: String, CaseIterable, Codable, Hashable, Sendable {
    case medical, education, rehabilitation, care, housing, disaster, other

    /// The kind as the form names it.
    package var chinese: String {
        switch self {
        case .medical: "看病"
        case .education: "上学"
        case .rehabilitation: "残疾康复"
        case .care: "护理照料"
        case .housing: "租房、修房"
        case .disaster: "受灾、事故"
        case .other: "其他"
        }
    }
}

/// One declared item of a kind, owned by a member.
package struct DeclaredItem<Kind: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    /// The member's number.
    package var memberNumber: Int
    /// The kind.
    package var kind: Kind
    /// The sum; for property its worth.
    package var amount: DeclaredAmount
    /// Employer, bank, plate, address: what helps to find it; may be empty.
    package var note: String

    /// An item as declared.
    package init(memberNumber: Int, kind: Kind, amount: DeclaredAmount, note: String = "") {
        self.memberNumber = memberNumber
        self.kind = kind
        self.amount = amount
        self.note = note
    }
}

/// The household as declared (D03, D04): kept as a draft, frozen on submission.
package struct ApplicationForm: Codable, Hashable, Sendable {
    /// The program asked for; the filing is sorted over all programs anyway.
    package var program: Program
    /// The members; exactly one is the applicant.
    package var members: [DeclaredMember] = []
    /// Income.
    package var incomes: [DeclaredItem<IncomeKind>] = []
    /// Property.
    package var properties: [DeclaredItem<PropertyKind>] = []
    /// Necessary spending.
    package var expenses: [DeclaredItem<ExpenseKind>] = []
    /// Why the family is in hardship, in its own words.
    package var hardshipReason = ""
    /// Place of household register.
    package var registerRegion: RegionCode?
    /// Village or community where the family lives.
    package var residenceRegion: RegionCode?
    /// Street and house.
    package var address = ""
    /// Phone for messages.
    package var phone = ""
    /// Bank account as typed.
    package var bankAccount = ""
    /// Number of the member who holds the account.
    package var accountHolderNumber: Int?
    /// Whether a close relative 近亲属 of a member works in assistance or the village committee; nil while not said.
    package var hasRelativeOnStaff: Bool?
    /// Whether the honesty pledge was accepted.
    package var isPledged = false
    /// How the household files; nil for the whole household, without a permit or an agent.
    package var filing: FilingDeclaration?

    /// An empty form.
    package init(program: Program) { self.program = program }

    /// The applicant; nil unless exactly one member is.
    package var applicant: DeclaredMember? {
        let applicants = members.filter { $0.relation == .applicant }
        return applicants.count == 1 ? applicants[0] : nil
    }
}
