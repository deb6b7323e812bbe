package import Primitives

/// What has befallen a family that is in no program yet and will apply in the demo.
package enum DemoStory: String, Hashable, Sendable, CaseIterable {
    // Would plainly qualify for dibao.
    case widowWithChildren, oldCouple, disabledAdult, sickBreadwinner, grandparentsRaising, loneParent
    // Would be refused or need a question answered first.
    case ownsCar, largeDeposit, concealedWage, secondHome, nameDiffers, deadMember

    /// What a comparison and a determination by the standard should come to.
    package var expected: DemoExpectedOutcome {
        switch self {
        case .widowWithChildren, .oldCouple, .disabledAdult, .sickBreadwinner, .grandparentsRaising, .loneParent:
            .eligible
        case .ownsCar, .largeDeposit, .secondHome: .property
        case .concealedWage: .income
        case .nameDiffers: .nameMismatch
        case .deadMember: .deadMember
        }
    }
}

/// What should come out of an application of an invented family.
package enum DemoExpectedOutcome: String, Hashable, Sendable, CaseIterable {
    /// Income and property are below every limit and every register agrees.
    case eligible
    /// Refused for a car, deposits or a second home.
    case property
    /// Refused for income above one and a half standards a head.
    case income
    /// The population register has another name under the number: a person must look.
    case nameMismatch
    /// The death register knows a member whom the family counts.
    case deadMember
}

/// One member of a family that will apply, with what it declares.
package struct DemoCandidateMember: Hashable, Sendable {
    /// The name as the family writes it.
    package let name: String
    /// The number, which is right.
    package let id: CitizenID
    /// The relation to the applicant, who is the head.
    package let relation: DemoRelation
    /// The day of birth, that of the number.
    package let birth: CivilDate
    /// Declared earnings a month, without pensions.
    package let monthlyIncome: Money
    /// Declared pension a month.
    package let monthlyPension: Money
    /// The grade of a valid disability certificate, 1 (worst) to 4; nil without one.
    package let disabilityGrade: Int?
}

/// A family in no program, for which the demo files an application.
package struct DemoCandidate: Hashable, Sendable {
    /// What has befallen it.
    package let story: DemoStory
    /// What should come out.
    package var expected: DemoExpectedOutcome { story.expected }
    /// The county, six digits.
    package let countyCode: RegionCode
    /// The township, nine digits.
    package let townshipCode: RegionCode
    /// The township's name.
    package let township: String
    /// The village, twelve digits.
    package let villageCode: RegionCode
    /// The village's name.
    package let village: String
    /// The address of registration, as in population.csv.
    package let address: String
    /// Whether the urban standard applies.
    package let isUrban: Bool
    /// The members, the applicant first.
    package let members: [DemoCandidateMember]
    /// Declared vehicles.
    package let vehicles: Int
    /// Declared homes.
    package let homes: Int
    /// Declared deposits of all members.
    package let deposits: Money
    /// What serious illness cost the family in the past year.
    package let medicalCosts: Money
    /// A telephone number of eleven digits that nobody has.
    package let phone: String
    /// A bank card of nineteen digits that nobody has.
    package let bankCard: String

    /// The person who applies.
    package var applicant: DemoCandidateMember { members[0] }
}
