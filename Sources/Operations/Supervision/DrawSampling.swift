import Casework
package import Primitives
import Storage

/// Draws the cases of a frozen list by a public number; the same number draws the same cases for anybody.
package struct DrawSampling: Command {
    package static let name = "supervision.drawSampling"
    /// The sample.
    package var samplingID: SamplingID
    /// The version the reviewer looked at.
    package var seenVersion: Int64
    /// The public number, digits only.
    package var seed: String
    /// How it came about, such as a lottery's draw of a day.
    package var source: String

    /// Takes the inputs.
    package init(samplingID: SamplingID, seenVersion: Int64, seed: String, source: String) {
        self.samplingID = samplingID
        self.seenVersion = seenVersion
        self.seed = seed
        self.source = source
    }

    /// Answers how many cases were drawn.
    package func run(in context: CommandContext) throws -> Outcome<Int> {
        guard let staff = context.staff(as: .countyReviewer) else { return .refused([.notAllowed]) }
        guard let row = try context.store.sampling(samplingID, in: context.scope), row.county == staff.region else {
            return .refused([.notFound])
        }
        var reasons = DecisionChecks.text(source, field: "source", limit: 200)
        if row.plan.seed != nil {
            reasons.append(.drawnAlready)
        } else if row.version != seenVersion {
            reasons.append(.changedMeanwhile)
        }
        let number = seed.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt64(seed) : nil
        let plan = SamplingPlan(
            from: row.plan.from, through: row.plan.through, share: row.plan.share, seed: number, least: row.plan.least)
        reasons += plan.refusals(orderShare: row.plan.share, on: context.today).map { Reason($0, field: "seed") }
        guard reasons.isEmpty, let number else { return .refused(reasons) }
        let items = try context.store.samplingItems(of: samplingID, in: context.scope)
        let drawn = plan.draw(items.map(\.decision)).values.flatMap { $0 }.map(\.caseID).sorted()
        try context.store.drawSampling(
            row, seed: number, source: source, cases: drawn, on: context.today, by: staff.staffID, in: context.scope)
        try context.audit(
            Self.name, "sampling", samplingID.rawValue, region: row.county, reason: source,
            payload: "{\"seed\":\"\(number)\",\"cases\":\(drawn.count)}")
        return .done(drawn.count)
    }
}
