package import Columns
import Foundation
import Policies
import Primitives
import Verification

/// Where department files wait to be taken in: a folder beside the snapshots.
package struct Inbox: Sendable {
    /// A folder that can be chosen.
    package struct Folder: Hashable, Sendable {
        /// Its name.
        package let name: String
        /// How many files it holds.
        package let files: Int
        /// Whether it brings a register of families along.
        package let isCity: Bool
    }

    /// The path.
    package let path: String
    private static let uploadPrefix = "upload-"

    /// The inbox of a snapshot store.
    package init(_ snapshots: SnapshotStore) {
        path = URL(fileURLWithPath: snapshots.root).deletingLastPathComponent().appendingPathComponent("inbox").path
    }

    /// The folders that can be chosen, by name.
    package var folders: [Folder] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().filter { !$0.hasPrefix(".") && !$0.hasPrefix(Self.uploadPrefix) }.compactMap { name in
            guard let files = try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(name)") else {
                return nil
            }
            return Folder(name: name, files: files.count, isCity: files.contains("household.csv"))
        }
    }

    /// The path of a folder by its name; nil when there is none, or the name is a path.
    func folder(_ name: String) -> String? {
        var isFolder: ObjCBool = false
        guard !name.isEmpty, !name.contains("/"), !name.hasPrefix("."),
            FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder), isFolder.boolValue
        else { return nil }
        return "\(path)/\(name)"
    }

    /// Keeps a file that was sent, in a folder of its own; answers the folder's name.
    func keep(_ bytes: [UInt8], as fileName: String, id: String) throws -> String {
        let name = Self.uploadPrefix + id
        try FileManager.default.createDirectory(
            atPath: "\(path)/\(name)", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)/\(fileName)"), options: .atomic)
        return name
    }

    /// Removes a file that was sent once it is taken in or refused; folders that somebody prepared stay.
    func forget(_ name: String) {
        guard name.hasPrefix(Self.uploadPrefix), let folder = folder(name) else { return }
        try? FileManager.default.removeItem(atPath: folder)
    }
}

extension Bureau {
    /// Where department files wait; nil on a node without department data.
    package var inbox: Inbox? { snapshots.map(Inbox.init) }

    /// The folder of regions and calendars, beside the policies.
    var referenceRoot: String {
        URL(fileURLWithPath: policies.root).deletingLastPathComponent().appendingPathComponent("reference").path
    }
}
