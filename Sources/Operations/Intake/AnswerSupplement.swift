import Casework
package import Primitives
import Storage

/// The family, or a clerk or aide for it, answers the list of missing items: changed answers, files, a few words.
///
/// Files are attached to the case before (`Bureau.attachUpload`, purpose `supplement`). Changed answers replace the
/// frozen form, so that anything computed from the earlier ones is stale.
package struct AnswerSupplement: Command {
    /// The verb's name.
    package static let name = "intake.answerSupplement"
    /// The case.
    package let caseID: CaseID
    /// The version that was looked at.
    package let seenVersion: Int64
    /// The parts that changed; empty when only papers were missing.
    package let parts: [DraftPart]
    /// What the family says to it; may be empty when files came.
    package let answer: String
    /// In whose hand it lies when staff take it down; nil as the post has it.
    package let hand: FamilyHand?

    /// Takes the inputs.
    package init(
        caseID: CaseID, seenVersion: Int64, parts: [DraftPart] = [], answer: String, hand: FamilyHand? = nil
    ) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.parts = parts
        self.answer = answer
        self.hand = hand
    }

    /// Refuses an answer with nothing in it and a form that has become wrong.
    package func run(in context: CommandContext) throws -> Outcome<CaseStepDone> {
        guard var row = try context.store.caseRow(caseID, in: context.scope) else { return .refused([.notFound]) }
        if let staff = context.actor.staff, !DraftHelpers.roles.contains(staff.role) { return .refused([.notAllowed]) }
        guard seenVersion == row.version else { return .refused([.changedMeanwhile]) }
        guard row.state == .supplement, let notice = try context.store.supplement(of: caseID, in: context.scope) else {
            return .refused([.nothingAwaited])
        }
        let rule = try FamilyHandRule(hand, of: .answerSupplement, on: row, in: context)
        var reasons = rule.reasons
        if parts.isEmpty, answer.allSatisfy(\.isWhitespace), try !hasFiles(since: notice, in: context) {
            reasons.append(.answerMissing)
        }
        if answer.count > ApplicationForm.textLengthMax { reasons.append(.answerTooLong) }
        let before = row.form
        var form = before
        for part in parts { _ = part.apply(to: &form) }
        reasons += form.problems(on: context.today).map(Reason.init)
        if form.residenceRegion != row.form.residenceRegion { reasons.append(.residenceFixed) }
        guard reasons.isEmpty else { return .refused(reasons) }
        if form != before {
            let people = try HouseholdLink.people(form, in: context)
            try context.store.replaceCaseFacts(
                &row, form: form, members: CaseMembers.frozen(form, people: people, in: context), in: context.scope,
                at: context.now)
        }
        let unanswered = try AuthorizationStatuses.of(row, in: context).assessment.unanswered
        var file = try CaseFile(row, in: context)
        let refusals = try file.apply(
            .answerSupplement, in: context, seenVersion: seenVersion,
            details: CaseStepDetails(reason: rule.saying(answer)),
            unansweredAuthorizations: unanswered)
        guard refusals.isEmpty else { return .refused(refusals) }
        if form != before, file.row.state == .investigating {
            // The report is on people or means that are no longer declared so: ask the departments again.
            try file.perform(
                .startComparison, details: CaseStepDetails(), actor: context.actor, in: context)
        }
        try context.store.answerSupplement(notice.id, answer: answer, on: context.today, in: context.scope)
        return .done(CaseStepDone(file))
    }

    private func hasFiles(since notice: SupplementRow, in context: CommandContext) throws -> Bool {
        try context.store.uploads(of: caseID, in: context.scope).contains {
            $0.purpose == UploadPurpose.supplement.rawValue
        }
    }
}
