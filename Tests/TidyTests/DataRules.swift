import Foundation

/// Data that stands beside the code: parameters of policies, catalogues of messages.
enum DataRules {
    /// Every dated value of a parameter file has a citation: its own, or one above all values.
    ///
    /// A value that is made up for the demonstration says so (`demo:`).
    static func parameters(_ file: TextFile) -> [Finding] {
        let lines = file.lines.filter { !$0.trimmed.hasPrefix("#") }
        let firstEntry = lines.firstIndex { $0.contains(/^\s*-?\s*\{?\s*from:/) }
        guard let firstEntry else { return [Finding(file.path, nil, "has no dated value (`from: YYYY-MM-DD`)")] }
        let hasSharedCitation = lines[..<firstEntry].contains { $0.contains(/\b(citation|demo):\s*\S/) }
        var findings: [Finding] = []
        var entry: (line: Int, isCited: Bool)?
        for (index, line) in file.lines.enumerated() where !line.trimmed.hasPrefix("#") {
            if let match = line.firstMatch(of: /^\s*-?\s*\{?\s*from:\s*(.*)$/) {
                if let open = entry, !open.isCited, !hasSharedCitation {
                    findings.append(Finding(file.path, open.line, "value without a citation"))
                }
                if !match.1.contains(/\d{4}-\d{2}(-\d{2})?/) {
                    findings.append(Finding(file.path, index + 1, "value without a first day (YYYY-MM-DD)"))
                }
                entry = (index + 1, line.contains(/\b(citation|demo):\s*\S/))
            } else if line.contains(/\b(citation|demo):\s*\S/) {
                entry?.isCited = true
            }
        }
        if let open = entry, !open.isCited, !hasSharedCitation {
            findings.append(Finding(file.path, open.line, "value without a citation"))
        }
        return findings
    }

    /// The keys of a catalogue, nested ones joined by dots.
    ///
    /// Reads JSON, `key: value` and `"key" = "value";`.
    static func keys(_ file: TextFile) -> Set<String> {
        if file.name.hasSuffix(".json") {
            let object = try? JSONSerialization.jsonObject(with: Data(file.text.utf8))
            return flattened(object, prefix: "")
        }
        return Set(
            file.lines.compactMap { line in
                line.prefixMatch(of: /\s*"?([A-Za-z][A-Za-z0-9._-]*)"?\s*[:=]/).map { String($0.1) }
            })
    }

    private static func flattened(_ object: Any?, prefix: String) -> Set<String> {
        guard let children = object as? [String: Any] else { return prefix.isEmpty ? [] : [prefix] }
        return children.reduce(into: []) { keys, child in
            keys.formUnion(flattened(child.value, prefix: prefix.isEmpty ? child.key : "\(prefix).\(child.key)"))
        }
    }

    /// `messages-forms.en.json` and `messages-forms.zh.json` are one catalogue: `messages-forms`.
    static func catalogueName(_ file: TextFile) -> String {
        file.path.split(separator: ".").dropLast(2).joined(separator: ".")
    }

    /// The files of one catalogue say the same things, each in its language.
    static func catalogues(_ files: [TextFile]) -> [Finding] {
        if files.count == 1 { return [Finding(files[0].path, nil, "is in one language only")] }
        let all = files.reduce(into: Set<String>()) { $0.formUnion(keys($1)) }
        return files.flatMap { file in
            all.subtracting(keys(file)).sorted().map { Finding(file.path, nil, "has no message '\($0)'") }
        }
    }
}
