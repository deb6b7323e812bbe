package import Casework
package import Primitives
import Storage

/// Issues a delegation order 委托（赋权）书 (E09): from its first day the townships named decide what it names.
///
/// It reaches cases accepted while it stands; what was accepted before stays with the county.
package struct IssueDelegation: Command {
    package static let name = "supervision.issueDelegation"
    /// Entrusted in the county's name, or assigned to the township.
    package var kind: DelegationKind
    /// The townships.
    package var townships: Set<RegionCode>
    /// The programs.
    package var programs: Set<Program>
    /// The document it rests on.
    package var basis: String
    /// The first day, today or later.
    package var from: CivilDate
    /// The last day; nil until further notice.
    package var through: CivilDate?
    /// The day it was published; nil when it was not.
    package var publishedOn: CivilDate?
    /// Share of decisions the county will look at, in permille.
    package var samplingPermille: Int64
    /// Largest sum of relief the township decides; nil when none is set.
    package var reliefCeiling: Money?

    /// Takes the inputs.
    package init(
        kind: DelegationKind, townships: Set<RegionCode>, programs: Set<Program>, basis: String, from: CivilDate,
        through: CivilDate?, publishedOn: CivilDate?, samplingPermille: Int64, reliefCeiling: Money?
    ) {
        self.kind = kind
        self.townships = townships
        self.programs = programs
        self.basis = basis
        self.from = from
        self.through = through
        self.publishedOn = publishedOn
        self.samplingPermille = samplingPermille
        self.reliefCeiling = reliefCeiling
    }

    /// By a reviewer of the county; answers the order's id.
    package func run(in context: CommandContext) throws -> Outcome<DelegationID> {
        guard let staff = context.staff(as: .countyReviewer), staff.region.level == .county else {
            return .refused([.notAllowed])
        }
        let order = DelegationOrder(
            kind: kind, county: staff.region, townships: townships, programs: programs, basis: basis, from: from,
            through: through, revokedOn: nil, publishedOn: publishedOn,
            samplingShare: Ratio(permille: min(max(0, samplingPermille), 1_000)), reliefCeiling: reliefCeiling)
        let reasons = try problems(order, in: context)
        guard reasons.isEmpty, let publishedOn else { return .refused(reasons) }
        let id: DelegationID = context.store.ids.next()
        let number = try documentNumber(of: order, in: context)
        try context.store.insertDelegation(
            DelegationRow(id: id, number: number, order: order, issuedBy: staff.staffID), publishedOn: publishedOn,
            samplingPermille: samplingPermille, at: context.now)
        try context.audit(
            Self.name, "delegation", id.rawValue, region: staff.region, reason: basis,
            payload: "{\"number\":\"\(number)\"}")
        return .done(id)
    }

    private func problems(_ order: DelegationOrder, in context: CommandContext) throws -> [Reason] {
        var found = order.refusals(beside: try context.store.delegations(of: order.county).map(\.order))
            .map { Reason($0) }
        if from < context.today { found.append(.delegationInPast) }
        if basis.count > 200 { found.append(.textTooLong("basis", 200)) }
        let least = try SamplingTerms(context.policies(on: context.today), region: order.county, on: context.today)
        if order.samplingShare > .zero, order.samplingShare < least.shareMin.value {
            found.append(.samplingShareTooSmall(least.shareMin))
        }
        let unknown = try townships.filter { try context.store.region($0) == nil }
        if !unknown.isEmpty { found.append(.placeUnknown("townships")) }
        return found
    }

    /// Issues the order's document and answers its number.
    private func documentNumber(of order: DelegationOrder, in context: CommandContext) throws -> String {
        let townships = try order.townships.sorted().map { try context.store.regionName($0) }
        var values = [
            "受托单位": townships.joined(separator: "、"), "权限种类": order.kind.chinese,
            "救助项目": Program.allCases.filter(order.programs.contains).map(\.chinese).joined(separator: "、"),
            "起始日期": order.from.chineseText, "抽查比例": "\(samplingPermille / 10)%",
        ]
        values["终止日期"] = order.through?.chineseText
        let document = try context.issue(
            PaperOrder(
                .delegationOrder, at: order.county,
                facts: PaperFacts(values, lines: [DocumentLine("依据", order.basis)])))
        return try context.store.documentNumber(of: document)
    }
}
