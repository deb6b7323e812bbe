/// One place where the repository breaks its own rules, and what to do about it.
struct Finding: Hashable, CustomStringConvertible {
    var file: String
    var line: Int?
    var message: String

    init(_ file: String, _ line: Int? = nil, _ message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    var description: String {
        guard let line else { return "\(file): \(message)" }
        return "\(file):\(line): \(message)"
    }
}

/// A text under its path from the repository root.
///
/// Rules are functions from these to findings.
struct TextFile: Sendable, CustomStringConvertible {
    var path: String
    var text: String

    var description: String { path }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    var stem: String { name.split(separator: ".").first.map(String.init) ?? name }
    var isSource: Bool { path.hasPrefix("Sources/") && path.hasSuffix(".swift") }
    var isTest: Bool { path.hasPrefix("Tests/") && path.hasSuffix(".swift") }

    /// The target a source file belongs to: `Sources/<room>/…`.
    var room: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }
}
