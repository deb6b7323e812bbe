import Yams

/// Reads the fields of one YAML file one by one and collects what is wrong by line and column.
struct CatalogueFields {
    let file: String
    private(set) var problems: [CatalogueProblem] = []

    init(file: String) { self.file = file }

    /// The outermost mapping of a text; nil after saying why not.
    mutating func root(_ text: String, what: String) -> (node: Node, mapping: Node.Mapping)? {
        let root: Node?
        // Every scalar is the text that it is: whether it looks like a date or a number nobody asks.
        do { root = try compose(yaml: text, .basic, .default, .utf8) } catch {
            reportSyntax(error)
            return nil
        }
        guard let root, let mapping = root.mapping else {
            report(nil, "应为\(what)（键: 值）。")
            return nil
        }
        return (root, mapping)
    }

    mutating func string(_ mapping: Node.Mapping, _ key: String, _ parent: Node) -> String? {
        guard let value = mapping[key]?.scalar?.string, !value.isEmpty else {
            report(mapping[key] ?? parent, "缺少 \(key)。")
            return nil
        }
        return value
    }

    /// A text that may be left out.
    mutating func optionalString(_ mapping: Node.Mapping, _ key: String) -> String? {
        guard let node = mapping[key] else { return nil }
        guard let value = node.scalar?.string, !value.isEmpty else {
            report(node, "\(key) 应为一段文字。")
            return nil
        }
        return value
    }

    mutating func flag(_ mapping: Node.Mapping, _ key: String, missing: Bool?, _ parent: Node) -> Bool? {
        guard let node = mapping[key] else {
            if missing == nil { report(parent, "缺少 \(key)。") }
            return missing
        }
        if let value = node.bool { return value }
        report(node, "\(key) 应为 true 或 false。")
        return nil
    }

    /// A whole number within bounds that may be left out.
    mutating func optionalInteger(_ mapping: Node.Mapping, _ key: String, _ range: ClosedRange<Int>) -> Int? {
        guard let node = mapping[key] else { return nil }
        guard let value = node.int, range.contains(value) else {
            report(node, "\(key) 应为 \(range.lowerBound) 至 \(range.upperBound) 的整数。")
            return nil
        }
        return value
    }

    /// One word of a closed list; `required` says whether it may be left out.
    mutating func word<Word: CaseIterable & RawRepresentable<String>>(
        _ mapping: Node.Mapping, _ key: String, _ parent: Node, required: Bool = true
    ) -> Word? {
        guard required || mapping[key] != nil, let text = string(mapping, key, parent) else { return nil }
        if let word = Word(rawValue: text) { return word }
        report(mapping[key], "\(key) 应为 \(Word.allCases.map(\.rawValue).joined(separator: "、")) 之一。")
        return nil
    }

    mutating func refuseUnknown(_ mapping: Node.Mapping, allowed: Set<String>) {
        for (key, _) in mapping where !allowed.contains(key.scalar?.string ?? "") {
            report(key, "不认识的键 \(key.scalar?.string ?? "?")。")
        }
    }

    mutating func report(_ node: Node?, _ message: String) {
        report(line: node?.mark?.line ?? 1, column: node?.mark?.column ?? 1, message)
    }

    mutating func report(line: Int, column: Int, _ message: String) {
        problems.append(CatalogueProblem(file: file, line: line, column: column, message: message))
    }

    private mutating func reportSyntax(_ error: any Error) {
        let mark = (error as? YamlError).flatMap(Self.mark)
        var message = "不是有效的 YAML；请检查缩进、冒号和引号。"
        if case .duplicatedKeysInMapping = error as? YamlError { message = "同一个键写了两次；请删去一个。" }
        report(line: mark?.line ?? 1, column: mark?.column ?? 1, message)
    }

    /// Where the parser stopped; nil when the error has no place.
    static func mark(of error: YamlError) -> Mark? {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark
        case .duplicatedKeysInMapping(_, let context): context.mark
        default: nil
        }
    }
}
