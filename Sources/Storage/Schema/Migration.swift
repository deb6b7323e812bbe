package import SQLText

/// One step of the schema's history: frozen once shipped, and written in strings only, since it belongs to the past.
package struct Migration: Sendable {
    /// The step's number; steps run in ascending order, each once.
    package let number: Int
    /// What the step is about, for the log and `backstop doctor`.
    package let name: String
    /// The statements, written with BIGINT and `{BLOB}` for the engine's types of integers and bytes.
    let script: String

    /// The statements as one engine takes them.
    package func statements(for dialect: Dialect) -> [Statement] {
        script.replacing("{BLOB}", with: dialect.blobType)
            .replacing("BIGINT", with: dialect.integerType)
            .split(separator: ";")
            .map { $0.trimmingWhitespace() }
            .filter { !$0.isEmpty }
            .map { Statement(sql: $0.hasPrefix("CREATE TABLE") ? $0 + dialect.tableSuffix : $0) }
    }

    /// The whole history.
    package static let all: [Migration] = [
        .commands, .people, .signIn, .casework, .money, .relay, .policy, .verification, .objections, .desk,
        .afterDecision, .fastPaths, .supervision, .familyFile, .papers, .refutedRecords,
        .hotline, .leads, .followUp, .counting,
    ]
}

extension Substring {
    fileprivate func trimmingWhitespace() -> String {
        var text = self
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
