import Casework
package import Policies
package import Primitives
package import Storage

/// Asks for a simulation on the living families of the own region; a background job runs it.
package struct AskSimulation: Command {
    package static let name = "policy.simulate"
    /// The day on which both sides take their parameters.
    let day: CivilDate
    /// A version in work that is tried.
    let version: PackVersionID?
    /// Numbers replaced on the second side.
    let overrides: [ParameterOverride]

    /// Takes what is to be tried.
    package init(day: CivilDate, version: PackVersionID?, overrides: [ParameterOverride]) {
        self.day = day
        self.version = version
        self.overrides = overrides
    }

    /// Checks who asks, that the version is in work, and that every number can be replaced; then adds the job.
    package func run(in context: CommandContext) throws -> Outcome<JobID> {
        guard let staff = context.actor.staff, PolicyAuthority.drafters.contains(staff.role) else {
            return .refused([.notAllowed])
        }
        var reasons: [Reason] = []
        if version == nil, overrides.isEmpty { reasons.append(.simulationEmpty) }
        if overrides.contains(where: { !Self.lies($0.region, in: staff.region) }) { reasons.append(.simulationOutside) }
        var row: PackVersionRow?
        if let version {
            row = try context.store.packVersion(version)
            guard let row, PolicyAuthority.may(PolicyAuthority.drafters, for: row.region, in: context) else {
                return .refused([.notFound])
            }
            if !row.state.isOpen { reasons.append(.policyWrongState(row.state)) }
        }
        let request = SimulationRequest(
            region: staff.region, day: day, version: version, overrides: overrides, askedBy: staff.name)
        if reasons.isEmpty {
            do {
                let (before, after) = try request.sides(context.timeline, row)
                _ = try PolicySimulation(before: before, after: after, guide: .load(root: before.packs.root))
            } catch let problem as SimulationProblem {
                reasons.append(.simulationRefused(problem.description))
            } catch let problems as PolicyProblems {
                reasons += problems.problems.map { .simulationRefused($0.description) }
            }
        }
        guard reasons.isEmpty else { return .refused(reasons) }
        let key = context.store.ids.next(JobSubject.self).text
        let payload = String(decoding: try StoreTransaction.json(request), as: UTF8.self)
        try context.store.enqueueJob(
            kind: JobKind.simulation.rawValue, dedupeKey: key, payload: payload, runAt: context.now, attemptsMax: 3,
            at: context.now)
        guard let job = try context.store.simulationJob(key: key, kind: JobKind.simulation.rawValue) else {
            return .refused([.notFound])
        }
        try context.audit(Self.name, "job", job.id.rawValue, region: staff.region)
        return .done(job.id)
    }

    private static func lies(_ region: String, in own: RegionCode) -> Bool {
        (try? RegionCode(region)).map { own.contains($0) } ?? false
    }
}
