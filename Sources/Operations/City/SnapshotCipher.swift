package import Columns
import Primitives
package import Sealing

/// Seals the blocks of the snapshot store with the installation's keys: AES-256-GCM, each for its place only.
package struct SnapshotCipher: BlockCipher {
    private let keys: KeyRing

    /// A cipher with a ring's keys.
    package init(keys: KeyRing) { self.keys = keys }

    /// Algorithm, key id, nonce and tag.
    package var overhead: Int { KeyRing.overhead }

    /// Seals a block for its place: dataset, day, segment and number are bound in.
    package func seal(_ plain: [UInt8], at place: BlockPlace) throws(SnapshotError) -> [UInt8] {
        do { return try keys.seal(plain, at: Self.sealedPlace(place)) } catch {
            throw SnapshotError(.sealed, subject: place.folder, cause: "\(error)")
        }
    }

    /// Opens a block that was sealed for exactly this place.
    package func open(_ sealed: [UInt8], at place: BlockPlace) throws(SnapshotError) -> [UInt8] {
        do { return try keys.open(sealed, at: Self.sealedPlace(place)) } catch let error as SealingError {
            throw SnapshotError(
                error.code == .unknownKey ? .sealed : .damaged, subject: place.folder,
                cause: "第 \(place.block + 1) 块：\(error)")
        } catch {
            throw SnapshotError(.damaged, subject: place.folder, cause: "第 \(place.block + 1) 块：\(error)")
        }
    }

    private static func sealedPlace(_ place: BlockPlace) -> SealedPlace {
        SealedPlace(table: "snapshot/\(place.dataset)", column: place.folder, row: "\(place.day.text)/\(place.block)")
    }
}
