package import Casework
package import Policies
package import Primitives

extension AppraisalTerms {
    /// How a village appraises in a region on a day, each number with the text it rests on.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        self.init(
            quorum: try policy.citedRatio("appraisalQuorum"), assent: try policy.citedRatio("appraisalAssent"),
            presentMin: try policy.cited("appraisalPresentMin"))
    }
}
