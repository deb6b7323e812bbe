import Casework
import Policies
import Primitives
package import Storage

/// What a step of publishing answers.
package struct PackReceipt: Codable, Hashable, Sendable {
    /// The version.
    package let id: PackVersionID
    /// Its number for the next step.
    package let version: Int64

    init(_ id: PackVersionID, _ version: Int64) {
        self.id = id
        self.version = version
    }
}

/// A version with who acts on it: what every step of publishing starts from.
struct PackWork {
    let staff: StaffActor
    let row: PackVersionRow
    let timeline: PolicyTimeline

    /// Loads a version for a step, or gives every reason why the step cannot start.
    ///
    /// `seen` is the version number the person looked at; nil where the step is bound to the texts by itself.
    static func open(
        _ id: PackVersionID, seen: Int64?, at states: Set<PackVersionState>, by roles: [Role],
        in context: CommandContext
    ) throws -> Outcome<PackWork> {
        guard let row = try context.store.packVersion(id) else { return .refused([.notFound]) }
        let (staff, refusals) = PolicyAuthority.staff(roles, for: row.region, in: context)
        guard let staff else { return .refused(refusals) }
        guard states.contains(row.state) else { return .refused([.policyWrongState(row.state)]) }
        guard seen == nil || row.version == seen else {
            let name = try context.store.staffUser(row.editedBy)?.name ?? ""
            return .refused([row.state == .draft ? .policyDraftChanged(name) : .changedMeanwhile])
        }
        return .done(PackWork(staff: staff, row: row, timeline: try context.timeline))
    }

    /// What would be in force on the version's day without it.
    var base: PackText? { timeline.text(of: row.program, row.region, on: row.inForceFrom) }

    /// Moves the version on, and records the step and an audit entry.
    func move(
        to state: PackVersionState, _ step: String, verb: String, reason: String = "", in context: CommandContext
    ) throws -> PackReceipt {
        try context.store.movePackVersion(
            row, to: state, by: staff.staffID, reason: state == .draft ? reason : nil, at: context.now)
        try record(step, verb: verb, reason: reason, in: context)
        return PackReceipt(row.id, row.version + 1)
    }

    /// Writes the draft anew, compared with what is in force now, and records the step and an audit entry.
    func write(_ text: PackText, from day: CivilDate, note: String, verb: String, in context: CommandContext) throws
        -> PackReceipt
    {
        let base = timeline.text(of: row.program, row.region, on: day)
        let draft = PackDraft(
            inForceFrom: day, note: note, files: text.files, textHash: text.hash, baseHash: base?.hash ?? "")
        try context.store.updatePackDraft(row, draft, by: staff.staffID, at: context.now)
        try record("edit", verb: verb, hash: text.hash, in: context)
        return PackReceipt(row.id, row.version + 1)
    }

    func record(_ step: String, verb: String, reason: String = "", hash: String? = nil, in context: CommandContext)
        throws
    {
        try context.store.appendPackStep(
            step, to: row.id, by: staff.staffID, reason: reason, textHash: hash ?? row.textHash, at: context.now,
            on: context.today)
        try context.audit(
            verb, "packVersion", row.id.rawValue, region: row.region, reason: reason,
            payload: #"{"program":"\#(row.program)","text":"\#(hash ?? row.textHash)"}"#)
    }
}
