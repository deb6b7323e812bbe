import Columns
import Primitives
import Rules

/// One hit: a check, its subject, and what was seen.
package struct CheckHit: Hashable, Sendable {
    /// Position of the check in its book.
    package let check: Int
    /// Position of the household in its run.
    let householdNumber: Int
    /// The household's name.
    package let household: String
    /// The member's citizen ID; empty when the check is about the household.
    package let person: String
    /// What was seen, in hundredths.
    package let observedHundredths: Int64
    /// What it was compared with, in hundredths.
    package let limitHundredths: Int64
    /// What it rests on, as text.
    package let evidence: String

    /// Adds the hit to a file of hits, as a line without its line break.
    func write(code: String, to lines: inout PackedLines) {
        lines.extend(code)
        for text in [household, person] {
            lines.extend(UInt8(ascii: ","))
            CSVText.write(text, to: &lines)
        }
        for hundredths in [observedHundredths, limitHundredths] {
            lines.extend(UInt8(ascii: ","))
            if hundredths < 0 { lines.extend(UInt8(ascii: "-")) }
            lines.extend(decimal: hundredths.magnitude / 100)
            lines.extend(UInt8(ascii: "."))
            lines.extend(UInt8(ascii: "0") + UInt8(hundredths.magnitude % 100 / 10))
            lines.extend(UInt8(ascii: "0") + UInt8(hundredths.magnitude % 10))
        }
        lines.extend(UInt8(ascii: ","))
        CSVText.write(evidence, to: &lines)
    }

    /// Hundredths with both places.
    package static func text(_ hundredths: Int64) -> String {
        let magnitude = hundredths.magnitude
        let rest = magnitude % 100
        return (hundredths < 0 ? "-" : "") + "\(magnitude / 100)." + (rest < 10 ? "0" : "") + "\(rest)"
    }
}

/// Writes outputs of a program as text.
struct AnswerText {
    let board: FactBoard
    let words: [String]

    /// Integers and money as hundredths.
    static func hundredths(_ number: Int64, _ type: RuleType) -> Int64 { type == .integer ? number * 100 : number }

    /// An output as evidence shows it.
    func evidence(_ number: Int64, _ output: CheckPlan.Output, household: Int, member: Int?) -> String {
        switch output.type {
        case .money: CheckHit.text(number)
        case .date: CivilDate(dayNumber: Int32(truncatingIfNeeded: number)).text
        case .month: CalendarMonth(index: Int32(truncatingIfNeeded: number)).text
        case .text: text(number, output, household: household, member: member)
        default: String(number)
        }
    }

    /// The text of a print: one of the words of the rules, or of the facts the output may be.
    private func text(_ print: Int64, _ output: CheckPlan.Output, household: Int, member: Int?) -> String {
        if print >= 0, print < words.count { return words[Int(print)] }
        for fact in output.facts {
            guard let column = board[fact] else { continue }
            let subject = board.program.facts[fact].subject == .household ? household : member
            if let subject, column.print(subject) == print {
                return String(decoding: column.text(subject), as: UTF8.self)
            }
        }
        return ""
    }
}
