import SQLText

/// One connection with its prepared statements, opened when first needed and again after it broke.
///
/// Used by one thread.
final class Session {
    /// The most prepared statements kept on a connection.
    static let preparedLimit = 256

    private struct Key: Hashable {
        let sql: String
        let types: [UInt32]
    }

    private struct Prepared {
        let name: String
        var lastUse: Int
    }

    private let url: String
    private var openWire: Wire?
    private var prepared: [Key: Prepared] = [:]
    private var uses = 0

    init(url: String) { self.url = url }

    /// The connection, made and checked if there is none.
    func wire() throws(SQLError) -> Wire {
        if let openWire, openWire.isAlive { return openWire }
        forget()
        let wire = try Wire(url: url)
        try ServerCheck.run(on: wire)
        openWire = wire
        return wire
    }

    /// Drops the connection.
    func forget() {
        openWire = nil
        prepared = [:]
    }

    /// What runs the statement: prepared, unless it is a list of a length that may never come again.
    func target(_ statement: Statement, on wire: Wire) throws(Failure) -> Wire.Target {
        guard statement.bindings.count <= Statement.longestPrepared else { return .text(statement.sql) }
        uses += 1
        let key = Key(sql: statement.sql, types: Wire.types(of: statement.bindings))
        if let name = prepared[key]?.name {
            prepared[key]?.lastUse = uses
            return .prepared(name)
        }
        if prepared.count >= Self.preparedLimit, let oldest = prepared.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            _ = try wire.command("DEALLOCATE \(oldest.value.name)")
            prepared[oldest.key] = nil
        }
        let name = "s\(uses)"
        try wire.prepare(statement.sql, types: key.types, as: name)
        prepared[key] = Prepared(name: name, lastUse: uses)
        return .prepared(name)
    }
}
