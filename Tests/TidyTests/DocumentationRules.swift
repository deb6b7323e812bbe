/// Every declaration that other targets can see says what it is.
enum DocumentationRules {
    static let sentenceColumns = 120

    /// Members whose meaning is fixed by a protocol of the standard library.
    private static let knownMembers = [
        "var description", "var debugDescription", "func hash(into", "func encode(to", "init(from decoder", "func ==",
        "func == ", "func <", "var rawValue", "init(stringLiteral", "init(integerLiteral", "init(stringInterpolation",
        "var testDescription", "var errorDescription", "func next()", "func run()", "func makeIterator", "var body",
        "static let configuration",
    ]

    static func undocumented(_ file: TextFile) -> [Finding] {
        let text = SwiftText(file.text)
        let code = text.codeLines
        let comments = text.commentLines
        return code.indices.compactMap { index -> Finding? in
            let line = code[index]
            guard isDeclaration(line), !knownMembers.contains(where: { line.contains($0) }) else { return nil }
            guard let first = firstDocumentationLine(above: index, code, comments) else {
                if speaksForItself(line) { return nil }
                return Finding(file.path, index + 1, "has no doc comment: \(line.trimmed.prefix(60))")
            }
            return fault(in: first).map { Finding(file.path, index + 1, $0) }
        }
    }

    static func isDeclaration(_ line: Substring) -> Bool {
        guard line.holds("package ") || line.holds("public ") else { return false }
        return line.prefixMatch(
            of:
                /\s*(@[A-Za-z]+(\([^)]*\))?\s+)*(package|public)\s+(?!import|extension|\(set\)|internal\(set\)\s+im)/
        ) != nil
    }

    /// Stored values, plain initialisers and operators of a documented type: a comment would only repeat the name.
    private static func speaksForItself(_ line: Substring) -> Bool {
        if line.contains(/\bstatic var \w+: [^{]+\{ Self\(.*\}/) { return true }
        if line.contains(/\b(let|var) \w+( =|:)/) { return !line.contains("{") }
        return line.contains(/\bfunc [-+*\/<>=]+ ?[(<]/) || (line.contains("package init(") && !line.contains("throws"))
    }

    private static func firstDocumentationLine(above index: Int, _ code: [Substring], _ comments: [Substring])
        -> String?
    {
        var above = index - 1
        while above >= 0, code[above].trimmed.hasPrefix("@") { above -= 1 }
        var first: String?
        while above >= 0, comments[above].trimmed.hasPrefix("///"), code[above].trimmed.isEmpty {
            first = String(comments[above].trimmed.dropFirst(3))
            above -= 1
        }
        return first?.trimmed
    }

    private static func fault(in first: String) -> String? {
        if first.isEmpty { return "its doc comment begins with an empty line" }
        if first.count > sentenceColumns { return "the first sentence of its doc comment is too long for one line" }
        let hasEnd = first.contains(/[.。?](\s|$|\)|`)/) || first.hasSuffix(":")
        return hasEnd ? nil : "the first sentence of its doc comment must end, with a period, on the first line"
    }
}

extension StringProtocol {
    /// Without white space at either end.
    var trimmed: String {
        let body = drop(while: \.isWhitespace)
        return String(body.reversed().drop(while: \.isWhitespace).reversed())
    }
}
