import Casework
package import Primitives
package import Storage

/// Approves a long-term board as it was shown, and issues its paper (E12, E13) with number, seal and check code.
package struct ApproveBoard: Command {
    /// The verb's name.
    package static let name = "papers.approveBoard"
    /// The board.
    package let boardID: StandingPostingID
    /// The digest of the list that the page showed.
    package let shownDigest: String

    /// Takes the inputs.
    package init(boardID: StandingPostingID, shownDigest: String) {
        self.boardID = boardID
        self.shownDigest = shownDigest
    }

    /// By the township's reviewer, or the county's; a list that changed meanwhile is refused.
    package func run(in context: CommandContext) throws -> Outcome<DocumentID> {
        guard let staff = context.actor.staff, [.townshipReviewer, .countyReviewer].contains(staff.role) else {
            return .refused([.notAllowed])
        }
        guard let row = try context.store.standingPosting(boardID, in: context.scope) else {
            return .refused([.notFound])
        }
        guard row.state == .drafted else { return .refused([.boardNotDrafted(row.state)]) }
        guard !row.content.rows.isEmpty || row.content.leftOut.isEmpty else { return .refused([.boardHasNobody]) }
        guard row.digest.utf8.elementsEqual(shownDigest.utf8) else { return .refused([.changedMeanwhile]) }
        let caption = row.kind == .standingPosting ? "公示名单" : "资金发放"
        var values = ["名单校验码": row.checkCode, "户数": "\(row.content.rows.count)户"]
        values["发放月份"] = row.month?.chineseText
        let facts = PaperFacts(
            values, paragraphs: [row.content.footer],
            tables: [caption: PaperFacts.Table(row.content.headings, row.content.rows)])
        let document = try context.issue(PaperOrder(row.kind, at: row.region, facts: facts))
        guard
            try context.store.approvePosting(
                boardID, document: document, by: staff.staffID, on: context.today, in: context.scope)
        else { return .refused([.changedMeanwhile]) }
        try context.audit(Self.name, "board", boardID.rawValue, region: row.region, reason: row.digest)
        return .done(document)
    }
}

extension Reason {
    /// The board is past the step that is asked for.
    static func boardNotDrafted(_ state: StandingPostingState) -> Reason {
        Reason(
            "boardNotDrafted", "这张公示榜现在是“\(state.chinese)”，不能再批准。请刷新页面查看最新的榜。",
            "This board is past approval. Reload the page and take the latest one.")
    }
    /// Everybody who should hang was left out.
    static let boardHasNobody = Reason(
        "boardHasNobody", "应当公示的家庭都没能列上，这张榜不能批准。请按页面列出的原因逐户处理，第二天会重新拟稿。",
        "Nobody who should be posted could be listed. Settle each reason on the page; it is drafted anew the next day.")
    /// Only an approved board is hung.
    static func boardNotApproved(_ state: StandingPostingState) -> Reason {
        Reason(
            "boardNotApproved", "这张公示榜现在是“\(state.chinese)”，只有批准后才能张贴。请先请乡镇审核人员批准。",
            "Only an approved board is hung. Ask the township's reviewer to approve it first.")
    }
    /// The code on the wall is not the approved list's.
    static let boardCodeDiffers = Reason(
        "boardCodeDiffers", field: "code", "填写的校验码与批准的名单不一致，墙上张贴的可能是旧榜。请核对榜下方的校验码，换上批准的榜。",
        "The code is not that of the approved list; an older board may hang. Check it and hang the approved one.")
}

extension StandingPostingState {
    /// The state in words.
    package var chinese: String {
        switch self {
        case .drafted: "待批准"
        case .approved: "待张贴"
        case .posted: "公示中"
        case .ended: "已撤下"
        }
    }
}
