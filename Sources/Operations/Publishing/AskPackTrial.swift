import Casework
package import Primitives
package import Storage

/// Asks for a trial of a version; a background job runs it, and the version's page shows how far it is.
///
/// While one is waiting or running for the same texts, that one is answered.
package struct AskPackTrial: Command {
    package static let name = "policy.askTrial"
    /// The version.
    package let id: PackVersionID
    /// The version number the person looked at.
    package let seen: Int64

    /// Takes the inputs.
    package init(id: PackVersionID, seen: Int64) {
        self.id = id
        self.seen = seen
    }

    /// Checks who asks and what stands; then adds the job.
    package func run(in context: CommandContext) throws -> Outcome<JobID> {
        let opened = try PackWork.open(
            id, seen: seen, at: [.draft, .submitted, .approved], by: PolicyAuthority.drafters, in: context)
        guard let work = opened.value else { return .refused(opened.reasons) }
        let kind = JobKind.packTrial.rawValue
        let request = PackTrialRequest(work)
        if let held = try context.store.packTrialJob(of: id, kind: kind), ["waiting", "running"].contains(held.state) {
            if try PackTrialRequest(held).isAlike(request) { return .done(held.id) }
            // What it tries is not wanted any more.
            _ = try context.store.cancelJob(held.id, at: context.now)
        }
        try context.store.enqueuePackTrial(
            of: id, kind: kind, payload: String(decoding: try StoreTransaction.json(request), as: UTF8.self),
            at: context.now)
        guard let job = try context.store.packTrialJob(of: id, kind: kind) else { return .refused([.notFound]) }
        try context.audit(Self.name, "packVersion", id.rawValue, region: work.row.region)
        return .done(job.id)
    }
}

/// Stops a trial that waits or runs; nothing of it is kept.
package struct CancelPackTrial: Command {
    package static let name = "policy.cancelTrial"
    /// The version.
    package let id: PackVersionID

    /// Takes the version.
    package init(id: PackVersionID) { self.id = id }

    /// Stops it, or says that there is none to stop.
    package func run(in context: CommandContext) throws -> Outcome<JobID> {
        guard let row = try context.store.packVersion(id) else { return .refused([.notFound]) }
        let (staff, refusals) = PolicyAuthority.staff(PolicyAuthority.drafters, for: row.region, in: context)
        guard staff != nil else { return .refused(refusals) }
        guard let job = try context.store.packTrialJob(of: id, kind: JobKind.packTrial.rawValue),
            try context.store.cancelJob(job.id, at: context.now)
        else { return .refused([.policyTrialOver]) }
        try context.audit(Self.name, "packVersion", id.rawValue, region: row.region)
        return .done(job.id)
    }
}

/// What a trial's job is asked: which texts, and by whom.
struct PackTrialRequest: Codable {
    let version: PackVersionID
    let textHash: String
    let inForceFrom: CivilDate
    let staff: StaffActor

    init(_ work: PackWork) {
        version = work.row.id
        textHash = work.row.textHash
        inForceFrom = work.row.inForceFrom
        staff = work.staff
    }

    init(_ row: SimulationJobRow) throws { try self.init(payload: row.payload) }

    init(payload: String) throws {
        self = try StoreTransaction.fromJSON(Array(payload.utf8), as: Self.self)
    }

    /// Whether another request is for the same texts and day.
    func isAlike(_ other: PackTrialRequest) -> Bool {
        version == other.version && textHash == other.textHash && inForceFrom == other.inForceFrom
    }

    /// Whether the version still has the texts and the day that were to be tried.
    func fits(_ row: PackVersionRow) -> Bool { row.textHash == textHash && row.inForceFrom == inForceFrom }
}

/// A trial's job as the version's page shows it.
package struct PackTrialJob: Sendable {
    /// `waiting`, `running`, `done`, `failed` or `cancelled`.
    package let state: String
    /// Pieces done.
    package let done: Int64
    /// Pieces in all; 0 before it began.
    package let total: Int64
    /// Whether it is of the texts as they are now.
    package let isOfTheseTexts: Bool
    /// Why nothing was recorded in the end; empty while nothing was refused.
    package let refusals: [Reason]

    /// The latest trial that was asked for; one statement.
    static func load(_ row: PackVersionRow, in context: CommandContext) throws -> PackTrialJob? {
        guard let job = try context.store.packTrialJob(of: row.id, kind: JobKind.packTrial.rawValue) else { return nil }
        let refusals = try job.result.map { try StoreTransaction.fromJSON(Array($0.utf8), as: [Reason].self) }
        return PackTrialJob(
            state: job.state, done: job.done, total: job.total,
            isOfTheseTexts: try PackTrialRequest(job).fits(row), refusals: refusals ?? [])
    }

    /// Whether somebody waits for it.
    package var isRunning: Bool { state == "waiting" || state == "running" }
}
