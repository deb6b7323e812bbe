package import Casework
package import Primitives
package import Storage

/// Closes the correction of a decision that a sample found wrong: it was corrected, or it stands with reasons.
///
/// Corrected is what a recorded act shows: a decision signed since then, or an application of the family taken in anew.
package struct CloseCorrection: Command {
    package static let name = "supervision.closeCorrection"
    /// The correction.
    package var correctionID: SamplingCorrectionID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// How it ends.
    package var outcome: CorrectionState
    /// What was done, or why the decision stands.
    package var words: String
    /// The number of the application taken in anew, where a refusal was wrong; empty otherwise.
    package var newNumber: String

    /// Who may close one as corrected; that the decision stands is for the county to say.
    package static let roles: Set<Role> = [.townshipReviewer, .countyReviewer]

    /// Takes the inputs.
    package init(
        correctionID: SamplingCorrectionID, seenVersion: Int64, outcome: CorrectionState, words: String,
        newNumber: String = ""
    ) {
        self.correctionID = correctionID
        self.seenVersion = seenVersion
        self.outcome = outcome
        self.words = words
        self.newNumber = newNumber
    }

    /// Answers the case.
    package func run(in context: CommandContext) throws -> Outcome<CaseID> {
        guard let staff = context.actor.staff, Self.roles.contains(staff.role) else { return .refused([.notAllowed]) }
        guard let row = try context.store.correction(correctionID, in: context.scope) else {
            return .refused([.notFound])
        }
        let file = try CaseFile(row.caseID, in: context)
        var reasons = DecisionChecks.text(words, field: "words")
        reasons += context.recusal(from: file)
        if row.state != .open { reasons.append(.correctionClosed) }
        if row.version != seenVersion, row.state == .open { reasons.append(.changedMeanwhile) }
        switch outcome {
        case .open: reasons.append(.correctionOutcomeMissing)
        case .corrected: reasons += try unproven(row, file, in: context)
        case .upheld:
            if staff.role != .countyReviewer { reasons.append(.correctionNotCounty) }
            if row.openedBy == staff.staffID { reasons.append(.finderUpholds) }
        }
        guard reasons.isEmpty else { return .refused(reasons) }
        try context.store.closeCorrection(
            row, as: outcome, words: words, by: staff.staffID, on: context.today, in: context.scope)
        try context.audit(
            Self.name, "case", row.caseID.rawValue, region: file.row.region, reason: words,
            payload: "{\"outcome\":\"\(outcome.rawValue)\"}")
        return .done(row.caseID)
    }

    /// What is missing to show that the decision was corrected.
    private func unproven(
        _ row: SamplingCorrectionRow, _ file: CaseFile, in context: CommandContext
    ) throws -> [Reason] {
        if newNumber.isBlank {
            let isDecided = try ContestableDecision.list(file, in: context).contains { $0.sequence > row.afterEvent }
            return isDecided ? [] : [.correctionUnproven]
        }
        guard let id = try context.store.caseID(number: newNumber, in: context.scope),
            let filed = try context.store.caseRow(id, in: context.scope), filed.familyID == file.row.familyID,
            filed.id != row.caseID, filed.submittedDay >= row.openedOn
        else { return [.correctionNumberWrong] }
        return []
    }
}

/// The corrections of a post's area, those that wait first.
///
/// Two statements.
package struct CorrectionList: Sendable {
    /// Most lines of the page.
    package static let limit = 200
    /// Who reads it.
    package static let readers: [Role] = [.townshipClerk, .townshipReviewer, .countyReviewer, .leader, .auditor]
    /// The lines.
    package let lines: [SamplingCorrectionLine]
    /// The names of villages by code.
    package let places: [String: String]

    /// The corrections within the scope; nil for posts that do not read them.
    package static func load(in context: CommandContext) throws -> CorrectionList? {
        guard let staff = context.actor.staff, readers.contains(staff.role) else { return nil }
        let lines = try context.store.corrections(in: context.scope, limit: limit)
        return CorrectionList(
            lines: lines, places: try context.store.regionNames(Set(lines.map(\.region.text))))
    }
}

extension Reason {
    static let correctionClosed = Reason(
        "correctionClosed", "这件纠错已经办结。请刷新页面查看。", "This correction is closed already. Reload the page.")
    static let correctionOutcomeMissing = Reason(
        "correctionOutcomeMissing", field: "outcome", "请选择已纠正，或者复核后维持。", "Say that it was corrected, or that it stands."
    )
    static let correctionNotCounty = Reason(
        "correctionNotCounty", field: "outcome", "认为原决定正确、予以维持的，由县级民政部门决定。请报县级。",
        "That the decision stands is for the county to say. Pass it on.")
    static let finderUpholds = Reason(
        "finderUpholds", field: "outcome", "抽查认定有误的人不能自己改为维持。请由县级其他人复核。",
        "Whoever found it wrong does not let it stand. Another person of the county looks again.")
    static let correctionUnproven = Reason(
        "correctionUnproven", field: "outcome", "抽查认定以后还没有作出新的决定。请先调整、终止或者重新受理，再登记已纠正。",
        "No decision was signed since the finding. Correct it first, then say so.")
    static let correctionNumberWrong = Reason(
        "correctionNumberWrong", field: "newNumber", "这个受理号不是同一家庭在抽查认定以后提交的申请。请核对。",
        "This is no application of the same family since the finding. Check the number.")
}
