import Columns
import Yams

/// Reads one catalogue file and collects what is wrong with it by line.
struct CatalogueFileReader {
    let file: String
    private(set) var problems: [CatalogueProblem] = []

    private static let keys: Set<String> = [
        "code", "name", "department", "item", "kind", "cadence", "sensitivity", "needsAuthorization", "legalBasis",
        "recordNumber", "columns",
    ]
    private static let columnKeys: Set<String> = ["name", "type", "key", "optional"]

    init(file: String) { self.file = file }

    mutating func read(_ text: String) -> DatasetDefinition? {
        let root: Node?
        do { root = try compose(yaml: text) } catch {
            let line = (error as? YamlError).flatMap(Self.line) ?? 1
            report(line, "不是有效的 YAML；请检查缩进、冒号和引号。")
            return nil
        }
        guard let root, let mapping = root.mapping else {
            report(1, "应为一个数据集的定义（键: 值）。")
            return nil
        }
        refuseUnknown(mapping, allowed: Self.keys)
        let code = string(mapping, "code", root)
        let stem = file.hasSuffix(".yaml") ? String(file.dropLast(5)) : file
        if let code, code != stem { report(mapping["code"], "code 是 \(code)，应与文件名 \(stem) 一致。") }
        if let code, code.wholeMatch(of: /[a-z][a-z0-9_]*/) == nil {
            report(mapping["code"], "code 只能用小写字母、数字和下划线，它也是文件夹的名字。")
        }
        let name = string(mapping, "name", root)
        let department = string(mapping, "department", root)
        let item = string(mapping, "item", root)
        if let item, item.wholeMatch(of: /V[0-9]{2}/) == nil { report(mapping["item"], "item 应为 V01 至 V83 的编号。") }
        let kindText = string(mapping, "kind", root)
        let kind = kindText.flatMap(DatasetKind.init(rawValue:))
        if kindText != nil, kind == nil {
            report(mapping["kind"], "kind 应为 \(DatasetKind.allCases.map(\.rawValue).joined(separator: "、")) 之一。")
        }
        let cadence = string(mapping, "cadence", root)
        let sensitivity = string(mapping, "sensitivity", root)
        let legalBasis = string(mapping, "legalBasis", root)
        let needsAuthorization = flag(mapping, "needsAuthorization", missing: nil, root)
        let schema = tableSchema(mapping, code: code ?? stem, root)
        guard problems.isEmpty, let code, let name, let department, let item, let kind, let cadence, let sensitivity,
            let legalBasis, let needsAuthorization, let schema
        else { return nil }
        return DatasetDefinition(
            code: code, name: name, department: department, item: item, kind: kind, cadence: cadence,
            sensitivity: sensitivity, legalBasis: legalBasis, needsAuthorization: needsAuthorization, schema: schema)
    }

    private mutating func tableSchema(_ mapping: Node.Mapping, code: String, _ root: Node) -> TableSchema? {
        guard let sequence = mapping["columns"]?.sequence, !sequence.isEmpty else {
            report(mapping["columns"] ?? root, "缺少 columns 列表。")
            return nil
        }
        var columns: [Column] = []
        for node in sequence {
            guard let entry = node.mapping else {
                report(node, "每一列应写作 {name: …, type: …}。")
                continue
            }
            refuseUnknown(entry, allowed: Self.columnKeys)
            guard let name = string(entry, "name", node), let typeText = string(entry, "type", node) else { continue }
            guard let type = ColumnType(rawValue: typeText) else {
                report(entry["type"], "type 应为 \(ColumnType.allCases.map(\.rawValue).joined(separator: "、")) 之一。")
                continue
            }
            if columns.contains(where: { $0.name == name }) {
                report(node, "列 \(name) 重复。")
                continue
            }
            let isKey = flag(entry, "key", missing: false, node) ?? false
            if isKey, !type.isCitizenKey, type != .text { report(node, "列 \(name) 不能作查询键，只有身份号码和文字可以。") }
            let isOptional = flag(entry, "optional", missing: false, node) ?? false
            columns.append(Column(name, type, isRequired: !isOptional, isIndexed: isKey))
        }
        if !columns.contains(where: { $0.isIndexed && $0.type.isCitizenKey }) {
            report(mapping["columns"], "没有一列以身份号码作查询键（key: true）。")
        }
        let number = string(mapping, "recordNumber", root)
        if let number, !columns.contains(where: { $0.name == number && $0.type == .integer && $0.isRequired }) {
            report(mapping["recordNumber"], "recordNumber 应为一个必填的 integer 列。")
        }
        return problems.isEmpty ? TableSchema(name: code, columns: columns, recordNumberColumn: number) : nil
    }

    private mutating func string(_ mapping: Node.Mapping, _ key: String, _ parent: Node) -> String? {
        guard let value = mapping[key]?.scalar?.string, !value.isEmpty else {
            report(mapping[key] ?? parent, "缺少 \(key)。")
            return nil
        }
        return value
    }

    private mutating func flag(_ mapping: Node.Mapping, _ key: String, missing: Bool?, _ parent: Node) -> Bool? {
        guard let node = mapping[key] else {
            if missing == nil { report(parent, "缺少 \(key)。") }
            return missing
        }
        if let value = node.bool { return value }
        report(node, "\(key) 应为 true 或 false。")
        return nil
    }

    private mutating func refuseUnknown(_ mapping: Node.Mapping, allowed: Set<String>) {
        for (key, _) in mapping where !allowed.contains(key.scalar?.string ?? "") {
            report(key, "不认识的键 \(key.scalar?.string ?? "?")。")
        }
    }

    private mutating func report(_ node: Node?, _ message: String) { report(node?.mark?.line ?? 1, message) }

    private mutating func report(_ line: Int, _ message: String) {
        problems.append(CatalogueProblem(file: file, line: line, message: message))
    }

    private static func line(of error: YamlError) -> Int? {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: nil
        }
    }
}
