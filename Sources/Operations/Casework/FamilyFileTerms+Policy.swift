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
        let grounds = try policy.value(ParameterKey<Set<SingleFilingGround>>("singleFilingGrounds"))
        self.init(
            grounds: Cited(grounds, try policy.entry("singleFilingGrounds").citation),
            religiousYears: try policy.cited("singleFilingReligiousYears"),
            severeGrade: try policy.cited("singleFilingSevereGrade"),
            severeMentalGrade: try policy.cited("singleFilingSevereMentalGrade"))
    }
}

extension CertificateTerms {
    /// Which programs have a certificate, under which title and for how long, in a region on a day.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        let programs = try policy.value(ParameterKey<Set<Program>>("certificatePrograms"))
        var titles: [Program: Cited<String>] = [:]
        for program in programs {
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
            try policy.citedTexts("handoverOwners").value.compactMap { line in
                let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
                return parts.count == 2 ? (parts[0], parts[1]) : nil
            }, uniquingKeysWith: { $1 })
        promises = try policy.citedTexts("promiseItems")
        promiseCheckDays = try policy.cited("promiseCheckWorkingDays")
    }
}

extension ResolvedPolicy {
    fileprivate func citedText(_ name: String) throws -> Cited<String> {
        let entry = try entry(name)
        guard case .text(let text) = entry.value else {
            throw PolicyLookupError.wrongType(parameter: name, value: entry.value)
        }
        return Cited(text, entry.citation)
    }

    fileprivate func citedTexts(_ name: String) throws -> Cited<[String]> {
        let entry = try entry(name)
        guard case .texts(let texts) = entry.value else {
            throw PolicyLookupError.wrongType(parameter: name, value: entry.value)
        }
        return Cited(texts, entry.citation)
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
