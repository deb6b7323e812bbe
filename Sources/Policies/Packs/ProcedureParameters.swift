package import Primitives

/// The clocks of a procedure on a day, each with its citation; whole days, months or flags.
package struct ProcedureParameters: Hashable, Sendable {
    /// Working days to examine an application for completeness.
    package let acceptWorkingDays: Int
    /// Working days from acceptance to the start of the investigation.
    package let investigationStartWorkingDays: Int
    /// Working days from acceptance to the decision.
    package let totalWorkingDays: Int
    /// The same in special cases.
    package let extendedTotalWorkingDays: Int
    /// Calendar days of public notice.
    package let publicityDays: Int
    /// Working days from a clean notice to the confirmation.
    package let confirmationWorkingDays: Int
    /// Working days from a refusal to its written notice.
    package let refusalNoticeWorkingDays: Int
    /// Working days a family has to supplement its papers.
    package let supplementWorkingDays: Int
    /// Working days to object to a verification report.
    package let objectionWorkingDays: Int
    /// Months a verification report stays valid.
    package let reportValidityMonths: Int
    /// Whether a verification report must be issued by a second person before an opinion may rest on it.
    package let reportNeedsIssue: Bool
    /// Whether the public notice counts inside the total limit.
    package let publicityCountsInLimit: Bool
    /// Whether an upheld or dismissed objection asks for another notice.
    package let republishAfterObjection: Bool
    /// Days to ask for administrative reconsideration.
    package let reconsiderationDays: Int
    /// Months to sue.
    package let litigationMonths: Int
    /// Months of gradual exit 渐退 at most.
    package let gradualExitMonths: Int
    /// People who must visit a household together.
    package let visitorsMin: Int
    /// The text each number rests on, by parameter name.
    package let citations: [String: String]
    /// The names of parameters whose value is only a demonstration.
    package let demoNames: Set<String>

    init(_ policy: ResolvedPolicy) throws(PolicyLookupError) {
        func number(_ name: String) throws(PolicyLookupError) -> Int {
            Int(try policy.value(ParameterKey<Int64>(name)))
        }
        acceptWorkingDays = try number("acceptWorkingDays")
        investigationStartWorkingDays = try number("investigationStartWorkingDays")
        totalWorkingDays = try number("totalWorkingDays")
        extendedTotalWorkingDays = try number("extendedTotalWorkingDays")
        publicityDays = try number("publicityDays")
        confirmationWorkingDays = try number("confirmationWorkingDays")
        refusalNoticeWorkingDays = try number("refusalNoticeWorkingDays")
        supplementWorkingDays = try number("supplementWorkingDays")
        objectionWorkingDays = try number("objectionWorkingDays")
        reportValidityMonths = try number("reportValidityMonths")
        reportNeedsIssue = try policy.value(ParameterKey<Bool>("reportNeedsIssue"))
        publicityCountsInLimit = try policy.value(ParameterKey<Bool>("publicityCountsInLimit"))
        republishAfterObjection = try policy.value(ParameterKey<Bool>("republishAfterObjection"))
        reconsiderationDays = try number("reconsiderationDays")
        litigationMonths = try number("litigationMonths")
        gradualExitMonths = try number("gradualExitMonths")
        visitorsMin = try number("visitorsMin")
        citations = policy.values.mapValues(\.citation)
        demoNames = Set(policy.values.values.filter(\.demo).map(\.name))
    }
}

/// How far back income is looked at.
package struct VerificationWindows: Hashable, Sendable {
    /// Months before filing for ordinary income.
    package let incomeMonths: Int
    /// Months before filing for farming income.
    package let farmingMonths: Int
    /// Months before filing in which property that was given away still counts.
    package let propertyMonths: Int
}

extension PolicySet {
    /// The procedure's clocks for a region on a day.
    package func procedureLimits(
        for region: RegionCode?, on day: CivilDate
    ) throws(PolicyLookupError) -> ProcedureParameters {
        try ProcedureParameters(policy("procedure", for: region, on: day))
    }

    /// The windows of income verification for a region on a day.
    package func verificationWindows(
        for region: RegionCode?, on day: CivilDate
    ) throws(PolicyLookupError) -> VerificationWindows {
        let policy = try policy("verification", for: region, on: day)
        return VerificationWindows(
            incomeMonths: Int(try policy.value(ParameterKey<Int64>("incomeMonths"))),
            farmingMonths: Int(try policy.value(ParameterKey<Int64>("farmingMonths"))),
            propertyMonths: Int(try policy.value(ParameterKey<Int64>("propertyMonths"))))
    }
}

extension ResolvedPolicy {
    /// The first month that is paid after a confirmation: the next one under 57号, the same one in older rules.
    package func firstPayMonth(confirmedOn day: CivilDate) throws(PolicyLookupError) -> CalendarMonth {
        day.calendarMonth.adding(months: Int(try value(ParameterKey<Int64>.firstPayMonthOffset)))
    }
}
