import Casework
import Payments
package import Primitives
import Storage

/// Makes a batch of what the bank sent back, to the accounts that hold now.
///
/// The money is the one that came back.
///
/// A payment that may not be made now stays failed, and its money goes back when the batch is closed.
package struct RetryFailed: Command {
    package static let name = "money.retryFailed"
    /// The answered batch.
    package let batch: BatchID

    /// Asks to pay a batch's failures again.
    package init(batch: BatchID) { self.batch = batch }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<BatchReceipt> {
        let store = context.store
        guard let staff = context.staff(as: .payer) else { return .refused([.notAllowed]) }
        let first = try BatchFile(batch, in: context).row
        guard first.standing.state == .answered else { return .refused([Self.notAnswered(first.standing.state)]) }
        let blocked = Set(
            try store.blocks(program: first.program, county: first.county, month: first.month).map(\.award))
        let failed = try store.items(of: batch).filter { $0.state == .failed }
        let awards = try store.awardRows(
            program: first.program, county: first.county, in: StoreTransaction.payrollScope)
        let byID = Dictionary(uniqueKeysWithValues: awards.map { ($0.award.id, $0.award) })
        let parts = try store.parts(ofItemsIn: batch)
        let runs = try store.batches(
            county: first.county, program: first.program, month: first.month, in: context.scope)
        var row = BatchRow(
            id: store.ids.next(), number: try context.batchNumber(county: first.county), program: first.program,
            county: first.county, month: first.month, run: (runs.last?.run ?? 0) + 1, root: first.root,
            madeBy: staff.staffID)
        try store.insertBatch(row, at: context.now)
        for item in failed where !blocked.contains(item.key.award) {
            guard let payee = byID[item.key.award]?.payee else { continue }
            try store.closeFailed(item.id, as: .retried)
            try store.insertItem(
                item.key, payee: payee, parts: parts[item.id] ?? [], batch: row.id, retryOf: item.id)
            row.itemCount += 1
            row.total += item.amount
        }
        guard row.itemCount > 0 else { return .refused([Self.nothingToRetry(failed.count)]) }
        try store.updateBatch(&row, in: context.scope, at: context.now)
        try context.audit("batch.retry", "batch", row.id.rawValue, region: row.county)
        return .done(BatchReceipt(row))
    }

    private static func notAnswered(_ state: BatchState) -> Reason {
        Reason(
            "retry.notAnswered", "批次现为“\(state.chinese)”，银行全部回盘后才能重发失败明细。",
            "Failures can be paid again once the bank has answered for every payment.")
    }

    private static func nothingToRetry(_ failed: Int) -> Reason {
        Reason(
            "retry.nothing", "没有可以重发的明细（失败\(failed)笔，均不能发放或没有账户）。",
            "There is nothing to pay again; of \(failed) failures none may be paid now.")
    }
}
