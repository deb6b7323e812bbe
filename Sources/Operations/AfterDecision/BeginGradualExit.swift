package import Casework
import Policies
package import Primitives
import Storage

/// A family whose income rose above the standard keeps the present sum for some months, then support ends 渐退 (D24).
///
/// The months come from the policy and the cause, income and standard from the present determination.
package struct BeginGradualExit: Command {
    package static let name = "after.gradualExit"
    /// The case.
    package var caseID: CaseID
    /// The version the decider looked at.
    package var seenVersion: Int64
    /// Why income rose.
    package var cause: ExitCause
    /// What was found, in words the family understands.
    package var words: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, cause: ExitCause, words: String) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.cause = cause
        self.words = words
    }

    /// Answers the months the family goes on receiving the present sum.
    package func run(in context: CommandContext) throws -> Outcome<GradualExitPlan> {
        var file = try CaseFile(caseID, in: context)
        let codes: [ReasonCode] = [.incomeRose]
        let decision = AdverseDecision(act: .termination, reasonCodes: codes, words: words)
        let standing = try StandingNotice(.termination, of: file, codes, in: context)
        var refusals = try decision.refusals(of: file, heardOn: standing.heardOn, in: context)
        if standing.isOther { refusals.append(.noticeStands) }
        var plan: GradualExitPlan?
        if let request = try Self.request(cause, of: file, in: context) {
            let terms = try GradualExitTerms(
                context.policies(on: context.today), region: file.row.region, on: context.today)
            let ruling = request.assess(on: context.today, terms: terms)
            refusals += ruling.refusals.map { Reason($0) }
            plan = ruling.value
        } else if refusals.isEmpty {
            refusals.append(.amountMissing)
        }
        guard refusals.isEmpty, let plan else { return .refused(refusals) }
        let lines = [
            DocumentLine("决定", "进入渐退期"), DocumentLine("原因", cause.chinese),
            DocumentLine("渐退期", "\(plan.first.chineseText)至\(plan.last.chineseText)"),
            DocumentLine("渐退期内每月", "\(plan.amount.grouped)元"), DocumentLine("终止日期", plan.endsOn.chineseText),
        ]
        refusals = try file.apply(
            .beginGradualExit(lastMonth: plan.last), in: context, seenVersion: seenVersion,
            details: decision.details(of: file, lines: lines, in: context))
        guard refusals.isEmpty else { return .refused(refusals) }
        try decision.settle(standing.row, of: file, until: plan.last, in: context)
        return .done(plan)
    }

    /// What is asked, from the present determination; nil when there is none.
    ///
    /// Where a source is silent the income is the least it can be: what is not proven counts not against the family.
    static func request(
        _ cause: ExitCause, of file: CaseFile, in context: CommandContext
    ) throws -> GradualExitRequest? {
        guard let amount = file.side.awardAmount,
            let last = try context.store.latestDetermination(of: file.row.id, in: context.scope),
            last.entry.factsVersion == file.row.factsVersion
        else { return nil }
        guard case .household(let record) = try DeterminationRecord(bytes: last.entry.record) else { return nil }
        let result = try Determination.decide(record.facts, record.policy)
        let people = Int64(max(1, file.members.count))
        let (income, line) = (result.income.low.monthly(of: people), result.line.low.monthly(of: people))
        return GradualExitRequest(
            state: file.row.state, cause: cause, perHead: income, standard: line, amount: amount,
            earlierEnd: try context.store.lastGradualExit(of: file.row, in: context.scope))
    }
}

extension Ratio {
    /// A yearly sum in fen as one of a month and head, rounded down to the fen.
    fileprivate func monthly(of people: Int64) -> Money {
        Money(fen: numerator / (denominator * 12 * people))
    }
}
