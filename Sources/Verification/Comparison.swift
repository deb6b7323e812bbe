package import Columns
import Primitives

/// Compares what a family declared with the department data in force.
package struct Comparison: Sendable {
    /// The datasets that are asked.
    package let catalogue: Catalogue
    /// The lines past which a fact becomes a finding.
    package let limits: ComparisonLimits

    /// A comparison by a catalogue and a region's limits.
    package init(catalogue: Catalogue, limits: ComparisonLimits) {
        self.catalogue = catalogue
        self.limits = limits
    }

    /// The report for one family; a source that cannot answer is said in it and never taken for "nothing there".
    package func report(for request: ComparisonRequest, in snapshots: any SnapshotReading) -> VerificationReport {
        let inquiry = Inquiry(request: request, catalogue: catalogue, limits: limits, snapshots: snapshots)
        inquiry.askIdentity()
        inquiry.askWhereabouts()
        inquiry.askVehicles()
        inquiry.askHomes()
        inquiry.askFirms()
        inquiry.askOtherProperty()
        inquiry.askFinancialAssets()
        inquiry.askWages()
        inquiry.askPensions()
        inquiry.askOtherIncome()
        inquiry.askAid()
        inquiry.askPower()
        return inquiry.report()
    }
}
