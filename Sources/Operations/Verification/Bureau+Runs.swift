import Columns
import Logging
import Primitives
import SQLText
import Storage
import Verification

extension Bureau {
    /// After so many milliseconds a run steps back in the queue, so that messages and other work get their turn.
    private static let sliceMilliseconds: Int64 = 5_000

    /// Goes on with a leased run, part by part, until it ends, is cancelled, or has had its turn.
    ///
    /// A part's answers, tasks and counts are written in one transaction under the job's fence: a process that was
    /// killed leaves whole parts, and whoever comes after its lease does the others. Nothing of a family is read
    /// before the audit entry of its part is committed.
    func runVerification(_ job: LeasedJob, leaseSeconds: Int64) async throws {
        let payload = try StoreTransaction.fromJSON(Array(job.payload.utf8), as: [String: String].self)
        let found = try await view(as: .system) { context -> (RunRow, [StandardLine])? in
            guard let id = payload["run"].flatMap({ RunID(text: $0) }),
                let run = try context.store.run(id, in: context.scope)
            else { return nil }
            return (run, try RunStandards.lines(in: run.region, context))
        }
        guard let (run, standards) = found, run.state.isOpen else { return try await end(job, "stopped") }
        do {
            try await whileLeased(job, leaseSeconds: leaseSeconds) {
                let work = try await WorkerThreads.run {
                    try RunWork(run, standards: standards, bureau: self)
                }
                if run.state == .queued { try await begin(work, job) }
                try await goOn(work, job, leaseSeconds: leaseSeconds)
            }
        } catch is LostLease {
            return
        } catch {
            log.error("A run failed.", metadata: ["run": "\(run.id.text)", "cause": "\(Self.causeForLog(error))"])
            let (instant, cause) = (systemClock(), Self.causeForPages(error))
            try await store.write { transaction in
                guard try transaction.finishJob(job, result: "failed", at: instant) else { return }
                _ = try transaction.moveRun(
                    run.id, from: [.queued, .running], to: .failed, error: cause, at: instant)
            }
        }
    }

    /// A cause as pages show it: where files lie on this machine stands in the log alone.
    static func causeForPages(_ error: any Error) -> String {
        (error as? SnapshotError).map { "\($0.withoutFolders)" } ?? "\(error)"
    }

    /// A cause as the log may have it: a damaged file by its whole path, anything else by its kind alone.
    static func causeForLog(_ error: any Error) -> String {
        (error as? SnapshotError).map { "\($0)" } ?? "\(type(of: error))"
    }

    /// Plans a run and marks it as running.
    private func begin(_ work: RunWork, _ job: LeasedJob) async throws {
        var (plan, carried): (RunPlan, [Int64]) = (RunPlan(), [])
        if let baseID = work.run.baseID {
            try await noteReading(work.run, part: nil)
            let (base, facts, known) = try await view(as: .system) { context in
                let rows = try context.store.runFamilies(of: work.run.id)
                let known = try context.store.runFamilies(of: baseID).map { ($0.familyID, $0) }
                return (
                    try context.store.run(baseID, in: context.scope), try RunFacts(rows, in: context),
                    Dictionary(known, uniquingKeysWith: { first, _ in first })
                )
            }
            guard let base else { throw RunWork.Stop(description: "作为起点的那次核对已不在。请重新建立核对任务。") }
            let planner = RunPlanner(work: work, base: base, facts: facts, known: known)
            (plan, carried) = try await WorkerThreads.run { try planner.plan() }
        }
        let (text, rows) = (String(decoding: try StoreTransaction.json(plan), as: UTF8.self), carried)
        try await store.write { transaction in
            guard try transaction.holds(job) else { throw LostLease() }
            try transaction.planCarried(rows)
            try transaction.setRunPlan(work.run.id, text)
            _ = try transaction.moveRun(work.run.id, from: [.queued], to: .running, at: nil)
        }
    }

    private func goOn(_ work: RunWork, _ job: LeasedJob, leaseSeconds: Int64) async throws {
        let (id, begun) = (work.run.id, systemClock())
        while true {
            let next = try await store.read { transaction in
                (try transaction.run(id, in: Self.runScope)?.state, try transaction.nextRunPart(id))
            }
            guard next.0 == .running else { return try await end(job, "stopped") }
            guard let part = next.1 else { return try await finish(work, job) }
            let instant = systemClock()
            if begun.milliseconds(until: instant) > Self.sliceMilliseconds {
                return try await store.write { try $0.putBack(job, runAt: instant.adding(seconds: 1)) }
            }
            try await noteReading(work.run, part: part, job)
            let answers = try await answers(of: part, work)
            try await keep(answers, of: part, work, job, leaseSeconds: leaseSeconds)
        }
    }

    static let runScope = Scope.system("a lawful run goes on as it was asked for")

    /// Writes down, before rows are read, on whose behalf, for what and under which law.
    private func noteReading(_ run: RunRow, part: Int?, _ job: LeasedJob? = nil) async throws {
        try await store.write { transaction in
            let context = try CommandContext(store: transaction, actor: .system, bureau: self)
            if let part, let job {
                guard try transaction.holds(job),
                    try transaction.beginRunPart(part, of: run.id, fence: job.fence, at: context.now)
                else { throw LostLease() }
            }
            try context.audit(
                "verification.readRows", "verificationRun", run.id.rawValue, region: run.region,
                reason: "\(run.purpose)；\(run.legalBasis)", payload: "{\"part\":\(part ?? -1)}")
        }
    }

    private func answers(of part: Int, _ work: RunWork) async throws -> (PartAnswers, [SourceAsked], [RunFamily]) {
        let id = work.run.id
        let (rows, facts, taken) = try await view(as: .system) { context in
            let rows = try context.store.runFamilies(of: id, part: part)
            let carried = rows.filter(\.isCarried)
            return (
                rows, try RunFacts(rows, in: context),
                try work.run.baseID.map { try PartAnswers(taking: carried, from: $0, in: context) }
            )
        }
        var fresh = facts
        fresh.keep { !$0.isCarried }
        let compared = fresh
        var answers = try await WorkerThreads.run { try work.compare(compared) }
        if let taken {
            answers.results += taken.results
            answers.matches += taken.matches
        }
        return (answers, work.sources(facts), rows)
    }

    private func keep(
        _ answers: (PartAnswers, [SourceAsked], [RunFamily]), of part: Int, _ work: RunWork, _ job: LeasedJob,
        leaseSeconds: Int64
    ) async throws {
        let run = work.run
        let helped = Set(answers.2.filter(\.isHelped).map(\.familyID))
        try await store.write { transaction in
            let context = try CommandContext(store: transaction, actor: .system, bureau: self)
            let progress = try transaction.runProgress([run.id])[run.id]
            guard
                try transaction.reportProgress(
                    job, done: Int64((progress?.answered ?? 0) + answers.0.results.count),
                    total: Int64(progress?.families ?? 0), at: context.now, leaseSeconds: leaseSeconds),
                try transaction.finishRunPart(part, of: run.id, fence: job.fence, at: context.now)
            else { throw LostLease() }
            let matches = try answers.0.matches.markingAnswered(in: context)
            let ids = try transaction.insertMatches(matches, of: run.id, part: part)
            try transaction.storeRunFamilies(answers.0.results)
            try transaction.insertSources(answers.1, of: run.id, part: part)
            for (match, id) in zip(matches, ids)
            where match.opensTask && helped.contains(match.familyID) && run.kind != .precheck {
                try transaction.openTask(for: match, id, run: run.id, on: context.today, at: context.now)
            }
        }
    }

    private func finish(_ work: RunWork, _ job: LeasedJob) async throws {
        let (id, instant) = (work.run.id, systemClock())
        try await store.write { transaction in
            guard try transaction.finishJob(job, result: "done", at: instant) else { throw LostLease() }
            _ = try transaction.moveRun(id, from: [.running], to: .done, at: instant)
        }
    }

    /// Ends a job of which nothing is wanted any more.
    func end(_ job: LeasedJob, _ result: String) async throws {
        let instant = systemClock()
        _ = try await store.write { try $0.finishJob(job, result: result, at: instant) }
    }
}

/// Somebody else has taken the work up; nothing may be written.
struct LostLease: Error {}

extension RunMatch {
    /// Whether a person must look into it: a hit that no decision has answered.
    ///
    /// It changes no benefit.
    var opensTask: Bool { status == CheckStatus.hit.rawValue && suppressedBy == nil }
}
