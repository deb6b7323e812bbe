package import SQLText

/// One promise of `SQLEngine`, tried on a fresh and empty database.
package struct EngineCheck: Sendable, CustomStringConvertible {
    /// The promise as a sentence.
    package let name: String
    /// Throws a `ConformanceFailure`, or the engine's own error, when the promise is not kept.
    package let run: @Sendable (any SQLEngine) async throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (any SQLEngine) async throws -> Void) {
        self.name = name
        self.run = run
    }

    /// The promise as a sentence.
    package var description: String { name }
}

/// What every engine promises, whatever stands behind it; a third engine would have to pass the same list.
package struct EngineConformance: Sendable {
    /// All promises.
    package static let checks: [EngineCheck] =
        values + ordering + writing + reading + failing + transactions + concurrency
}

/// A promise that an engine does not keep, with what was expected and what came.
package struct ConformanceFailure: Error, CustomStringConvertible {
    /// The sentence for the engine's author.
    package let description: String

    init(_ description: String) { self.description = description }
}

func expect(_ condition: Bool, _ promise: String) throws {
    if !condition { throw ConformanceFailure(promise) }
}

func expectEqual<T: Equatable>(_ found: T, _ expected: T, _ promise: String) throws {
    if found != expected { throw ConformanceFailure("\(promise): expected \(expected), found \(found)") }
}

/// Runs what must fail with one of the codes, and hands the error over for a closer look.
@discardableResult
func expectError<T>(
    _ codes: SQLErrorCode..., promise: String, _ body: () async throws -> T
) async throws -> SQLError {
    do {
        _ = try await body()
    } catch let error as SQLError {
        guard codes.isEmpty || codes.contains(error.code) else {
            throw ConformanceFailure("\(promise): expected \(codes.map(\.rawValue)), found \(error)")
        }
        return error
    }
    throw ConformanceFailure("\(promise): no error came")
}

/// The tables the checks work on: families, persons who belong to one, and payments to persons.
func createTables(_ engine: any SQLEngine) async throws {
    let integer = engine.dialect.integerType
    let bytes = engine.dialect.blobType
    let suffix = engine.dialect.tableSuffix
    try await engine.execute(script: [
        "CREATE TABLE family (id \(raw: integer) PRIMARY KEY, name TEXT)\(raw: suffix)",
        """
        CREATE TABLE person (id \(raw: integer) PRIMARY KEY, family_id \(raw: integer) NOT NULL REFERENCES family (id),
            region TEXT NOT NULL, number \(raw: integer) NOT NULL, note TEXT, photo \(raw: bytes),
            UNIQUE (region, number))\(raw: suffix)
        """,
        """
        CREATE TABLE payment (id \(raw: integer) PRIMARY KEY, person_id \(raw: integer) NOT NULL REFERENCES person (id),
            amount_fen \(raw: integer) NOT NULL, CONSTRAINT amount_is_positive CHECK (amount_fen > 0))\(raw: suffix)
        """,
    ])
}

extension SQLTransaction {
    func addFamily(_ id: Int64, _ name: String? = nil) throws {
        try execute("INSERT INTO family (id, name) VALUES (\(id), \(name))")
    }

    func familyCount() throws -> Int { try count("SELECT count(*) FROM family") }
}
