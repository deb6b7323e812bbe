import Primitives
import Rules
import Yams

/// A limit of the checks, with its values by the day from which each holds.
struct CheckParameter: Hashable, Sendable {
    struct Value: Hashable, Sendable {
        let from: CivilDate
        let until: CivilDate?
        let content: ParameterContent
        /// Where the value comes from.
        let citation: String
        /// Whether nobody has published it.
        let isDemo: Bool
    }

    let name: String
    let label: String
    /// The unit as the file names it.
    let unit: String
    let type: RuleType
    let values: [Value]

    /// The parameter as rules see it on a day.
    func resolved(on day: CivilDate) -> RuleParameter {
        let value = values.last { $0.from <= day && ($0.until.map { day <= $0 } ?? true) }
        let missing = MissingParameter(sentence: "参数“\(label)”（\(name)）在 \(day.text) 没有值；请在 parameters.yaml 中补充。")
        return RuleParameter(
            name: name, type: type, content: value.map { .success($0.content) } ?? .failure(missing))
    }
}

/// Reads the file of the checks' limits.
struct CheckParameterReader {
    private var fields: CatalogueFields

    var problems: [CatalogueProblem] { fields.problems }

    /// Units by what the language makes of them.
    private static let units: [(name: String, type: RuleType)] = [
        ("fen", .money(.once)), ("hundredths", .money(.once)), ("count", .integer), ("days", .integer),
        ("months", .integer), ("years", .integer), ("permille", .ratio), ("text", .text),
    ]

    init(file: String) { fields = CatalogueFields(file: file) }

    mutating func read(_ text: String) -> [CheckParameter] {
        guard let (_, mapping) = fields.root(text, what: "核对规则的参数") else { return [] }
        fields.refuseUnknown(mapping, allowed: ["schema", "parameters"])
        var parameters: [CheckParameter] = []
        for (key, node) in mapping["parameters"]?.mapping.map(Array.init) ?? [] {
            guard let name = key.scalar?.string, let entry = node.mapping else {
                fields.report(key, "每个参数应写作 名称: {label, unit, values}。")
                continue
            }
            if let parameter = parameter(name, entry, node) { parameters.append(parameter) }
        }
        return parameters
    }

    private mutating func parameter(_ name: String, _ entry: Yams.Node.Mapping, _ node: Yams.Node) -> CheckParameter? {
        fields.refuseUnknown(entry, allowed: ["label", "unit", "values"])
        guard let label = fields.string(entry, "label", node), let unit = fields.string(entry, "unit", node) else {
            return nil
        }
        guard let type = Self.units.first(where: { $0.name == unit })?.type else {
            fields.report(entry["unit"], "unit 应为 \(Self.units.map(\.name).joined(separator: "、")) 之一。")
            return nil
        }
        var values: [CheckParameter.Value] = []
        for node in entry["values"]?.sequence.map(Array.init) ?? [] {
            guard let value = value(node, type) else { continue }
            if let last = values.last, last.from >= value.from { fields.report(node, "各个值应按起始日期先后排列。") }
            values.append(value)
        }
        if values.isEmpty { fields.report(entry["values"] ?? node, "缺少 values：至少一个带起始日期和依据的值。") }
        return CheckParameter(name: name, label: label, unit: unit, type: type, values: values)
    }

    private mutating func value(_ node: Yams.Node, _ type: RuleType) -> CheckParameter.Value? {
        guard let entry = node.mapping else {
            fields.report(node, "每个值应写作 {from: 日期, value: 值, citation: 依据}。")
            return nil
        }
        fields.refuseUnknown(entry, allowed: ["from", "until", "value", "citation", "demo"])
        guard let citation = fields.string(entry, "citation", node), let from = day(entry, "from", node),
            let isDemo = fields.flag(entry, "demo", missing: false, node),
            let content = content(entry["value"] ?? node, type)
        else { return nil }
        return CheckParameter.Value(
            from: from, until: entry["until"] == nil ? nil : day(entry, "until", node), content: content,
            citation: citation, isDemo: isDemo)
    }

    private mutating func day(_ entry: Yams.Node.Mapping, _ key: String, _ node: Yams.Node) -> CivilDate? {
        guard let text = fields.string(entry, key, node) else { return nil }
        if let day = try? CivilDate(parsing: text) { return day }
        fields.report(entry[key], "\(key) 应为日期 YYYY-MM-DD。")
        return nil
    }

    private mutating func content(_ node: Yams.Node, _ type: RuleType) -> ParameterContent? {
        switch type {
        case .text:
            if let text = node.scalar?.string, !text.isEmpty { return .word(text) }
            fields.report(node, "value 应为一段文字。")
        case .ratio:
            if let number = node.int { return .ratio(Ratio(permille: Int64(number))) }
            fields.report(node, "value 应为千分数，例如 1200。")
        default:
            if let number = node.int { return .number(Int64(number)) }
            fields.report(node, "value 应为整数。")
        }
        return nil
    }
}
