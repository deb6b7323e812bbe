import Foundation
package import Primitives
import Yams

/// Puts a dated value of a parameter into the text of a pack file and leaves every other line as it was.
package struct PackValueEdit {
    let parameter: String
    let from: CivilDate
    let value: String
    let citation: String
    let demo: Bool

    /// A value in its written form, from a day on, with the text it rests on.
    package init(parameter: String, from: CivilDate, value: String, citation: String, demo: Bool) {
        self.parameter = parameter
        self.from = from
        self.value = value
        self.citation = citation
        self.demo = demo
    }

    /// The text with the value in its place by date; a value of the same day is replaced.
    ///
    /// `nil` where the file is written in a way that only a person can edit.
    package func applied(to text: String) -> String? {
        var lines = PackLines(text)
        guard let root = try? Yams.compose(yaml: text) else { return nil }
        guard let parameters = root.mapping?["parameters"] else {
            lines.append(["parameters:"] + entry(indent: 2))
            return lines.text
        }
        guard let values = parameters.mapping?[YAMLNode(parameter)]?.mapping?["values"] else {
            return addEntry(to: parameters, &lines) ? lines.text : nil
        }
        guard case .sequence(let sequence) = values, let mark = values.mark else { return nil }
        let days = sequence.map { $0.mapping?["from"]?.string ?? "" }
        let marks = sequence.compactMap(\.mark)
        guard marks.count == days.count else { return nil }
        let isFlow = sequence.style == .flow || lines.character(at: mark) == "["
        return isFlow
            ? lines.editFlow(flowItem, from.text, days: days, marks: marks, opening: mark)
            : lines.editBlock(item, from.text, days: days, marks: marks)
    }

    /// Whether a text has values of a parameter.
    static func holds(_ parameter: String, in text: String) -> Bool {
        (try? Yams.compose(yaml: text))?.mapping?["parameters"]?.mapping?[YAMLNode(parameter)] != nil
    }

    /// A text as a YAML scalar that means exactly it.
    package static func quoted(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return "'" + line.replacing("'", with: "''") + "'"
    }

    private func item(indent: Int) -> [String] {
        let space = String(repeating: " ", count: indent)
        return [
            "\(space)- from: \(from.text)", "\(space)  value: \(value)",
            "\(space)  citation: \(Self.quoted(citation))",
        ] + (demo ? ["\(space)  demo: true"] : [])
    }

    private var flowItem: String {
        "{from: \(from.text), value: \(value), citation: \(Self.quoted(citation))\(demo ? ", demo: true" : "")}"
    }

    private func entry(indent: Int) -> [String] {
        let space = String(repeating: " ", count: indent)
        return ["\(space)\(parameter):", "\(space)  values:"] + item(indent: indent + 4)
    }

    private func addEntry(to parameters: YAMLNode, _ lines: inout PackLines) -> Bool {
        guard case .mapping(let mapping) = parameters, let mark = parameters.mark else { return false }
        guard let first = mapping.first?.key.mark else {
            // `parameters: {}`
            return lines.replace(from: mark, "{}", with: entry(indent: 2))
        }
        guard mapping.style != .flow, lines.character(at: mark) != "{" else { return false }
        lines.insert(
            entry(indent: first.column - 1), at: lines.end(ofBlockAt: first.line - 1, indent: first.column - 1))
        return true
    }
}

/// The lines of a file while a value is put in.
private struct PackLines {
    private var lines: [String]

    init(_ text: String) { lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

    var text: String { lines.joined(separator: "\n") }

    mutating func append(_ more: [String]) {
        while lines.last?.isEmpty == true { lines.removeLast() }
        lines += more + [""]
    }

    mutating func insert(_ more: [String], at line: Int) { lines.insert(contentsOf: more, at: line) }

    func character(at mark: YAMLMark) -> Character? {
        guard lines.indices.contains(mark.line - 1) else { return nil }
        return String(String.UnicodeScalarView(lines[mark.line - 1].unicodeScalars.dropFirst(mark.column - 1))).first
    }

    /// Replaces a short text at a mark by lines of their own below it.
    mutating func replace(from mark: YAMLMark, _ short: String, with more: [String]) -> Bool {
        let line = mark.line - 1
        guard lines.indices.contains(line), let found = lines[line].range(of: short) else { return false }
        lines[line].replaceSubrange(found, with: "")
        while lines[line].last == " " { lines[line].removeLast() }
        insert(more, at: line + 1)
        return true
    }

    /// The line after a block whose lines stand at the indent or deeper; blank lines and comments after it are not it.
    func end(ofBlockAt first: Int, indent: Int) -> Int {
        var end = first + 1
        for line in lines.indices.dropFirst(first + 1) {
            let content = lines[line].drop { $0 == " " }
            if content.isEmpty || content.first == "#" { continue }
            guard lines[line].count - content.count >= indent else { break }
            end = line + 1
        }
        return end
    }

    /// Puts an item into a sequence of lines with dashes.
    mutating func editBlock(
        _ item: (Int) -> [String], _ day: String, days: [String], marks: [YAMLMark]
    ) -> String? {
        guard let first = marks.first, let last = marks.last, lines.indices.contains(first.line - 1),
            let dash = lines[first.line - 1].firstIndex(of: "-")
        else { return nil }
        let indent = lines[first.line - 1].distance(from: lines[first.line - 1].startIndex, to: dash)
        let new = item(indent)
        if let same = days.firstIndex(of: day) {
            let start = marks[same].line - 1
            lines.replaceSubrange(start..<end(ofBlockAt: start, indent: indent + 1), with: new)
        } else if let later = days.firstIndex(where: { $0 > day }) {
            insert(new, at: marks[later].line - 1)
        } else {
            insert(new, at: end(ofBlockAt: last.line - 1, indent: indent + 1))
        }
        return text
    }

    /// Puts an item between brackets.
    mutating func editFlow(
        _ item: String, _ day: String, days: [String], marks: [YAMLMark], opening: YAMLMark
    ) -> String? {
        var scalars = Array(text.unicodeScalars)
        func offset(_ mark: YAMLMark) -> Int {
            lines.prefix(mark.line - 1).reduce(0) { $0 + $1.unicodeScalars.count + 1 } + mark.column - 1
        }
        /// The place after the bracket that closes the one at an offset.
        func end(of start: Int) -> Int? {
            var (depth, quote) = (0, Unicode.Scalar?.none)
            for index in start..<scalars.count {
                let scalar = scalars[index]
                if let open = quote {
                    if scalar == open { quote = nil }
                } else if scalar == "'" || scalar == "\"" {
                    quote = scalar
                } else if scalar == "[" || scalar == "{" {
                    depth += 1
                } else if scalar == "]" || scalar == "}" {
                    depth -= 1
                    if depth == 0 { return index + 1 }
                }
            }
            return nil
        }
        if let same = days.firstIndex(of: day) {
            let start = offset(marks[same])
            guard let end = end(of: start) else { return nil }
            scalars.replaceSubrange(start..<end, with: item.unicodeScalars)
        } else if let later = days.firstIndex(where: { $0 > day }) {
            scalars.insert(contentsOf: "\(item), ".unicodeScalars, at: offset(marks[later]))
        } else if let last = marks.last {
            guard let end = end(of: offset(last)) else { return nil }
            scalars.insert(contentsOf: ", \(item)".unicodeScalars, at: end)
        } else {
            scalars.insert(contentsOf: item.unicodeScalars, at: offset(opening) + 1)
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
