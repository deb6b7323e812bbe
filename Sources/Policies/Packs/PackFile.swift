import Primitives
import Rules
import Yams

/// One `pack.yaml` or `parameters.yaml`, read but not yet laid over its parents.
struct PackFile {
    /// A parameter as written: label, unit and levels may be left to the parent.
    struct Entry {
        let name: String
        let mark: YAMLMark?
        let hasUnit: Bool
        let label: String?
        let unit: ParameterUnit?
        let choices: [(word: String, label: String?)]
        let counter: String?
        let keys: [String]
        let values: [(node: YAMLNode, fields: [String: YAMLNode])]
    }

    /// A name that another part of the file uses, and where.
    struct Mention: Hashable, Sendable {
        let name: String
        let line: Int
        let column: Int

        /// A name within a longer mention.
        init(_ name: String, in text: Mention) {
            self.name = name
            (line, column) = (text.line, text.column)
        }

        init(_ name: String, at mark: YAMLMark?) {
            self.name = name
            (line, column) = (mark?.line ?? 1, mark?.column ?? 1)
        }
    }

    let program: String
    let folder: String
    let title: String?
    /// What people call the program, where that is shorter than its title.
    let called: String?
    let kind: PackKind
    let status: PackStatus
    let uses: [Mention]
    let otherwise: Mention?
    let entries: [Entry]
    let rules: [WrittenRule]
    let results: [Mention]

    static let national = "CN"
    private static let keys = [
        "schema", "program", "region", "title", "called", "kind", "status", "uses", "otherwise", "parameters", "values",
        "tests",
        "amount", "results",
    ]

    /// Reads a file; problems stay in the reader.
    init?(program: String, folder: String, text: String, reader: inout YAMLReader) {
        guard let root = reader.root(of: text) else { return nil }
        let fields = reader.fields(
            of: root, "a policy file", allowed: Self.keys, required: ["schema", "program", "region"])
        if let schema = reader.integer(fields["schema"], "schema"), schema != 1 {
            reader.report(.wrongType, at: fields["schema"]?.mark, "schema \(schema) is not known; write 1")
        }
        for (key, expected) in [("program", program), ("region", folder)] {
            if let text = reader.text(fields[key], key), text != expected {
                reader.report(
                    .wrongPlace, at: fields[key]?.mark, "\(key) is '\(text)' but the folder says '\(expected)'")
            }
        }
        self.program = program
        self.folder = folder
        title = reader.text(fields["title"], "title")
        called = reader.text(fields["called"], "called")
        kind = reader.choice(fields["kind"], "kind") ?? .program
        status = reader.choice(fields["status"], "status") ?? .inForce
        uses = Self.mentions(fields["uses"], "uses", &reader)
        otherwise = reader.text(fields["otherwise"], "otherwise").map {
            Mention($0, at: fields["otherwise"]?.mark)
        }
        entries = fields["parameters"].map { Self.written(in: $0, reader: &reader) } ?? []
        results = Self.mentions(fields["results"], "results", &reader)
        var written: [WrittenRule] = []
        for (key, role) in [("values", PolicyRule.Role.value), ("tests", .test)] {
            guard let node = fields[key] else { continue }
            for (name, mark, node) in reader.pairs(of: node, key) {
                Self.checkName(name, at: mark, &reader)
                written.append(WrittenRule(name: name, mark: mark, role: role, node: node, reader: &reader))
            }
        }
        if let node = fields["amount"] {
            written.append(WrittenRule(name: nil, mark: node.mark, role: .amount, node: node, reader: &reader))
        }
        rules = written
    }

    private static func mentions(_ node: YAMLNode?, _ what: String, _ reader: inout YAMLReader) -> [Mention] {
        reader.list(node, what).compactMap { node in
            reader.text(node, what).map { Mention($0, at: node.mark) }
        }
    }

    private static func written(in node: YAMLNode, reader: inout YAMLReader) -> [Entry] {
        reader.pairs(of: node, "parameters").map { name, mark, node in
            checkName(name, at: mark, &reader)
            let fields = reader.fields(
                of: node, "parameter '\(name)'", allowed: ["label", "unit", "choices", "counter", "keys", "values"],
                required: ["values"])
            var unit: ParameterUnit?
            if let unitNode = fields["unit"], let word = reader.text(unitNode, "unit") {
                unit = ParameterUnit(rawValue: word)
                if unit == nil {
                    let known = ParameterUnit.allCases.map(\.rawValue).joined(separator: ", ")
                    reader.report(.unknownUnit, at: unitNode.mark, "unit '\(word)' is not known; known are \(known)")
                }
            }
            let values = reader.list(fields["values"], "values of '\(name)'").map { value in
                let keys = ["from", "until", "value", "citation", "demo"]
                return (value, reader.fields(of: value, "a value", allowed: keys, required: ["from", "value"]))
            }
            return Entry(
                name: name, mark: mark, hasUnit: fields["unit"] != nil, label: reader.text(fields["label"], "label"),
                unit: unit, choices: choices(fields["choices"], &reader),
                counter: reader.text(fields["counter"], "counter"),
                keys: words(fields["keys"], "keys", &reader), values: values)
        }
    }

    /// A list of words, or words with what they mean in Chinese.
    private static func choices(_ node: YAMLNode?, _ reader: inout YAMLReader) -> [(word: String, label: String?)] {
        guard let node, case .mapping = node else { return words(node, "choices", &reader).map { ($0, nil) } }
        return reader.pairs(of: node, "choices").map { ($0.key, reader.text($0.node, "choice '\($0.key)'")) }
    }

    private static func words(_ node: YAMLNode?, _ what: String, _ reader: inout YAMLReader) -> [String] {
        reader.list(node, what).compactMap { reader.text($0, what) }
    }

    static func checkName(_ name: String, at mark: YAMLMark?, _ reader: inout YAMLReader) {
        if !isName(name) {
            reader.report(.badName, at: mark, "'\(name)' must be letters and digits, the first one small")
        }
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
        return name.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
        }
    }
}
