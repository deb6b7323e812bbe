import SQLText

/// An engine that breaks one promise on purpose, to prove that the conformance suite notices.
struct BrokenEngine: SQLEngine {
    enum Defect: String, CaseIterable {
        case reversesValues, emptyTextIsNull, narrowsIntegers, normalisesText, keepsWorkOfThrowingClosures
        case swallowsFailures, hidesErrorCodes, countsNothing, losesLastRow, sortsBackwards, writesBesideTheTransaction

        var betrayingCheck: String {
            switch self {
            case .reversesValues: "Placeholders in reverse order take their own values"
            case .emptyTextIsNull: "Empty text is not NULL"
            case .narrowsIntegers: "Integers keep all 64 bits"
            case .normalisesText: "Text keeps every byte: Chinese, rare characters, combining marks, quotes"
            case .keepsWorkOfThrowingClosures: "A closure that throws leaves nothing behind"
            case .swallowsFailures: "A failed statement ends its transaction even when the closure catches it"
            case .hidesErrorCodes: "References hold in both directions"
            case .countsNothing: "Counts of changed rows are exact, and zero for what changes none"
            case .losesLastRow: "A large result streams row by row and a thrown error ends it early"
            case .sortsBackwards: "NULL sorts where the statement says"
            case .writesBesideTheTransaction: "Concurrent increments are all counted"
            }
        }
    }

    let sound: any SQLEngine
    let defect: Defect
    var dialect: Dialect { sound.dialect }

    init(_ sound: any SQLEngine, _ defect: Defect) {
        self.sound = sound
        self.defect = defect
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
        let defect = defect
        return try await sound.read { try body(BrokenTransaction(sound: $0, defect: defect)) }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
        let defect = defect
        switch defect {
        case .keepsWorkOfThrowingClosures:
            let outcome = try await sound.write { transaction in Result { try body(transaction) } }
            return try outcome.get()
        case .swallowsFailures:
            do { return try await sound.write(body) } catch {
                // Pretends that the work before the failure was kept.
                try await sound.write { try $0.execute("INSERT INTO family (id) VALUES (77)") }
                throw error
            }
        case .writesBesideTheTransaction:
            // Reads on a snapshot, then applies what the closure wrote later: the classic lost update.
            let (value, writes) = try await sound.read { transaction in
                let recorder = Recorder(sound: transaction)
                return (try body(recorder), recorder.writes)
            }
            try await sound.write { try $0.execute(script: writes) }
            return value
        default:
            return try await sound.write { try body(BrokenTransaction(sound: $0, defect: defect)) }
        }
    }

    func close() async { await sound.close() }
}

private struct BrokenTransaction: SQLTransaction {
    let sound: any SQLTransaction
    let defect: BrokenEngine.Defect
    var dialect: Dialect { sound.dialect }

    func query(_ statement: Statement) throws -> [Row] {
        let rows = try translatingErrors { try sound.query(distorted(statement)) }
        return defect == .sortsBackwards ? rows.reversed() : rows
    }

    func execute(_ statement: Statement) throws -> Int {
        let count = try translatingErrors { try sound.execute(distorted(statement)) }
        return defect == .countsNothing ? 0 : count
    }

    func forEach(_ statement: Statement, _ body: (Row) throws -> Void) throws {
        var rows = try sound.query(statement)
        if defect == .losesLastRow { rows = rows.dropLast() }
        try rows.forEach(body)
    }

    private func distorted(_ statement: Statement) -> Statement {
        let values: [SQLValue] =
            defect == .reversesValues ? statement.bindings.reversed() : statement.bindings.map(distorted)
        return Statement(sql: statement.sql, bindings: values)
    }

    private func distorted(_ value: SQLValue) -> SQLValue {
        switch (defect, value) {
        case (.emptyTextIsNull, .text("")): .null
        case (.narrowsIntegers, .integer(let integer)): .integer(Int64(Int32(truncatingIfNeeded: integer)))
        case (.normalisesText, .text("e\u{301}")): .text("\u{e9}")
        default: value
        }
    }

    private func translatingErrors<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as SQLError where defect == .hidesErrorCodes {
            throw SQLError(.other, error.message)
        }
    }
}

/// Keeps the writes for later.
private final class Recorder: SQLTransaction {
    let sound: any SQLTransaction
    var writes: [Statement] = []
    var dialect: Dialect { sound.dialect }

    init(sound: any SQLTransaction) { self.sound = sound }

    func query(_ statement: Statement) throws -> [Row] { try sound.query(statement) }

    func execute(_ statement: Statement) throws -> Int {
        writes.append(statement)
        return 0
    }

    func forEach(_ statement: Statement, _ body: (Row) throws -> Void) throws { try sound.forEach(statement, body) }
}
