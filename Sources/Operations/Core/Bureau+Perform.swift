import Foundation
package import Primitives
import SQLText
import Sealing
import Storage

/// Thrown inside a transaction to undo what a refused verb wrote; never leaves this file.
private struct RolledBack<Value: Sendable>: Error {
    let outcome: Outcome<Value>
}

extension Bureau {
    /// Does a verb once: the same key from the same actor gives the first outcome again.
    ///
    /// A different request under the same key is refused.
    /// Permission is the verb's to check; scope is below every query. A refusal is not remembered, so that the person
    /// can repair what was wrong and send the same form again.
    package func perform<C: Command>(_ command: C, as actor: Actor, key: String) async throws -> Outcome<C.Result> {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let requestHash = store.keys.requestHash(Array(C.name.utf8) + [0x1F] + Array(try encoder.encode(command)))
        do {
            return try await store.write { transaction in
                try Self.perform(command, hash: requestHash, key: key, in: transaction, as: actor, bureau: self)
            }
        } catch let undone as RolledBack<C.Result> {
            return undone.outcome
        } catch let error as StoreError where error.code == .changedMeanwhile {
            return .refused([.changedMeanwhile])
        } catch let error as StoreError where error.code == .notFound {
            return .refused([.notFound])
        }
    }

    private static func perform<C: Command>(
        _ command: C, hash: [UInt8], key: String, in transaction: StoreTransaction, as actor: Actor, bureau: Bureau
    ) throws -> Outcome<C.Result> {
        if let record = try transaction.commandRecord(key: key, actor: actor.row) {
            guard record.command == C.name, record.requestHash == hash else { return .refused([.keyReused]) }
            return .done(try JSONDecoder().decode(C.Result.self, from: Data(record.result)))
        }
        let context = try CommandContext(store: transaction, actor: actor, bureau: bureau)
        let outcome = try command.run(in: context)
        guard case .done(let result) = outcome else { throw RolledBack(outcome: outcome) }
        let record = CommandRecord(
            command: C.name, requestHash: hash, result: Array(try JSONEncoder().encode(result)))
        try transaction.recordCommand(record, key: key, actor: actor.row, at: context.now)
        return outcome
    }

    /// Reads on somebody's behalf: one consistent snapshot, the asker's scope, both clocks read once.
    package func view<T: Sendable>(
        as actor: Actor, _ body: @escaping @Sendable (CommandContext) throws -> T
    ) async throws -> T {
        try await store.read { transaction in
            try body(CommandContext(store: transaction, actor: actor, bureau: self))
        }
    }

    /// The business day now.
    package func today() async throws -> CivilDate {
        try await view(as: .system) { $0.today }
    }
}
