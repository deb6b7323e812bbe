import Casework
import Columns
import Logging
import Policies
package import Primitives
import Sealing
import Storage
import Verification

extension Bureau {
    /// Compares a case with the department data it may read, and keeps the report (核对报告).
    ///
    /// Needs a case under investigation within the actor's scope; sources bound to an authorisation are asked only for
    /// the people who gave one. Who asked which datasets is in the audit log before a row is read. Without department
    /// data on this node every source is said to be silent. Refused when the declared facts changed meanwhile.
    package func compare(_ caseID: CaseID, as actor: Actor, job: JobMark? = nil) async throws -> Outcome<ReportID> {
        guard CaseComparison.mayAsk(actor) else { return .refused([.notAllowed]) }
        guard let reports else { return .refused([.noReportBook]) }
        let begun = try await perform(
            BeginComparison(caseID: caseID, datasets: reports.book.catalogue.datasets.map(\.code)), as: actor,
            key: "comparison-\(store.ids.next(EventSubject.self).text)")
        guard begun.value != nil else { return .refused(begun.reasons) }
        let reserved = try await perform(
            ReserveReportNumber(caseID: caseID), as: .system, key: "report-number-\(caseID.text)")
        guard let number = reserved.value else { return .refused(reserved.reasons) }
        if relay != nil {
            // Once for each version of the facts; the verb gives the same exchange again.
            _ = try await perform(
                AskHigherPlatform(caseID: caseID), as: .system,
                key: "relay-\(caseID.text)-\(begun.value ?? 0)-\(store.ids.next(EventSubject.self).text)")
        }
        let (question, standing) = try await view(as: actor) { context in
            let question = try CaseComparison(caseID, number: number, in: context)
            let standing = try question.flatMap {
                try context.relayStanding(of: caseID, factsVersion: $0.factsVersion, request: $0.request)
            }
            return (question, standing)
        }
        guard let question else { return .refused([.notInvestigating]) }
        let report = try self.report(question.request, standing, by: reports)
        let content = String(decoding: try report.canonicalJSON(), as: UTF8.self)
        return try await perform(
            StoreReport(
                caseID: caseID, factsVersion: question.factsVersion, version: question.version, content: content,
                job: job),
            as: actor, key: "report-\(caseID.text)-\(question.version)-\(job?.fence ?? 0)")
    }

    /// The report over the data in force on this node, with what the platform above has said.
    private func report(
        _ request: ComparisonRequest, _ standing: RelayStanding?, by shelf: ReportShelf
    ) throws -> VerificationReport {
        let data = try snapshots.map { try shelf.data(of: $0) } ?? DepartmentData()
        let prepared = try shelf.prepared(asOf: request.asOf, declared: request.declared, source: data.source)
        let digest: EvidenceDigest = { Digest.hex(Digest.sha256($0)) }
        let (local, shares) = try ReportMaker(prepared, source: data.source, days: data.days, digest: digest)
            .report(for: request, sharing: standing?.comparedByMember ?? [])
        return standing.map {
            local.including($0, shares: shares, suppressions: request.suppressions, digest: digest)
        } ?? local
    }

    /// Does due background work of some kinds, at most `limit` pieces; returns how many were taken up.
    ///
    /// A piece that throws goes back with a growing delay; one that is refused is done, with the reasons as its result,
    /// since nothing about it will change by itself. What a process writes after it lost its lease is undone.
    package func runJobs(
        holder: String, kinds: [JobKind] = JobKind.allCases, limit: Int, leaseSeconds: Int64 = 120
    ) async throws -> Int {
        var taken = 0
        while taken < limit {
            let instant = systemClock()
            let job = try await store.write { transaction in
                try transaction.leaseJob(
                    kinds: kinds.map(\.rawValue), holder: holder, at: instant, leaseSeconds: leaseSeconds)
            }
            guard let job else { break }
            taken += 1
            await run(job, leaseSeconds: leaseSeconds)
        }
        return taken
    }

    private func run(_ job: LeasedJob, leaseSeconds: Int64) async {
        do {
            switch JobKind(rawValue: job.kind) {
            case .simulation: return try await runSimulation(job, leaseSeconds: leaseSeconds)
            case .packTrial: return try await runPackTrial(job, leaseSeconds: leaseSeconds)
            case .verificationRun: return try await runVerification(job, leaseSeconds: min(leaseSeconds, 30))
            case .departmentImport: return try await runImport(job, leaseSeconds: min(leaseSeconds, 30))
            case .snapshotCare: return try await runSnapshotCare(job, leaseSeconds: leaseSeconds)
            case .comparison, nil: break
            }
            guard job.kind == JobKind.comparison.rawValue,
                let payload = try? StoreTransaction.fromJSON(Array(job.payload.utf8), as: [String: String].self),
                let id = payload["case"].flatMap({ CaseID(text: $0) })
            else { throw JobFailure(description: "nobody here runs \(job.kind) with this payload") }
            let outcome = try await compare(id, as: .system, job: JobMark(id: job.id, fence: job.fence))
            guard outcome.value == nil else { return }
            let result = String(decoding: try StoreTransaction.json(outcome.reasons.map(\.code)), as: UTF8.self)
            let instant = systemClock()
            _ = try await store.write { try $0.finishJob(job, result: result, at: instant) }
        } catch {
            let said = Self.causeForLog(error)
            log.error("job failed", metadata: ["job": "\(job.id.text)", "kind": "\(job.kind)", "cause": "\(said)"])
            let (instant, cause) = (systemClock(), Self.causeForPages(error))
            try? await store.write { try $0.failJob(job, error: cause, at: instant) }
        }
    }
}

/// Why a piece of background work could not even begin.
private struct JobFailure: Error, CustomStringConvertible {
    let description: String
}

extension Reason {
    /// This node has no catalogue of checks and report items.
    static let noReportBook = Reason(
        "noReportBook", "本节点没有核对目录，不能出核对报告。请由能读取部门数据的节点办理，或检查服务配置中的 catalogue。",
        "This node has no catalogue of checks. Use a node that may read departments' data, or set `catalogue`.")
}

extension CaseComparison {
    /// Who may ask departments about a case: the program for a case under investigation, and the verification centre.
    static func mayAsk(_ actor: Actor) -> Bool {
        switch actor {
        case .system: true
        case .staff(let staff): staff.role == .verificationOfficer
        case .citizen, .visitor: false
        }
    }
}
