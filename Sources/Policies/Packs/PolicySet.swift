package import Primitives
import Rules
import Synchronization

/// Every pack under a root folder, loaded once; the door through which the other rooms ask for policies.
package struct PolicySet: Sendable {
    /// The programs found, sorted.
    package let programs: [String]
    /// What facts there can be.
    package let facts: FactsDefinition
    /// The folder the packs were read from.
    package let root: String
    let layers: [String: [String: PackLayer]]
    private let statuses: Set<PackStatus>
    private let composed = ComposedPacks()

    /// Loads `root/facts.yaml` and all packs; throws every problem of every file at once.
    ///
    /// Only files whose standing is among `statuses` are laid over each other; all are checked.
    package static func load(
        root: String, statuses: Set<PackStatus> = [.inForce]
    ) throws(PolicyProblems) -> PolicySet {
        let (set, problems) = read(root: root, statuses: statuses)
        guard problems.isEmpty else { throw PolicyProblems(problems) }
        return set
    }

    /// Every problem of every file, worked cases included, in file order; empty when all is well.
    package static func check(root: String) -> [PolicyProblem] {
        let (set, found) = read(root: root, statuses: Set(PackStatus.allCases))
        let problems = found + PolicyCase.all(in: set).problems
        return problems.isEmpty ? [] : PolicyProblems(problems).problems
    }

    private static func read(root: String, statuses: Set<PackStatus>) -> (set: PolicySet, problems: [PolicyProblem]) {
        let loader = PackLoader(root: root)
        let set = PolicySet(
            programs: loader.layers.keys.sorted(), facts: loader.facts, root: root, layers: loader.layers,
            statuses: statuses)
        var check = PackCheck(loader)
        check.run()
        return (set, Array(check.problems))
    }

    private init(
        programs: [String], facts: FactsDefinition, root: String, layers: [String: [String: PackLayer]],
        statuses: Set<PackStatus>
    ) {
        self.programs = programs
        self.facts = facts
        self.root = root
        self.layers = layers
        self.statuses = statuses
    }

    /// The pack that speaks for a region; `nil` asks for the national one.
    package func pack(_ program: String, for region: RegionCode?) throws(PolicyLookupError) -> PolicyPack {
        let county = region?.ancestor(at: .county) ?? region
        let pack = composed.pack(program, county) {
            PackComposition.pack(program, for: county, in: layers, facts: facts, statuses: statuses)
        }
        guard let pack else { throw .noProgram(program) }
        return pack
    }

    /// A program's policy for a region on a day.
    package func policy(
        _ program: String, for region: RegionCode?, on day: CivilDate
    ) throws(PolicyLookupError) -> ResolvedPolicy {
        try pack(program, for: region).resolved(on: day)
    }

    /// The dibao policy of a region on a day; a region without any standard that day is an error.
    package func dibaoPolicy(
        for region: RegionCode, on day: CivilDate
    ) throws(PolicyLookupError) -> ResolvedPolicy {
        let policy = try policy("dibao", for: region, on: day)
        if policy.values[ParameterKey<Money>.standardRural.name] == nil {
            _ = try policy.entry(ParameterKey<Money>.standardUrban.name)
        }
        return policy
    }

    /// The regions whose folders say something about a program or a pack it uses, as codes; national as `nil`, first.
    package func regions(of program: String) -> [RegionCode?] {
        var folders: Set<String> = []
        var waiting = [program]
        var seen: Set<String> = []
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted, let own = layers[next] else { continue }
            folders.formUnion(own.keys)
            waiting += own.values.flatMap { $0.uses + ($0.otherwise.map { [$0] } ?? []) }
        }
        return [nil] + folders.sorted().compactMap { try? RegionCode($0) }
    }

    /// The packs of all programs, for the national level and every region that has a folder of its own.
    package var all: [PolicyPack] {
        programs.flatMap { program in
            (layers[program] ?? [:]).keys.sorted().compactMap { folder in
                try? pack(program, for: folder == PackFile.national ? nil : try RegionCode(folder))
            }
        }
    }
}

/// Packs laid over each other once for each county.
private final class ComposedPacks: Sendable {
    private struct Key: Hashable {
        let program: String
        let region: RegionCode?
    }

    private let packs = Mutex<[Key: PolicyPack]>([:])

    func pack(_ program: String, _ region: RegionCode?, make: () -> PolicyPack?) -> PolicyPack? {
        let key = Key(program: program, region: region)
        if let known = packs.withLock({ $0[key] }) { return known }
        guard let made = make() else { return nil }
        packs.withLock { $0[key] = made }
        return made
    }
}
