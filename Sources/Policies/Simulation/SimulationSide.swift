package import Primitives
package import Rules
import Synchronization

/// One side of a comparison: packs, the day on which they are read, and numbers replaced in them.
///
/// Two packs on one day, one set on two days, or the same set with a number replaced: all are two sides.
package struct SimulationSide: Sendable {
    /// What people call it, for example a folder, a day, or a version.
    package let title: String
    /// The packs.
    package let packs: PolicySet
    /// The day on which parameters are taken; `nil` takes each household's own day of decision.
    package let day: CivilDate?
    /// The numbers replaced.
    package let overrides: [ParameterOverride]

    /// Names a side.
    package init(_ title: String, packs: PolicySet, day: CivilDate? = nil, overrides: [ParameterOverride] = []) {
        self.title = title
        self.packs = packs
        self.day = day
        self.overrides = overrides
    }

    /// The pack that the guide names for a region, numbers replaced and the guide's formulas added.
    package func pack(
        _ guide: SimulationGuide, for region: RegionCode?
    ) throws(SimulationProblem) -> PolicyPack {
        let pack: PolicyPack
        do {
            pack = try packs.pack(guide.program, for: region)
        } catch {
            throw .lookup(error)
        }
        let (made, unknown) = try replacing(pack, for: region)
        if let unknown = unknown.first { throw .override(.noParameter(unknown)) }
        return made.with(made.parameters, rules: pack.rules + guide.rules(of: pack.facts))
    }

    /// A pack with the numbers replaced that it knows, and the replacements that it does not know.
    private func replacing(
        _ pack: PolicyPack, for region: RegionCode?
    ) throws(SimulationProblem) -> (PolicyPack, unknown: [ParameterOverride]) {
        var parameters = pack.parameters
        var unknown: [ParameterOverride] = []
        for override in overrides where override.counts(in: region) {
            do throws(OverrideProblem) {
                if let replaced = try override.replaced(in: pack.with(parameters, rules: pack.rules)) {
                    parameters[override.parameter] = replaced
                } else {
                    unknown.append(override)
                }
            } catch {
                throw .override(error)
            }
        }
        return (pack.with(parameters, rules: pack.rules), unknown)
    }

    /// Sorts over every program of a region on a day, with the numbers replaced.
    func sorter(for region: RegionCode?, on day: CivilDate) -> Sorter {
        Sorter(facts: packs.facts) { (program) throws(PolicyLookupError) in
            let pack = try packs.pack(program, for: region)
            return ((try? replacing(pack, for: region))?.0 ?? pack).resolved(on: day)
        }
    }
}

extension PolicyPack {
    fileprivate func with(_ parameters: [String: Parameter], rules: [PolicyRule]) -> PolicyPack {
        PolicyPack(
            program: program, region: region, folders: folders, title: title, kind: kind, parameters: parameters,
            rules: rules, stages: stages, facts: facts)
    }
}

/// Why a simulation cannot run at all; what concerns one household makes that one undecided.
package enum SimulationProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such program.
    case lookup(PolicyLookupError)
    /// A number cannot be replaced.
    case override(OverrideProblem)
    /// The guide's formulas or a pack's rules do not compile.
    case rules(RuleErrors)

    /// What happened and what to do.
    package var description: String {
        switch self {
        case .lookup(let error): error.description
        case .override(let problem): problem.description
        case .rules(let errors): errors.description
        }
    }
}

/// The policies of one side, each compiled when a household first asks for it.
final class SidePolicies: Sendable {
    private struct Key: Hashable {
        let region: RegionCode?
        let version: Int
    }

    private struct County: Sendable {
        let pack: PolicyPack
        /// The first days on which some parameter has another value, ascending.
        let changes: [CivilDate]
    }

    private let side: SimulationSide
    private let guide: SimulationGuide
    private let counties = Mutex<[RegionCode?: County]>([:])
    private let policies = Mutex<[Key: SimulatedPolicy]>([:])
    private let sorters = Mutex<[Key: Sorter]>([:])

    init(_ side: SimulationSide, _ guide: SimulationGuide) {
        self.side = side
        self.guide = guide
    }

    /// The policy of a region for a household decided on a day.
    func policy(for region: RegionCode?, on own: CivilDate) throws(SimulationProblem) -> SimulatedPolicy {
        let region = region?.ancestor(at: .county) ?? region
        let day = side.day ?? own
        let county = try county(region)
        let version = county.changes.partition { $0 > day }
        let key = Key(region: region, version: version)
        if let known = policies.withLock({ $0[key] }) { return known }
        let made = try SimulatedPolicy(county.pack.resolved(on: day), guide)
        policies.withLock { $0[key] = made }
        return made
    }

    /// What all programs together pay a household a month; `nil` while its own program is undecided.
    func benefits(
        _ sheet: FactSheet, for region: RegionCode?, on own: CivilDate
    ) throws(SimulationProblem) -> Int64? {
        guard guide.sortsAllPrograms else { return try policy(for: region, on: own).monthlyFen(sheet.table) }
        let region = region?.ancestor(at: .county) ?? region
        let day = side.day ?? own
        let key = Key(region: region, version: Int(day.dayNumber))
        let sorter = sorters.withLock { $0[key] } ?? side.sorter(for: region, on: day)
        sorters.withLock { $0[key] = sorter }
        let sorting = sorter.sort(sheet)
        guard case .decided = sorting.standing else { return nil }
        return sorting.monthlyTotal.fen
    }

    private func county(_ region: RegionCode?) throws(SimulationProblem) -> County {
        if let known = counties.withLock({ $0[region] }) { return known }
        let pack = try side.pack(guide, for: region)
        let days = pack.parameters.values.flatMap(\.values).flatMap { value in
            [value.from] + (value.until.map { [$0.adding(days: 1)] } ?? [])
        }
        let made = County(pack: pack, changes: Set(days).sorted())
        counties.withLock { $0[region] = made }
        return made
    }
}

extension [CivilDate] {
    /// How many of the ascending days come before the first that fits.
    fileprivate func partition(by isBehind: (CivilDate) -> Bool) -> Int { firstIndex(where: isBehind) ?? count }
}
