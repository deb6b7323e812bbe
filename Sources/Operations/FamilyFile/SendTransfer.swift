import Casework
import Payments
package import Primitives
package import Storage

/// Sends a family in force to the township it moves to, or sends a returned hand-over once more.
///
/// Nothing of the money moves: the sender pays until the receiver has taken the family.
package struct SendTransfer: Command {
    package static let name = "transfer.send"
    /// The case.
    package let caseID: CaseID
    /// The version of the case that was looked at.
    package let seenVersion: Int64
    /// The village it goes to.
    package let target: RegionCode
    /// The first month the receiver pays.
    package let firstMonth: CalendarMonth
    /// Why the family moves.
    package let reason: String
    /// Papers the file still lacks, in words; empty when it is whole.
    package let missing: [String]
    /// The day by which they follow; nil when nothing is missing.
    package let missingDue: CivilDate?

    /// Most papers named as missing.
    package static let missingMax = 20

    /// Takes the inputs.
    package init(
        caseID: CaseID, seenVersion: Int64, target: RegionCode, firstMonth: CalendarMonth, reason: String,
        missing: [String] = [], missingDue: CivilDate? = nil
    ) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.target = target
        self.firstMonth = firstMonth
        self.reason = reason
        self.missing = missing
        self.missingDue = missingDue
    }

    /// The letter (E14) goes along with the file.
    package func run(in context: CommandContext) throws -> Outcome<TownshipTransferID> {
        guard let staff = context.actor.staff, let actor = context.actor.caseActor else {
            return .refused([.notAllowed])
        }
        let file = try CaseFile(caseID, in: context)
        guard file.row.version == seenVersion else { return .refused([.changedMeanwhile]) }
        var reasons: [Reason] = reason.isBlank ? [.missingReason] : []
        if target.level != .village { reasons.append(.transferNeedsVillage) }
        if try context.store.region(target) == nil { reasons.append(.placeUnknown("target")) }
        reasons += context.recusal(from: file)
        if missing.contains(where: { $0.count > 60 }) { reasons.append(.textTooLong("missing", 60)) }
        if missing.count > Self.missingMax { reasons.append(.tooManyMissing(Self.missingMax)) }
        let earlier = try context.store.transfers(of: caseID, in: context.scope)
        if earlier.contains(where: { $0.state == .sent }) { reasons.append(.transferRunning) }
        let returned = earlier.last { $0.state == .returned && $0.to == target }
        let value = TownshipTransfer(
            from: TransferBook.township(file.row.region), to: TransferBook.township(target), firstMonth: firstMonth,
            state: returned == nil ? .proposed : .returned)
        let ruling = value.applying(
            .send, by: actor,
            standing: try TransferBook.standing(file, missing: missing, missingDue: missingDue, in: context),
            reason: reason, on: context.today)
        reasons += ruling.refusals.map { Reason($0, field: $0.code == "transfer.fileIncomplete" ? "missing" : nil) }
        guard reasons.isEmpty else { return .refused(reasons) }
        try issueLetter(file, in: context)
        for other in earlier where other.state == .returned && other.id != returned?.id {
            var closed = other
            closed.state = .cancelled
            try context.store.updateTransfer(closed, in: context.scope)
        }
        var row =
            returned
            ?? TownshipTransferRow(
                id: context.store.ids.next(), caseID: caseID, from: file.row.region, to: target,
                firstMonth: firstMonth, reason: reason, sentBy: staff.staffID, sentOn: context.today)
        (row.state, row.firstMonth, row.reason) = (.sent, firstMonth, reason)
        row.missing = missing.isEmpty ? nil : missingDue.map { TransferGap(papers: missing, due: $0) }
        (row.sentBy, row.sentOn, row.answeredBy, row.answeredOn) = (staff.staffID, context.today, nil, nil)
        if returned == nil {
            try context.store.insertTransfer(row)
        } else {
            try context.store.updateTransfer(row, in: context.scope)
        }
        try context.audit(Self.name, "case", caseID.rawValue, region: file.row.region, reason: reason)
        return .done(row.id)
    }

    private func issueLetter(_ file: CaseFile, in context: CommandContext) throws {
        let township = try context.store.regionName(TransferBook.township(target))
        var lines = [
            DocumentLine("接收单位", PaperIssuer.body(of: township)), DocumentLine("转移原因", reason),
            DocumentLine("发放至月份", firstMonth.adding(months: -1).chineseText),
        ]
        if !missing.isEmpty, let missingDue {
            lines.append(DocumentLine("尚缺材料", missing.joined(separator: "、")))
            lines.append(DocumentLine("补交日期", missingDue.chineseText))
        }
        if let amount = file.row.amount { lines.append(DocumentLine("月保障金额", amount.grouped + "元")) }
        try context.issue(
            file.paperOrder(.transferOfFile, CaseStepDetails(reason: reason, lines: lines)), by: context.actor)
    }
}

/// What the verbs of a hand-over share.
enum TransferBook {
    /// The township of a village.
    static func township(_ region: RegionCode) -> RegionCode { region.ancestor(at: .township) ?? region }

    /// A stored hand-over as its rule sees it.
    static func value(_ row: TownshipTransferRow) -> TownshipTransfer {
        TownshipTransfer(
            from: township(row.from), to: township(row.to), firstMonth: row.firstMonth, state: row.state)
    }

    /// What a step of it rests on.
    static func standing(
        _ file: CaseFile, missing: [String] = [], missingDue: CivilDate? = nil, in context: CommandContext
    ) throws -> TownshipTransfer.Standing {
        let today = context.today.calendarMonth
        let award = try context.store.awardRow(ofCase: file.row.id, in: context.scope)
        let unpaid = try award.map { try context.store.firstUnpaidMonth(of: $0.award.id, from: today) } ?? today
        return TownshipTransfer.Standing(
            state: file.row.state, missingPapers: missing, missingDue: missingDue, isRecomputed: false,
            actorTownship: township(context.actor.staff?.region ?? file.row.region),
            lastLockedMonth: max(unpaid.adding(months: -1), today.adding(months: -1)))
    }
}

extension Reason {
    static let transferNeedsVillage = Reason(
        "transferNeedsVillage", field: "target", "请填写转入的村（社区）代码，12位。", "Give the village it goes to, 12 digits.")
    static func tooManyMissing(_ most: Int) -> Reason {
        Reason(
            "tooManyMissing", field: "missing", "最多写\(most)项尚缺的材料。缺得更多的，请补齐后再发出。",
            "Name at most \(most) missing papers; complete the file otherwise.")
    }
    static let transferRunning = Reason(
        "transferRunning", "这户已经发出转移，对方还没有答复。", "The family was sent already and waits for an answer.")
}
