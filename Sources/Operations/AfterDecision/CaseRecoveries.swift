import Casework
import Primitives
import Storage

/// Opens the matter of what was paid without right (社会救助暂行办法 article 68).
enum CaseRecoveries {
    /// Opens a recovery of a case under its next number; a second person of the county decides it.
    ///
    /// The caller has read the case in its scope and knows that there is something to ask back.
    static func open(
        _ file: CaseFile, cause: RecoveryCause, amount: Money, grounds: String, by staff: StaffID,
        in context: CommandContext
    ) throws -> RecoveryID {
        let county = file.row.region.ancestor(at: .county) ?? file.row.region
        let sequence = try context.store.nextNumber(series: "recovery", region: county, year: context.today.year)
        let id = try context.store.insertRecovery(
            Recovery(cause: cause, amount: amount, proposedBy: staff), of: file.row.id,
            number: "ZH\(county.text)-\(context.today.year)-\(sequence.padded(6))", grounds: grounds,
            on: context.today, at: context.now)
        try context.audit("recovery.opened", "recovery", id.rawValue, region: file.row.region, reason: grounds)
        return id
    }

    /// What follows a revocation: all that was paid, or given first from the reserve, is asked back; nothing paid
    /// opens nothing.
    static func openAfterRevocation(
        of file: CaseFile, details: CaseStepDetails, in context: CommandContext
    ) throws {
        let paid = try file.side.aidFirst?.amount ?? context.store.paidOut(ofCase: file.row.id)
        guard paid > .zero, let staff = context.actor.staff else { return }
        let grounds = details.reason.isBlank ? "原来的批准已撤销，已发放的应当退回。" : details.reason
        _ = try open(
            file, cause: .fraud, amount: paid, grounds: grounds, by: staff.staffID, in: context)
    }
}

extension Int64 {
    /// The number with leading zeros.
    func padded(_ digits: Int) -> String {
        let text = String(self)
        return String(repeating: "0", count: Swift.max(0, digits - text.utf8.count)) + text
    }
}
