import Casework
import Payments
import Policies
package import Primitives
package import Storage

/// The receiving township takes a family that was sent to it, or sends it back with the reason.
///
/// Inside a county nothing of the sum changes; another county computes by its own standard before it takes over.
package struct AnswerTransfer: Command {
    package static let name = "transfer.answer"
    /// The hand-over.
    package let transfer: TownshipTransferID
    /// Whether it is taken.
    package let isTaken: Bool
    /// Why it is sent back; may be empty when it is taken.
    package let reason: String

    /// Takes the inputs.
    package init(transfer: TownshipTransferID, isTaken: Bool, reason: String) {
        self.transfer = transfer
        self.isTaken = isTaken
        self.reason = reason
    }

    /// By a reviewer of the receiving township, who sees the case only through the hand-over until it is taken.
    package func run(in context: CommandContext) throws -> Outcome<CaseID> {
        guard let staff = context.staff(as: .townshipReviewer), let actor = context.actor.caseActor else {
            return .refused([.notAllowed])
        }
        guard var row = try context.store.transfer(transfer, sentTo: staff.region),
            let file = try context.store.caseRow(row.caseID, in: StoreTransaction.receiving)
        else { return .refused([.notFound]) }
        let value = TransferBook.value(row)
        let fresh = try value.leavesCounty ? recomputed(file, row, in: context) : nil
        let standing = TownshipTransfer.Standing(
            state: file.state, missingPapers: [], isRecomputed: fresh != nil,
            actorTownship: TransferBook.township(staff.region), lastLockedMonth: context.today.calendarMonth)
        let ruling = value.applying(
            isTaken ? .receive : .sendBack, by: actor, standing: standing, reason: reason, on: context.today)
        var reasons = try context.recusal(fromCase: file.id, in: StoreTransaction.receiving)
        reasons += ruling.refusals.map { Reason($0) }
        if isTaken, !file.state.isInForce { reasons.append(.transferCaseEnded) }
        let award = try context.store.awardRow(ofCase: file.id, in: StoreTransaction.receiving)
        if isTaken, value.leavesCounty, let award {
            let unpaid = try context.store.firstUnpaidMonth(of: award.award.id, from: context.today.calendarMonth)
            if unpaid < row.firstMonth { reasons.append(.transferTooEarly(row.firstMonth)) }
        }
        guard reasons.isEmpty, let after = ruling.value else { return .refused(reasons) }
        (row.state, row.answer, row.amount) = (after.state, reason, fresh)
        (row.answeredBy, row.answeredOn) = (staff.staffID, context.today)
        try context.store.updateTransfer(row, in: StoreTransaction.receiving)
        if isTaken { try take(file, row, award, to: fresh, by: staff, in: context) }
        try context.store.appendCaseEvent(
            caseID: file.id, kind: isTaken ? SideEvent.received.rawValue : SideEvent.sentBack.rawValue,
            from: file.state.rawValue, to: file.state.rawValue, reason: reason, actor: context.actor.row,
            at: context.now, on: context.today)
        try context.audit(
            "transfer.\(isTaken ? "receive" : "sendBack")", "case", file.id.rawValue, region: row.to, reason: reason)
        return .done(file.id)
    }

    private func take(
        _ file: CaseRow, _ row: TownshipTransferRow, _ award: AwardRow?, to amount: Money?, by staff: StaffActor,
        in context: CommandContext
    ) throws {
        if var award, let amount {
            try context.store.appendChange(
                .amountChanged(amount, members: award.award.terms.members, from: row.firstMonth), to: &award,
                by: staff.staffID, actor: context.actor.row, in: StoreTransaction.caseAwards, at: context.now,
                on: context.today)
        }
        try context.store.moveCase(
            file, to: row.to, body: try Competence.today(file.program, at: row.to, in: context).body,
            on: context.today,
            at: context.now)
    }

    /// The sum by the receiver's own standard on the facts of the last determination; nil when it cannot be computed.
    private func recomputed(
        _ file: CaseRow, _ row: TownshipTransferRow, in context: CommandContext
    ) throws -> Money? {
        if file.program.payment == .none { return .zero }
        guard file.program == .dibao,
            let held = try context.store.latestDetermination(of: file.id, in: StoreTransaction.receiving)
        else { return nil }
        var facts = try DeterminationRecord(bytes: held.entry.record).facts
        facts.region = row.to
        facts.decisionDay = context.today
        let policies = try context.policies(on: context.today)
        guard let policy = try? policies.dibaoPolicy(for: row.to, on: context.today),
            let result = try? Determination.decide(facts, policy), case .eligible(let award) = result.outcome
        else { return nil }
        return award.monthly
    }
}

/// Takes a hand-over back that was returned, so that another one can be sent.
package struct CancelTransfer: Command {
    package static let name = "transfer.cancel"
    /// The case.
    package let caseID: CaseID
    /// Why.
    package let reason: String

    /// Takes the inputs.
    package init(caseID: CaseID, reason: String) {
        self.caseID = caseID
        self.reason = reason
    }

    /// By a clerk of the sending township; one that still waits at the receiver is theirs to answer.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard let actor = context.actor.caseActor, context.staff(as: .townshipClerk) != nil else {
            return .refused([.notAllowed])
        }
        let file = try CaseFile(caseID, in: context)
        guard
            var row = try context.store.transfers(of: caseID, in: context.scope).last(where: { $0.state == .returned })
        else { return .refused([.noTransfer]) }
        let ruling = TransferBook.value(row).applying(
            .cancel, by: actor, standing: try TransferBook.standing(file, in: context), reason: reason,
            on: context.today)
        let reasons = context.recusal(from: file) + ruling.refusals.map { Reason($0) }
        guard reasons.isEmpty, let after = ruling.value else { return .refused(reasons) }
        row.state = after.state
        try context.store.updateTransfer(row, in: context.scope)
        try context.audit(Self.name, "case", caseID.rawValue, region: file.row.region, reason: reason)
        return .done(true)
    }
}

/// What stands in a case's history beside the events of its procedure.
package enum SideEvent: String, CaseIterable, Sendable {
    case received = "townshipReceived", sentBack = "townshipSentBack"

    /// The event in words.
    package var chinese: String {
        switch self {
        case .received: "救助关系转入"
        case .sentBack: "救助关系转移被退回"
        }
    }
}

extension Reason {
    static let transferCaseEnded = Reason(
        "transferCaseEnded", "这户已不在保障中，不能接收。请退回转出地。", "The family is no longer helped. Send it back.")
    static let noTransfer = Reason(
        "noTransfer", "没有被退回的转移可以撤销。", "There is no returned hand-over to take back.")
    static func transferTooEarly(_ month: CalendarMonth) -> Reason {
        Reason(
            "transferTooEarly", "\(month.chineseText)以前仍由转出地发放，还没有发完。请在转出地发放后接收。",
            "The sender still pays the months before. Take the family over when they are paid.")
    }
}
