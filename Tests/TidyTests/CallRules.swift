/// Calls that need a reason, and words that never need to be there.
enum CallRules {
    /// The rooms that may silence a check of the compiler, each time with a comment that says `because`.
    static let roomsWithReasons: Set<String> = [
        "SQLiteEngine", "PostgresEngine", "Columns", "Documents", "Primitives",
    ]

    private static let banned = ["try!", "fatalError(", "@unchecked Sendable", "nonisolated(unsafe)"]

    static func unsafeCalls(_ file: TextFile) -> [Finding] {
        guard file.text.holdsAny(banned) else { return [] }
        let text = SwiftText(file.text)
        let comments = text.commentLines
        var findings: [Finding] = []
        for (index, line) in text.codeLines.enumerated() {
            for call in banned where line.holds(call) {
                if !roomsWithReasons.contains(file.room ?? "") {
                    findings.append(
                        Finding(file.path, index + 1, "\(call) is not allowed here; make it an error or a value"))
                } else if !isExplained(index, comments, code: text.codeLines) {
                    findings.append(Finding(file.path, index + 1, "\(call) needs a comment that says 'because …'"))
                }
            }
        }
        return findings
    }

    /// Whether the comment beside this line, or the block of comments right above it, says why.
    private static func isExplained(_ index: Int, _ comments: [Substring], code: [Substring]) -> Bool {
        if comments[index].contains("because") { return true }
        var above = index - 1
        while above >= 0, code[above].allSatisfy(\.isWhitespace), comments[above].contains("//") {
            if comments[above].contains("because") { return true }
            above -= 1
        }
        return false
    }

    /// Foundation's way to start a program copies 256 bytes of names that are shorter, and ends this process where some
    /// 1,350 files are open (swift-corelibs-foundation 5472, in Swift 6.3).
    static func foundationProcesses(_ file: TextFile) -> [Finding] {
        guard file.text.holds("Process" + "()") else { return [] }
        return SwiftText(file.text).codeLines.enumerated().compactMap { index, line in
            guard line.contains(/\bProcess\(\)/) else { return nil }
            return Finding(
                file.path, index + 1, "start a program with Subprocess, which may be done with many open files")
        }
    }

    static func testableImports(_ file: TextFile) -> [Finding] {
        guard file.text.holds("@" + "testable") else { return [] }
        return SwiftText(file.text).codeLines.enumerated().compactMap { index, line in
            guard line.contains("@" + "testable") else { return nil }
            return Finding(file.path, index + 1, "test through package members instead of a testable import")
        }
    }

    /// A loose end without an issue number is forgotten; with one, the tracker remembers it.
    static func looseEnds(_ file: TextFile) -> [Finding] {
        guard file.text.holdsAny(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) else { return [] }
        let isSwift = file.path.hasSuffix(".swift")
        let lines = isSwift ? SwiftText(file.text).commentLines : file.lines
        return lines.enumerated().compactMap { index, line in
            guard let word = line.firstMatch(of: /\b(TODO|FIXME|XXX)\b(?!\(#\d+\))/) else { return nil }
            return Finding(file.path, index + 1, "\(word.1) needs an issue number, as in \(word.1)(#12)")
        }
    }

    /// Triple mustaches and the `&` form would put text on a page unescaped.
    static func unescapedText(_ file: TextFile) -> [Finding] {
        file.lines.enumerated().compactMap { index, line in
            guard line.contains("{{{") || line.contains(/\{\{\s*&/) else { return nil }
            return Finding(file.path, index + 1, "unescaped text; give the model a value that is escaped")
        }
    }
}
