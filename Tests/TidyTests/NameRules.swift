/// What files may be called.
enum NameRules {
    private static let timeWords: Set<String> = ["new", "old", "v1", "v2", "v3", "latest", "legacy", "improved"]
    private static let emptyWords: Set<String> = ["utilities", "utils", "util", "manager", "helpers", "misc"]

    static func fileNames(_ path: String) -> [Finding] {
        guard path.hasSuffix(".swift") else { return [] }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return words(name.replacing(".swift", with: "")).flatMap { word -> [Finding] in
            if timeWords.contains(word) { return [Finding(path, nil, "'\(word)' names a time; say what the thing is")] }
            if emptyWords.contains(word) {
                return [Finding(path, nil, "'\(word)' says nothing; say what the thing does")]
            }
            return []
        }
    }

    /// `ExportV2+Old` is export, v2, old.
    static func words(_ name: String) -> [String] {
        name.matches(of: /[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+|\d+/).map { $0.output.lowercased() }
    }

    /// Every test file is named for a source file, or the doc comment of its suite says what behaviour it is about.
    static func strayTests(_ tests: [TextFile], sources: [String]) -> [Finding] {
        let stems = Set(sources.map { TextFile(path: $0, text: "").stem })
        return tests.compactMap { file in
            let text = SwiftText(file.text)
            guard text.code.holds("@Test") else { return nil }
            guard file.stem.hasSuffix("Tests") else {
                return Finding(file.path, nil, "holds tests, so its name must end in Tests")
            }
            if stems.contains(String(file.stem.dropLast(5))) || saysBehaviour(text) { return nil }
            return Finding(
                file.path, nil,
                "is named for no source file; say above @Suite, in a doc comment, what behaviour it tests")
        }
    }

    private static func saysBehaviour(_ text: SwiftText) -> Bool {
        let comments = text.commentLines
        return text.codeLines.enumerated().contains { index, line in
            guard index > 0, line.holds("@Suite") || line.prefixMatch(of: /(extension|struct) \w+Tests\b/) != nil else {
                return false
            }
            return comments[index - 1].trimmed.hasPrefix("///")
        }
    }

    static func size(_ path: String, bytes: Int) -> [Finding] {
        bytes <= 1 << 20
            ? [] : [Finding(path, nil, "has \(bytes) bytes; large data is generated or fetched, not committed")]
    }
}
