/// Where uploaded files lie: a folder, or a table when several nodes share one database.
///
/// Contents are sealed before they come here and addressed by a keyed hash of what they were, so that the same photo
/// sent twice is stored once and nobody outside can test whether a known file is held.
package protocol BlobStore: Sendable {
    /// Stores sealed bytes under an address; storing the same address again changes nothing.
    func put(_ sealed: [UInt8], at address: String) async throws
    /// The sealed bytes of an address; throws `StoreError.blobMissing`.
    func get(_ address: String) async throws -> [UInt8]
    /// Whether an address holds anything.
    func holds(_ address: String) async throws -> Bool
}
