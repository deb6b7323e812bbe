import Casework
import Payments
package import Primitives
import Storage

/// Locks a roster: from here on nobody changes it, and who locked it answers for it.
package struct LockRoster: Command {
    package static let name = "money.lockRoster"
    /// The batch.
    package let batch: BatchID

    /// Asks to lock a batch.
    package init(batch: BatchID) { self.batch = batch }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<BatchReceipt> {
        try BatchFile.step(.lock, on: batch, in: context)
    }
}

/// The second person's check of a locked roster.
package struct CheckRoster: Command {
    package static let name = "money.checkRoster"
    /// The batch.
    package let batch: BatchID

    /// Says that the roster was checked.
    package init(batch: BatchID) { self.batch = batch }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<BatchReceipt> {
        try BatchFile.step(.check, on: batch, in: context)
    }
}

/// The checker sends a locked roster back to draft.
package struct ReturnRoster: Command {
    package static let name = "money.returnRoster"
    /// The batch.
    package let batch: BatchID
    /// Why.
    package let reason: String

    /// Asks to send a batch back.
    package init(batch: BatchID, reason: String) {
        self.batch = batch
        self.reason = reason
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<BatchReceipt> {
        guard context.staff(as: .payChecker) != nil else { return .refused([.notAllowed]) }
        return try BatchFile.step(.returnToDraft(reason: reason), on: batch, in: context, reason: reason)
    }
}

/// Asks finance for the money of a checked roster.
package struct RequestFunds: Command {
    package static let name = "money.requestFunds"
    /// The batch.
    package let batch: BatchID

    /// Asks for the money of a batch.
    package init(batch: BatchID) { self.batch = batch }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<BatchReceipt> {
        try BatchFile.step(.requestFunds, on: batch, in: context)
    }
}

/// Finance grants the money: a third person, and the first posting of the books.
package struct ApproveFunds: Command {
    package static let name = "money.approveFunds"
    /// The batch.
    package let batch: BatchID

    /// Grants the money of a batch.
    package init(batch: BatchID) { self.batch = batch }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<BatchReceipt> {
        try BatchFile.step(.approveFunds, on: batch, in: context) { file in
            // A retry pays with the money that came back.
            guard !file.row.isRetry else { return }
            try context.store.post(
                [(.fundsApproved(file.row.id), file.row.total)], root: file.row.root, at: context.now, on: context.today
            )
        }
    }
}

/// Finance sends a fund request back to draft.
package struct ReturnFunds: Command {
    package static let name = "money.returnFunds"
    /// The batch.
    package let batch: BatchID
    /// Why.
    package let reason: String

    /// Asks to send a batch back.
    package init(batch: BatchID, reason: String) {
        self.batch = batch
        self.reason = reason
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<BatchReceipt> {
        guard context.staff(as: .financeOfficer) != nil else { return .refused([.notAllowed]) }
        return try BatchFile.step(.returnToDraft(reason: reason), on: batch, in: context, reason: reason)
    }
}

/// Closes an answered batch: money of failures that were not retried goes back to finance, and falls due again later.
package struct CloseBatch: Command {
    package static let name = "money.closeBatch"
    /// The batch.
    package let batch: BatchID

    /// Asks to close a batch.
    package init(batch: BatchID) { self.batch = batch }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<BatchReceipt> {
        try BatchFile.step(.close, on: batch, in: context) { file in
            let failed = try context.store.items(of: file.row.id).filter { $0.state == .failed }
            for item in failed { try context.store.closeFailed(item.id, as: .refunded) }
            try context.store.post(
                failed.map { (.refunded($0.id), $0.amount) }, root: file.row.root, at: context.now, on: context.today)
        }
    }
}
