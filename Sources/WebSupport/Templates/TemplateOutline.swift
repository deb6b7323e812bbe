/// The tags of one template as a tree, read by the loader's bans and by the audit.
///
/// The template engine keeps its own tree to itself, so the text is read a second time here; only tags matter.
package struct TemplateOutline: Sendable {
    /// One tag of a template.
    package indirect enum Node: Sendable {
        case variable(name: String, line: Int)
        case section(name: String, isInverted: Bool, line: Int, body: [Node])
        case partial(name: String, line: Int)
        case dynamicPartial(name: String, line: Int)
        case parent(name: String, line: Int, blocks: [Node])
        case block(name: String, line: Int, body: [Node])
    }

    /// The tags at the top of the template, in order.
    package let nodes: [Node]

    /// Reads the tags of a template; a banned tag or a section left open is an error that names the line.
    package init(template: String, text: String) throws(TemplateError) {
        var scanner = Scanner(template: template, bytes: Array(text.utf8))
        nodes = try scanner.nodes(until: nil)
    }

    /// Names of the partials and layouts that this template includes by a fixed name.
    package var includedNames: [String] {
        var names: [String] = []
        func walk(_ nodes: [Node]) {
            for node in nodes {
                switch node {
                case .variable, .dynamicPartial: break
                case .partial(let name, _): names.append(name)
                case .section(_, _, _, let body), .block(_, _, let body): walk(body)
                case .parent(let name, _, let blocks):
                    names.append(name)
                    walk(blocks)
                }
            }
        }
        walk(nodes)
        return names
    }
}

extension TemplateOutline {
    private struct Scanner {
        let template: String
        let bytes: [UInt8]
        var position = 0
        var line = 1

        mutating func nodes(until closing: String?) throws(TemplateError) -> [Node] {
            var nodes: [Node] = []
            let openedAt = line
            while let tag = try nextTag() {
                let name = tag.name
                switch tag.sigil {
                case UInt8(ascii: "!"): continue
                case UInt8(ascii: "/"):
                    guard name == closing else {
                        throw error("closes '\(name)' but '\(closing ?? "nothing")' is open; close tags in order")
                    }
                    return nodes
                case UInt8(ascii: "#"), UInt8(ascii: "^"):
                    let opened = line
                    let body = try self.nodes(until: name)
                    let isInverted = tag.sigil == UInt8(ascii: "^")
                    nodes.append(.section(name: name, isInverted: isInverted, line: opened, body: body))
                case UInt8(ascii: ">"):
                    let isDynamic = name.utf8.first == UInt8(ascii: "*")
                    let included = isDynamic ? Self.trimmed(name.dropFirst()) : name
                    nodes.append(
                        isDynamic
                            ? .dynamicPartial(name: included, line: line) : .partial(name: included, line: line))
                case UInt8(ascii: "<"):
                    let opened = line
                    nodes.append(.parent(name: name, line: opened, blocks: try self.nodes(until: name)))
                case UInt8(ascii: "$"):
                    let opened = line
                    nodes.append(.block(name: name, line: opened, body: try self.nodes(until: name)))
                case UInt8(ascii: "{"), UInt8(ascii: "&"):
                    throw error("writes '\(name)' unescaped; use double braces, markup belongs in templates")
                case UInt8(ascii: "%"), UInt8(ascii: "="):
                    throw error("changes how tags are read or escaped; remove the tag '\(name)'")
                default:
                    nodes.append(.variable(name: name, line: line))
                }
            }
            if let closing {
                throw TemplateError(template: template, line: openedAt, reason: "'\(closing)' is never closed")
            }
            return nodes
        }

        private mutating func nextTag() throws(TemplateError) -> (sigil: UInt8, name: String)? {
            let brace = UInt8(ascii: "{")
            while position + 1 < bytes.count, !(bytes[position] == brace && bytes[position + 1] == brace) {
                if bytes[position] == UInt8(ascii: "\n") { line += 1 }
                position += 1
            }
            guard position + 1 < bytes.count else { return nil }
            let start = position + 2
            var end = start
            while end + 1 < bytes.count,
                !(bytes[end] == UInt8(ascii: "}") && bytes[end + 1] == UInt8(ascii: "}"))
            {
                end += 1
            }
            guard end + 1 < bytes.count, end > start else { throw error("opens a tag that is never closed") }
            position = end + 2
            let sigil = bytes[start]
            let isWord = !Array("!/#^><${&%=".utf8).contains(sigil)
            let name = String(decoding: bytes[(isWord ? start : start + 1)..<end], as: UTF8.self)
            line += bytes[start..<end].count { $0 == UInt8(ascii: "\n") }
            return (isWord ? 0 : sigil, Self.trimmed(name))
        }

        private func error(_ reason: String) -> TemplateError {
            TemplateError(template: template, line: line, reason: reason)
        }

        private static func trimmed(_ text: some StringProtocol) -> String {
            var slice = text[...]
            while slice.first?.isWhitespace == true { slice = slice.dropFirst() }
            while slice.last?.isWhitespace == true { slice = slice.dropLast() }
            return String(slice)
        }
    }
}

/// A template that cannot be used: which one, where, and what to change.
package struct TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Name of the template, its path below the template folder without the ending.
    package let template: String
    /// Line of the fault, from 1; 0 when the fault is in no line.
    package let line: Int
    /// What is wrong and what to do.
    package let reason: String

    package var description: String { "template \(template), line \(line): \(reason)" }
}
