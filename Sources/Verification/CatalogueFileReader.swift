import Columns
import Yams

/// Reads one catalogue file and collects what is wrong with it by line and column.
struct CatalogueFileReader {
    private var fields: CatalogueFields

    var problems: [CatalogueProblem] { fields.problems }

    private static let keys: Set<String> = [
        "code", "name", "department", "item", "kind", "shows", "cadence", "staleAfterDays", "retentionDays",
        "sensitivity", "needsAuthorization", "authorizedSource", "legalBasis", "needsRegionalBasis", "matchedBy",
        "through", "recordNumber", "columns",
    ]
    private static let columnKeys: Set<String> = ["name", "label", "type", "key", "optional", "words"]
    private static let days = 1...3650

    init(file: String) { fields = CatalogueFields(file: file) }

    mutating func read(_ text: String) -> DatasetDefinition? {
        guard let (root, mapping) = fields.root(text, what: "一个数据集的定义") else { return nil }
        fields.refuseUnknown(mapping, allowed: Self.keys)
        let code = self.code(mapping, root)
        let name = fields.string(mapping, "name", root)
        let department = fields.string(mapping, "department", root)
        let item = self.item(mapping, root)
        let kind: DatasetKind? = fields.word(mapping, "kind", root)
        let shows = fields.optionalString(mapping, "shows")
        let cadence: DatasetCadence? = fields.word(mapping, "cadence", root)
        let staleAfterDays = fields.optionalInteger(mapping, "staleAfterDays", Self.days)
        let retentionDays = fields.optionalInteger(mapping, "retentionDays", Self.days)
        let sensitivity: DatasetSensitivity? = fields.word(mapping, "sensitivity", root)
        let legalBasis = fields.string(mapping, "legalBasis", root)
        let needsRegionalBasis = fields.flag(mapping, "needsRegionalBasis", missing: false, root)
        let needsAuthorization = fields.flag(mapping, "needsAuthorization", missing: nil, root)
        let source: AuthorizedSource? = fields.word(mapping, "authorizedSource", root, required: false)
        if source != nil, needsAuthorization == false {
            fields.report(mapping["authorizedSource"], "authorizedSource 只用于 needsAuthorization: true 的数据集。")
        }
        let matching: DatasetMatching =
            fields.word(mapping, "matchedBy", root, required: false) ?? .citizenID
        let through = fields.optionalString(mapping, "through")
        if (matching == .enterprise) != (through != nil) {
            fields.report(mapping["through"] ?? mapping["matchedBy"], "matchedBy: enterprise 和 through 应同时写明。")
        }
        if matching == .address, let kind, kind != .warning {
            fields.report(mapping["kind"], "按地址或户号比对不能确认是谁，kind 只能是 warning。")
        }
        let table = self.table(mapping, code: code ?? "", matching: matching, root)
        guard problems.isEmpty, let code, let name, let department, let item, let kind, let cadence, let sensitivity,
            let legalBasis, let needsRegionalBasis, let needsAuthorization, let table
        else { return nil }
        return DatasetDefinition(
            code: code, name: name, department: department, item: item, kind: kind, shows: shows, cadence: cadence,
            staleAfterDays: staleAfterDays, retentionDays: retentionDays, sensitivity: sensitivity,
            legalBasis: legalBasis, needsRegionalBasis: needsRegionalBasis, needsAuthorization: needsAuthorization,
            authorizedSource: source, matching: matching, through: through, schema: table.schema,
            fields: table.fields)
    }

    private mutating func code(_ mapping: Node.Mapping, _ root: Node) -> String? {
        guard let code = fields.string(mapping, "code", root) else { return nil }
        let name = fields.file.split(separator: "/").last.map(String.init) ?? fields.file
        let stem = name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
        if code != stem { fields.report(mapping["code"], "code 是 \(code)，应与文件名 \(stem) 一致。") }
        if !NameForm.isDatasetCode(code) {
            fields.report(mapping["code"], "code 只能用小写字母、数字和下划线，它也是文件夹的名字。")
        }
        return code
    }

    private mutating func item(_ mapping: Node.Mapping, _ root: Node) -> String? {
        guard let item = fields.string(mapping, "item", root) else { return nil }
        if !NameForm.isItemNumber(item) {
            fields.report(mapping["item"], "item 应为 V01 至 V83 的编号；本地增加的用 L01 起的编号。")
        }
        return item
    }

    private typealias Table = (schema: TableSchema, fields: [DatasetField])

    private mutating func table(
        _ mapping: Node.Mapping, code: String, matching: DatasetMatching, _ root: Node
    ) -> Table? {
        guard let sequence = mapping["columns"]?.sequence, !sequence.isEmpty else {
            fields.report(mapping["columns"] ?? root, "缺少 columns 列表。")
            return nil
        }
        var columns: [Column] = []
        var meanings: [DatasetField] = []
        for node in sequence {
            guard let (column, meaning) = self.column(node) else { continue }
            if columns.contains(where: { $0.name == column.name }) {
                fields.report(node, "列 \(column.name) 重复。")
                continue
            }
            columns.append(column)
            meanings.append(meaning)
        }
        if !columns.contains(where: { $0.isIndexed && $0.type.isCitizenKey == (matching == .citizenID) }) {
            let key = matching == .citizenID ? "身份号码" : matching.chinese
            fields.report(mapping["columns"], "没有一列以\(key)作查询键（key: true）。")
        }
        let number = fields.string(mapping, "recordNumber", root)
        if let number, !columns.contains(where: { $0.name == number && $0.type == .integer && $0.isRequired }) {
            fields.report(mapping["recordNumber"], "recordNumber 应为一个必填的 integer 列。")
        }
        guard problems.isEmpty else { return nil }
        return (TableSchema(name: code, columns: columns, recordNumberColumn: number), meanings)
    }

    private mutating func column(_ node: Node) -> (Column, DatasetField)? {
        guard let entry = node.mapping else {
            fields.report(node, "每一列应写作 {name: …, type: …}。")
            return nil
        }
        fields.refuseUnknown(entry, allowed: Self.columnKeys)
        let label = fields.optionalString(entry, "label")
        guard let name = fields.string(entry, "name", node), let type: ColumnType = fields.word(entry, "type", node)
        else { return nil }
        let isKey = fields.flag(entry, "key", missing: false, node) ?? false
        if isKey, !type.isCitizenKey, type != .text {
            fields.report(node, "列 \(name) 不能作查询键，只有身份号码和文字可以。")
        }
        let isOptional = fields.flag(entry, "optional", missing: false, node) ?? false
        let words = self.words(entry, type)
        return (
            Column(name, type, isRequired: !isOptional, isIndexed: isKey), DatasetField(label: label, words: words)
        )
    }

    private mutating func words(_ entry: Node.Mapping, _ type: ColumnType) -> [DatasetField.Word] {
        guard let node = entry["words"] else { return [] }
        guard type == .text, let mapping = node.mapping else {
            fields.report(node, "words 只用于 text 列，写作 {值: 名称, …}。")
            return []
        }
        return mapping.compactMap { key, value in
            guard let word = key.scalar?.string, let label = value.scalar?.string, !label.isEmpty else {
                fields.report(key, "words 的每一项应写作 值: 名称。")
                return nil
            }
            return DatasetField.Word(value: word, label: label)
        }
    }
}
