import Casework
import Primitives
package import Storage

/// Cancels a run: what it has found so far stays to be read, nothing more is read.
package struct CancelRun: Command {
    package static let name = "verification.cancelRun"
    /// The run.
    let id: RunID

    /// Takes the run.
    package init(id: RunID) { self.id = id }

    /// Cancels it unless it has ended.
    package func run(in context: CommandContext) throws -> Outcome<RunID> {
        guard RunAuthority.allows(RunAuthority.keepers, context.actor) else { return .refused([.notAllowed]) }
        guard let run = try context.store.run(id, in: context.scope) else { return .refused([.notFound]) }
        let moved = try context.store.moveRun(
            id, from: [.queued, .running], to: .cancelled, at: context.now)
        guard moved else { return .refused([.runEnded]) }
        try context.audit(Self.name, "verificationRun", id.rawValue, region: run.region)
        return .done(id)
    }
}

/// Goes on with a run that was cancelled or has failed: parts that are done are not done again.
package struct ResumeRun: Command {
    package static let name = "verification.resumeRun"
    /// The run.
    let id: RunID

    /// Takes the run.
    package init(id: RunID) { self.id = id }

    /// Puts it back in the queue.
    package func run(in context: CommandContext) throws -> Outcome<RunID> {
        guard RunAuthority.allows(RunAuthority.keepers, context.actor) else { return .refused([.notAllowed]) }
        guard let run = try context.store.run(id, in: context.scope) else { return .refused([.notFound]) }
        guard run.state == .cancelled || run.state == .failed else { return .refused([.runNotStopped]) }
        if try context.store.run(dedupeKey: run.dedupeKey, in: context.scope) != nil { return .refused([.runTwice]) }
        let next: RunState = run.plan.isEmpty ? .queued : .running
        _ = try context.store.moveRun(id, from: [.cancelled, .failed], to: next, at: nil)
        try context.enqueueRun(id, start: try context.store.countRunStart(id))
        try context.audit(
            Self.name, "verificationRun", id.rawValue, region: run.region, reason: run.purpose)
        return .done(id)
    }
}
