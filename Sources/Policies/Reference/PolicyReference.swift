import Primitives
import Rules

/// A readable reference of all packs in Chinese: one page of Markdown for each, and one that lists them.
package struct PolicyReference {
    /// A page: its file name and its text.
    package struct Page: Hashable, Sendable {
        /// The file name, for example `dibao.md`.
        package let name: String
        /// The Markdown.
        package let text: String
    }

    let packs: PolicySet
    /// The name in Chinese of every value, fact and parameter.
    let labels: [String: String]
    private let cases: [PolicyCase]

    /// Takes the packs; worked cases that cannot be read are left to `check`.
    package init(_ packs: PolicySet) {
        self.packs = packs
        var labels: [String: String] = [:]
        for layer in packs.layers.values.flatMap(\.values) {
            for rule in layer.rules { labels[rule.name] = rule.label }
            for parameter in layer.parameters { labels["p.\(parameter.name)"] = parameter.label }
        }
        for entity in packs.facts.schema.entities { labels[entity.name] = entity.label }
        for field in packs.facts.schema.fields { labels[field.name] = field.label }
        self.labels = labels
        cases = PolicyCase.all(in: packs).cases
    }

    /// All pages, the list first.
    package var pages: [Page] {
        let pages = packs.programs.compactMap { program in
            (packs.layers[program]?[PackFile.national]).map { Page(name: "\(program).md", text: page(program, $0)) }
        }
        let entries = packs.programs.compactMap { program -> String? in
            guard let layer = packs.layers[program]?[PackFile.national] else { return nil }
            let kind = layer.kind == .shared ? "共用" : layer.rules.isEmpty ? "参数" : "项目"
            return "| [\(layer.title ?? program)](\(program).md) | \(kind) | \(regions(of: program)) |"
        }
        let index = [
            "# 政策参考", "", "由政策文件自动生成；改政策请改政策文件，不要改这里。金额单位是元。", "",
            "| 名称 | 种类 | 有本地规定的地区 |", "|---|---|---|",
        ]
        return [Page(name: "README.md", text: (index + entries).joined(separator: "\n") + "\n"), facts] + pages
    }

    private func regions(of program: String) -> String {
        let folders = (packs.layers[program] ?? [:]).keys.filter { $0 != PackFile.national }.sorted()
        return folders.isEmpty ? "无" : folders.joined(separator: "、")
    }

    private var facts: Page {
        var lines = ["# 审核用到的事实", "", "没有答复的事实是“未知”，不是“没有”。", ""]
        let schema = packs.facts.schema
        for (index, entity) in schema.entities.enumerated() {
            lines += ["## \(entity.label)", "", "| 事实 | 名称 | 种类 | 取值 |", "|---|---|---|---|"]
            for (field, detail) in zip(schema.fields, packs.facts.fields) where field.entity.index == index {
                let words = detail.words.sorted { $0.key < $1.key }.map { "\($0.value)（\($0.key)）" }
                lines.append(
                    "| \(field.label) | `\(field.name)` | \(field.type.chinese) | \(words.joined(separator: "、")) |")
            }
            lines.append("")
        }
        return Page(name: "facts.md", text: lines.joined(separator: "\n"))
    }

    private func page(_ program: String, _ layer: PackLayer) -> String {
        var lines = ["# \(layer.title ?? program)", ""]
        if !layer.uses.isEmpty {
            let used = layer.uses.map { "[\(packs.layers[$0]?[PackFile.national]?.title ?? $0)](\($0).md)" }
            lines += ["共用：\(used.joined(separator: "、"))。", ""]
        }
        if let otherwise = layer.otherwise {
            let title = packs.layers[otherwise]?[PackFile.national]?.title ?? otherwise
            lines += ["不符合条件的，接着按[\(title)](\(otherwise).md)审核。", ""]
        }
        let layers = (packs.layers[program] ?? [:]).sorted {
            $0.key == PackFile.national || ($1.key != PackFile.national && $0.key < $1.key)
        }
        lines += parameters(layers.map(\.value))
        for (heading, role) in [("条件（都要符合）", PolicyRule.Role.test), ("金额", .amount), ("怎么算", .value)] {
            let rules = layers.flatMap(\.value.rules).filter { $0.role == role }
            guard !rules.isEmpty else { continue }
            lines += ["## \(heading)", ""] + rules.flatMap(text)
        }
        lines += CaseReference(self).text(of: cases.filter { $0.program == program })
        return lines.joined(separator: "\n") + "\n"
    }

    private func parameters(_ layers: [PackLayer]) -> [String] {
        let names = layers.flatMap(\.parameters).map { "\($0.program).\($0.name)" }
        guard !names.isEmpty else { return [] }
        var lines = ["## 参数", "", "| 参数 | 地区 | 从 | 数值 | 依据 |", "|---|---|---|---|---|"]
        for name in names.enumerated().filter({ !names.prefix($0.offset).contains($0.element) }).map(\.element) {
            for layer in layers {
                for parameter in layer.parameters where "\(parameter.program).\(parameter.name)" == name {
                    if parameter.values.isEmpty {
                        lines.append("| \(parameter.label) `\(parameter.name)` | \(layer.folder) | | 由各地规定 | |")
                    }
                    for value in parameter.values {
                        let until = value.until.map { "至\($0.text)" } ?? ""
                        lines.append(
                            "| \(parameter.label) `\(parameter.name)` | \(layer.folder) | \(value.from.text)\(until) | "
                                + "\(parameter.text(value.value)) | \(value.citation)"
                                + "\(demo(value)) |"
                        )
                    }
                }
            }
        }
        return lines + [""]
    }

    /// The mark of a value that is made up, or of the cells of a table that are.
    private func demo(_ value: DatedValue) -> String {
        if value.demo { return "（演示值）" }
        guard !value.demoCells.isEmpty else { return "" }
        return "（演示值：\(value.demoCells.map { $0.joined(separator: " ") }.joined(separator: "、"))）"
    }

    /// A sentence with the names of its values in Chinese.
    private func named(_ sentence: String) -> String {
        SentenceTemplate(sentence).filled { "〔\(labels[$0] ?? $0)〕" }
    }

    private func text(_ rule: PolicyRule) -> [String] {
        let entity = packs.facts.schema.entity(rule.entity).map { packs.facts.schema.entities[$0.index].label } ?? ""
        var lines = ["### \(rule.label)", ""]
        let region = rule.origin == PackFile.national ? "" : "，地区 \(rule.origin)"
        lines.append("`\(rule.name)`，每一\(entity)\(region)。")
        if !rule.sentence.isEmpty { lines += ["", named(rule.sentence)] }
        if !rule.pass.isEmpty { lines += ["", "- 符合：\(named(rule.pass))", "- 不符合：\(named(rule.fail))"] }
        lines += ["", "```", String(rule.formula.trimmed), "```"]
        if !rule.citation.isEmpty { lines += ["", "依据：\(rule.citation)。"] }
        return lines + [""]
    }
}

extension RuleType {
    /// The type in Chinese, for the list of facts.
    fileprivate var chinese: String {
        switch self {
        case .flag: "是或否"
        case .integer: "整数"
        case .text: "类别"
        case .date: "日期"
        case .month: "月份"
        case .money(.once): "金额"
        case .money(.month): "每月金额"
        case .money(.year): "每年金额"
        default: ""
        }
    }
}

extension String {
    fileprivate var trimmed: Substring {
        var text = self[...]
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
