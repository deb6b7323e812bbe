import Columns
import Primitives

/// A readable reference of the whole catalogue in Chinese, as one page of Markdown.
package struct CatalogueReference {
    private let tree: CatalogueTree

    /// A reference of a catalogue that has been read.
    package init(_ tree: CatalogueTree) { self.tree = tree }

    /// The Markdown.
    package var text: String {
        (introduction + presets + overview + limits + tree.departments.flatMap(section)).joined(separator: "\n") + "\n"
    }

    private var introduction: [String] {
        [
            "# 核对数据目录", "",
            "由 `catalogue/` 中的文件自动生成；要改请改那些文件，不要改这里。", "",
            "字段、频度、时效和保存天数是本项目拟定的演示值，不是部门公布的目录；接入前按共享协议逐项核对。"
                + "“未答复”不等于“没有”。须授权的数据没有本人有效授权就不查询；按地址比对的数据只能提示，不能作为否决理由。", "",
        ]
    }

    private var presets: [String] {
        let rows = tree.presets.map { preset in
            "| \(preset.name) | `\(preset.code)` | \(preset.itemCount) | \(preset.departmentCount) | \(preset.source) |"
        }
        let gaps = tree.presets.flatMap { preset in
            (tree.unanswered(preset: preset.code) ?? []).map { "- `\(preset.code)` 不能回答 \($0.chinese)。" }
        }
        return ["## 预设", "", "| 名称 | 代码 | 项 | 单位 | 数目的来处 |", "|---|---|---|---|---|"] + rows + [""]
            + (gaps.isEmpty
                ? [] : ["下列核对要用到预设之外的数据，采用该预设时没有答案，“没有答案”不等于“没有”：", ""] + gaps + [""])
    }

    private var overview: [String] {
        let rows = tree.datasetsByItem.map { dataset in
            let marks = tree.presets.filter { $0.items.contains(dataset.item) }.map { "`\($0.code)`" }
            return "| \(dataset.item) | \(dataset.name) | \(dataset.department) | \(dataset.kind.chinese) | "
                + "\(dataset.cadence.chinese) | \(days(dataset.staleAfterDays)) | \(marks.joined(separator: " ")) |"
        }
        return [
            "## 一览", "", "共 \(tree.national.datasets.count) 个数据集，\(tree.departments.count) 个单位。", "",
            "| 编号 | 数据集 | 单位 | 用途 | 频度 | 时效 | 预设 |", "|---|---|---|---|---|---|---|",
        ] + rows + [""]
    }

    private func section(_ department: DataDepartment) -> [String] {
        let datasets = tree.datasetsByItem.filter { $0.department == department.name }
        return datasets.isEmpty ? [] : ["## \(department.name)", ""] + datasets.flatMap(text)
    }

    private func text(_ dataset: DatasetDefinition) -> [String] {
        var facts = [
            "用途：\(dataset.kind.chinese)", "频度：\(dataset.cadence.chinese)", "过\(days(dataset.staleAfterDays))算陈旧",
            "快照保存\(days(dataset.retentionDays))", dataset.sensitivity.chinese,
            "按\(dataset.matching.chinese)比对" + (dataset.through.map { "（经 `\($0)` 找到人）" } ?? ""),
        ]
        if dataset.needsAuthorization {
            facts.append("须本人授权" + (dataset.authorizedSource.map { "（\($0.chinese)）" } ?? ""))
        }
        if dataset.needsRegionalBasis { facts.append("须先有地方依据") }
        let rows = zip(dataset.schema.columns, dataset.fields).map { column, field in
            let words = field.words.map { "\($0.label)（`\($0.value)`）" }.joined(separator: "、")
            let marks = [column.isIndexed ? "查询键" : "", column.isRequired ? "" : "可空"].filter { !$0.isEmpty }
            return "| \(field.label ?? "") | `\(column.name)` | \(column.type.chinese) | "
                + "\(marks.joined(separator: "，")) | \(words) |"
        }
        return [
            "### \(dataset.item) \(dataset.name)", "", "`\(dataset.code)`。\(dataset.shows ?? "")", "",
            facts.joined(separator: "；") + "。", "", "依据：\(dataset.legalBasis)。", "",
            "| 字段 | 列 | 类型 | | 取值 |", "|---|---|---|---|---|",
        ] + rows + [""] + checks(of: dataset)
    }

    private func checks(of dataset: DatasetDefinition) -> [String] {
        let checks = tree.checks(of: dataset)
        if checks.isEmpty { return ["没有自动核对，只供经办人查看和核算。", ""] }
        return checks.flatMap { check in
            let kind = check.kind.map { "\($0.chinese)，" } ?? ""
            return [
                "- **\(check.label)**（`\(check.code)`，\(kind)\(check.severity.chinese)）：\(named(check.sentence))",
                "  命中：`\(check.hit.text)`。依据：\(check.legalBasis)。",
            ]
        } + [""]
    }

    /// A sentence with the names of what is filled in; of two ways to say it, the one with a value.
    private func named(_ sentence: String) -> String {
        let names = ["observed": "〔查得〕", "limit": "〔界限〕", "evidence": "〔凭据〕"]
        return SentencePart.read(sentence).map { part in
            switch part {
            case .text(let text): text
            case .value(let name, _): names[name] ?? ""
            case .evidence: names["evidence"] ?? ""
            case .choice(let name, _, let some, _): some.replacing("#", with: names[name] ?? "")
            }
        }.joined()
    }

    private func cited(_ value: CheckParameter.Value) -> String {
        value.isDemo && !value.citation.contains("演示值") ? "\(value.citation)（演示值）" : value.citation
    }

    private var limits: [String] {
        guard let parameters = tree.book?.parameters, !parameters.isEmpty else { return [] }
        let rows = parameters.flatMap { parameter in
            parameter.values.map { value in
                let days = value.from.text + (value.until.map { "至\($0.text)" } ?? "")
                return "| \(parameter.label) | `\(parameter.name)` | \(days) | \(parameter.text(of: value)) | "
                    + "\(cited(value)) |"
            }
        }
        return [
            "## 限额和提示线", "", "多数由设区的市规定；采用前把演示值换成当地的数，写明文号。", "",
            "| 名称 | 参数 | 从 | 数值 | 依据 |", "|---|---|---|---|---|",
        ] + rows + [""]
    }

    private func days(_ count: Int?) -> String { count.map { "\($0)天" } ?? "未定" }
}

extension CheckSeverity {
    /// The word for people.
    fileprivate var chinese: String {
        switch self {
        case .red: "不说明清楚不能享受"
        case .yellow: "需要核实"
        case .care: "可能需要帮助"
        }
    }
}

extension ColumnType {
    /// The type in Chinese, for the list of columns.
    fileprivate var chinese: String {
        switch self {
        case .integer: "整数"
        case .hundredths: "两位小数"
        case .date: "日期"
        case .month: "月份"
        case .text: "文字"
        case .citizenKey: "身份号码"
        case .citizenKeyOrLegacy: "身份号码（含15位）"
        }
    }
}
