/// Which snapshot of each dataset is in force.
struct Manifest: Codable, Sendable {
    struct Entry: Codable, Sendable {
        let folder: String
        let info: SnapshotInfo
    }

    static let current = 1

    let format: Int
    var snapshots: [String: Entry]
}
