import Columns
import Yams

/// Reads `report.yaml` against the checks of its folder and collects what is wrong by line and column.
struct ReportFileReader {
    private let book: CheckBook
    private var checks: CheckFileReader

    var problems: [CatalogueProblem] { checks.problems }

    init(file: String, book: CheckBook) {
        self.book = book
        checks = CheckFileReader(file: file)
    }

    private static let keys: Set<String> = ["schema", "identity", "names", "family", "tables", "aggregates", "items"]

    mutating func read(_ text: String) -> ReportLayout? {
        guard let (root, mapping) = checks.fields.root(text, what: "核对报告的项目") else { return nil }
        checks.fields.refuseUnknown(mapping, allowed: Self.keys)
        if mapping["schema"]?.int != 1 { checks.fields.report(mapping["schema"] ?? root, "schema 应为 1。") }
        let identity = checks.list(mapping, "identity").compactMap { dataset($0) }
        let names = checks.list(mapping, "names").compactMap { nameColumn($0) }
        let family = mapping["family"]?.mapping
        if family == nil { checks.fields.report(mapping["family"] ?? root, "缺少 family：家庭和成员的各列取自申报的哪一项。") }
        let household = words(
            family?["household"], mapping["family"] ?? root, book.tables.household.schema, .household)
        let member = words(family?["member"], mapping["family"] ?? root, book.tables.member.schema, .person)
        let tables = tables(mapping["tables"], root)
        let aggregates = checks.list(mapping, "aggregates").compactMap { node -> CheckAggregates? in
            guard let group = node.mapping else {
                checks.fields.report(node, "每一组汇总应写作 of: …, key: …, give: {…}。")
                return nil
            }
            return checks.aggregates(group, node, .person)
        }
        let items = checks.list(mapping, "items").compactMap { item($0) }
        refuseDoubles(items)
        guard problems.isEmpty else { return nil }
        return ReportLayout(
            identity: identity, names: names, household: household, member: member, tables: tables,
            aggregates: aggregates, items: items)
    }

    private mutating func dataset(_ node: Node) -> String? {
        guard let name = node.scalar?.string, book.catalogue[name] != nil else {
            checks.fields.report(node, "目录中没有数据集 \(node.scalar?.string ?? "?")。")
            return nil
        }
        return name
    }

    private mutating func nameColumn(_ node: Node) -> ReportLayout.NameColumn? {
        guard let entry = node.mapping, let of = entry["of"] else {
            checks.fields.report(node, "每一项应写作 {of: 数据集, key: 身份号码列, name: 姓名列}。")
            return nil
        }
        checks.fields.refuseUnknown(entry, allowed: ["of", "key", "name"])
        guard let dataset = dataset(of), let schema = book.catalogue[dataset]?.schema,
            let key = checks.fields.string(entry, "key", node), let name = checks.fields.string(entry, "name", node)
        else { return nil }
        func column(_ text: String) -> Column? { schema.position(of: text).map { schema.columns[$0] } }
        if column(key).map({ $0.type.isCitizenKey && $0.isIndexed }) != true {
            checks.fields.report(entry["key"], "\(dataset) 的 \(key) 不是可查询的身份号码列。")
        }
        if column(name)?.type != .text { checks.fields.report(entry["name"], "\(dataset) 的 \(name) 不是文字列。") }
        return ReportLayout.NameColumn(dataset: dataset, key: key, name: name)
    }

    // MARK: Where columns take their values from

    private mutating func words(
        _ node: Node?, _ parent: Node, _ schema: TableSchema, _ subject: CheckSubject
    ) -> [String: FamilyWord] {
        guard let entry = node?.mapping else {
            checks.fields.report(node ?? parent, "缺少 \(schema.name) 各列的来源（列: 申报项）。")
            return [:]
        }
        var words: [String: FamilyWord] = [:]
        for (key, value) in entry {
            guard let name = key.scalar?.string, let word = word(value) else { continue }
            if let whose = word.subject, whose != subject {
                checks.fields.report(value, "\(word.rawValue) 不是\(subject == .household ? "家庭" : "成员")的申报项。")
            }
            check(name, schema, word, key)
            words[name] = word
        }
        let missing = schema.columns.filter { $0.isRequired && words[$0.name] == nil }.map(\.name)
        if !missing.isEmpty { checks.fields.report(node, "没有说明来源的列：\(missing.joined(separator: "、"))。") }
        return words
    }

    private mutating func word(_ node: Node) -> FamilyWord? {
        if let word = node.scalar.flatMap({ FamilyWord(rawValue: $0.string) }) { return word }
        let known = FamilyWord.allCases.map(\.rawValue).joined(separator: "、")
        checks.fields.report(node, "没有申报项 \(node.scalar?.string ?? "?")；应为 \(known) 之一。")
        return nil
    }

    private mutating func check(_ name: String, _ schema: TableSchema, _ word: FamilyWord, _ node: Node) {
        guard let position = schema.position(of: name) else {
            if !NameForm.isName(name) {
                checks.fields.report(node, "列名 \(name) 应以小写字母开头，只用字母、数字和下划线。")
            }
            return
        }
        let type = schema.columns[position].type
        if type != word.type, !(type.isCitizenKey && word.type.isCitizenKey) {
            checks.fields.report(node, "\(schema.name) 的 \(name) 列与申报项 \(word.rawValue) 的类型不符。")
        }
    }

    private mutating func tables(_ node: Node?, _ root: Node) -> [String: [String: FamilyWord]] {
        var tables: [String: [String: FamilyWord]] = [:]
        for (key, value) in node?.mapping ?? [:] {
            guard let name = key.scalar?.string, let table = book.tables.lookups.first(where: { $0.name == name })
            else {
                checks.fields.report(key, "checks/subjects.yaml 中没有表 \(key.scalar?.string ?? "?")。")
                continue
            }
            tables[name] = words(value, value, table.schema, .household)
        }
        return tables
    }

    // MARK: Items

    private static let itemKeys: Set<String> = [
        "code", "title", "subject", "unit", "declared", "found", "feeds", "shown",
    ]

    private mutating func item(_ node: Node) -> ReportLayout.Item? {
        guard let entry = node.mapping else {
            checks.fields.report(node, "每个项目应写作 code、title、subject、unit、declared、found、feeds。")
            return nil
        }
        checks.fields.refuseUnknown(entry, allowed: Self.itemKeys)
        let code = checks.required(entry, "code", node)
        if let code, !NameForm.isItemCode(code.text) {
            checks.fields.report(entry["code"], "code 只能用字母、数字和点，以字母开头。")
        }
        let title = checks.fields.string(entry, "title", node)
        let subject: CheckSubject? = checks.fields.word(entry, "subject", node)
        let unit: Quantity.Unit? = checks.fields.word(entry, "unit", node)
        let feeds: ReportFeed? = checks.fields.word(entry, "feeds", node, required: false)
        if let feeds, let subject, feeds.subject != subject {
            checks.fields.report(
                entry["feeds"], "\(feeds.rawValue) 是\(feeds.subject == .household ? "全家" : "每个成员")的事实。")
        }
        let declared = checks.expression(entry["declared"], "declared")
        let found = checks.required(entry, "found", node)
        let isShown = checks.fields.flag(entry, "shown", missing: true, node) ?? true
        guard let code, let title, let subject, let unit, let found else { return nil }
        return ReportLayout.Item(
            code: code, title: title, subject: subject, unit: unit, declared: declared, found: found, feeds: feeds,
            isShown: isShown)
    }

    private mutating func refuseDoubles(_ items: [ReportLayout.Item]) {
        var codes: Set<String> = []
        var feeds: Set<ReportFeed> = []
        for item in items {
            if !codes.insert(item.code.text).inserted {
                checks.fields.report(item.code, "项目 \(item.code.text) 重复。")
            }
            if let feed = item.feeds, !feeds.insert(feed).inserted {
                checks.fields.report(item.code, "已有项目提供 \(feed.rawValue)；一个事实只能来自一个项目。")
            }
        }
    }
}
