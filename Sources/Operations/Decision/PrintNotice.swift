package import Casework
package import Primitives
import Storage

/// The text of a paper board, the applicant in full.
package struct PaperNotice: Codable, Hashable, Sendable {
    /// The heading.
    package var title: String
    /// The lines.
    package var lines: [DocumentLine]
    /// The line above the seal.
    package var sealLine: String
    /// Where the QR code leads: the notice on the web, where anybody may say something against it.
    package var address: String
}

/// Gives the board's full text for printing, and writes down who asked: the name is not masked on paper.
package struct PrintNotice: Command {
    package static let name = "decision.printNotice"
    /// The notice.
    package var noticeID: NoticeID

    /// Takes the input.
    package init(noticeID: NoticeID) { self.noticeID = noticeID }

    /// Answers the text.
    package func run(in context: CommandContext) throws -> Outcome<PaperNotice> {
        let allowed: Set<Role> = [.townshipClerk, .townshipReviewer, .gridWorker, .aide, .countyReviewer]
        guard let staff = context.actor.staff, allowed.contains(staff.role) else { return .refused([.notAllowed]) }
        guard let row = try context.store.notice(noticeID, in: context.scope) else { return .refused([.notFound]) }
        guard row.outcome == nil else { return .refused([.noticeEnded]) }
        try context.audit(Self.name, "notice", noticeID.rawValue, region: row.region)
        return .done(
            PaperNotice(
                title: row.notice.title, lines: try row.notice.boardLines, sealLine: row.notice.sealLine,
                address: "\(context.bureau.settings.publicAddress)/notice/\(row.token)"))
    }
}
