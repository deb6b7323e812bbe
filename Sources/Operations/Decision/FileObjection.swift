import Casework
package import Primitives
import Sealing
import Storage

/// What the person who objected is told.
package struct ObjectionReceipt: Codable, Hashable, Sendable {
    /// The objection, to name it at the hotline.
    package var objectionID: ObjectionID
    /// The day it came in.
    package var filedOn: CivilDate
    /// The last day for its answer.
    package var answerDue: CivilDate
}

/// Anybody objects to a notice that hangs (公示异议): the case is looked at again, and the county will visit.
///
/// No name is asked for, the contact is optional and shown to the county only. `addressKey` is the caller's network
/// address; a keyed hash of it bounds what one place sends in a day.
package struct FileObjection: Command {
    package static let name = "decision.fileObjection"
    /// Most objections of one address in a day.
    package static let perAddressMax = 5
    /// Most characters of an objection.
    package static let textLimit = 1000
    /// The token of the notice's public link.
    package var noticeToken: String
    /// What the person says.
    package var text: String
    /// How to reach the person; nil when they would rather not say.
    package var contact: String?
    /// The network address the request came from.
    package var addressKey: String

    /// Takes the inputs.
    package init(noticeToken: String, text: String, contact: String? = nil, addressKey: String) {
        self.noticeToken = noticeToken
        self.text = text
        self.contact = contact
        self.addressKey = addressKey
    }

    /// Answers the receipt.
    package func run(in context: CommandContext) throws -> Outcome<ObjectionReceipt> {
        guard let row = try context.store.notice(token: noticeToken) else { return .refused([.notFound]) }
        let shown = row.outcome == nil && row.notice.isShown(on: context.today)
        var refusals: [Reason] = shown ? [] : [.noticeEnded]
        refusals += DecisionChecks.text(text, field: "text", limit: Self.textLimit)
        if let contact, contact.count > 60 { refusals.append(.textTooLong("contact", 60)) }
        let bucket = context.store.keys.blindIndex(addressKey, purpose: "rate.objection")
        let sent = try context.store.rateCount(bucket, since: context.now.adding(seconds: -86_400))
        if sent >= Self.perAddressMax { refusals.append(.objectionTooMany(context.bureau.settings.hotline)) }
        guard refusals.isEmpty else { return .refused(refusals) }
        try context.store.recordRate(bucket, at: context.now)
        // Whoever objects sees no case; the program moves it on their behalf.
        let program = try CommandContext(store: context.store, actor: .system, bureau: context.bureau)
        var file = try CaseFile(row.caseID, in: program)
        let applied =
            file.row.state == .recheck
            ? []
            : try file.apply(
                .noticeObjected, in: program,
                details: CaseStepDetails(lines: [DocumentLine("收到日期", context.today.chineseText)]))
        guard applied.isEmpty else { return .refused(applied) }
        let contact = self.contact.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        let id = try context.store.insertObjection(
            to: row, text: text, contact: contact, on: context.today, at: context.now)
        try context.audit(Self.name, "objection", id.rawValue, region: row.region)
        let due = file.count.deadline(file.limits.objectionDays, after: context.today)
        return .done(ObjectionReceipt(objectionID: id, filedOn: context.today, answerDue: due.on))
    }
}
