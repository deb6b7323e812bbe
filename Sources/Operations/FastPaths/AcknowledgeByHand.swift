import Casework
import Primitives
package import Storage

/// Records that medical security took a notice another way, by letter or telephone (人工确认移交).
package struct AcknowledgeByHand: Command {
    package static let name = "medical.acknowledgeByHand"
    /// The notice.
    package var noticeID: MedicalNoticeID
    /// Who took it, when and how: a letter's number, a name and a time.
    package var receipt: String

    /// Takes the inputs.
    package init(noticeID: MedicalNoticeID, receipt: String) {
        self.noticeID = noticeID
        self.receipt = receipt
    }

    /// By the county or the township; answers whether it was waiting.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard let staff = context.staff(as: .countyReviewer, .townshipReviewer) else { return .refused([.notAllowed]) }
        guard var row = try context.store.medicalNotice(noticeID, in: context.scope) else {
            return .refused([.notFound])
        }
        var refusals = try context.recusal(fromCase: row.caseID)
        refusals += DecisionChecks.text(receipt, field: "receipt", limit: 100)
        if row.handOver.acknowledgedAt != nil { refusals.append(.noticeAcknowledged) }
        guard refusals.isEmpty else { return .refused(refusals) }
        row.handOver = row.handOver.tried(at: context.now, isAcknowledged: true)
        (row.receipt, row.acknowledgedBy, row.lastError) = (receipt, staff.staffID, nil)
        try context.store.updateMedicalNotice(row, in: context.scope)
        try context.audit(Self.name, "medicalNotice", noticeID.rawValue, reason: receipt)
        return .done(true)
    }
}

extension Reason {
    static let noticeAcknowledged = Reason(
        "noticeAcknowledged", "医疗保障部门已经确认收到，不用再登记。", "Medical security acknowledged it already.")
}
