import Primitives

extension WhySheet {
    /// The sheet as plain text in simple Chinese: the result, why, what would change it, and how to object.
    package var plainText: String {
        var output = [title, "测算日期：\(decisionDay.chineseText)", ""]
        Self.section("结果", conclusion, to: &output)
        Self.section("还要弄清", questions.map { "\($0.question)？\($0.reason)。" }, to: &output)
        Self.section("一项一项看", Self.verdicts(tests), to: &output)
        Self.section("当天的标准", lines.map(Self.sentence), to: &output)
        Self.section("收入", incomeItems.map(Self.sentence), to: &output)
        Self.section("财产", propertyItems.map(Self.sentence), to: &output)
        Self.section("怎么算", sum, to: &output)
        Self.section("依据", Self.clauses(tests), to: &output)
        let changes = changes
        Self.section("什么会改变结果", changes.all.isEmpty ? [] : changes.nearest + [Self.honesty], to: &output)
        Self.section("还有什么会改变结果", changes.others, to: &output)
        Self.section("不同意怎么办", objection, to: &output)
        return Self.grouped(output.joined(separator: "\n") + "\n")
    }

    /// Sums with groups of three, as people read them: whatever has two decimals or more is money here.
    static func grouped(_ text: String) -> String {
        // The whole run of digits, points and commas is taken, so that no part of a longer number is grouped.
        text.replacing(/([\d.,]*\d)\.\d{2,}/) { match in
            let whole = Array(match.output.1)
            guard whole.count > 3, whole.allSatisfy(\.isNumber) else { return String(match.output.0) }
            let parts = whole.indices.map { index in
                (index > 0 && (whole.count - index) % 3 == 0 ? "," : "") + String(whole[index])
            }
            return parts.joined() + match.output.0.dropFirst(whole.count)
        }
    }

    static func section(_ heading: String, _ sentences: [String], to output: inout [String]) {
        guard !sentences.isEmpty else { return }
        output.append("【\(heading)】")
        output += sentences
        output.append("")
    }

    /// Said beside every number at which a result turns.
    static let honesty = "收入、财产、家里人有变化，要如实告诉村（居）委会或者街道（乡镇）。情况变了，可以重新申请。"

    /// How each test of the program came out.
    static func verdicts(_ tests: [TestOutcome]) -> [String] {
        tests.filter { $0.program == tests[0].program }.map { test in
            switch test.verdict {
            case .pass: "符合。\(test.sentence)"
            case .fail: "不符合。\(test.sentence)"
            case .open: "没查清。\(test.sentence)"
            }
        }
    }

    static func clauses(_ tests: [TestOutcome]) -> [String] {
        var seen: Set<String> = []
        return tests.filter { $0.program == tests[0].program && seen.insert($0.citation).inserted }
            .map { "\($0.label)：\($0.citation)。" }
    }

    private static func sentence(_ line: Line) -> String {
        "\(line.label)：\(line.value)，从\(line.from.chineseText)起。"
            + (line.demo ? "来源：演示数据，不是公布的标准。" : "依据：\(line.citation)。")
    }

    private static func sentence(_ item: CountedItem) -> String {
        let day = item.asOf.map { "（\($0.chineseText)）" } ?? ""
        return "\(item.member)，\(item.label)：\(standing(of: item))来源：\(item.source)\(day)。"
    }

    /// What an item came to; an unknown value is not said to be counted.
    private static func standing(of item: CountedItem) -> String {
        let isUnknown = item.amount == "未知"
        if isUnknown, item.counted { return item.pieces.map { "价值未知，按\($0)计入。" } ?? "还没查清。" }
        let amount = isUnknown ? "未知" : item.side == .income ? "全年\(item.amount)元" : "\(item.amount)元"
        let verdict = item.counted ? "计入。" : item.reason.isEmpty ? "没有这一项。" : "不计入：\(item.reason)。"
        return "\(amount)。\(verdict)"
    }
}
