import Foundation
import SQLText

/// Runs a closure in a transaction on one session, whole and again after conflicts.
enum Attempts {
    /// How often a transaction is tried before its conflict is reported.
    static let limit = 20

    enum Kind: String {
        case read = "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY"
        case write = "BEGIN ISOLATION LEVEL SERIALIZABLE"
    }

    static func run<T>(_ kind: Kind, on session: Session, _ body: (any SQLTransaction) throws -> T) throws -> T {
        var attempt = 1
        while true {
            switch try once(kind, on: session, body) {
            case .done(let value): return value
            case .conflict(let failure):
                if !failure.isConnectionAlive || failure.isStalePlan { session.forget() }
                guard attempt < limit else { throw failure.error }
                pause(after: attempt)
                attempt += 1
            }
        }
    }

    private enum Outcome<T> {
        case done(T)
        case conflict(Failure)
    }

    private static func once<T>(
        _ kind: Kind, on session: Session, _ body: (any SQLTransaction) throws -> T
    ) throws -> Outcome<T> {
        let wire = try session.wire()
        do {
            _ = try wire.command(kind.rawValue)
        } catch {
            return .conflict(error)
        }
        let transaction = PostgresTransaction(session: session, wire: wire)
        let value: T
        do {
            value = try body(transaction)
            try transaction.requireSuccess()
        } catch {
            rollBack(wire, of: session)
            // The closure may have made an error of its own out of a conflict.
            if let failure = transaction.failure, failure.mayRunAgain { return .conflict(failure) }
            throw error
        }
        return try commit(wire, of: session).map { .conflict($0) } ?? .done(value)
    }

    /// Nil when committed; a conflict may be tried again, a broken connection may not.
    private static func commit(_ wire: Wire, of session: Session) throws -> Failure? {
        let reply: Reply
        do {
            reply = try wire.command("COMMIT")
        } catch {
            guard error.isConnectionAlive else {
                session.forget()
                throw SQLError(
                    .connection,
                    """
                    The connection to PostgreSQL broke while committing, so it is unknown whether the change was \
                    stored; look before doing it again. (\(error.error.message))
                    """)
            }
            rollBack(wire, of: session)
            if error.error.code == .serialization { return error }
            throw error.error
        }
        guard reply.tag == "COMMIT" else {
            throw SQLError(.other, "PostgreSQL answered COMMIT with \(reply.tag); nothing was stored.")
        }
        return nil
    }

    private static func rollBack(_ wire: Wire, of session: Session) {
        do {
            _ = try wire.command("ROLLBACK")
        } catch {
            // The server rolls back whatever a lost connection left open.
            session.forget()
        }
    }

    /// Up to a doubling bound, at random, so that transactions that met once do not meet again.
    private static func pause(after attempt: Int) {
        let boundMilliseconds = min(100, 1 << min(attempt, 7))
        Thread.sleep(forTimeInterval: Double.random(in: 0...Double(boundMilliseconds)) / 1000)
    }
}
