import Primitives
import Rules

/// Worked cases as the reference prints them: what is given, what is expected and what comes out.
struct CaseReference {
    private let reference: PolicyReference

    init(_ reference: PolicyReference) { self.reference = reference }

    func text(of cases: [PolicyCase]) -> [String] {
        guard !cases.isEmpty else { return [] }
        return ["## 算例", ""] + cases.flatMap(text)
    }

    private func text(of worked: PolicyCase) -> [String] {
        let region = worked.region?.text ?? PackFile.national
        var lines = ["### \(worked.id)：\(worked.title)", ""]
        lines += ["来源：\(worked.source)。地区：\(region)。审核日：\(worked.day.text)。", ""]
        for (name, value) in worked.overrides.sorted(by: { $0.key < $1.key }) {
            let known = (try? worked.policy(in: reference.packs))?.values[name]
            let text = value.text(in: known?.unit ?? .text, counter: known?.counter ?? "")
            lines.append("- 设定：\(reference.labels["p.\(name)"] ?? name)为\(text)。")
        }
        lines += given(worked.facts) + ["", "| 项目 | 应得 | 算得 |", "|---|---|---|"]
        lines += ((try? worked.comparisons(in: reference.packs)) ?? []).map { found in
            let mark = found.holds ? "" : " ✗"
            return "| \(heading(found.what)) | \(word(found.expected)) | \(word(found.actual))\(mark) |"
        }
        return lines + [""]
    }

    /// The facts that a case sets apart from what is plain.
    private func given(_ sheet: FactSheet) -> [String] {
        let schema = sheet.definition.schema
        return schema.entities.flatMap { entity in
            sheet.rows(entity.name).compactMap { row -> String? in
                let facts = schema.fields.indices.compactMap { index -> String? in
                    let (field, detail) = (schema.fields[index], sheet.definition.fields[index])
                    guard field.entity == row.entity, let fact = sheet.fact(field.name, at: row), fact != detail.plain,
                        field.name != "decisionDay"
                    else { return nil }
                    return "\(field.label)\(text(fact, field.type, words: detail.words))"
                }
                let owner = sheet.row(of: EntityID(index: 1), from: row).map(sheet.label(of:)) ?? ""
                let name = row.entity == .root ? entity.label : "\(entity.label) \(owner)"
                return facts.isEmpty ? nil : "- \(name)：\(facts.joined(separator: "，"))。"
            }
        }
    }

    private func text(_ fact: FactValue, _ type: RuleType, words: [String: String]) -> String {
        switch fact {
        case .number(let number): ValueText.chinese(.number(number), type)
        case .word(let word): words[word] ?? word
        case .between(let low, let high, let reason):
            "\(ValueText.chinese(.number(low), type))至\(ValueText.chinese(.number(high), type))（\(reason)）"
        case .unknown(let reason): "未知（\(reason)）"
        }
    }

    private func heading(_ what: String) -> String {
        let parts = what.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            return ["outcome": "结论", "amount": "金额", "questions": "要问的问题", "replay": "重算"][what] ?? what
        }
        let path = parts[1].split(separator: ".").map(String.init)
        let label = reference.labels[path.last ?? ""] ?? parts[1]
        return path.count == 2 ? "\(path[0])：\(label)" : label
    }

    private func word(_ value: String) -> String {
        let known = [
            "eligible": "符合", "notEligible": "不符合", "undetermined": "还不能确定", "pass": "符合", "fail": "不符合",
            "open": "没有查清", "none": "无", "true": "是", "false": "否",
        ]
        return known[value] ?? reference.packs.layers[value]?[PackFile.national]?.title.map { "改按\($0)" } ?? value
    }
}
