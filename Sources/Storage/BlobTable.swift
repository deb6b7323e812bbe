package import SQLText

/// Uploads as rows, for several nodes on one PostgreSQL database.
package struct BlobTable: BlobStore {
    private let engine: any SQLEngine

    /// Takes the engine of the store.
    package init(engine: any SQLEngine) { self.engine = engine }

    /// Inserts the bytes unless the address is there.
    package func put(_ sealed: [UInt8], at address: String) async throws {
        _ = try await engine.write { sql in
            try sql.execute(
                """
                INSERT INTO blob_content (address, content) VALUES (\(address), \(sealed))
                ON CONFLICT (address) DO NOTHING
                """)
        }
    }

    /// Reads the bytes.
    package func get(_ address: String) async throws -> [UInt8] {
        let row = try await engine.read { sql in
            try sql.first("SELECT content FROM blob_content WHERE address = \(address)")
        }
        guard let row else {
            throw StoreError(.blobMissing, "An uploaded file is missing from the store. Restore the last backup.")
        }
        return try row.blob("content")
    }

    /// Whether the row is there.
    package func holds(_ address: String) async throws -> Bool {
        try await engine.read { sql in
            try sql.count("SELECT count(*) FROM blob_content WHERE address = \(address)") > 0
        }
    }
}
