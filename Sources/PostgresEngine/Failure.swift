import CPQ
import SQLText

/// A failed call to the server, with what is needed to decide whether to try again.
struct Failure: Error {
    /// Five characters of SQLSTATE; empty when the connection broke.
    let state: String
    let isConnectionAlive: Bool
    let error: SQLError

    init(connectionMessage: String, isConnectionAlive: Bool) {
        state = ""
        self.isConnectionAlive = isConnectionAlive
        error = SQLError(.connection, "The connection to PostgreSQL failed: \(connectionMessage)")
    }

    init(_ result: OpaquePointer, isConnectionAlive: Bool) {
        func field(_ letter: Character) -> String? {
            guard let code = letter.asciiValue,
                let text = unsafe ClientLibrary.functions.PQresultErrorField(result, Int32(code))
            else {
                return nil
            }
            return unsafe String(cString: text)
        }
        // The letters are libpq's PG_DIAG_ constants.
        state = field("C") ?? ""
        self.isConnectionAlive = isConnectionAlive
        let words = unsafe field("M") ?? Wire.trimmed(ClientLibrary.functions.PQresultErrorMessage(result))
        // PostgreSQL quotes the offending value in data exceptions; it may be a citizen's number.
        let message = state.hasPrefix("22") ? "A value does not fit its type or place (SQLSTATE \(state))." : words
        let detailed = Self.columns(inDetail: field("D"))
        error = SQLError(
            Self.code(state), message, constraint: field("n"), table: field("t"),
            columns: field("c").map { [$0] } ?? detailed)
    }

    private init(state: String, isConnectionAlive: Bool, error: SQLError) {
        self.state = state
        self.isConnectionAlive = isConnectionAlive
        self.error = error
    }

    func naming(_ statement: String) -> Failure {
        let named = SQLError(
            error.code, error.message, constraint: error.constraint, table: error.table, columns: error.columns,
            statement: statement)
        return Failure(state: state, isConnectionAlive: isConnectionAlive, error: named)
    }

    /// Whether the whole transaction may run again: a conflict, a lost connection, or a plan the schema outgrew.
    var mayRunAgain: Bool {
        error.code == .serialization || error.code == .connection || isStalePlan || !isConnectionAlive
    }

    /// A migration by another process changed what a prepared statement returns.
    var isStalePlan: Bool { state == "0A000" && error.message.contains("cached plan") }

    /// `Key (region, number)=(…) …`: the names only, in any language of the server; the values stay behind.
    private static func columns(inDetail detail: String?) -> [String] {
        guard let detail, let open = detail.firstIndex(of: "("), let close = detail.firstRange(of: ")=(") else {
            return []
        }
        return detail[detail.index(after: open)..<close.lowerBound].split(separator: ",").map { name in
            String(name.drop { $0 == " " })
        }
    }

    private static func code(_ state: String) -> SQLErrorCode {
        switch state {
        case "23505", "23P01": .uniqueViolation
        case "23503", "23001": .foreignKeyViolation
        case "23514", "P0001": .checkViolation
        case "23502": .notNullViolation
        case "40001", "40P01": .serialization
        case "55P03", "53300", "57014": .busy
        case "57P01", "57P02", "57P03", "": .connection
        case "42501": .other
        case "XX001", "XX002": .damaged
        case _ where state.hasPrefix("08"): .connection
        case _ where state.hasPrefix("42"): .syntax
        default: .other
        }
    }
}
