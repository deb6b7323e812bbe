package import Casework
package import Policies
package import Primitives

extension LeadTerms {
    /// The terms of leads in a region on a day; no value on that day is an error.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        self.init(contactDays: try policy.cited("leadContactDays"), triesMin: try policy.cited("leadTriesMin"))
    }
}
