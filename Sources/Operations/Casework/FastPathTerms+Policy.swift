package import Casework
package import Policies
package import Primitives

extension ProvisionalTerms {
    /// The terms of approval before the check is back, in a region on a day.
    ///
    /// Throws where the region sets no amount that opens the path: it does not offer it then.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("provisionalApproval", for: region, on: day)
        let owed: [OwedStep: String] = [
            .verification: "provisionalReportWorkingDays", .visit: "provisionalVisitWorkingDays",
            .notice: "provisionalNoticeWorkingDays", .confirmation: "provisionalConfirmWorkingDays",
        ]
        let causes = try policy.citedTexts("provisionalCauses")
        self.init(
            costFrom: try policy.citedMoney("provisionalCostFrom"), causes: Cited(Set(causes.value), causes.citation),
            barredStandings: try policy.citedChoices("provisionalBarredStandings"),
            decisionDays: try policy.cited("provisionalDecisionWorkingDays"),
            owedDays: try owed.mapValues { try policy.cited($0) },
            appraisal: try AppraisalTerms(policies, region: region, on: day))
    }
}

extension CreditEntryTerms {
    /// The terms of entries of broken promises, in a region on a day.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        self.init(
            defenceDays: try policy.cited("creditDefenceWorkingDays"),
            objectionDays: try policy.cited("creditObjectionWorkingDays"),
            repairAfterMonths: try policy.cited("creditRepairMonths"),
            keptMonths: try policy.cited("creditKeptMonths"))
    }
}

extension HandOverTerms {
    /// The terms of telling medical security, in a region on a day: waits double up to the longest.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        let first = try policy.cited("handOverFirstWaitMinutes")
        let longest = try policy.cited("handOverLongestWaitMinutes").value
        var waits = [max(1, first.value)]
        while let last = waits.last, last < longest { waits.append(min(last * 2, longest)) }
        self.init(
            waitMinutes: Cited(waits, first.citation), triesBeforeAlarm: try policy.cited("handOverTriesBeforeAlarm"))
    }
}

extension AidFirstTerms {
    /// The terms of aid given first, in a region on a day.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("temporaryRelief", for: region, on: day)
        self.init(
            emergencyHours: try policy.cited("emergencyHours"), backfillDays: try policy.cited("backfillWorkdays"),
            ceiling: try policy.citedMoney("aidFirstCeiling"),
            reserveFloor: try policy.citedMoney("aidFirstReserveFloor"),
            oncePerCause: try policy.citedFlag("aidFirstOncePerCause"),
            papers: try policy.citedChoices("aidFirstPapers"))
    }
}

extension ConferenceTerms {
    /// The terms of a case conference, in a region on a day.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        self.init(
            departmentsMin: try policy.cited("conferenceDepartmentsMin"),
            validMonthsMax: try policy.cited("conferenceValidMonthsMax"))
    }
}
