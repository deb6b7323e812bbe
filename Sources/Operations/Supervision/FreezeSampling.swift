package import Casework
package import Primitives
import Sealing
import Storage

/// The list a sample is drawn from, as text that anybody can hash and draw from again.
package enum SamplingList {
    /// A line for each decision: case, township, day, granted or not, always looked at or not.
    package static func text(of decisions: [DelegatedDecision]) -> String {
        decisions.sorted { $0.caseID < $1.caseID }.map { decision in
            [
                decision.caseID.text, decision.township.text, decision.decidedOn.text,
                decision.isGrant ? "granted" : "refused", decision.isCertain ? "always" : "drawn",
            ].joined(separator: "\t")
        }.joined(separator: "\n")
    }

    /// The digest of the list, published before the public number is drawn.
    package static func hash(of decisions: [DelegatedDecision]) -> [UInt8] {
        Digest.sha256(Array(text(of: decisions).utf8))
    }
}

/// Freezes the list of a period's delegated decisions, from which the county draws once a public number is known.
///
/// The list and its digest stand before the number does, so that nobody can fit the one to the other.
package struct FreezeSampling: Command {
    package static let name = "supervision.freezeSampling"
    /// The first day of the decisions.
    package var from: CivilDate
    /// Their last day, which has passed.
    package var through: CivilDate
    /// The share to draw in each township, in permille.
    package var sharePermille: Int64

    /// Takes the inputs.
    package init(from: CivilDate, through: CivilDate, sharePermille: Int64) {
        self.from = from
        self.through = through
        self.sharePermille = sharePermille
    }

    /// By a reviewer of the county; answers the sample's id.
    package func run(in context: CommandContext) throws -> Outcome<SamplingID> {
        guard let staff = context.staff(as: .countyReviewer), staff.region.level == .county else {
            return .refused([.notAllowed])
        }
        let terms = try SamplingTerms(context.policies(on: context.today), region: staff.region, on: context.today)
        let list = try context.store.delegatedDecisions(from: from, through: through, in: context.scope)
        let orders = try context.store.delegations(of: staff.region).map(\.order)
        let asked = orders.filter { $0.from <= through && ($0.lastDay.map { from <= $0 } ?? true) }
        let orderShare = asked.map(\.samplingShare).max() ?? terms.shareMin.value
        let plan = SamplingPlan(
            from: from, through: through, share: Ratio(permille: min(max(0, sharePermille), 1_000)), seed: 0,
            least: terms.least.value)
        var reasons = plan.refusals(orderShare: orderShare, on: context.today).map { Reason($0) }
        if reasons.isEmpty, list.isEmpty { reasons.append(.nothingToSample) }
        guard reasons.isEmpty else { return .refused(reasons) }
        let id: SamplingID = context.store.ids.next()
        let sequence = try context.store.nextNumber(
            series: "sampling", region: staff.region, year: context.today.year)
        let row = SamplingRow(
            id: id, number: "\(staff.region.text)-\(context.today.year)-\(sequence)", county: staff.region, plan: plan,
            listHash: SamplingList.hash(of: list.map(\.decision)), frozenOn: context.today, frozenBy: staff.staffID)
        try context.store.insertSampling(row, sharePermille: sharePermille, list: list, at: context.now)
        try context.audit(
            Self.name, "sampling", id.rawValue, region: staff.region,
            payload: "{\"list\":\"\(Digest.hex(row.listHash))\",\"cases\":\(list.count)}")
        return .done(id)
    }
}
