package import Primitives

/// The one-page explanation (明白纸) of a program that is decided together with the others.
package struct ProgramSheet: Sendable {
    /// The title.
    package let title: String
    /// The day whose standards and facts it rests on.
    package let decisionDay: CivilDate
    /// The result in a few short sentences.
    package let conclusion: [String]
    /// What must still be answered.
    package let questions: [OpenQuestion]
    /// The tests with their limits and clauses.
    package let tests: [TestOutcome]
    /// What was read: each fact with its source and day, each standard with its text.
    package let readings: [String]
    /// The sum, step by step.
    package let sum: [String]
    /// How to object.
    package let objection: [String]
    private let decision: PolicyDecision?
    private let isOpen: Bool

    /// What would change the result; nothing while it is open.
    package var changes: ResultChanges? { isOpen ? nil : decision.map(ResultChanges.init) }

    /// Writes the sheet of a record; the sorter is the one that made it.
    package init(_ record: ProgramRecord, by sorter: Sorter, remedy: WhySheet.Remedy) {
        let (entry, decision) = (record.entry, record.decision(by: sorter))
        self.decision = decision
        title = "\(entry.title)审核明白纸"
        decisionDay = record.facts.decisionDay
        conclusion = Self.conclusion(entry, record.sorting.sorting)
        questions = entry.questions
        tests = entry.tests(of: decision)
        isOpen = entry.determined.word == "undetermined"
        let explanation = decision?.explanation
        sum = explanation.map(WhySheet.sum) ?? []
        readings = explanation.map(Self.readings) ?? []
        objection = WhySheet.objection(remedy)
    }

    private static func conclusion(_ entry: SortedProgram, _ sorting: Sorting) -> [String] {
        switch entry.determined.word {
        case "eligible":
            let sum: [String] =
                switch (entry.amount, entry.period) {
                case (let amount?, .month?): ["每月\(amount.grouped)元。"]
                case (let amount?, .year?): ["每年\(amount.grouped)元。"]
                case (let amount?, _): ["一次发给\(amount.grouped)元。"]
                case (nil, _): ["这一类不按月发钱，可以申请其他专项救助。"]
                }
            let higher = entry.yieldsTo.compactMap { sorting[$0]?.title }
            return ["您家符合\(entry.title)条件。"] + sum
                + (higher.isEmpty ? [] : ["是不是\(higher.joined(separator: "、"))，还没有弄清。"])
        case "notEligible": return ["您家不符合\(entry.title)条件。"] + entry.reasons.filter { !$0.isFor }.map(\.sentence)
        default:
            let unavailable = entry.outcome == .unavailable ? entry.reasons.map(\.sentence) : []
            return ["现在还不能作出结论。", "有几件事要先弄清。", "没有答复，不等于没有。"] + unavailable
        }
    }

    /// Everything the tree read, once each, in the order in which it was read.
    private static func readings(_ explanation: Explanation) -> [String] {
        var found: [String] = []
        func visit(_ step: Explanation) {
            for input in step.inputs {
                let source = [input.source, input.day?.chineseText ?? ""].filter { !$0.isEmpty }
                let line =
                    "\(input.label)：\(input.value)。" + (source.isEmpty ? "" : "来源：\(source.joined(separator: "，"))。")
                if !found.contains(line) { found.append(line) }
            }
            step.children.forEach(visit)
        }
        visit(explanation)
        return found
    }
}

extension ProgramSheet {
    /// The sheet as plain text in simple Chinese, by the same headings as a household's.
    package var plainText: String {
        var output = [title, "测算日期：\(decisionDay.chineseText)", ""]
        func section(_ heading: String, _ sentences: [String]) {
            WhySheet.section(heading, sentences, to: &output)
        }
        section("结果", conclusion)
        section("还要弄清", questions.map { "\($0.question)？\($0.reason)。" })
        section("一项一项看", WhySheet.verdicts(tests))
        section("怎么算", sum)
        section("看了哪些情况和标准", readings)
        section("依据", WhySheet.clauses(tests))
        if let changes, !changes.all.isEmpty {
            section("什么会改变结果", changes.nearest + [WhySheet.honesty])
            section("还有什么会改变结果", changes.others)
        }
        section("不同意怎么办", objection)
        return WhySheet.grouped(output.joined(separator: "\n") + "\n")
    }
}
