/// How a SQLite database is opened; durability is not an option.
package struct SQLiteOptions: Sendable {
    /// How many reads run at once.
    package var readerCount: Int
    /// How long a lock held by another process is waited for.
    package var busyTimeoutSeconds: Int
    /// How many writes share one commit at most.
    package var batchLimit: Int

    /// Options that suit one server process on one machine.
    package init(readerCount: Int = 8, busyTimeoutSeconds: Int = 10, batchLimit: Int = 64) {
        precondition(readerCount > 0 && busyTimeoutSeconds > 0 && batchLimit > 0, "SQLite options are positive.")
        self.readerCount = readerCount
        self.busyTimeoutSeconds = busyTimeoutSeconds
        self.batchLimit = batchLimit
    }
}
