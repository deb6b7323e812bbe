import Casework
import Policies
import Primitives
package import Storage

/// Records what trying a version came to, with the lines of a change for the past; only ever added to.
package struct RecordPackTrial: Command {
    package static let name = "policy.try"
    /// The version.
    let id: PackVersionID
    /// The version number tried.
    let seen: Int64
    /// The latest publication that stood.
    let publication: Int64
    /// The result as JSON.
    let result: String
    /// The payments compared.
    let paid: PaidSum
    /// The months that would have been other ones.
    let lines: [RetroactiveLineRow]

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<PackTrialID> {
        let opened = try PackWork.open(
            id, seen: seen, at: [.draft, .submitted, .approved], by: PolicyAuthority.drafters, in: context)
        guard let work = opened.value else { return .refused(opened.reasons) }
        guard publication == work.timeline.publications.last?.number ?? 0 else {
            return .refused([.changedMeanwhile])
        }
        let trial = try context.store.insertPackTrial(
            of: work.row, publication: publication, result: result, paid: paid, by: work.staff.staffID,
            at: context.now, on: context.today)
        try context.store.insertRetroactive(lines, of: trial)
        try context.audit(Self.name, "packVersion", id.rawValue, region: work.row.region)
        return .done(trial)
    }
}

extension Bureau {
    /// Tries a version: its texts, every worked case it can touch, the living families, and the months already paid.
    ///
    /// Everything is computed outside a writing transaction. The families are read in one consistent snapshot.
    package func tryPack(
        _ id: PackVersionID, as actor: Actor, progress: @escaping ProgressReport = { _ in }
    ) async throws -> Outcome<PackTrialID> {
        let found = try await view(as: actor) { context -> (row: PackVersionRow, timeline: PolicyTimeline)? in
            guard let row = try context.store.packVersion(id) else { return nil }
            return PolicyAuthority.may(PolicyAuthority.drafters, for: row.region, in: context)
                ? (row, try context.timeline) : nil
        }
        guard let (row, timeline) = found else { return .refused([.notFound]) }
        guard row.state.isOpen else { return .refused([.policyWrongState(row.state)]) }
        var result = PackTrialResult()
        let tried = try tried(row, in: timeline)
        result.problems = tried.problems.map(\.description)
        let before = try timeline.packs(on: row.inForceFrom)
        var (lines, paid) = ([RetroactiveLineRow](), PaidSum(count: 0, amount: .zero))
        if let after = tried.packs {
            if !after.decides(row.text) { result.problems.append(Reason.policyNotInForce.chinese) }
            try Self.tryCases(row, after, &result, progress)
            try await trySimulation(row, before, after, actor, &result, progress)
            progress(WorkProgress("已发放月份", 0, of: 1))
            (lines, paid) = try await view(as: actor) { context in
                try RetroactiveEffect(row, timeline: timeline).compute(in: context)
            }
        }
        let command = RecordPackTrial(
            id: id, seen: row.version, publication: timeline.publications.last?.number ?? 0,
            result: try result.json, paid: paid, lines: lines)
        return try await perform(command, as: actor, key: "trial-\(store.ids.next(PackTrialSubject.self).text)")
    }

    /// Every worked case of the program and of those that use it.
    private static func tryCases(
        _ row: PackVersionRow, _ after: PolicySet, _ result: inout PackTrialResult, _ progress: ProgressReport
    ) throws {
        result.programs = after.dependents(on: row.program)
        for (index, program) in result.programs.enumerated() {
            progress(WorkProgress("算例", index, of: result.programs.count))
            let (cases, problems) = PolicyCase.all(in: after, program: program)
            result.problems += problems.map(\.description)
            result.caseCount += cases.count
            for worked in cases {
                let differences = try CaseResults.shared.mismatches(of: worked, in: after)
                guard !differences.isEmpty else { continue }
                result.failedCases.append(
                    PackTrialResult.FailedCase(name: worked.description, differences: differences))
            }
        }
    }

    /// The living families of the region under what holds on the day and under the version.
    private func trySimulation(
        _ row: PackVersionRow, _ before: PolicySet, _ after: PolicySet, _ actor: Actor,
        _ result: inout PackTrialResult, _ progress: @escaping ProgressReport
    ) async throws {
        guard after.dependents(on: row.program).contains(Program.dibao.rawValue) else { return }
        let simulation = try PolicySimulation(
            before: SimulationSide("执行中", packs: before, day: row.inForceFrom),
            after: SimulationSide("草案", packs: after, day: row.inForceFrom), guide: .load(root: before.root))
        let households = try await livingHouseholds(in: row.region, facts: before.facts, as: actor)
        guard !households.isEmpty else { return }
        result.familyCount = households.count
        progress(WorkProgress("现有家庭", 0, of: households.count))
        // The cliff meter belongs to the simulation's own page; here every family is decided once on each side.
        var tally = SimulationTally()
        var failed: [String: Int] = [:]
        for household in households {
            let pair = simulation.judge(household)
            tally.add(pair)
            guard case .undecided(let reason) = pair.after.standing, pair.before.word != nil,
                Self.fails(household, after, on: row.inForceFrom)
            else { continue }
            failed[reason, default: 0] += 1
        }
        result.simulation = simulation.result(tally, listed: 1000)
        result.failedFamilies = failed.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map {
            PackTrialResult.FailedFamilies(reason: $0.key, count: $0.value)
        }
    }

    /// Whether a family that is undecided fails, and does not only wait for an answer.
    private static func fails(_ household: SimulatedHousehold, _ packs: PolicySet, on day: CivilDate) -> Bool {
        do {
            guard let region = household.region else { return true }
            let policy = try packs.policy(Program.dibao.rawValue, for: region, on: day)
            _ = try Determination.decide(household.sheet, policy, single: household.single)
            return false
        } catch {
            return true
        }
    }
}
