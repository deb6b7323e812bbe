import Casework
import Primitives
import Storage

/// The steps of the machine that stand on a fast path's own papers: when they are offered, and what is against them.
enum FastPathSteps {
    /// Steps whose reasons this room gives.
    static let kinds: Set<CaseEventKind> = [.approveProvisionally, .revoke, .payFirst, .completeBackfill]

    /// Whether a desk shows the step at all; what nobody asked for would stand there on every case.
    static func isOffered(_ kind: CaseEventKind, _ file: CaseFile) -> Bool {
        switch kind {
        case .approveProvisionally: file.side.provisionalRow != nil
        // What did not stand is settled with its grounds, by the back-check's own form.
        case .revoke where file.row.state == .provisionalActive: file.side.provisionalRow?.check.isSettled == false
        default: true
        }
    }

    /// Everything that stands against the step now but for what its form asks.
    static func refusals(of kind: CaseEventKind, _ file: CaseFile, in context: CommandContext) throws -> [Reason] {
        guard let event = sample(kind, file, in: context) else { return [] }
        let machine = file.refusals(of: event, by: context.actor, on: context.today)
            .filter { !answeredHere.contains($0.code) }
        switch kind {
        case .approveProvisionally:
            guard let row = file.side.provisionalRow else { return [.provisionalNotAsked] + machine }
            return try ProvisionalStanding(file, row, in: context).refusals + machine
        case .revoke where file.row.state == .provisionalActive:
            return try SettleBackCheck.doubtful(file, in: context).reasons + machine
        default: return machine
        }
    }

    /// Codes of the machine that stand for what this room says in full, or that a form repairs.
    private static let answeredHere = Set(
        [
            RefusalCode.provisionalUnfounded, .aidFirstUnfounded, .amountDiffers, .amountUnsuitable, .firstMonthWrong,
            .reasonCodeMissing, .reasonCodeUnsuitable,
        ].map(\.rawValue))

    private static func sample(_ kind: CaseEventKind, _ file: CaseFile, in context: CommandContext) -> CaseEvent? {
        let month = context.today.calendarMonth.adding(months: file.limits.firstMonthOffset.value)
        return switch kind {
        case .approveProvisionally: .approveProvisionally(amount: Money(yuan: 1), fromMonth: month)
        case .revoke: .revoke(reasonCodes: [.falseDeclaration])
        case .payFirst: .payFirst(amount: Money(yuan: 1))
        case .completeBackfill: .completeBackfill
        default: nil
        }
    }
}
