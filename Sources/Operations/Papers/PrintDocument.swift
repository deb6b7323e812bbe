import Casework
package import Primitives
import Sealing
import Storage

/// Keeps the first print of a document; use `Bureau.printed`.
private struct KeepPrint: Command {
    static let name = "papers.keepPrint"
    let documentID: DocumentID
    let address: String
    let byteCount: Int
    let digest: String

    func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard try context.store.document(documentID, in: context.scope) != nil else { return .refused([.notFound]) }
        try context.store.insertPrint(
            of: documentID, address: address, byteCount: byteCount, digest: digest, at: context.now)
        try context.audit(Self.name, "document", documentID.rawValue, reason: digest)
        return .done(true)
    }
}

extension Bureau {
    /// The bytes of a document on paper: made once, and the same for ever after.
    ///
    /// The first print is sealed and kept; a reprint is read back and its hash compared. `make` renders the document
    /// and answers nil where this machine makes no PDF; then nothing is kept. Nil for documents outside the scope.
    package func printed(
        _ id: DocumentID, as actor: Actor, make: @Sendable () async throws -> [UInt8]?
    ) async throws -> [UInt8]? {
        if let held = try await heldPrint(id, as: actor) { return held }
        guard let bytes = try await make() else { return nil }
        let address = store.keys.contentAddress(bytes)
        try await store.blobs.put(
            store.keys.seal(bytes, at: SealedPlace(table: "blob", column: "content", row: address)), at: address)
        let keep = KeepPrint(
            documentID: id, address: address, byteCount: bytes.count, digest: Digest.hex(Digest.sha256(bytes)))
        let outcome = try await perform(keep, as: actor, key: "print-\(id.text)-\(address)")
        guard outcome.value != nil else { return nil }
        // Of two people who print at once the first one's bytes are everybody's.
        return try await heldPrint(id, as: actor)
    }

    private func heldPrint(_ id: DocumentID, as actor: Actor) async throws -> [UInt8]? {
        guard let row = try await view(as: actor, { try $0.store.print(of: id, in: $0.scope) }) else { return nil }
        let sealed = try await store.blobs.get(row.address)
        let bytes = try store.keys.open(
            sealed, at: SealedPlace(table: "blob", column: "content", row: row.address))
        guard Digest.hex(Digest.sha256(bytes)).utf8.elementsEqual(row.digest.utf8) else {
            throw StoreError(.damaged, "The kept print of document \(id.text) is not what was printed first.")
        }
        return bytes
    }
}
