package import Primitives

/// The department data in force at one moment; every snapshot is opened and its header checked.
package struct SnapshotView: SnapshotReading {
    private let files: [String: SnapshotFile]

    init(root: String, manifest: Manifest) throws(SnapshotError) {
        var files: [String: SnapshotFile] = [:]
        for (dataset, entry) in manifest.snapshots {
            let path = "\(root)/\(entry.folder)/\(SnapshotStore.snapshotName)"
            let file = try SnapshotFile(path: path)
            guard file.header.info == entry.info else {
                throw SnapshotError(.damaged, subject: path, cause: "内容与清单不符")
            }
            files[dataset] = file
        }
        self.files = files
    }

    /// The datasets in force, by name.
    package func datasets() -> [String] { files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

    /// What is in force of a dataset.
    package func current(_ dataset: String) -> SnapshotInfo? { files[dataset]?.header.info }

    /// The rows of one person in a dataset.
    package func rows(
        of dataset: String, column: String, person: PackedCitizenID
    ) throws(SnapshotError) -> [SnapshotRow] {
        let found = try file(dataset, column, isText: false).rows(column: column, key: person.matchKey)
        var exact: [SnapshotRow] = []
        for row in found where try row.person(column)?.matches(person) == true { exact.append(row) }
        return exact
    }

    /// The rows under a key that is text.
    package func rows(of dataset: String, column: String, text: String) throws(SnapshotError) -> [SnapshotRow] {
        let found = try file(dataset, column, isText: true).rows(column: column, key: IndexKey.hash(text.utf8))
        var exact: [SnapshotRow] = []
        for row in found where try row.has(column, text) { exact.append(row) }
        return exact
    }

    /// Checks every block of every snapshot; reads all of them.
    package func verify() throws(SnapshotError) {
        for dataset in datasets() { try files[dataset]?.verifyAll() }
    }

    private func file(_ dataset: String, _ column: String, isText: Bool) throws(SnapshotError) -> SnapshotFile {
        guard let file = files[dataset] else {
            throw SnapshotError(.noSnapshot, subject: dataset, cause: "清单中没有")
        }
        let schema = file.header.info.schema
        guard let position = schema.position(of: column), (schema.columns[position].type == .text) == isText else {
            throw SnapshotError(.wrongColumn, subject: "\(dataset).\(column)", cause: "没有这一列或类型不符")
        }
        return file
    }
}
