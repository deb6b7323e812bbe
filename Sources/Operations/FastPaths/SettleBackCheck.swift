package import Casework
package import Primitives
package import Storage

/// The competent body settles a doubtful back-check: stop without asking back, or revoke and ask back.
///
/// Falsity needs what was declared against what was found, and the family heard; meeting no condition is not falsity.
package struct SettleBackCheck: Command {
    package static let name = "fastPaths.settleBackCheck"
    /// The case.
    package var caseID: CaseID
    /// The version the decider looked at.
    package var seenVersion: Int64
    /// What it comes to; that it passes is the program's or the ordinary way's to say.
    package var outcome: BackCheckOutcome
    /// The rules not met.
    package var reasonCodes: [ReasonCode]
    /// What was declared against what was found, a line each.
    package var contradictions: [String]
    /// The reason in words.
    package var text: String

    /// What followed.
    package struct Settled: Codable, Hashable, Sendable {
        /// Where the case stands.
        package var state: CaseState
        /// What is asked back.
        package var recover: Money
        /// The entry that was begun; nil where none is.
        package var creditEntryID: CreditEntryID?
    }

    /// Takes the inputs.
    package init(
        caseID: CaseID, seenVersion: Int64, outcome: BackCheckOutcome, reasonCodes: [ReasonCode] = [],
        contradictions: [String] = [], text: String
    ) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.outcome = outcome
        self.reasonCodes = reasonCodes
        self.contradictions = contradictions
        self.text = text
    }

    /// Answers what followed.
    package func run(in context: CommandContext) throws -> Outcome<Settled> {
        var file = try CaseFile(caseID, in: context)
        let found = try Self.doubtful(file, in: context)
        var refusals = found.reasons + DecisionChecks.text(text, field: "text")
        let staff = context.staff(as: .townshipReviewer, .countyReviewer)
        if staff == nil { refusals.append(.notAllowed) }
        if outcome == .passes { refusals.append(.backCheckPassesByItself) }
        let check = BackCheck(
            outcome: outcome, reportBack: found.value?.checkReportID != nil, signedBy: staff?.staffID,
            reasonCodes: reasonCodes, contradictions: contradictions, heardOn: found.value?.heardOn)
        let paid = try context.store.paidOut(ofCase: caseID)
        let ruling = check.assess(paid: paid, on: context.today)
        refusals += ruling.refusals.map { Reason($0) }
        guard refusals.isEmpty, var row = found.value, let staff, let follows = ruling.value else {
            return .refused(refusals)
        }
        (row.check, row.settled, row.settledBy) = (BackCheckState(outcome), check, staff.staffID)
        row.checkedOn = context.today
        try context.store.updateProvisional(&row, in: context.scope)
        if let event = follows.event {
            let moved = try file.apply(
                event, in: context, seenVersion: seenVersion, details: try details(file, follows, in: context))
            guard moved.isEmpty else { return .refused(moved) }
        }
        let entry = try follows.opensCreditEntry ? CreditEntries.begin(file, row, by: staff, in: context) : nil
        return .done(Settled(state: file.row.state, recover: follows.recover, creditEntryID: entry))
    }

    private func details(
        _ file: CaseFile, _ follows: BackCheckConsequence, in context: CommandContext
    ) throws -> CaseStepDetails {
        CaseStepDetails(
            reason: text,
            lines: [DocumentLine("容缺后核对结论", outcome.chinese)]
                + reasonCodes.paperLines
                + contradictions.enumerated().map { DocumentLine("申报与查实\($0 + 1)", $1) }
                + [
                    DocumentLine("发放到", follows.lastMonth?.chineseText ?? ""),
                    DocumentLine("应退回的金额", follows.recover == .zero ? "无" : "\(follows.recover.grouped)元"),
                ],
            paragraphs: reasonCodes.map(\.chinesePlain) + [text]
                + (try RemedyText.paragraphs(of: file.row, in: context)))
    }

    /// The approval whose doubt waits; otherwise why there is nothing to settle.
    ///
    /// What people computed on report and visit counts as the program's own look does.
    static func doubtful(_ file: CaseFile, in context: CommandContext) throws -> Outcome<ProvisionalRow> {
        guard var row = try context.store.provisional(of: file.row.id, in: context.scope), row.plan != nil else {
            return .refused([.provisionalNotAsked])
        }
        if row.check.isSettled { return .refused([.backCheckSettled]) }
        if row.check == .doubtful { return .done(row) }
        guard let computed = try context.store.latestDetermination(of: file.row.id, in: context.scope)?.entry,
            computed.factsVersion == file.row.factsVersion, ["notEligible", "marginal"].contains(computed.outcome)
        else { return .refused([.backCheckNotDoubtful]) }
        (row.check, row.checkReportID, row.checkedOn) = (.doubtful, computed.reportID, computed.day)
        return .done(row)
    }
}
