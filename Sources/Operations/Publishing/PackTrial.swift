import Casework
import Policies
import Primitives
import Storage

/// The trial of one version while it is computed: what it came to, and how far it is.
struct PackTrial {
    /// Told after each piece how many are done of how many; throws to stop the trial.
    typealias Checkpoint = @Sendable (WorkProgress) async throws -> Void

    /// How many families are decided between two checkpoints.
    private static let portion = 10

    private let row: PackVersionRow
    private let timeline: PolicyTimeline
    private let actor: Actor
    private let checkpoint: Checkpoint
    private(set) var result = PackTrialResult()
    private(set) var lines: [RetroactiveLineRow] = []
    private(set) var paid = PaidSum(count: 0, amount: .zero)
    private var done = 0
    private var total = 1

    init(_ row: PackVersionRow, timeline: PolicyTimeline, actor: Actor, checkpoint: @escaping Checkpoint) {
        self.row = row
        self.timeline = timeline
        self.actor = actor
        self.checkpoint = checkpoint
    }

    /// Checks the texts, then tries the worked cases, the living families and the months already paid.
    mutating func run(in bureau: Bureau) async throws {
        let tried = try bureau.tried(row, in: timeline)
        result.problems = tried.problems.map(\.description)
        guard let after = tried.packs else { return }
        if !after.decides(row.text) { result.problems.append(Reason.policyNotInForce.chinese) }
        let before = try timeline.packs(on: row.inForceFrom)
        result.programs = after.dependents(on: row.program)
        let households = try await families(before, in: bureau)
        total = result.programs.count + households.count + 1
        try await tryCases(after)
        try await trySimulation(before, after, households)
        try await told("已发放月份")
        let effect = RetroactiveEffect(row, timeline: timeline)
        (lines, paid) = try await bureau.view(as: actor) { try effect.compute(in: $0) }
    }

    private func told(_ stage: String) async throws { try await checkpoint(WorkProgress(stage, done, of: total)) }

    /// The families that the version can touch; none where it decides nothing about them.
    private func families(_ before: PolicySet, in bureau: Bureau) async throws -> [SimulatedHousehold] {
        guard result.programs.contains(Program.dibao.rawValue) else { return [] }
        return try await bureau.livingHouseholds(in: row.region, facts: before.facts, as: actor)
    }

    /// Every worked case of the program and of those that use it.
    private mutating func tryCases(_ after: PolicySet) async throws {
        for program in result.programs {
            try await told("算例")
            let (cases, problems) = PolicyCase.all(in: after, program: program)
            result.problems += problems.map(\.description)
            result.caseCount += cases.count
            for worked in cases {
                let differences = try CaseResults.shared.mismatches(of: worked, in: after)
                guard !differences.isEmpty else { continue }
                result.failedCases.append(
                    PackTrialResult.FailedCase(name: worked.description, differences: differences))
            }
            done += 1
        }
    }

    /// The living families of the region under what holds on the day and under the version.
    private mutating func trySimulation(
        _ before: PolicySet, _ after: PolicySet, _ households: [SimulatedHousehold]
    ) async throws {
        guard !households.isEmpty else { return }
        let simulation = try PolicySimulation(
            before: SimulationSide("执行中", packs: before, day: row.inForceFrom),
            after: SimulationSide("草案", packs: after, day: row.inForceFrom), guide: .load(root: before.root))
        result.familyCount = households.count
        // The cliff meter belongs to the simulation's own page; here every family is decided once on each side.
        var tally = SimulationTally()
        var failed: [String: Int] = [:]
        for household in households {
            if (done - result.programs.count).isMultiple(of: Self.portion) { try await told("现有家庭") }
            let pair = simulation.judge(household)
            tally.add(pair)
            done += 1
            guard case .undecided(let reason) = pair.after.standing, pair.before.word != nil,
                fails(household, after)
            else { continue }
            failed[reason, default: 0] += 1
        }
        result.simulation = simulation.result(tally, listed: 1000)
        result.failedFamilies = failed.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map {
            PackTrialResult.FailedFamilies(reason: $0.key, count: $0.value)
        }
    }

    /// Whether a family that is undecided fails, and does not only wait for an answer.
    private func fails(_ household: SimulatedHousehold, _ packs: PolicySet) -> Bool {
        do {
            guard let region = household.region else { return true }
            let policy = try packs.policy(Program.dibao.rawValue, for: region, on: row.inForceFrom)
            _ = try Determination.decide(household.sheet, policy, single: household.single)
            return false
        } catch {
            return true
        }
    }
}
