package import Casework
package import Primitives
import Storage

/// Records that a child of the case is an orphan or without a carer, on the paper that says so, or takes that back.
///
/// Such a household is never posted in public. No department dataset of the city says it, so that staff who hold the
/// civil affairs paper record it; a notice that hangs already comes down at once.
package struct RecogniseChild: Command {
    /// The verb's name.
    package static let name = "intake.recogniseChild"
    /// What a child can be recognised as.
    package static let kinds: [NoticeExemption] = [.orphan, .unattendedChild]
    /// The case.
    package let caseID: CaseID
    /// The child, a person of the case.
    package let caseMemberID: CaseMemberID
    /// What the child is; nil takes an earlier recognition back.
    package let kind: NoticeExemption?
    /// Who issued the paper and its number; why, when it is taken back.
    package let basis: String
    /// The paper's photo, a file of the case; not needed to take a recognition back.
    package let evidenceID: UploadID?

    /// Takes the inputs.
    package init(
        caseID: CaseID, caseMemberID: CaseMemberID, kind: NoticeExemption?, basis: String, evidenceID: UploadID?
    ) {
        self.caseID = caseID
        self.caseMemberID = caseMemberID
        self.kind = kind
        self.basis = basis
        self.evidenceID = evidenceID
    }

    /// By the township or the county, before the decision, by nobody who is related; answers whether something changed.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard let staff = context.staff(as: .townshipClerk, .townshipReviewer, .countyReviewer) else {
            return .refused([.notAllowed])
        }
        let file = try CaseFile(caseID, in: context)
        guard let member = file.members.first(where: { $0.id == caseMemberID }) else { return .refused([.notFound]) }
        let reasons = try problems(member, file, in: context)
        guard reasons.isEmpty else { return .refused(reasons) }
        let hasChanged: Bool
        if let kind, let evidenceID {
            try context.store.putChildRecognition(
                ChildRecognitionRow(
                    personID: member.personID, kind: kind, basis: basis, evidenceID: evidenceID,
                    recognisedDay: context.today),
                of: caseID, by: staff.staffID)
            if let posted = try context.store.notices(of: caseID, in: context.scope).last, posted.outcome == nil {
                try context.store.endNotice(posted.id, outcome: "withdrawn", on: context.today, in: context.scope)
            }
            hasChanged = true
        } else {
            hasChanged = try context.store.withdrawChildRecognition(
                of: member.personID, in: caseID, on: context.today)
        }
        try context.audit(
            Self.name, "case", caseID.rawValue, region: file.row.region, reason: basis,
            payload: "{\"member\":\"\(member.personID.text)\",\"kind\":\"\(kind?.rawValue ?? "")\"}")
        return .done(hasChanged)
    }

    private func problems(
        _ member: CaseMemberRow, _ file: CaseFile, in context: CommandContext
    ) throws -> [Reason] {
        var reasons: [Reason] = []
        if !file.row.state.isBeforeDecision { reasons.append(.recognitionLate) }
        reasons += context.recusal(from: file)
        if basis.allSatisfy(\.isWhitespace) { reasons.append(.recognitionBasisMissing) }
        guard let kind else { return reasons }
        if !Self.kinds.contains(kind) { reasons.append(.recognitionKindWrong) }
        if member.birthDate.fullYears(until: context.today) >= 18 { reasons.append(.recognisedIsAdult) }
        let files = try context.store.uploads(of: caseID, in: context.scope)
        if !files.contains(where: { $0.id == evidenceID }) { reasons.append(.recognitionPaperMissing) }
        return reasons
    }
}
