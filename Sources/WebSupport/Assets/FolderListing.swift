import Foundation

/// The files of a folder and its subfolders, by their names relative to it.
enum FolderListing {
    /// Files ending with `ending`, named by their path below `folder` without that ending, in order of name.
    static func files(under folder: URL, ending: String) -> [(name: String, url: URL)] {
        guard let paths = FileManager.default.enumerator(atPath: folder.path) else { return [] }
        var files: [(name: String, url: URL)] = []
        for case let path as String in paths where path.hasSuffix(ending) {
            let url = folder.appendingPathComponent(path)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            files.append((String(path.dropLast(ending.count)), url))
        }
        return files.sorted { $0.name < $1.name }
    }
}

/// The files that this room carries inside the program.
enum WebResources {
    /// A folder of the room's resources: `templates`, `assets` or `messages`.
    static func folder(_ name: String) -> URL {
        Bundle.module.bundleURL.appendingPathComponent("Resources").appendingPathComponent(name)
    }
}
