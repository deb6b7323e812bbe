/// What one version of a report says otherwise than the version before, each a sentence in Chinese.
package struct ReportDifference: Hashable, Sendable {
    /// The sentences; empty when both say the same.
    package let sentences: [String]

    /// Compares two versions of one family's report.
    package init(from before: VerificationReport, to after: VerificationReport) {
        var sentences: [String] = []
        if before.conclusion != after.conclusion {
            sentences.append("结论由“\(before.conclusion.chinese)”变为“\(after.conclusion.chinese)”。")
        }
        let names = Dictionary(
            (before.members + after.members).map { ($0.key, $0.name) }, uniquingKeysWith: { _, last in last })
        func who(_ member: String?) -> String { member.flatMap { names[$0] } ?? "家庭" }
        sentences += Self.findings(before, after).map { "\($0.word)：\(who($0.finding.member))，\($0.finding.name)。" }
        sentences += Self.lines(before, after).map { "\(who($0.after.member))，\($0.after.title)：\($0.text)。" }
        sentences += Self.silences(before, after)
        self.sentences = sentences
    }

    private static func findings(
        _ before: VerificationReport, _ after: VerificationReport
    ) -> [(word: String, finding: Finding)] {
        func added(_ new: [Finding], to old: [Finding]) -> [Finding] {
            let known = Set(old.map(Touch.init))
            return new.filter { !known.contains(Touch($0)) }
        }
        let answered = after.suppressedFindings.map(\.finding)
        return added(after.findings, to: before.findings).map { ("新查出", $0) }
            + added(answered, to: before.suppressedFindings.map(\.finding)).map { ("已答复，不再提出", $0) }
            + added(before.findings, to: after.findings + answered).map { ("不再有", $0) }
    }

    /// What makes two findings the same for a reader: the rule and the person.
    private struct Touch: Hashable {
        let rule: String
        let member: String?

        init(_ finding: Finding) { (rule, member) = (finding.rule, finding.member) }
    }

    private static func lines(
        _ before: VerificationReport, _ after: VerificationReport
    ) -> [(after: ReportLine, text: String)] {
        after.lines.filter(\.isShown).compactMap { line in
            guard let old = before.lines.first(where: { $0.item == line.item && $0.member == line.member }) else {
                return nil
            }
            var changes: [String] = []
            if old.declared != line.declared {
                changes.append("申报由\(Self.text(old.declared, else: "没有写"))变为\(Self.text(line.declared, else: "没有写"))")
            }
            if old.found != line.found {
                changes.append("查到由\(Self.text(old.found, else: "未答复"))变为\(Self.text(line.found, else: "未答复"))")
            }
            return changes.isEmpty ? nil : (line, changes.joined(separator: "，"))
        }
    }

    private static func text(_ quantity: Quantity?, else word: String) -> String {
        "“\(quantity?.text ?? word)”"
    }

    private static func silences(_ before: VerificationReport, _ after: VerificationReport) -> [String] {
        func titles(_ report: VerificationReport) -> [String: String] {
            Dictionary(report.silentAnswers.map { ($0.dataset, $0.title) }, uniquingKeysWith: { first, _ in first })
        }
        let (old, new) = (titles(before), titles(after))
        func list(_ codes: Set<String>, _ titles: [String: String]) -> String {
            codes.sorted().compactMap { titles[$0] }.joined(separator: "、")
        }
        let heard = Set(old.keys).subtracting(new.keys)
        let lost = Set(new.keys).subtracting(old.keys)
        return (heard.isEmpty ? [] : ["现已答复：\(list(heard, old))。"])
            + (lost.isEmpty ? [] : ["现在没有答复：\(list(lost, new))。"])
    }
}

extension Finding {
    /// What people call it: the rule's name, or its sentence in a report of schema 1.
    package var name: String { title.isEmpty ? sentence : title }
}
