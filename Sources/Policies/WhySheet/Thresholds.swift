package import Primitives

/// What would change a result, computed from the limits that the tests used.
package struct Thresholds: Hashable, Sendable {
    /// The counted monthly family income from which dibao is no longer possible.
    package let dibaoMonthly: Money?
    /// The counted monthly family income from which the family is no longer marginal.
    package let marginalMonthly: Money?
    /// The counted monthly family income now, rounded down; `nil` while it is open.
    package let incomeMonthly: Money?
    private let tests: [TestOutcome]

    /// Reads the limits of a result.
    package init(_ result: DeterminationResult) {
        tests = result.tests
        let monthly = { (program: String) -> Money? in
            result.tests.first { $0.program == program && $0.unit == .fenPerYear }.map {
                Money(fen: ($0.limit + 11) / 12)
            }
        }
        dibaoMonthly = monthly("dibao")
        marginalMonthly = monthly("marginal")
        incomeMonthly = result.income.exact.map { Money(fen: Int64($0.roundedDown) / 12) }
    }

    /// The thresholds in short sentences.
    package var sentences: [String] {
        var result: [String] = []
        if let incomeMonthly { result.append("现在每月计入收入：\(incomeMonthly.grouped)元。") }
        if let dibaoMonthly { result.append("达到\(dibaoMonthly.grouped)元，没有低保。") }
        if let marginalMonthly { result.append("达到\(marginalMonthly.grouped)元，也不算低保边缘。") }
        for test in tests where test.unit != .fenPerYear && test.unit != .none && test.program == tests[0].program {
            switch test.verdict {
            case .pass where test.limit > 0:
                result.append("\(test.label)：限额\(test.limitText)，还可有\(test.text(test.headroom))。")
            // A limit of nothing on the count already says it for the value.
            case .pass where test.key == "vehicleValueTest": break
            case .pass: result.append("\(test.label)：不能有。")
            case .fail: result.append("\(test.label)：限额\(test.limitText)，超出\(test.text(-test.headroom))。")
            case .open: result.append("\(test.label)：限额\(test.limitText)，还没查清。")
            }
        }
        return result
    }
}
