import Casework
import Policies
import Primitives
package import Storage

/// Records what trying a version came to, with the lines of a change for the past; only ever added to.
package struct RecordPackTrial: Command {
    package static let name = "policy.try"
    /// The version.
    let id: PackVersionID
    /// The hash of the texts tried.
    let textHash: String
    /// The day from which they are to be in force.
    let inForceFrom: CivilDate
    /// The latest publication that stood.
    let publication: Int64
    /// The result as JSON.
    let result: String
    /// The payments compared.
    let paid: PaidSum
    /// The months that would have been other ones.
    let lines: [RetroactiveLineRow]
    /// The job that ends with it, where a job made it.
    let job: JobMark?

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<PackTrialID> {
        if let job {
            let held = try context.store.finishJob(id: job.id, fence: job.fence, result: "[]", at: context.now)
            guard held else { return .refused([.leaseLost]) }
        }
        let opened = try PackWork.open(
            id, seen: nil, at: [.draft, .submitted, .approved], by: PolicyAuthority.drafters, in: context)
        guard let work = opened.value else { return .refused(opened.reasons) }
        guard work.row.textHash == textHash, work.row.inForceFrom == inForceFrom,
            publication == work.timeline.publications.last?.number ?? 0
        else { return .refused([.policyTrialMoved]) }
        let trial = try context.store.insertPackTrial(
            of: work.row, publication: publication, result: result, paid: paid, by: work.staff.staffID,
            at: context.now, on: context.today)
        try context.store.insertRetroactive(lines, of: trial)
        try context.audit(Self.name, "packVersion", id.rawValue, region: work.row.region)
        return .done(trial)
    }
}

/// Thrown by a checkpoint to end a trial of which nothing is wanted any more.
struct PackTrialStopped: Error {}

extension Bureau {
    /// Tries a version: its texts, every worked case it can touch, the living families, and the months already paid.
    ///
    /// Everything is computed outside a writing transaction. The families are read in one consistent snapshot.
    package func tryPack(
        _ id: PackVersionID, as actor: Actor, progress: @escaping ProgressReport = { _ in }
    ) async throws -> Outcome<PackTrialID> {
        try await tryPack(id, as: actor, of: nil) { progress($0) }
    }

    private func tryPack(
        _ id: PackVersionID, as actor: Actor, of leased: (job: JobMark, request: PackTrialRequest)?,
        checkpoint: @escaping PackTrial.Checkpoint
    ) async throws -> Outcome<PackTrialID> {
        let found = try await view(as: actor) { context -> (row: PackVersionRow, timeline: PolicyTimeline)? in
            guard let row = try context.store.packVersion(id) else { return nil }
            return PolicyAuthority.may(PolicyAuthority.drafters, for: row.region, in: context)
                ? (row, try context.timeline) : nil
        }
        guard let (row, timeline) = found else { return .refused([.notFound]) }
        guard row.state.isOpen else { return .refused([.policyWrongState(row.state)]) }
        if let leased, !leased.request.fits(row) { return .refused([.policyTrialMoved]) }
        var trial = PackTrial(row, timeline: timeline, actor: actor, checkpoint: checkpoint)
        try await trial.run(in: self)
        let command = RecordPackTrial(
            id: id, textHash: row.textHash, inForceFrom: row.inForceFrom,
            publication: timeline.publications.last?.number ?? 0, result: try trial.result.json, paid: trial.paid,
            lines: trial.lines, job: leased?.job)
        return try await perform(command, as: actor, key: "trial-\(store.ids.next(PackTrialSubject.self).text)")
    }

    /// Runs a leased trial for the person who asked; its result is recorded as the job ends, or its reasons are kept.
    func runPackTrial(_ job: LeasedJob, leaseSeconds: Int64) async throws {
        let request = try PackTrialRequest(payload: job.payload)
        let mark = JobMark(id: job.id, fence: job.fence)
        do {
            let outcome = try await tryPack(
                request.version, as: .staff(request.staff), of: (mark, request)
            ) { progress in
                let instant = systemClock()
                let isHeld = try await store.write {
                    try $0.reportProgress(
                        job, done: Int64(progress.done), total: Int64(progress.total), at: instant,
                        leaseSeconds: leaseSeconds)
                }
                if !isHeld { throw PackTrialStopped() }
            }
            guard outcome.value == nil else { return }
            let (text, instant) = (
                String(decoding: try StoreTransaction.json(outcome.reasons), as: UTF8.self), systemClock()
            )
            _ = try await store.write { try $0.finishJob(job, result: text, at: instant) }
        } catch is PackTrialStopped {
            return
        }
    }
}
