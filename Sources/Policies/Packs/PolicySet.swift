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
    let texts: PackTexts
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
        checked(PackLoader(root: root), statuses)
    }

    private static func checked(
        _ loader: PackLoader, _ statuses: Set<PackStatus>
    ) -> (set: PolicySet, problems: [PolicyProblem]) {
        var check = PackCheck(loader)
        check.run()
        return (PolicySet(loader, statuses), Array(check.problems))
    }

    private init(_ loader: PackLoader, _ statuses: Set<PackStatus>) {
        programs = loader.layers.keys.sorted()
        facts = loader.facts
        root = loader.texts.root
        layers = loader.layers
        texts = loader.texts
        self.statuses = statuses
    }

    /// The packs with versions in place of the files of their folders; throws every problem.
    package func laying(_ versions: [PackText]) throws(PolicyProblems) -> PolicySet {
        guard !versions.isEmpty else { return self }
        let (set, problems) = read(versions)
        guard problems.isEmpty else { throw PolicyProblems(problems) }
        return set
    }

    /// Every problem that the packs would have with these versions, worked cases included; empty when all is well.
    package func problems(laying versions: [PackText]) -> [PolicyProblem] { trying(versions).problems }

    /// The packs with versions over them, and every problem that these bring, their worked cases included.
    package func trying(_ versions: [PackText]) -> (packs: PolicySet, problems: [PolicyProblem]) {
        var (set, problems) = read(versions)
        for name in set.texts.cases.keys.sorted() {
            let region = try? RegionCode(String(name.split(separator: "/").dropFirst().first ?? ""))
            do {
                _ = try PolicyCase.load(path: name, name: name, region: region, packs: set)
            } catch {
                problems += error.problems
            }
        }
        return (set, problems.isEmpty ? [] : PolicyProblems(problems).problems)
    }

    private func read(_ versions: [PackText]) -> (set: PolicySet, problems: [PolicyProblem]) {
        let loader = PackLoader(texts: versions.reduce(texts) { $0.laying($1) }, facts: facts)
        let set = PolicySet(loader, statuses)
        var check = PackCheck(loader)
        for version in versions { check.run(set.dependents(on: version.program), in: version.region) }
        return (set, Array(check.problems))
    }

    /// The files that hold a program for exactly this region; `nil` when it has none of its own.
    package func text(of program: String, _ region: RegionCode) -> PackText? { texts.text(of: program, region) }

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
        let folders = Set(reachable(from: program).flatMap { (layers[$0] ?? [:]).keys })
        return [nil] + folders.sorted().compactMap { try? RegionCode($0) }
    }

    /// The programs whose decisions a change of this one can change: itself, and those that use or fall back to it.
    package func dependents(on program: String) -> [String] {
        programs.filter { reachable(from: $0).contains(program) }
    }

    private func reachable(from program: String) -> Set<String> {
        var waiting = [program]
        var seen: Set<String> = []
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted else { continue }
            waiting += (layers[next] ?? [:]).values.flatMap { $0.uses + ($0.otherwise.map { [$0] } ?? []) }
        }
        return seen
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
