import Casework
import Columns
package import Primitives
import Storage
import Verification

/// What is done to look after department data.
package enum CareTask: String, CaseIterable, Codable, Hashable, Sendable {
    /// Merges the layers of the days in force.
    case compact
    /// Removes days that are older than a dataset's retention; never the one in force.
    case retain
}

/// What looking after the data came to.
package struct CareResult: Codable, Hashable, Sendable {
    /// Each dataset that was touched, and the day.
    package var lines: [String] = []
    /// Datasets that were looked at.
    package var looked = 0
    /// Bytes that are no longer needed.
    package var freedBytes = 0

    /// Starts empty.
    package init() {}
}

/// Asks that department data are looked after; a background job does it.
package struct AskCare: Command {
    package static let name = "verification.askCare"
    /// What is to be done.
    let task: CareTask

    /// Takes the task.
    package init(task: CareTask) { self.task = task }

    /// Adds the job unless one of its kind waits already.
    package func run(in context: CommandContext) throws -> Outcome<JobID> {
        guard let staff = context.actor.staff, RunAuthority.keepers.contains(staff.role) else {
            return .refused([.notAllowed])
        }
        guard context.bureau.snapshots != nil else { return .refused([.noSnapshotStore]) }
        let kind = JobKind.snapshotCare.rawValue
        if let open = try context.store.simulationJobs(kind: kind, limit: 20).first(where: {
            ["waiting", "running"].contains($0.state) && $0.payload.contains(task.rawValue)
        }) {
            return .done(open.id)
        }
        let key = context.store.ids.next(JobSubject.self).text
        try context.store.enqueueJob(
            kind: kind, dedupeKey: key, payload: "{\"task\":\"\(task.rawValue)\",\"by\":\"\(staff.name)\"}",
            runAt: context.now, attemptsMax: 3, at: context.now)
        guard let job = try context.store.simulationJob(key: key, kind: kind) else { return .refused([.notFound]) }
        try context.audit(Self.name, "job", job.id.rawValue, region: staff.region, reason: task.rawValue)
        return .done(job.id)
    }
}

extension Bureau {
    /// Does what was asked; waits while an import is writing, since that would lose its files.
    func runSnapshotCare(_ job: LeasedJob, leaseSeconds: Int64) async throws {
        let payload = try StoreTransaction.fromJSON(Array(job.payload.utf8), as: [String: String].self)
        guard let snapshots, let task = payload["task"].flatMap({ CareTask(rawValue: $0) }) else {
            return try await end(job, "{}")
        }
        let instant = systemClock()
        if try await store.read({ try $0.isImporting() }) {
            return try await store.write { try $0.putBack(job, runAt: instant.adding(seconds: 10)) }
        }
        let (catalogue, day) = (catalogue, try await today())
        let result = try await whileLeased(job, leaseSeconds: leaseSeconds) {
            try await WorkerThreads.run { try Self.care(task, snapshots, catalogue, on: day) }
        }
        try await end(job, String(decoding: try StoreTransaction.json(result), as: UTF8.self))
    }

    private static func care(
        _ task: CareTask, _ snapshots: SnapshotStore, _ catalogue: Catalogue?, on day: CivilDate
    ) throws -> CareResult {
        var result = CareResult()
        let before = try snapshots.days()
        result.looked = Set(before.map(\.info.dataset)).count
        switch task {
        case .compact:
            for dataset in try snapshots.open().datasets() where try snapshots.compact(dataset) {
                result.lines.append(dataset)
            }
            try snapshots.removeUnreferenced()
        case .retain:
            for held in before where !held.isInForce {
                guard let most = catalogue?[held.info.dataset]?.retentionDays,
                    held.info.asOf.days(until: day) > most
                else { continue }
                try snapshots.remove(held.info.dataset, held.info.asOf)
                result.lines.append("\(held.info.dataset) \(held.info.asOf.text)")
            }
        }
        let bytes = try snapshots.days().reduce(0) { $0 + $1.bytes }
        result.freedBytes = max(0, before.reduce(0) { $0 + $1.bytes } - bytes)
        return result
    }
}
