import Logging
import Operations
import SQLText
import Storage

/// Whether this node can serve: the store answers and its schema is known.
struct Health: Sendable, Encodable {
    /// `ok` or `failing`.
    let status: String
    /// A sentence when it is failing.
    let problem: String?

    static func check(_ bureau: Bureau) async -> Health {
        do {
            _ = try await bureau.store.read { transaction in
                try transaction.sql.count("SELECT count(*) FROM schema_migration")
            }
            return Health(status: "ok", problem: nil)
        } catch {
            bureau.log.error("The store does not answer.", metadata: ["error": "\(error)"])
            return Health(status: "failing", problem: "The store does not answer. Run `backstop doctor`.")
        }
    }
}
