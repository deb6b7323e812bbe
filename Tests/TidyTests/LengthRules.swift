/// How long files, functions and lines may be.
enum LengthRules {
    static let fileLines = 400
    static let functionLines = 60
    static let lineColumns = 120

    static func longFiles(_ file: TextFile) -> [Finding] {
        let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
        guard count > fileLines else { return [] }
        return [Finding(file.path, nil, "has \(count) lines; split it, the limit is \(fileLines)")]
    }

    static func longLines(_ file: TextFile) -> [Finding] {
        file.lines.enumerated().compactMap { index, line in
            guard line.utf8.count > lineColumns, line.count > lineColumns else { return nil }
            return Finding(file.path, index + 1, "has \(line.count) columns, the limit is \(lineColumns)")
        }
    }

    static func longFunctions(_ file: TextFile) -> [Finding] {
        FunctionScanner(SwiftText(file.text).code).functions.compactMap { function in
            let count = function.lastLine - function.firstLine + 1
            guard count > functionLines else { return nil }
            return Finding(file.path, function.firstLine, "function of \(count) lines, the limit is \(functionLines)")
        }
    }
}

/// Finds where `func` and `init` declarations begin and end, by counting brackets in code without strings and comments.
struct FunctionScanner {
    private(set) var functions: [(firstLine: Int, lastLine: Int)] = []

    init(_ code: String) {
        let bytes = Array(code.utf8)
        var line = 1
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\n") { line += 1 }
            if Self.isDeclaration(bytes, at: index), let last = Self.lastLine(bytes, from: index, line: line) {
                functions.append((line, last))
            }
            index += 1
        }
    }

    private static func isDeclaration(_ bytes: [UInt8], at index: Int) -> Bool {
        guard bytes[index] == UInt8(ascii: "f") || bytes[index] == UInt8(ascii: "i") else { return false }
        if index > 0, isWord(bytes[index - 1]) || bytes[index - 1] == UInt8(ascii: ".") { return false }
        let rest = bytes[index...].prefix(5)
        if rest.elementsEqual("func ".utf8) { return true }
        return ["init(", "init?", "init<", "init!"].contains { rest.elementsEqual($0.utf8) }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "`"):
            true
        default: false
        }
    }

    /// The line of the closing brace, or nil for a requirement without a body.
    private static func lastLine(_ bytes: [UInt8], from start: Int, line: Int) -> Int? {
        var line = line
        var braces = 0
        var brackets = 0
        var index = start
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\n"):
                line += 1
                if braces == 0, brackets == 0, beginsDeclaration(bytes, after: index) { return nil }
            case UInt8(ascii: "("), UInt8(ascii: "["): brackets += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): brackets -= 1
            case UInt8(ascii: "{") where brackets == 0: braces += 1
            case UInt8(ascii: "}") where brackets == 0:
                braces -= 1
                if braces == 0 { return line }
                if braces < 0 { return nil }
            default: break
            }
            index += 1
        }
        return nil
    }

    private static let starters = [
        "func", "var", "let", "init", "case", "static", "package", "public", "private", "mutating", "associatedtype",
        "}",
        "@", "subscript", "struct", "enum", "extension",
    ]

    private static func beginsDeclaration(_ bytes: [UInt8], after newline: Int) -> Bool {
        let next = bytes[(newline + 1)...].drop { $0 == UInt8(ascii: " ") }
        return starters.contains { next.starts(with: $0.utf8) }
    }
}
