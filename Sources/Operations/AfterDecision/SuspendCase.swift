package import Casework
package import Primitives
import Storage

/// The competent body pauses a family's support until a month, with written reasons (D23).
package struct SuspendCase: Command {
    package static let name = "after.suspend"
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
    /// The last month of the pause; then it is resumed or decided.
    package var through: CalendarMonth?

    /// Takes the inputs.
    package init(
        caseID: CaseID, seenVersion: Int64, reasonCodes: [ReasonCode], words: String, attempts: String = "",
        through: CalendarMonth?
    ) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.reasonCodes = reasonCodes
        self.words = words
        self.attempts = attempts
        self.through = through
    }

    /// Answers where the case stands.
    package func run(in context: CommandContext) throws -> Outcome<CaseStepDone> {
        var file = try CaseFile(caseID, in: context)
        let decision = AdverseDecision(
            act: .suspension, reasonCodes: reasonCodes, words: words, attempts: attempts, suspendedThrough: through)
        let standing = try StandingNotice(.suspension, of: file, reasonCodes, in: context)
        var refusals = try decision.refusals(of: file, heardOn: standing.heardOn, in: context)
        if standing.isOther { refusals.append(.noticeStands) }
        if through.map({ $0 < context.today.calendarMonth }) ?? true { refusals.append(.monthMissing) }
        guard refusals.isEmpty, let through else {
            return .refused(
                file.refusals(of: .suspend(reasonCodes: reasonCodes), by: context.actor, on: context.today) + refusals)
        }
        let lines = [DocumentLine("决定", "暂停发放"), DocumentLine("暂停至", through.chineseText)]
        refusals = try file.apply(
            .suspend(reasonCodes: reasonCodes), in: context, seenVersion: seenVersion,
            details: decision.details(of: file, lines: lines, in: context))
        guard refusals.isEmpty else { return .refused(refusals) }
        try decision.settle(standing.row, of: file, until: through, in: context)
        return .done(CaseStepDone(file))
    }
}

/// A pause ends and the support goes on (D23).
package struct ResumeCase: Command {
    package static let name = "after.resume"
    /// The case.
    package var caseID: CaseID
    /// The version the decider looked at.
    package var seenVersion: Int64
    /// Why it goes on.
    package var reason: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, reason: String) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.reason = reason
    }

    /// Answers where the case stands.
    package func run(in context: CommandContext) throws -> Outcome<CaseStepDone> {
        let problems = DecisionChecks.text(reason, field: "reason")
        guard problems.isEmpty else { return .refused(problems) }
        return try CaseStep.perform(
            .resume, on: caseID, seenVersion: seenVersion,
            details: CaseStepDetails(
                reason: reason,
                lines: [
                    DocumentLine("决定", "恢复发放"),
                    DocumentLine("恢复月份", context.today.calendarMonth.chineseText),
                    DocumentLine("原因", reason),
                ]),
            in: context)
    }
}
