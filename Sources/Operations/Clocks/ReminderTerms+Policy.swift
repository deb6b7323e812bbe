package import Casework
package import Policies
package import Primitives

extension ReminderTerms {
    /// When a region reminds and whom it tells on a day; no value on that day is an error.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        let (first, second) = (try policy.cited("firstReminderDays"), try policy.cited("secondReminderDays"))
        let levels: [(ReminderLevel, Cited<Int>)] = [
            (.townshipHead, try policy.cited("lateToTownshipDays")), (.county, try policy.cited("lateToCountyDays")),
            (.city, try policy.cited("lateToCityDays")),
        ]
        self.init(
            daysBefore: Cited([first.value, second.value, 0], first.citation),
            escalation: Cited(
                Dictionary(uniqueKeysWithValues: levels.map { ($0.0, $0.1.value) }), levels[0].1.citation))
    }
}
