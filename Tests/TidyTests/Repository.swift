import Foundation

/// The work tree these tests were compiled from, without what is built, fetched or generated.
struct Repository: Sendable {
    let root: URL
    let paths: [String]

    static let here = Repository(
        root: URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent())

    /// Folders that hold no file of ours; the same as in `.gitignore`.
    private static let ignored: Set<String> = [
        ".git", ".venv", ".swiftpm", "__pycache__", ".pytest_cache", "Public/vendor", "data", "demo-data",
        "browser-tests/screenshots",
    ]

    init(root: URL) {
        self.root = root
        let prefix = root.path(percentEncoded: false).hasSuffix("/") ? 0 : 1
        let start = root.path(percentEncoded: false).count + prefix
        var paths: [String] = []
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey])
        while let url = files?.nextObject() as? URL {
            var path = String(url.path(percentEncoded: false).dropFirst(start))
            if path.hasSuffix("/") { path.removeLast() }
            let name = url.lastPathComponent
            if Self.ignored.contains(name) || Self.ignored.contains(path) || name.hasPrefix(".build") {
                files?.skipDescendants()
            } else if (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true {
                paths.append(path)
            }
        }
        self.paths = paths.filter { $0 != "Package.resolved" }.sorted()
    }

    func size(_ path: String) throws -> Int {
        try root.appending(path: path).resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
    }

    func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    func files(where isWanted: (String) -> Bool) throws -> [TextFile] {
        try paths.filter(isWanted).map { TextFile(path: $0, text: try text($0)) }
    }

    func swift(under folders: String...) throws -> [TextFile] {
        try files { path in path.hasSuffix(".swift") && folders.contains { path.hasPrefix($0 + "/") } }
    }

    /// Every file written by hand, in whatever language.
    func writtenFiles() throws -> [TextFile] {
        let endings = [
            ".swift", ".md", ".py", ".sh", ".mustache", ".css", ".js", ".yaml", ".yml", ".json", ".txt", ".html",
            ".svg",
        ]
        return try files { path in
            path == "Makefile" || path.hasPrefix(".ci/") || endings.contains { path.hasSuffix($0) }
                || (path.hasPrefix("scripts/") && !path.contains("."))
        }
    }
}
