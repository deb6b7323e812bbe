import Foundation
import Primitives
import Yams

/// A node of a file; the rules have nodes of their own.
typealias YAMLNode = Node
/// The line and column of a node.
typealias YAMLMark = Mark

/// Reads one YAML file against an expected shape and collects every problem with its line and column.
struct YAMLReader {
    let file: String
    private(set) var problems: [PolicyProblem] = []
    private var lines: [Substring] = []

    /// A pack is written by hand; anything larger is a mistake or an attack.
    static let limitBytes = 1 << 20
    static let limitDepth = 50
    static let limitLineLength = 1000
    /// A repeated key gets this scalar (and the ones after it) as its first letter, so that reading can go on.
    private static let repeatMarks: ClosedRange<UInt32> = 0xE000...0xE0FF

    init(file: String) { self.file = file }

    mutating func report(_ code: PolicyProblem.Code, at mark: Mark?, _ message: String) {
        report(code, line: mark?.line ?? 1, column: mark?.column ?? 1, message)
    }

    mutating func report(_ code: PolicyProblem.Code, at mention: PackFile.Mention, _ message: String) {
        report(code, line: mention.line, column: mention.column, message)
    }

    private mutating func report(_ code: PolicyProblem.Code, line: Int, column: Int, _ message: String) {
        problems.append(PolicyProblem(file: file, line: line, column: column, code: code, message: message))
    }

    /// Reads and parses the file at a path; `nil` after reporting why not.
    mutating func root(at path: String) -> Node? {
        guard let text = text(at: path) else { return nil }
        return root(of: text)
    }

    /// Reads the file at a path; `nil` after reporting why not.
    mutating func text(at path: String) -> String? {
        // The size is asked for first: a file of gigabytes must not be read to be refused.
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if let bytes = attributes?[.size] as? Int, isTooLarge(bytes) { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            report(.unreadable, at: nil, "the file cannot be read; check that it exists and may be read")
            return nil
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            report(.unreadable, at: nil, "the file is not UTF-8; save it as UTF-8")
            return nil
        }
        return text
    }

    /// Parses a text; `nil` after reporting why not.
    mutating func root(of text: String) -> Node? {
        guard !isTooLarge(text.utf8.count), isShallow(text) else { return nil }
        var text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for mark in Self.repeatMarks {
            do {
                if let node = try Yams.compose(yaml: text) { return node }
                report(.syntax, at: nil, "the file is empty")
                return nil
            } catch YamlError.duplicatedKeysInMapping(_, let context) {
                guard let renamed = Self.marking(keyAt: context.mark, with: mark, in: text) else {
                    report(.duplicateKey, at: context.mark, "a key is written twice")
                    return nil
                }
                text = renamed
            } catch YamlError.scanner(_, let problem, let place, _), YamlError.parser(_, let problem, let place, _),
                YamlError.composer(_, let problem, let place, _)
            {
                report(.syntax, at: place, "not valid YAML: \(problem)")
                return nil
            } catch {
                report(.syntax, at: nil, "not valid YAML: \(error)")
                return nil
            }
        }
        report(.duplicateKey, at: nil, "more than \(Self.repeatMarks.count) keys are written twice")
        return nil
    }

    private mutating func isTooLarge(_ bytes: Int) -> Bool {
        guard bytes > Self.limitBytes else { return false }
        report(.tooLarge, at: nil, "the file has \(bytes) bytes; a policy file may have \(Self.limitBytes)")
        return true
    }

    /// The recursion of the parser is as deep as the text, so depth is refused before parsing.
    private mutating func isShallow(_ text: String) -> Bool {
        var depth = 0
        var line = 1
        var column = 0
        for scalar in text.unicodeScalars {
            column += 1
            switch scalar {
            case "\n": (line, column) = (line + 1, 0)
            case "[", "{": depth += 1
            case "]", "}": depth = max(0, depth - 1)
            default: break
            }
            if depth > Self.limitDepth || column > Self.limitLineLength {
                report(
                    .tooDeep, line: line, column: column,
                    "nested deeper than \(Self.limitDepth) or a line longer than \(Self.limitLineLength)")
                return false
            }
        }
        return true
    }

    private static func marking(keyAt mark: Mark, with value: UInt32, in text: String) -> String? {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.indices.contains(mark.line - 1), let replacement = Unicode.Scalar(value) else { return nil }
        var scalars = Array(lines[mark.line - 1].unicodeScalars)
        var column = mark.column - 1
        if scalars.indices.contains(column), scalars[column] == "\"" || scalars[column] == "'" { column += 1 }
        guard scalars.indices.contains(column) else { return nil }
        scalars[column] = replacement
        var line = ""
        line.unicodeScalars.append(contentsOf: scalars)
        lines[mark.line - 1] = line
        return lines.joined(separator: "\n")
    }
}

extension YAMLReader {
    typealias Pair = (key: String, mark: Mark?, node: Node)

    /// The entries of a mapping in file order; a repeated key is reported, and both of its values are read.
    mutating func pairs(of node: Node, _ what: String) -> [Pair] {
        guard case .mapping(let mapping) = node else {
            report(.wrongType, at: node.mark, "\(what) must be a mapping (key: value)")
            return []
        }
        var result: [Pair] = []
        var repeated: [String: (node: Node, mark: Mark?)] = [:]
        for (keyNode, value) in mapping {
            guard case .scalar(let scalar) = keyNode else {
                report(.wrongType, at: keyNode.mark, "a key of \(what) must be a plain word")
                continue
            }
            let key = scalar.string
            if let first = key.unicodeScalars.first, Self.repeatMarks.contains(first.value) {
                repeated[String(key.dropFirst())] = (value, keyNode.mark)
                continue
            }
            if let earlier = repeated[String(key.dropFirst())] {
                let line = earlier.mark?.line ?? 0
                report(.duplicateKey, at: keyNode.mark, "'\(key)' is written twice, first on line \(line); keep one")
                result.append((key, earlier.mark, earlier.node))
            }
            result.append((key, keyNode.mark, value))
        }
        return result
    }

    /// The entries of a mapping that may only have the given keys.
    mutating func fields(of node: Node, _ what: String, allowed: [String], required: [String] = []) -> [String: Node] {
        guard case .mapping = node else {
            report(.wrongType, at: node.mark, "\(what) must be a mapping (key: value)")
            return [:]
        }
        var result: [String: Node] = [:]
        for (key, mark, value) in pairs(of: node, what) {
            if allowed.contains(key) {
                result[key] = value
            } else {
                report(.unknownKey, at: mark, "\(what) has no '\(key)'; known are \(allowed.joined(separator: ", "))")
            }
        }
        for key in required where result[key] == nil {
            report(.missingKey, at: node.mark, "\(what) needs '\(key)'")
        }
        return result
    }

    /// A formula with the place of its first character, whichever way it is quoted.
    mutating func formula(_ node: Node?) -> FormulaText? {
        guard let node, let text = text(node, "the formula"), case .scalar(let scalar) = node else { return nil }
        guard let mark = node.mark else { return nil }
        switch scalar.style {
        case .literal, .folded:
            // The mark is that of "|"; the text starts on the next line that is not empty.
            let rest = lines.enumerated().dropFirst(mark.line)
            guard let first = rest.first(where: { !$0.element.allSatisfy(\.isWhitespace) }) else { return nil }
            let indent = first.element.prefix { $0 == " " }.count
            return FormulaText(text: text, line: first.offset + 1, column: indent + 1)
        case .singleQuoted, .doubleQuoted: return FormulaText(text: text, line: mark.line, column: mark.column + 1)
        default: return FormulaText(text: text, line: mark.line, column: mark.column)
        }
    }

    mutating func list(_ node: Node?, _ what: String) -> [Node] {
        guard let node else { return [] }
        guard case .sequence(let sequence) = node else {
            report(.wrongType, at: node.mark, "\(what) must be a list")
            return []
        }
        return Array(sequence)
    }

    mutating func text(_ node: Node?, _ what: String) -> String? {
        guard let node else { return nil }
        guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
            report(.wrongType, at: node.mark, "\(what) must be a text")
            return nil
        }
        return scalar.string
    }

    mutating func integer(_ node: Node?, _ what: String) -> Int64? {
        guard let node else { return nil }
        guard case .scalar(let scalar) = node, scalar.style == .plain, let value = Int64(scalar.string) else {
            report(.wrongType, at: node.mark, "\(what) must be a whole number")
            return nil
        }
        return value
    }

    mutating func flag(_ node: Node?, _ what: String) -> Bool? {
        guard let node else { return nil }
        guard case .scalar(let scalar) = node, let value = ["true": true, "false": false][scalar.string] else {
            report(.wrongType, at: node.mark, "\(what) must be true or false")
            return nil
        }
        return value
    }

    mutating func date(_ node: Node?, _ what: String) -> CivilDate? {
        guard let node else { return nil }
        guard case .scalar(let scalar) = node, let day = try? CivilDate(parsing: scalar.string) else {
            report(.badDate, at: node.mark, "\(what) must be a real day written YYYY-MM-DD")
            return nil
        }
        return day
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(_ node: Node?, _ what: String) -> Choice?
    where Choice.RawValue == String {
        guard let node, let word = text(node, what) else { return nil }
        if let choice = Choice(rawValue: word) { return choice }
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        report(.unknownChoice, at: node.mark, "\(what) '\(word)' is not known; known are \(known)")
        return nil
    }
}

/// The text of a formula and where its first character stands.
struct FormulaText: Hashable {
    let text: String
    let line: Int
    let column: Int
}
