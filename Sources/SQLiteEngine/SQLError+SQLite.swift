import GRDB
import SQLText

extension SQLError {
    /// What an error thrown by GRDB means; errors of other origins keep their words.
    init(describing error: any Error, statement: String?) {
        if let error = error as? SQLError {
            self.init(
                error.code, error.message, constraint: error.constraint, table: error.table, columns: error.columns,
                statement: error.statement ?? statement)
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.other, "\(error)", statement: statement)
            return
        }
        let message = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        let subject = ConstraintSubject(message)
        self.init(
            Self.code(of: error, message), message, constraint: subject.constraint, table: subject.table,
            columns: subject.columns, statement: error.sql ?? statement)
    }

    private static func code(of error: DatabaseError, _ message: String) -> SQLErrorCode {
        switch error.resultCode {
        case .SQLITE_CONSTRAINT: constraintCode(of: error, message)
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged
        case .SQLITE_MISUSE where message == "Connection is closed": .connection
        case .SQLITE_ERROR, .SQLITE_MISMATCH, .SQLITE_MISUSE, .SQLITE_RANGE: .syntax
        default: .other
        }
    }

    private static func constraintCode(of error: DatabaseError, _ message: String) -> SQLErrorCode {
        /// SQLITE_CONSTRAINT_DATATYPE, of STRICT tables, which GRDB does not name.
        let datatype = ResultCode(rawValue: 19 | 12 << 8)
        return switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: .uniqueViolation
        case .SQLITE_CONSTRAINT_NOTNULL: .notNullViolation
        case .SQLITE_CONSTRAINT_CHECK: .checkViolation
        case .SQLITE_CONSTRAINT_FOREIGNKEY: .foreignKeyViolation
        // ON DELETE RESTRICT is a trigger inside SQLite; RAISE in a trigger of ours is a check.
        case .SQLITE_CONSTRAINT_TRIGGER: message.hasPrefix("FOREIGN KEY") ? .foreignKeyViolation : .checkViolation
        case datatype: .syntax
        default: .other
        }
    }
}

/// What SQLite's message says was violated: `UNIQUE constraint failed: person.region, person.number`.
private struct ConstraintSubject {
    var constraint: String?
    var table: String?
    var columns: [String] = []

    init(_ message: String) {
        guard let colon = message.firstRange(of: " constraint failed: ") else { return }
        let subject = message[colon.upperBound...]
        if message.hasPrefix("CHECK") {
            constraint = String(subject)
        } else if subject.hasPrefix("index '") {
            constraint = String(subject.dropFirst(7).dropLast())
        } else {
            for name in subject.split(separator: ",") {
                let parts = name.drop { $0 == " " }.split(separator: ".", maxSplits: 1)
                guard parts.count == 2 else { continue }
                table = String(parts[0])
                columns.append(String(parts[1]))
            }
        }
    }
}
