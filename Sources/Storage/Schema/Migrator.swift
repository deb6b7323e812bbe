import Primitives
package import SQLText

/// Brings a store's schema to the present, one step a transaction.
package struct Migrator: Sendable {
    /// The steps to apply, ascending.
    package let migrations: [Migration]

    /// Takes the history; tests may take a part of it.
    package init(migrations: [Migration] = Migration.all) { self.migrations = migrations }

    /// Applies what is missing and returns the numbers applied; a store from a later version is refused.
    @discardableResult
    package func migrate(_ engine: any SQLEngine, at instant: Int64) async throws -> [Int] {
        try await engine.write { sql in
            try sql.execute(
                """
                CREATE TABLE IF NOT EXISTS schema_migration (
                    number \(raw: sql.dialect.integerType) PRIMARY KEY,
                    name TEXT NOT NULL,
                    applied_at \(raw: sql.dialect.integerType) NOT NULL
                )\(raw: sql.dialect.tableSuffix)
                """)
        }
        var applied: [Int] = []
        for migration in migrations {
            let ran = try await engine.write { sql in
                let known = try sql.count(
                    "SELECT count(*) FROM schema_migration WHERE number = \(Int64(migration.number))")
                guard known == 0 else { return false }
                try sql.execute(script: migration.statements(for: sql.dialect))
                try sql.execute(
                    """
                    INSERT INTO schema_migration (number, name, applied_at)
                    VALUES (\(Int64(migration.number)), \(migration.name), \(instant))
                    """)
                return true
            }
            if ran { applied.append(migration.number) }
        }
        try await refuseLaterSchema(engine)
        return applied
    }

    private func refuseLaterSchema(_ engine: any SQLEngine) async throws {
        let latest = Int64(migrations.last?.number ?? 0)
        let later = try await engine.read { sql in
            try sql.count("SELECT count(*) FROM schema_migration WHERE number > \(latest)")
        }
        guard later == 0 else {
            throw StoreError(
                .laterSchema,
                "This store was written by a later version of Backstop. Start that version, or restore a backup.")
        }
    }
}
