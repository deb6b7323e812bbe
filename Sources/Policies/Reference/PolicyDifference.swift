package import Primitives
import Rules

/// What differs between two sets of packs, or between two days of one set, in sentences.
package enum PolicyDifference {
    /// Compares all layers of two sets: values of every day, rules, and what packs are built from.
    package static func between(_ old: PolicySet, _ new: PolicySet) -> [String] {
        var lines: [String] = []
        for program in Set(old.layers.keys).union(new.layers.keys).sorted() {
            let (before, after) = (old.layers[program] ?? [:], new.layers[program] ?? [:])
            for folder in Set(before.keys).union(after.keys).sorted() {
                let place = "\(program)/\(folder)"
                switch (before[folder], after[folder]) {
                case (let old?, let new?): lines += layers(old, new).map { "\(place)：\($0)" }
                case (nil, let new?): lines.append("\(place)：新增，\(new.parameters.count)个参数，\(new.rules.count)条规则。")
                case (_?, nil): lines.append("\(place)：删去。")
                case (nil, nil): break
                }
            }
        }
        return lines
    }

    /// Compares the values that apply on two days.
    package static func between(_ first: CivilDate, _ second: CivilDate, in packs: PolicySet) -> [String] {
        var lines: [String] = []
        for (program, folders) in packs.layers.sorted(by: { $0.key < $1.key }) {
            for (folder, layer) in folders.sorted(by: { $0.key < $1.key }) {
                for parameter in layer.parameters {
                    let (old, new) = (try? parameter.value(on: first), try? parameter.value(on: second))
                    guard old?.value != new?.value else { continue }
                    lines.append("\(program)/\(folder)：\(sentence(parameter, old, new))")
                }
            }
        }
        return lines
    }

    /// What became of a value; `isDated` when the day stands before it already.
    private static func sentence(
        _ parameter: Parameter, _ old: DatedValue?, _ new: DatedValue?, isDated: Bool = false
    ) -> String {
        let name = "“\(parameter.label)”（\(parameter.name)）"
        let basis = new.map { "\(isDated ? "" : "，\($0.from.text)起")，依据：\($0.citation)" } ?? ""
        switch (old, new) {
        case (nil, let new?): return "\(name)从没有数值变为\(parameter.text(new.value))\(basis)。"
        case (let old?, nil): return "\(name)原为\(parameter.text(old.value))，现在没有数值。"
        case (let old?, let new?):
            return "\(name)由\(parameter.text(old.value))改为\(parameter.text(new.value))"
                + "\(change(old.value, new.value))\(basis)。"
        case (nil, nil): return "\(name)没有数值。"
        }
    }

    /// By how much a number rises or falls, in percent with one decimal.
    private static func change(_ old: ParameterValue, _ new: ParameterValue) -> String {
        guard case .integer(let before) = old, case .integer(let after) = new, before > 0 else { return "" }
        let thousandths = (Int128(after) - Int128(before)) * 1000 / Int128(before)
        let sign = thousandths < 0 ? "降" : "升"
        return "（\(sign)\(thousandths.magnitude / 10).\(thousandths.magnitude % 10)%）"
    }

    private static func layers(_ old: PackLayer, _ new: PackLayer) -> [String] {
        var lines: [String] = []
        if old.status != new.status { lines.append("状态由\(old.status.rawValue)改为\(new.status.rawValue)。") }
        if old.uses != new.uses {
            lines.append("共用的政策包由\(list(old.uses))改为\(list(new.uses))。")
        }
        if old.otherwise != new.otherwise {
            lines.append("不符合时接着审的项目由\(old.otherwise ?? "无")改为\(new.otherwise ?? "无")。")
        }
        let before = Dictionary(old.parameters.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new.parameters.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for name in Set(before.keys).union(after.keys).sorted() {
            switch (before[name], after[name]) {
            case (let old?, let new?): lines += values(old, new)
            case (nil, let new?): lines.append("新增参数“\(new.label)”（\(name)）。" + values(new).joined())
            case (let old?, nil): lines.append("删去参数“\(old.label)”（\(name)）。")
            case (nil, nil): break
            }
        }
        let beforeRules = Dictionary(old.rules.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let afterRules = Dictionary(new.rules.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for name in Set(beforeRules.keys).union(afterRules.keys).sorted() {
            switch (beforeRules[name], afterRules[name]) {
            case (let old?, let new?): lines += rules(old, new)
            case (nil, let new?): lines.append("新增规则“\(new.label)”（\(name)）：\(new.formula)")
            case (let old?, nil): lines.append("删去规则“\(old.label)”（\(name)）。")
            case (nil, nil): break
            }
        }
        return lines
    }

    private static func list(_ names: [String]) -> String { names.isEmpty ? "无" : names.joined(separator: "、") }

    private static func values(_ parameter: Parameter) -> [String] {
        parameter.values.map { "\($0.from.text)起\(parameter.text($0.value))。" }
    }

    private static func values(_ old: Parameter, _ new: Parameter) -> [String] {
        var lines: [String] = []
        if old.unit != new.unit {
            lines.append("“\(new.label)”（\(new.name)）的单位由\(old.unit.rawValue)改为\(new.unit.rawValue)。")
        }
        for day in Set((old.values + new.values).map(\.from)).sorted() {
            let before = old.values.last { $0.from <= day }
            let after = new.values.last { $0.from <= day }
            if before?.value != after?.value {
                lines.append("\(day.text)起，" + sentence(new, before, after, isDated: true))
            } else if before?.citation != after?.citation, let after {
                lines.append("“\(new.label)”（\(new.name)）\(day.text)起的依据改为：\(after.citation)。")
            }
        }
        return lines
    }

    private static func rules(_ old: PolicyRule, _ new: PolicyRule) -> [String] {
        var lines: [String] = []
        let name = "“\(new.label)”（\(new.name)）"
        if old.formula != new.formula { lines.append("\(name)的算法由 \(flat(old.formula)) 改为 \(flat(new.formula))") }
        if (old.sentence, old.pass, old.fail) != (new.sentence, new.pass, new.fail) {
            lines.append("\(name)的说明文字改了。")
        }
        if old.citation != new.citation { lines.append("\(name)的依据改为：\(new.citation)。") }
        if old.entity != new.entity { lines.append("\(name)由\(old.entity)的值改为\(new.entity)的值。") }
        return lines
    }

    private static func flat(_ formula: String) -> String {
        formula.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
