package import Columns
import Yams

/// The three kinds of tables that say who is watched: households, members, and tables of reference.
package struct SubjectTables: Hashable, Sendable {
    /// A table of households or members and the columns that checks may use.
    package struct Table: Hashable, Sendable {
        /// The table's columns.
        package let schema: TableSchema
        /// Position of the column that names a row.
        let key: Int
        /// Position of the column that names the household, of members.
        let household: Int?
        /// Columns that are facts, by position.
        let facts: [Int]
        /// Columns that a report copies, by position.
        let report: [Int]
    }

    /// A table that checks index by words, as `p.name[key][key]`.
    struct Lookup: Hashable, Sendable {
        let name: String
        let schema: TableSchema
        let keys: [Int]
        let value: Int
    }

    /// The households.
    package let household: Table
    /// The members.
    package let member: Table
    let lookups: [Lookup]

    /// All tables, which are read whole like the datasets of departments.
    package var schemas: [TableSchema] { [household.schema, member.schema] + lookups.map(\.schema) }
}

/// Reads the description of the subjects' tables.
struct SubjectTablesReader {
    private var fields: CatalogueFields

    var problems: [CatalogueProblem] { fields.problems }

    init(file: String) { fields = CatalogueFields(file: file) }

    mutating func read(_ text: String) -> SubjectTables? {
        guard let (root, mapping) = fields.root(text, what: "核对对象的表") else { return nil }
        fields.refuseUnknown(mapping, allowed: ["household", "member", "tables"])
        let household = table(mapping, "household", root, isMember: false)
        let member = table(mapping, "member", root, isMember: true)
        var lookups: [SubjectTables.Lookup] = []
        for (key, node) in mapping["tables"]?.mapping.map(Array.init) ?? [] {
            if let name = key.scalar?.string, let lookup = lookup(name, node) { lookups.append(lookup) }
        }
        guard problems.isEmpty, let household, let member else { return nil }
        return SubjectTables(household: household, member: member, lookups: lookups)
    }

    private mutating func table(
        _ mapping: Node.Mapping, _ key: String, _ root: Node, isMember: Bool
    ) -> SubjectTables.Table? {
        guard let node = mapping[key], let entry = node.mapping else {
            fields.report(mapping[key] ?? root, "缺少 \(key) 表。")
            return nil
        }
        fields.refuseUnknown(entry, allowed: ["of", "key", "household", "columns", "facts", "report"])
        guard let schema = schema(entry, node), let keyColumn = column(entry, "key", schema, node) else { return nil }
        let household = isMember ? column(entry, "household", schema, node) : nil
        if schema.columns[keyColumn].type.isCitizenKey != isMember {
            fields.report(entry["key"], isMember ? "member 的 key 应为身份号码列。" : "household 的 key 应为文字列。")
        }
        return SubjectTables.Table(
            schema: schema, key: keyColumn, household: household, facts: columns(entry, "facts", schema),
            report: columns(entry, "report", schema))
    }

    private mutating func lookup(_ name: String, _ node: Node) -> SubjectTables.Lookup? {
        guard let entry = node.mapping, let schema = schema(entry, node),
            let value = column(entry, "value", schema, node)
        else {
            fields.report(node, "每一张表应写作 of、columns、keys、value。")
            return nil
        }
        fields.refuseUnknown(entry, allowed: ["of", "columns", "keys", "value"])
        let keys = columns(entry, "keys", schema)
        if keys.isEmpty || keys.contains(where: { schema.columns[$0].type != .text }) {
            fields.report(entry["keys"] ?? node, "keys 应为一个或几个文字列。")
        }
        return SubjectTables.Lookup(name: name, schema: schema, keys: keys, value: value)
    }

    private mutating func schema(_ entry: Node.Mapping, _ node: Node) -> TableSchema? {
        guard let name = fields.string(entry, "of", node), let sequence = entry["columns"]?.sequence else {
            fields.report(entry["columns"] ?? node, "缺少 columns 列表。")
            return nil
        }
        var columns: [Column] = []
        for node in sequence {
            guard let entry = node.mapping, let name = fields.string(entry, "name", node),
                let type: ColumnType = fields.word(entry, "type", node)
            else { continue }
            let isOptional = fields.flag(entry, "optional", missing: false, node) ?? false
            let isKey = fields.flag(entry, "key", missing: false, node) ?? false
            if columns.contains(where: { $0.name == name }) {
                fields.report(node, "列 \(name) 重复。")
            } else {
                columns.append(Column(name, type, isRequired: !isOptional, isIndexed: isKey))
            }
        }
        return TableSchema(name: name, columns: columns)
    }

    private mutating func column(_ entry: Node.Mapping, _ key: String, _ schema: TableSchema, _ node: Node) -> Int? {
        guard let name = fields.string(entry, key, node) else { return nil }
        if let position = schema.position(of: name) { return position }
        fields.report(entry[key], "表 \(schema.name) 没有 \(name) 列。")
        return nil
    }

    private mutating func columns(_ entry: Node.Mapping, _ key: String, _ schema: TableSchema) -> [Int] {
        var found: [Int] = []
        for node in entry[key]?.sequence.map(Array.init) ?? [] {
            if let position = node.scalar.flatMap({ schema.position(of: $0.string) }) {
                found.append(position)
            } else {
                fields.report(node, "表 \(schema.name) 没有 \(node.scalar?.string ?? "?") 列。")
            }
        }
        return found
    }
}
