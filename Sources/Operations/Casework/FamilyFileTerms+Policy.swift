package import Casework
package import Policies
package import Primitives

extension FilingTerms {
    /// Who may file where they live, in a region on a day.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        self.init(
            withinProvinceAtResidence: try policy.citedFlag("filingInProvinceAtResidence"),
            permitHoldersAtResidence: try policy.citedFlag("filingPermitHoldersAtResidence"))
    }
}

extension SingleFilingTerms {
    /// Who may be filed alone, in a region on a day.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        self.init(
            grounds: try policy.citedChoices("singleFilingGrounds"),
            religiousYears: try policy.cited("singleFilingReligiousYears"),
            severeGrade: try policy.cited("singleFilingSevereGrade"),
            severeMentalGrade: try policy.cited("singleFilingSevereMentalGrade"))
    }
}

extension CertificateTerms {
    /// Which programs have a certificate, under which title and for how long, in a region on a day.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        let programs: Cited<Set<Program>> = try policy.citedChoices("certificatePrograms")
        var titles: [Program: Cited<String>] = [:]
        for program in programs.value {
            titles[program] = try policy.citedText("certificateTitle\(program.rawValue.capitalizedFirst)")
        }
        self.init(titles: titles, validMonths: try policy.cited("certificateValidMonths"))
    }
}

/// The dated terms of letters, mandates, hand-overs and promises at the window.
package struct WindowTerms: Sendable {
    /// Days a letter about a family's status may be used.
    package let letterValidDays: Cited<Int>
    /// Time another region has to say whether a letter is its own, in wd.
    package let letterAnswerDays: Cited<Int>
    /// Longest mandate, in months.
    package let mandateMonths: Cited<Int>
    /// Time to hand a matter over to the department that owns it, and for that department to answer, in wd.
    package let handoverDays: Cited<Int>
    /// The departments of items that another department owns, by the pack's name.
    package let owners: [String: String]
    /// Papers that a promise may stand for.
    package let promises: Cited<[String]>
    /// Time to check a promise, in wd.
    package let promiseCheckDays: Cited<Int>

    /// The terms of one region on one day.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        letterValidDays = try policy.cited("statusLetterValidDays")
        letterAnswerDays = try policy.cited("statusLetterAnswerWorkingDays")
        mandateMonths = try policy.cited("mandateMonthsMax")
        handoverDays = try policy.cited("handoverWorkingDays")
        owners = Dictionary(
            try policy.citedTexts("handoverOwners").value.map { line in
                let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else {
                    throw PolicyLookupError.wrongType(parameter: "handoverOwners", value: .text(line))
                }
                return (parts[0], parts[1])
            }, uniquingKeysWith: { $1 })
        promises = try policy.citedTexts("promiseItems")
        promiseCheckDays = try policy.cited("promiseCheckWorkingDays")
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
