package import Casework
import Policies
package import Primitives
import Storage

/// The competent body changes the sum to the one computed from the present facts (增发、减发, D23).
///
/// The sum and its month are computed, never typed. A reduction needs reasons and that the family was heard.
package struct AdjustAward: Command {
    package static let name = "after.adjust"
    /// The case.
    package var caseID: CaseID
    /// The version the decider looked at.
    package var seenVersion: Int64
    /// The reasons; needed for a reduction only.
    package var reasonCodes: [ReasonCode]
    /// What changed, in words the family understands.
    package var words: String

    /// What the sum becomes.
    package struct Adjusted: Codable, Hashable, Sendable {
        /// The sum before.
        package var before: Money
        /// The sum after.
        package var after: Money
        /// The first month of it.
        package var fromMonth: CalendarMonth
    }

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, reasonCodes: [ReasonCode] = [], words: String) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.reasonCodes = reasonCodes
        self.words = words
    }

    /// Answers what the sum becomes.
    package func run(in context: CommandContext) throws -> Outcome<Adjusted> {
        var file = try CaseFile(caseID, in: context)
        let policy = try context.policies(on: context.today).dibaoPolicy(for: file.row.region, on: context.today)
        let adjusted = Adjusted(
            before: file.side.awardAmount ?? .zero, after: file.surroundings.determination?.amount ?? .zero,
            fromMonth: try policy.firstPayMonth(confirmedOn: context.today))
        let isReduction = adjusted.after < adjusted.before
        let decision = AdverseDecision(
            act: .reduction, reasonCodes: isReduction ? reasonCodes : [], words: words, amountAfter: adjusted.after)
        let standing = try StandingNotice(.reduction, of: file, reasonCodes, in: context)
        var refusals = DecisionChecks.text(words, field: "words")
        if isReduction { refusals += try decision.refusals(of: file, heardOn: standing.heardOn, in: context) }
        if standing.isOther { refusals.append(.noticeStands) }
        let event = CaseEvent.adjustAward(amount: adjusted.after, fromMonth: adjusted.fromMonth)
        guard refusals.isEmpty else {
            return .refused(file.refusals(of: event, by: context.actor, on: context.today) + refusals)
        }
        let lines = [
            DocumentLine("决定", isReduction ? "减发" : "增发"), DocumentLine("原来每月", "\(adjusted.before.grouped)元"),
            DocumentLine("调整后每月", "\(adjusted.after.grouped)元"),
            DocumentLine("起始月份", adjusted.fromMonth.chineseText),
        ]
        refusals = try file.apply(
            event, in: context, seenVersion: seenVersion,
            details: decision.details(of: file, lines: lines, in: context))
        guard refusals.isEmpty else { return .refused(refusals) }
        if isReduction { try decision.settle(standing.row, of: file, until: nil, in: context) }
        return .done(adjusted)
    }
}
