import Casework
import Primitives
import Storage

extension CaseFile {
    /// Performs one action of a transition inside the transaction.
    func perform(
        _ action: CaseAction, details: CaseStepDetails, actor: Actor, in context: CommandContext
    ) throws {
        switch action {
        case .issueDocument(let kind): try issue(kind, details: details, actor: actor, in: context)
        case .message(let kind): try sendMessage(kind, details: details, in: context)
        case .startComparison:
            try context.store.enqueueJob(
                kind: JobKind.comparison.rawValue, dedupeKey: "\(row.id.text)/\(row.factsVersion)",
                payload: "{\"case\":\"\(row.id.text)\"}", runAt: context.now, at: context.now)
        case .createAward, .changeAward, .grantOnce, .suspendAward, .resumeAward, .endAward:
            try CaseAwards.perform(action, of: self, actor: actor, in: context)
        case .recordEvent(let event):
            try ReviewSchedule.follow(event, of: self, actor: actor, in: context)
            try BackCheckWatch.follow(event, of: self, actor: actor, in: context)
        case .openRecovery: try CaseRecoveries.openAfterRevocation(of: self, details: details, in: context)
        case .payFromReserve(let amount): try AidFirsts.pay(amount, of: self, actor: actor, in: context)
        case .tellMedicalSecurity: try MedicalHandOvers.tell(of: self, in: context)
        case .closeFamilyFile: try MedicalHandOvers.tellEnd(of: self, in: context)
        case .openTask, .recordEntry, .requireCountyVisit:
            // The event row records them: tasks, the entry day and the need of a visit are read from state and events.
            break
        }
    }

    /// Issues a document of the case from its template under the next number of its series.
    func issue(
        _ kind: DocumentKind, details: CaseStepDetails, actor: Actor, in context: CommandContext
    ) throws {
        try context.issue(paperOrder(kind, details), by: actor)
    }
}

/// The kinds of background work.
package enum JobKind: String, CaseIterable, Sendable {
    /// Compares a case with the department data it may read.
    case comparison
    /// Tries a policy on the living families of a region.
    case simulation
    /// Tries a version of a policy before it is published.
    case packTrial
    /// Goes on with a run of the checking system.
    case verificationRun
    /// Takes department data in.
    case departmentImport
    /// Merges layers of department data, or removes days that are no longer to be kept.
    case snapshotCare
}
