/// Why one person may be filed alone 单人户 (57号 article 8; 民发〔2022〕83号).
package enum SingleFilingGround: String, CaseIterable, Codable, Hashable, Sendable {
    case severeDisability, seriousIllness, religiousLife, adultSevereDisability, local

    /// The ground in words.
    package var chinese: String {
        switch self {
        case .severeDisability: "边缘家庭中的重度残疾人"
        case .seriousIllness: "边缘家庭中的重病患者"
        case .religiousLife: "脱离家庭、在宗教场所居住三年以上的生活困难的宗教教职人员"
        case .adultSevereDisability: "成年无业重度残疾人"
        case .local: "本地规定的其他人员"
        }
    }
}

/// The dated terms of filing alone.
package struct SingleFilingTerms: Hashable, Sendable {
    /// Grounds the region has.
    package var grounds: Cited<Set<SingleFilingGround>>
    /// Years in a place of worship.
    package var religiousYears: Cited<Int>
    /// Grade up to which any disability is severe.
    package var severeGrade: Cited<Int>
    /// Grade up to which an intellectual or mental disability is severe.
    package var severeMentalGrade: Cited<Int>

    /// The terms of one region on one day.
    package init(
        grounds: Cited<Set<SingleFilingGround>>, religiousYears: Cited<Int>, severeGrade: Cited<Int>,
        severeMentalGrade: Cited<Int>
    ) {
        self.grounds = grounds
        self.religiousYears = religiousYears
        self.severeGrade = severeGrade
        self.severeMentalGrade = severeMentalGrade
    }

    /// Whether a disability is severe.
    package func isSevere(_ disability: Disability) -> Bool {
        let isMental = disability.kind == .intellectual || disability.kind == .mental
        return disability.grade <= (isMental ? severeMentalGrade.value : severeGrade.value)
    }
}

/// Why a person may not be filed alone.
package enum SingleFilingReason: String, RefusalReason {
    case groundNotHere, householdNotMarginal, notSevere, illnessNotRecognized, notAdult, hasWork, yearsTooFew
    case householdInForce, localBasisMissing

    /// The area of the codes.
    package static let area = "singleFiling"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .groundNotHere:
            RefusalWording("本地没有“%”这一单人户情形（%）。请按家庭申请。", "The region has no such ground. File as a household.")
        case .householdNotMarginal:
            RefusalWording("家庭没有认定为低保边缘家庭。请先认定。", "The household is not recognised as marginal.")
        case .notSevere: RefusalWording("残疾等级没有达到重度。请核对残疾证。", "The disability is not severe by the rule.")
        case .illnessNotRecognized: RefusalWording("没有当地认定的重病证明。请补充。", "The illness is not one recognised here.")
        case .notAdult: RefusalWording("本人未满18周岁，不适用这一情形。", "The person is a minor, so this ground does not fit.")
        case .hasWork: RefusalWording("本人有工作，不适用这一情形。请核对。", "The person has work, so this ground does not fit.")
        case .yearsTooFew: RefusalWording("在宗教场所居住不足%年（%）。", "The years in a place of worship are too few.")
        case .householdInForce: RefusalWording("家庭已经整户享受低保，不能再单人申请。", "The household is already helped as a whole.")
        case .localBasisMissing: RefusalWording("没有写明本地规定的条款。请填写依据。", "The local clause is not named. Name it.")
        }
    }
}

/// A person who would be filed alone.
package struct SingleFiling: Codable, Hashable, Sendable {
    /// The ground.
    package var ground: SingleFilingGround
    /// The age in full years.
    package var age: Int
    /// The disability on the certificate; nil when none.
    package var disability: Disability?
    /// Whether the illness is one the region recognises.
    package var illnessRecognized: Bool
    /// Whether the person has work.
    package var hasWork: Bool
    /// Full years in a place of worship.
    package var religiousYears: Int
    /// Whether the household is recognised as marginal.
    package var householdIsMarginal: Bool
    /// Whether the household is helped as a whole.
    package var householdInForce: Bool
    /// The local clause, for a local ground.
    package var localBasis: String

    /// A filing.
    package init(
        ground: SingleFilingGround, age: Int, disability: Disability?, illnessRecognized: Bool, hasWork: Bool,
        religiousYears: Int, householdIsMarginal: Bool, householdInForce: Bool, localBasis: String
    ) {
        self.ground = ground
        self.age = age
        self.disability = disability
        self.illnessRecognized = illnessRecognized
        self.hasWork = hasWork
        self.religiousYears = religiousYears
        self.householdIsMarginal = householdIsMarginal
        self.householdInForce = householdInForce
        self.localBasis = localBasis
    }

    /// Everything that keeps the person from being filed alone.
    package func refusals(_ terms: SingleFilingTerms) -> [StatedRefusal] {
        var found = Refusals<SingleFilingReason>()
        found.refuse(
            when: !terms.grounds.value.contains(ground), .groundNotHere, ground.chinese, terms.grounds.citation)
        found.refuse(when: householdInForce, .householdInForce)
        let isSevere = disability.map(terms.isSevere) ?? false
        switch ground {
        case .severeDisability:
            found.refuse(when: !householdIsMarginal, .householdNotMarginal)
            found.refuse(when: !isSevere, .notSevere)
        case .seriousIllness:
            found.refuse(when: !householdIsMarginal, .householdNotMarginal)
            found.refuse(when: !illnessRecognized, .illnessNotRecognized)
        case .religiousLife:
            let years = terms.religiousYears
            found.refuse(when: religiousYears < years.value, .yearsTooFew, String(years.value), years.citation)
        case .adultSevereDisability:
            found.refuse(when: age < 18, .notAdult)
            found.refuse(when: hasWork, .hasWork)
            found.refuse(when: !isSevere, .notSevere)
        case .local: found.refuse(when: isBlank(localBasis), .localBasisMissing)
        }
        return found.list
    }
}
