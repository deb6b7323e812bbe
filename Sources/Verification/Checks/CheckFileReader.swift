import Yams

/// Reads one check file and collects what is wrong with it by line and column.
struct CheckFileReader {
    var fields: CatalogueFields

    var problems: [CatalogueProblem] { fields.problems }

    private static let keys: Set<String> = [
        "code", "subject", "severity", "kind", "label", "legalBasis", "sentence", "aggregates", "hit", "observed",
        "limit",
        "evidence",
    ]
    private static let groupKeys: Set<String> = [
        "of", "key", "for", "where", "parts", "through", "first", "last", "latest", "mayBeSilent", "give",
    ]
    private static let hopKeys: Set<String> = ["person", "give"]
    /// Asks of another person whether both live in one household.
    private static let sameHousehold = "sameHousehold"

    init(file: String) { fields = CatalogueFields(file: file) }

    mutating func read(_ text: String) -> CheckDefinition? {
        guard let (root, mapping) = fields.root(text, what: "一项核对规则") else { return nil }
        fields.refuseUnknown(mapping, allowed: Self.keys)
        let code = fields.string(mapping, "code", root)
        let stem = fields.file.split(separator: "/").last.map { String($0.dropLast(5)) }
        if let code, code != stem { fields.report(mapping["code"], "code 是 \(code)，应与文件名 \(stem ?? "") 一致。") }
        if let code, !NameForm.isCheckCode(code) {
            fields.report(mapping["code"], "code 只能用字母和数字，以字母开头。")
        }
        let subject: CheckSubject? = fields.word(mapping, "subject", root)
        let severity: CheckSeverity? = fields.word(mapping, "severity", root)
        let kind: DatasetKind? = fields.word(mapping, "kind", root, required: false)
        let label = fields.string(mapping, "label", root)
        let legalBasis = fields.string(mapping, "legalBasis", root)
        let sentence = fields.string(mapping, "sentence", root)
        var groups: [CheckAggregates] = []
        var hops: [CheckHop] = []
        for node in list(mapping, "aggregates") {
            guard let group = node.mapping else {
                fields.report(node, "每一组汇总应写作 of: …, key: …, give: {…}。")
                continue
            }
            if group["person"] != nil {
                if let hop = hop(group, node) { hops.append(hop) }
            } else if let read = aggregates(group, node, subject ?? .person) {
                groups.append(read)
            }
        }
        let hit = required(mapping, "hit", root)
        let observed = required(mapping, "observed", root)
        let limit = required(mapping, "limit", root)
        let evidence = expressions(mapping["evidence"], "evidence")
        guard problems.isEmpty, let code, let subject, let severity, let label, let legalBasis, let sentence, let hit,
            let observed, let limit
        else { return nil }
        return CheckDefinition(
            code: code, subject: subject, severity: severity, kind: kind, label: label, legalBasis: legalBasis,
            sentence: sentence, aggregates: groups, hops: hops, hit: hit, observed: observed, limit: limit,
            evidence: evidence)
    }

    mutating func list(_ mapping: Node.Mapping, _ key: String) -> [Node] {
        guard let node = mapping[key] else { return [] }
        guard let sequence = node.sequence else {
            fields.report(node, "\(key) 应为一个列表，每项以 “- ” 开头。")
            return []
        }
        return Array(sequence)
    }

    mutating func aggregates(
        _ group: Node.Mapping, _ node: Node, _ subject: CheckSubject
    ) -> CheckAggregates? {
        let before = problems.count
        fields.refuseUnknown(group, allowed: Self.groupKeys)
        let dataset = required(group, "of", node)
        let keys = expressions(group["key"], "key")
        if keys.isEmpty { fields.report(group["key"] ?? node, "缺少 key：哪一列是本人的身份号码。") }
        let whose: CheckSubject? = group["for"] == nil ? subject : fields.word(group, "for", node)
        let through = group["through"].flatMap { self.through($0) }
        let (first, last) = (expressions(group["first"], "first"), expressions(group["last"], "last"))
        if !first.isEmpty, !last.isEmpty { fields.report(group["last"], "first 和 last 只能写一个。") }
        let latest = expression(group["latest"], "latest")
        let picks = !first.isEmpty || !last.isEmpty
        if picks, latest != nil { fields.report(group["latest"], "latest 不能与 first、last 同用。") }
        let mayBeSilent = fields.flag(group, "mayBeSilent", missing: false, node) ?? false
        let values = given(group, node).compactMap { self.value($0, $1, picks: picks) }
        guard problems.count == before, let dataset, let whose else { return nil }
        return CheckAggregates(
            dataset: dataset, keys: keys, subject: whose, condition: expression(group["where"], "where"),
            parts: parts(group), through: through, order: first + last, takesLast: !last.isEmpty, latest: latest,
            mayBeSilent: mayBeSilent, values: values)
    }

    /// The entries of `give`.
    private mutating func given(_ group: Node.Mapping, _ node: Node) -> [(CheckExpression, CheckExpression)] {
        guard let mapping = group["give"]?.mapping, !mapping.isEmpty else {
            fields.report(group["give"] ?? node, "缺少 give：{名称: count 或 sum(列) 等}。")
            return []
        }
        return mapping.compactMap { key, value in
            guard let name = expression(key, "give"), let text = expression(value, "give") else { return nil }
            if !NameForm.isName(name.text) {
                fields.report(key, "名称 \(name.text) 应以小写字母开头，只用字母、数字和下划线。")
                return nil
            }
            return (name, text)
        }
    }

    private mutating func value(
        _ name: CheckExpression, _ text: CheckExpression, picks: Bool
    ) -> CheckAggregates.Value? {
        if picks { return CheckAggregates.Value(name: name, fold: .picked, of: text) }
        if text.text == "count" { return CheckAggregates.Value(name: name, fold: .count, of: nil) }
        for fold in [CheckAggregates.Fold.sum, .distinct, .min, .max]
        where text.text.hasPrefix(fold.rawValue + "(") && text.text.hasSuffix(")") {
            let inner = text.text.dropFirst(fold.rawValue.count + 1).dropLast()
            let place = CheckExpression(
                String(inner), file: text.file, line: text.line, column: text.column + fold.rawValue.count + 1)
            return CheckAggregates.Value(name: name, fold: fold, of: place)
        }
        fields.report(text, "应为 count、sum(…)、distinct(…)、min(…) 或 max(…)。")
        return nil
    }

    private mutating func through(_ node: Node) -> CheckAggregates.Through? {
        guard let mapping = node.mapping else {
            fields.report(node, "through 应写作 {of: 数据集, on: 列, where: 条件}。")
            return nil
        }
        fields.refuseUnknown(mapping, allowed: ["of", "on", "key", "where"])
        guard let dataset = required(mapping, "of", node), let on = fields.string(mapping, "on", node) else {
            return nil
        }
        return CheckAggregates.Through(
            dataset: dataset, on: on, key: fields.optionalString(mapping, "key") ?? on,
            condition: expression(mapping["where"], "where"))
    }

    private mutating func parts(_ group: Node.Mapping) -> [String: CheckAggregates.Part] {
        guard let node = group["parts"] else { return [:] }
        var parts: [String: CheckAggregates.Part] = [:]
        for (key, value) in node.mapping ?? [:] {
            guard let name = key.scalar?.string, let entry = value.mapping,
                let column = entry["column"]?.scalar?.string, let characters = entry["first"]?.int, characters > 0
            else {
                fields.report(value, "parts 的每一项应写作 名称: {column: 列, first: 位数}。")
                continue
            }
            parts[name] = CheckAggregates.Part(column: column, characters: characters)
        }
        if node.mapping == nil { fields.report(node, "parts 应写作 {名称: {column: 列, first: 位数}}。") }
        return parts
    }

    private mutating func hop(_ group: Node.Mapping, _ node: Node) -> CheckHop? {
        fields.refuseUnknown(group, allowed: Self.hopKeys)
        guard let person = required(group, "person", node) else { return nil }
        return CheckHop(
            person: person, values: given(group, node).map { ($0, $1.text == Self.sameHousehold ? nil : $1) })
    }

    // MARK: Expressions with their places

    mutating func required(_ mapping: Node.Mapping, _ key: String, _ parent: Node) -> CheckExpression? {
        guard let node = mapping[key] else {
            fields.report(parent, "缺少 \(key)。")
            return nil
        }
        return expression(node, key)
    }

    mutating func expression(_ node: Node?, _ key: String) -> CheckExpression? {
        guard let node else { return nil }
        guard let scalar = node.scalar, !scalar.string.isEmpty else {
            fields.report(node, "\(key) 应为一个表达式。")
            return nil
        }
        // Text between quotes begins one character behind its mark; block text one line below.
        let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
        let isBlock = scalar.style == .literal || scalar.style == .folded
        let mark = node.mark
        return CheckExpression(
            scalar.string, file: fields.file, line: (mark?.line ?? 1) + (isBlock ? 1 : 0),
            column: isBlock ? 1 : (mark?.column ?? 1) + (isQuoted ? 1 : 0))
    }

    private mutating func expressions(_ node: Node?, _ key: String) -> [CheckExpression] {
        guard let node else { return [] }
        guard let sequence = node.sequence else { return expression(node, key).map { [$0] } ?? [] }
        return sequence.compactMap { expression($0, key) }
    }
}

extension CatalogueFields {
    mutating func report(_ place: CheckExpression, _ message: String) {
        report(line: place.line, column: place.column, message)
    }
}
