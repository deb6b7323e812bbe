/// Reads that see every family: each is written down, with its reason, in docs/system-scope.md.
enum ScopeRules {
    struct Use: Hashable {
        var file: String
        var reason: String
    }

    /// Every use of the unlimited scope, with the reason it gives.
    static func uses(_ file: TextFile) -> [Use] {
        guard file.text.holds(".system(") else { return [] }
        let lines = file.lines
        return SwiftText(file.text).codeLines.enumerated().compactMap { index, code in
            guard code.contains(/(?:\bScope|[\s(:,=])\.system\(/) else { return nil }
            let call = lines[index...].prefix(2).joined(separator: " ")
            let reason = call.firstMatch(of: /\.system\(\s*"([^"]+)"/).map { String($0.1) }
            return Use(file: file.path, reason: reason ?? "")
        }
    }

    /// Differences between the sources and the lines of the list, `- Sources/…/File.swift: reason`.
    static func unlisted(_ sources: [TextFile], list: String) -> [Finding] {
        let listed = Set(
            list.matches(of: /(?m)^- (\S+): (.+)$/).map { Use(file: String($0.1), reason: String($0.2)) })
        let uses = Set(sources.flatMap(uses))
        let missing = uses.subtracting(listed).map {
            Finding("docs/system-scope.md", nil, "must have the line: - \($0.file): \($0.reason)")
        }
        let stale = listed.subtracting(uses).map {
            Finding("docs/system-scope.md", nil, "lists a use that is gone: - \($0.file): \($0.reason)")
        }
        return (missing + stale).sorted { $0.message < $1.message }
    }
}
