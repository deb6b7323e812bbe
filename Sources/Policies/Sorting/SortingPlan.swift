/// What the sorter knows beside the packs: which programs there are, in which order, and what shuts out what.
///
/// Conditions, numbers and sentences stay in the packs; a test holds every name here against them.
package enum SortingPlan {
    /// How a program stands to the others.
    package enum Group: String, Sendable, CaseIterable {
        /// One of the four classes of which a household has one, the highest that fits.
        case standing
        /// Relief that stacks with any class and need not wait for it.
        case relief
        /// An allowance or service of its own, many of them by the class.
        case beside
        /// A change to an award that already runs.
        case change
    }

    /// A program's place.
    package struct Place: Hashable, Sendable {
        /// The program's folder name.
        package let program: String
        /// How it stands to the others.
        package let group: Group
    }

    /// Why a test of one program fails because of another entitlement: the exclusion matrix, one cell a line.
    package struct Exclusion: Hashable, Sendable {
        /// The program that is shut out.
        package let program: String
        /// The test of its pack that says so.
        package let test: String
        /// What shuts it out: a program's folder name, `class`, or an entitlement of another department.
        package let by: String
        /// The result of the pack that names the reason for each person, with its word; `nil` for a household's test.
        package let word: String?
    }

    /// Every program, the classes from the highest down (特困 → 低保 → 边缘 → 刚性支出), then what stands beside them.
    package static let places: [Place] =
        places(.standing, "destitute", "dibao", "marginal", "rigidExpenditure")
        + places(.relief, "temporaryRelief", "provisionalApproval")
        + places(
            .beside, "medicalAssistance", "disabilityLivingAllowance", "disabilityNursingAllowance", "orphan",
            "unattendedChild", "priceSubsidy", "cashPlusService", "charityRelief")
        + places(.change, "employmentExemption", "gradualExit", "jobRefusal", "recovery")

    /// The exclusion matrix of the disability allowances, the children's programs and the classes.
    package static let exclusions: [Exclusion] = [
        Exclusion(
            program: "disabilityLivingAllowance", test: "livingDestituteTest", by: "destitute", word: "destitute"),
        Exclusion(program: "disabilityLivingAllowance", test: "livingOrphanTest", by: "orphan", word: "orphan"),
        Exclusion(
            program: "disabilityLivingAllowance", test: "livingInjuryTest", by: "workInjuryNursing",
            word: "workInjury"),
        Exclusion(
            program: "disabilityLivingAllowance", test: "livingHigherTest", by: "otherLivingAllowance",
            word: "higherElsewhere"),
        Exclusion(
            program: "disabilityNursingAllowance", test: "nursingDestituteTest", by: "destitute", word: "destitute"),
        Exclusion(
            program: "disabilityNursingAllowance", test: "nursingInjuryTest", by: "workInjuryNursing",
            word: "workInjury"),
        Exclusion(
            program: "disabilityNursingAllowance", test: "nursingHigherTest", by: "otherNursingAllowance",
            word: "higherElsewhere"),
        Exclusion(program: "destitute", test: "destituteOrphanTest", by: "orphan", word: nil),
        Exclusion(program: "unattendedChild", test: "unattendedOrphanTest", by: "orphan", word: "orphan"),
        Exclusion(program: "rigidExpenditure", test: "rigidClassTest", by: "class", word: nil),
    ]

    /// The test that rests on who owes support; without rows it would pass of itself.
    static let obligorTest = "destituteObligorTest"

    /// The word by which other packs call a household of a class (`recognizedClass` of the facts).
    package static let classWords = [
        "destitute": "destitute", "dibao": "dibao", "marginal": "marginal", "rigidExpenditure": "rigid",
    ]

    /// The class of temporary relief (`reliefClass` of the facts) that follows from the household's class.
    ///
    /// A design choice: no national text maps the classes A to D; the pack's months are demonstration values.
    static let reliefClasses = ["destitute": "A", "dibao": "B", "marginal": "C", "rigid": "C", "none": "D"]

    /// How a program that is given to persons names each person's part.
    struct PersonResult: Hashable, Sendable {
        /// The result of the pack, a word for each member.
        let name: String
        /// The word for whoever receives.
        let receives: String
        /// The tests that say why not, by the other words; those that exclude stand in `exclusions`.
        let tests: [String: String]
    }

    static let personResults: [String: PersonResult] = [
        "disabilityLivingAllowance": PersonResult(
            name: "livingExclusion", receives: "none", tests: ["notPoor": "livingPoorTest"]),
        "disabilityNursingAllowance": PersonResult(
            name: "nursingExclusion", receives: "none", tests: ["noCare": "nursingCareTest"]),
        "orphan": PersonResult(name: "orphanReason", receives: "orphan", tests: ["hasParent": "orphanParentsTest"]),
        "unattendedChild": PersonResult(
            name: "unattendedReason", receives: "unattended", tests: ["hasParent": "unattendedParentsTest"]),
    ]

    private static func places(_ group: Group, _ programs: String...) -> [Place] {
        programs.map { Place(program: $0, group: group) }
    }
}
