package import Casework
package import Policies
package import Primitives

extension ReviewTerms {
    /// How often a family in force is looked at again, in a region on a day.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("reviewClass", for: region, on: day)
        let intervals = try policy.entry("reviewIntervalMonths")
        var months: [Key: Int] = [:]
        for reviewClass in ReviewClass.allCases {
            for settlement in Settlement.allCases {
                months[Key(reviewClass, settlement)] =
                    intervals.value.number(at: [reviewClass.rawValue, settlement.rawValue])
            }
        }
        let unvisited = try policy.entry("reviewsWithoutVisit")
        let most = ReviewClass.allCases.compactMap { word in
            unvisited.value.number(at: [word.rawValue]).map { (word, $0) }
        }
        self.init(
            intervalMonths: Cited(months, intervals.citation), limitDays: try policy.cited("reviewWorkingDays"),
            reviewsWithoutVisit: Cited(Dictionary(uniqueKeysWithValues: most), unvisited.citation))
    }
}

extension AdverseTerms {
    /// The terms of acts against a family, in a region on a day.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        let notices = try policy.entry("terminationNoticeDays")
        let days = Program.allCases.compactMap { program in
            notices.value.number(at: [program.rawValue]).map { (program, Cited($0, notices.citation)) }
        }
        self.init(
            hearingBefore: try policy.citedChoices("hearingBefore"),
            suspensionMonthsMax: try policy.cited("suspensionMonthsMax"),
            terminationNoticeDays: Dictionary(uniqueKeysWithValues: days))
    }
}

extension GradualExitTerms {
    /// The terms of gradual exit, in a region on a day.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("gradualExit", for: region, on: day)
        let months = try policy.entry("gradualMonths")
        let causes = ExitCause.allCases.compactMap { cause in
            months.value.number(at: [cause.rawValue]).map { (cause, $0) }
        }
        let multiple = try policy.cited("gradualEndMultiple")
        self.init(
            months: Cited(Dictionary(uniqueKeysWithValues: causes), months.citation),
            endMultiple: Cited(Ratio(permille: Int64(multiple.value)), multiple.citation),
            restMonths: try policy.cited("gradualRestMonths"))
    }
}

extension RemedyTerms {
    /// The terms of reconsideration and suit, in a region on a day.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        self.init(
            reconsiderationDays: try policy.cited("reconsiderationDays"),
            suitMonths: try policy.cited("litigationMonths"), suitAfterDays: try policy.cited("suitAfterDays"),
            untoldMonths: try policy.cited("untoldMonths"))
    }
}

extension ParameterValue {
    /// The whole number in a cell of a table, by its words, outermost first; nil where there is none.
    fileprivate func number(at words: [String]) -> Int? {
        var value = self
        for word in words {
            guard case .table(let table) = value, let next = table[word] else { return nil }
            value = next
        }
        guard case .integer(let number) = value else { return nil }
        return Int(number)
    }
}
