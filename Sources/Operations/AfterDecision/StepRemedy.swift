package import Casework
import Policies
package import Primitives
import Storage

/// What happens in a reconsideration or suit is recorded: admitted, answered with the sealed record, decided.
package struct StepRemedy: Command {
    package static let name = "remedy.step"
    /// The proceeding.
    package var remedyID: RemedyID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// The step.
    package var event: RemedyEvent
    /// What was said.
    package var note: String
    /// The decision or judgment, or the evidence sent; an upload of the case.
    package var uploadID: UploadID?

    /// Takes the inputs.
    package init(
        remedyID: RemedyID, seenVersion: Int64, event: RemedyEvent, note: String, uploadID: UploadID? = nil
    ) {
        self.remedyID = remedyID
        self.seenVersion = seenVersion
        self.event = event
        self.note = note
        self.uploadID = uploadID
    }

    /// Answers where the proceeding stands.
    package func run(in context: CommandContext) throws -> Outcome<RemedyState> {
        guard let row = try context.store.remedy(remedyID, in: context.scope), let staff = context.actor.staff,
            let actor = context.actor.caseActor
        else { return .refused([.notFound]) }
        let file = try CaseFile(row.caseID, in: context)
        var refusals = context.recusal(from: file)
        if row.version != seenVersion { refusals.append(.changedMeanwhile) }
        if note.count > DecisionChecks.textLimit { refusals.append(.textTooLong("note", DecisionChecks.textLimit)) }
        if let uploadID,
            try !context.store.uploads(of: row.caseID, in: context.scope).contains(where: { $0.id == uploadID })
        {
            refusals.append(.uploadUnknown)
        }
        let policy = try context.policies(on: context.today).policy(
            "procedure", for: file.row.region, on: context.today)
        let isCourt = row.proceeding.forum == .court
        let ruling = row.proceeding.applying(
            event, by: actor, on: context.today, evidenceCount: try evidence(row, in: context), lateReason: note,
            answerDays: try policy.cited(isCourt ? "suitAnswerDays" : "reconsiderationAnswerDays"), count: file.count)
        refusals += ruling.refusals.map { Reason($0) }
        guard refusals.isEmpty, let after = ruling.value else { return .refused(refusals) }
        try context.store.advance(
            row, to: after, by: event, note: note, upload: uploadID, staff: staff.staffID, on: context.today,
            at: context.now, in: context.scope)
        try context.audit(
            "remedy." + event.rawValue, "remedy", row.id.rawValue, region: file.row.region, reason: note)
        return .done(after.state)
    }

    /// How many records are attached: what was uploaded, and for an answer the sealed screen the decider saw or the
    /// sealed determination the decision rests on.
    private func evidence(_ row: RemedyRow, in context: CommandContext) throws -> Int {
        let sent = uploadID == nil ? 0 : 1
        guard event == .answer else { return sent }
        let sealed = try context.store.latestDetermination(of: row.caseID, in: context.scope) == nil ? 0 : 1
        return sent + sealed
    }
}
