package import Primitives

/// Where a block belongs: bound in as associated data, so that it does not open anywhere else.
package struct BlockPlace: Hashable, Sendable {
    /// The dataset.
    package let dataset: String
    /// The day its data describe.
    package let day: CivilDate
    /// The folder of its segment under the store, which tells a base from the layers of a day.
    package let folder: String
    /// The block's number in the segment; -1 for the header.
    package let block: Int
}

/// Seals the blocks of a store one by one and opens them again; this room holds no key.
package protocol BlockCipher: Sendable {
    /// Bytes that a sealed block is longer than an open one.
    var overhead: Int { get }

    /// Seals the bytes of one block.
    func seal(_ plain: [UInt8], at place: BlockPlace) throws(SnapshotError) -> [UInt8]

    /// Opens a block; a wrong key, a changed byte or another place is an error with the code `damaged` or `sealed`.
    func open(_ sealed: [UInt8], at place: BlockPlace) throws(SnapshotError) -> [UInt8]
}
