package import Casework
package import Primitives
import Storage

/// Records which papers of aid given first have come in (补齐手续).
package struct RecordAidPapers: Command {
    package static let name = "fastPaths.recordAidPapers"
    /// The case.
    package var caseID: CaseID
    /// All papers that are in.
    package var papers: Set<AidFirstPaper>

    /// Takes the inputs.
    package init(caseID: CaseID, papers: Set<AidFirstPaper>) {
        self.caseID = caseID
        self.papers = papers
    }

    /// Answers the papers still owed.
    package func run(in context: CommandContext) throws -> Outcome<Set<AidFirstPaper>> {
        let file = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.signer(context, [.townshipClerk, .townshipReviewer], of: file)
        guard var row = file.side.aidFirstRow, row.closedOn == nil else {
            return .refused(refusals + [.aidFirstNotOpen])
        }
        if papers.contains(.visitForm), file.surroundings.visit == nil { refusals.append(.visitRecordMissing) }
        guard refusals.isEmpty else { return .refused(refusals) }
        row.papers = papers
        // Where the case went on into the ordinary course there is no step that closes the aid: the last paper does.
        if file.row.state != .paidFirst, row.plan.owed(having: papers).isEmpty { row.closedOn = context.today }
        try context.store.updateAidFirst(&row, in: context.scope)
        try context.audit(Self.name, "case", caseID.rawValue, region: file.row.region)
        return .done(row.plan.owed(having: papers))
    }
}

extension Reason {
    static let aidFirstNotOpen = Reason(
        "aidFirstNotOpen", "本案没有等待补齐手续的先行救助。请刷新页面。", "No aid given first waits for papers here. Reload the page.")
}
