package import Primitives
import Synchronization

/// The department data in force at one moment; a dataset's files are opened and their headers checked on first use.
package final class SnapshotView: SnapshotReading {
    private let root: String
    private let days: [String: ManifestDay]
    private let cipher: (any BlockCipher)?
    private let kept: OpenSegments?
    private let chains = Mutex<[String: SnapshotChain]>([:])

    init(root: String, days: [String: ManifestDay], cipher: (any BlockCipher)?, kept: OpenSegments? = nil) {
        (self.root, self.days, self.cipher, self.kept) = (root, days, cipher, kept)
    }

    /// The datasets in force, by name.
    package func datasets() -> [String] { days.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

    /// What is in force of a dataset.
    package func current(_ dataset: String) -> SnapshotInfo? { days[dataset]?.info }

    /// A print of all that is in force: another one as soon as anything else comes in force.
    package var print: Int64 {
        TextPrint.of(
            datasets().map { "\($0):\(days[$0]?.segments.joined(separator: ",") ?? "")" }.joined(separator: ";"))
    }

    /// Opens every dataset, so that damage of a header or a length shows.
    package func openAll() throws(SnapshotError) { for dataset in datasets() { _ = try chain(dataset) } }

    /// The rows of one person in a dataset.
    package func rows(
        of dataset: String, column: String, person: PackedCitizenID
    ) throws(SnapshotError) -> [SnapshotRow] {
        let (chain, position) = try find(dataset, column, isText: false)
        var exact: [SnapshotRow] = []
        for row in try chain.rows(position, key: person.matchKey) where try row.person(column)?.matches(person) == true
        {
            exact.append(row)
        }
        return exact
    }

    /// The rows under a key that is text.
    package func rows(of dataset: String, column: String, text: String) throws(SnapshotError) -> [SnapshotRow] {
        let (chain, position) = try find(dataset, column, isText: true)
        var exact: [SnapshotRow] = []
        let key = UInt64(bitPattern: TextPrint.of(text))
        for row in try chain.rows(position, key: key) where try row.has(column, text) { exact.append(row) }
        return exact
    }

    /// Checks every block of every snapshot; reads all of them.
    package func verify() throws(SnapshotError) { for dataset in datasets() { try verify(dataset) } }

    /// Checks every block of one dataset, and gives its files back afterwards.
    package func verify(_ dataset: String) throws(SnapshotError) {
        guard let day = days[dataset] else { throw SnapshotError(.noSnapshot, subject: dataset, cause: "清单中没有") }
        try SnapshotChain(root: root, day, cipher: cipher).verifyAll()
    }

    /// The segments of a dataset, opened when they are first asked for and kept with the view.
    func chain(_ dataset: String) throws(SnapshotError) -> SnapshotChain {
        if let chain = chains.withLock({ $0[dataset] }) { return chain }
        let chain = try freshChain(dataset)
        return chains.withLock { chains in
            if let other = chains[dataset] { return other }
            chains[dataset] = chain
            return chain
        }
    }

    /// The segments of a dataset, opened for one use: what they take in memory goes with them.
    func freshChain(_ dataset: String) throws(SnapshotError) -> SnapshotChain {
        guard let day = days[dataset] else { throw SnapshotError(.noSnapshot, subject: dataset, cause: "清单中没有") }
        return try SnapshotChain(root: root, day, cipher: cipher, kept: kept)
    }

    private func find(
        _ dataset: String, _ column: String, isText: Bool
    ) throws(SnapshotError) -> (SnapshotChain, Int) {
        let chain = try chain(dataset)
        let schema = chain.schema
        guard let position = schema.position(of: column), (schema.columns[position].type == .text) == isText else {
            throw SnapshotError(.wrongColumn, subject: "\(dataset).\(column)", cause: "没有这一列或类型不符")
        }
        return (chain, position)
    }
}
