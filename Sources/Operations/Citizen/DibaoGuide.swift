package import Policies
package import Primitives
import Storage

/// What the policy page tells about the minimum living guarantee (C3), from the policy files.
///
/// At most three statements.
package struct DibaoGuide: Sendable {
    /// The standards of a county.
    package struct Standard: Hashable, Sendable {
        /// The county's name.
        package let county: String
        /// The monthly standard of an urban member; nil where none is set.
        package let urban: Money?
        /// The monthly standard of a rural member; nil where none is set.
        package let rural: Money?
        /// Where the numbers come from.
        package let citation: String
        /// The first day of the later of the two.
        package let from: CivilDate
        /// Whether they are demonstration values and not published ones.
        package let isDemonstration: Bool
        /// The line of a marginal family, in per mille of the standard.
        package let marginalPermille: Int64
    }

    /// The counties asked about, by code.
    package let standards: [Standard]
    /// The kinds of income that do not count.
    package let exemptIncome: [IncomeKind]
    /// Where that is written.
    package let exemptCitation: String
    /// Working days to accept or to name what is missing.
    package let acceptWorkingDays: Int
    /// Calendar days of the village notice.
    package let publicityDays: Int
    /// Working days from acceptance to the decision.
    package let totalWorkingDays: Int

    /// The guide for one county, or for all counties of the installation when none is known; nil without a region.
    package static func load(county: RegionCode?, in context: CommandContext) throws -> DibaoGuide? {
        var counties = try RegionChoices.load(.county, in: context).regions
        if let county, counties.contains(where: { $0.code == county }) { counties.removeAll { $0.code != county } }
        guard let first = counties.first else { return nil }
        let packs = try context.policies(on: context.today)
        let standards = try counties.compactMap { row -> Standard? in
            let policy = try packs.dibaoPolicy(for: row.code, on: context.today)
            let urban = policy.values[ParameterKey<Money>.standardUrban.name]
            let rural = policy.values[ParameterKey<Money>.standardRural.name]
            guard let cited = rural ?? urban else { return nil }
            return Standard(
                county: row.name, urban: urban == nil ? nil : try policy.value(ParameterKey<Money>.standardUrban),
                rural: rural == nil ? nil : try policy.value(ParameterKey<Money>.standardRural),
                citation: cited.citation, from: max(cited.from, (urban ?? cited).from), isDemonstration: cited.demo,
                marginalPermille: try policy.value(ParameterKey<Int64>.marginalMultiple))
        }
        let policy = try packs.dibaoPolicy(for: first.code, on: context.today)
        let limits = try packs.procedureLimits(for: first.code, on: context.today)
        let exempt = try policy.value(ParameterKey<Set<IncomeKind>>.exemptIncomeKinds)
        return DibaoGuide(
            standards: standards, exemptIncome: IncomeKind.allCases.filter(exempt.contains),
            exemptCitation: try policy.entry(ParameterKey<Set<IncomeKind>>.exemptIncomeKinds.name).citation,
            acceptWorkingDays: limits.acceptWorkingDays, publicityDays: limits.publicityDays,
            totalWorkingDays: limits.totalWorkingDays)
    }
}
