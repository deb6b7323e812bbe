package import Casework
package import Primitives
import Storage

/// The competent body ends a family's support in writing, with reasons, clauses and remedies (D24).
///
/// Only a person can, and the family was heard first, unless it leaves at its own wish.
package struct TerminateCase: Command {
    package static let name = "after.terminate"
    /// The case.
    package var caseID: CaseID
    /// The version the decider looked at.
    package var seenVersion: Int64
    /// The reasons.
    package var reasonCodes: [ReasonCode]
    /// What was found, in words the family understands.
    package var words: String
    /// When and how the family was sought; may be empty unless a reason is that it refused.
    package var attempts: String

    /// Takes the inputs.
    package init(
        caseID: CaseID, seenVersion: Int64, reasonCodes: [ReasonCode], words: String, attempts: String = ""
    ) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.reasonCodes = reasonCodes
        self.words = words
        self.attempts = attempts
    }

    /// Answers where the case stands.
    package func run(in context: CommandContext) throws -> Outcome<CaseStepDone> {
        var file = try CaseFile(caseID, in: context)
        let last = context.today.calendarMonth
        let decision = AdverseDecision(
            act: .termination, reasonCodes: reasonCodes, words: words, attempts: attempts, lastMonth: last)
        let standing = try StandingNotice(.termination, of: file, reasonCodes, in: context)
        var refusals = try decision.refusals(of: file, heardOn: standing.heardOn, in: context)
        if standing.isOther { refusals.append(.noticeStands) }
        let event = CaseEvent.terminate(reasonCodes: reasonCodes)
        guard refusals.isEmpty else {
            return .refused(file.refusals(of: event, by: context.actor, on: context.today) + refusals)
        }
        var lines = [DocumentLine("决定", "终止\(file.row.program.chinese)")]
        if file.row.program.payment == .monthly, file.row.state != .gradualExit {
            lines.append(DocumentLine("最后发放月份", last.chineseText))
        }
        if let day = try noticeEnd(of: file, in: context) { lines.append(DocumentLine("终止公示至", day.chineseText)) }
        refusals = try file.apply(
            event, in: context, seenVersion: seenVersion,
            details: decision.details(of: file, lines: lines, in: context))
        guard refusals.isEmpty else { return .refused(refusals) }
        try decision.settle(standing.row, of: file, until: last, in: context)
        return .done(CaseStepDone(file))
    }

    /// The last day of the public notice of the end, where the program has one.
    private func noticeEnd(of file: CaseFile, in context: CommandContext) throws -> Deadline? {
        try AdverseTerms(context.policies(on: context.today), region: file.row.region, on: context.today)
            .terminationNotice(
                of: file.row.program, postedOn: context.today, exemption: file.noticeExemption(on: context.today),
                count: file.count)
    }
}
