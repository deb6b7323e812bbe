import Primitives

/// How a person is related to the head of the family; the raw values stand in `member.csv`.
package enum DemoRelation: String, Hashable, Sendable, CaseIterable {
    case head, spouse, child, parent, grandchild
}

/// The register in which a family is watched, or none; the raw values stand in `household.csv`.
package enum DemoProgram: String, Hashable, Sendable, CaseIterable {
    case dibao, tekun, edge, monitored

    /// Whether the family is paid monthly.
    var isPaid: Bool { self != .monitored }
}

enum Livelihood: UInt8 { case none, pupil, farm, oddJobs, employed }

enum PensionSource: UInt8 { case none, resident, enterprise, office }

/// One invented person and every fact that the department files render.
struct Person {
    var household: Int
    var relation: DemoRelation
    var sex: Sex
    var birth: CivilDate
    var name: PersonName
    var livelihood = Livelihood.none
    /// What the person says to earn in a month.
    var incomeFen = 0
    /// The wage on which insurance is paid, zero without insurance; more than `incomeFen` when a wage is concealed.
    var insuredWageFen = 0
    var pensionFen = 0
    var pensionSource = PensionSource.none
    /// 1 (worst) to 4, zero for none.
    var disabilityGrade = 0
    var hasNursingSubsidy = false
    /// What a serious illness of the past year cost the person, zero without one.
    var illnessSelfPayFen = 0
    var deathDay: CivilDate?
    var isOutOfSchool = false
    /// The region of a residence registered elsewhere, zero for none.
    var awayRegion = 0
    /// The name in the population register where it differs.
    var registeredName: PersonName?
}

/// One invented family and what it owns.
struct Household {
    var members: Range<Int>
    var village: Int
    var isUrban: Bool
    var program: DemoProgram?
    var isCandidate = false
    var startDay: CivilDate
    var declaredVehicles = 0
    /// Cars in use, each of `carFen`.
    var cars = 0
    var carFen = 0
    /// Homes with a certificate, each of `homeArea` hundredths of a square metre.
    var homes = 0
    var homeArea = 0
    var ownsShop = false
    /// All deposits together.
    var depositFen = 0
    /// Paid monthly, zero where nothing is.
    var benefitFen = 0
    /// Index of another county that pays too.
    var secondCounty: Int?

    var head: Int { members.lowerBound }
    /// Whether the comparison looks at the family, so that each of its facts is either honest or planted.
    var isObserved: Bool { program != nil || isCandidate }
}

/// A village with all that stands above it.
struct Place {
    let county: Int
    let township: DemoTownship
    let village: DemoVillage
    /// 滨州市, county, township and village in one text.
    let prefix: String
}
