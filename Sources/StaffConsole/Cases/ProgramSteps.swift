import Operations
import Policies
import Primitives
import WebSupport

/// The steps of a computation as a page shows them: each condition or result with the steps behind it, in words.
struct ProgramSteps {
    private let words: ProgramWords
    private var context: BackstopContext { words.context }

    init(_ words: ProgramWords) { self.words = words }

    /// The steps by the condition or result they belong to, which comes first among its own.
    func groups(_ steps: [ProgramWhyView.Step]) -> [Fields] {
        var groups: [[ProgramWhyView.Step]] = []
        for step in steps {
            if step.depth == 0 { groups.append([]) }
            groups.indices.last.map { groups[$0].append(step) }
        }
        return groups.map { group in
            let head = group[0].step
            return [
                "label": words.mask(head.label), "value": value(head), "sentence": rounded(words.mask(head.sentence)),
                "rows": group.map(row),
            ]
        }
    }

    private func row(_ step: ProgramWhyView.Step) -> Fields {
        let explained = step.step
        let inputs = explained.inputs.map { input in
            let day = input.day.map { " \(Formats(context).date($0))" } ?? ""
            return words.mask("\(input.label)：\(input.value)（\(input.source)\(day)）")
        }
        return [
            "depth": String(min(step.depth, 6)), "label": words.mask(explained.label), "value": value(explained),
            "sentence": rounded(words.mask(explained.sentence)), "citation": explained.citation, "inputs": inputs,
        ]
    }

    /// A result in words: yes and no, the verdict of a condition, an amount with its unit.
    private func value(_ step: Explanation) -> String {
        switch step.value {
        case "true": return context.t("answer.yes")
        case "false": return context.t("answer.no")
        case "pass", "fail", "open": return context.t("verdict.\(step.value)")
        case let text where text.hasPrefix("failed: ") || text == "not computed":
            return context.t("programs.notComputedValue")
        default: break
        }
        let text = rounded(words.mask(step.value), isMoney: step.isMoney)
            .replacing("≥", with: context.t("programs.from")).replacing("|", with: context.t("programs.eitherOr"))
        return step.isMoney ? context.t("programs.sum", ["amount": text]) : text
    }

    /// Numbers with two decimals at most, those that were longer with a word before them; sums in groups of three.
    func rounded(_ text: String, isMoney: Bool = false) -> String {
        text.replacing(/([\d,]*\d)\.(\d+)/) { match in
            let decimals = match.output.2
            let digits = match.output.1.filter(\.isNumber) + decimals.prefix(2)
            guard isMoney || decimals.count > 2, decimals.count >= 2, let hundredths = Int64(digits) else {
                return String(match.output.0)
            }
            guard decimals.count > 2 else { return Money(fen: hundredths).grouped }
            let isUp = (decimals.dropFirst(2).first?.wholeNumberValue ?? 0) >= 5
            return context.t("programs.about") + Money(fen: hundredths + (isUp ? 1 : 0)).grouped
        }
    }
}
