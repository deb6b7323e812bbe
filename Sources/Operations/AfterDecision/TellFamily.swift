package import Casework
import Policies
package import Primitives
import Storage

/// The family is told of an act against it before it is taken, with the reasons, and has days to answer 事先告知.
///
/// A clerk, the township's reviewer or the county may tell; the act itself is taken by whoever decides the case.
package struct TellFamily: Command {
    package static let name = "after.tell"
    /// The case.
    package var caseID: CaseID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// The act.
    package var act: AdverseAct
    /// The reasons.
    package var reasonCodes: [ReasonCode]
    /// What was found, in words the family understands.
    package var words: String
    /// When and how the family was sought; may be empty unless a reason is that it refused.
    package var attempts: String

    /// Who may tell.
    package static let roles: Set<Role> = [.townshipClerk, .townshipReviewer, .countyReviewer]

    /// Takes the inputs.
    package init(
        caseID: CaseID, seenVersion: Int64, act: AdverseAct, reasonCodes: [ReasonCode], words: String,
        attempts: String = ""
    ) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.act = act
        self.reasonCodes = reasonCodes
        self.words = words
        self.attempts = attempts
    }

    /// Answers the last day for the family's answer.
    package func run(in context: CommandContext) throws -> Outcome<CivilDate> {
        let file = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.signer(context, Self.roles, of: file)
        if file.row.version != seenVersion { refusals.append(.changedMeanwhile) }
        if !file.row.state.isInForce { refusals.append(.notInForce) }
        if ![.reduction, .suspension, .termination, .revocation].contains(act) { refusals.append(.actUnsuitable) }
        if words.count > DecisionChecks.textLimit { refusals.append(.textTooLong("words", DecisionChecks.textLimit)) }
        if try context.store.openAdverseNotice(of: caseID, in: context.scope) != nil { refusals.append(.noticeStands) }
        let after = act == .reduction ? presentAmount(of: file) : nil
        refusals += reductionRefusals(file, after)
        let decision = AdverseDecision(
            act: act, reasonCodes: reasonCodes, words: words, attempts: attempts, amountAfter: after)
        // That the family is heard first is what this step is for.
        refusals += try decision.refusals(of: file, heardOn: context.today, in: context)
        guard refusals.isEmpty, let staff = context.actor.staff else { return .refused(refusals) }
        let policy = try context.policies(on: context.today).policy(
            "procedure", for: file.row.region, on: context.today)
        let due = file.count.deadline(try policy.cited("priorNoticeWorkingDays"), after: context.today).on
        let row = try AdverseDecision.tell(
            decision, file, paper: try decision.tellingPaper(file, answerDue: due, in: context), answerDue: due,
            by: staff.staffID, in: context)
        try file.sendMessage(.toldBeforeAct, details: CaseStepDetails(), in: context)
        try context.audit(
            Self.name, "adverseNotice", row.id.rawValue, region: file.row.region, reason: words)
        return .done(due)
    }

    private func presentAmount(of file: CaseFile) -> Money? {
        file.surroundings.determination.flatMap { $0.factsVersion == file.row.factsVersion ? $0.amount : nil }
    }

    private func reductionRefusals(_ file: CaseFile, _ after: Money?) -> [Reason] {
        guard act == .reduction else { return [] }
        guard let after else { return [.amountMissing] }
        guard let before = file.side.awardAmount, after < before else {
            return [.amountNotReduced(after, file.side.awardAmount ?? .zero)]
        }
        return []
    }
}

/// The family answers an act it was told of, or a clerk writes down what it said 听取意见.
///
/// That it said nothing is written down by a person, and only when its days have passed.
package struct AnswerNotice: Command {
    package static let name = "after.answer"
    /// The case.
    package var caseID: CaseID
    /// The version of the notice that was looked at.
    package var seenNotice: Int64
    /// Whether the family objects.
    package var objects: Bool
    /// What it said.
    package var words: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenNotice: Int64, objects: Bool, words: String) {
        self.caseID = caseID
        self.seenNotice = seenNotice
        self.objects = objects
        self.words = words
    }

    /// Answers the day.
    package func run(in context: CommandContext) throws -> Outcome<CivilDate> {
        let file = try CaseFile(caseID, in: context)
        var refusals: [Reason] = []
        if context.actor.account == nil { refusals += DecisionChecks.signer(context, TellFamily.roles, of: file) }
        guard let row = try context.store.openAdverseNotice(of: caseID, in: context.scope) else {
            return .refused(refusals + [.noNotice])
        }
        if row.version != seenNotice { refusals.append(.changedMeanwhile) }
        if words.count > DecisionChecks.textLimit { refusals.append(.textTooLong("words", DecisionChecks.textLimit)) }
        if words.isBlank, objects || context.actor.staff == nil {
            if objects { refusals.append(.textMissing("words")) }
        } else if words.isBlank, context.today <= row.answerDue {
            refusals.append(.answerTimeRuns(row.answerDue))
        }
        guard refusals.isEmpty else { return .refused(refusals) }
        let answer = AdverseAnswer(objects: objects, words: words)
        try context.store.hear(row, answer, by: context.actor.staff?.staffID, on: context.today, in: context.scope)
        try context.audit(Self.name, "adverseNotice", row.id.rawValue, region: file.row.region)
        return .done(context.today)
    }
}

/// An act the family was told of is dropped: what it said was right, or the facts changed.
package struct DropNotice: Command {
    package static let name = "after.drop"
    /// The case.
    package var caseID: CaseID
    /// The version of the notice that was looked at.
    package var seenNotice: Int64
    /// Why.
    package var reason: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenNotice: Int64, reason: String) {
        self.caseID = caseID
        self.seenNotice = seenNotice
        self.reason = reason
    }

    /// Answers the day.
    package func run(in context: CommandContext) throws -> Outcome<CivilDate> {
        let file = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.signer(context, [.townshipReviewer, .countyReviewer], of: file)
        refusals += DecisionChecks.text(reason, field: "reason")
        guard let row = try context.store.openAdverseNotice(of: caseID, in: context.scope) else {
            return .refused(refusals + [.noNotice])
        }
        if row.version != seenNotice { refusals.append(.changedMeanwhile) }
        guard refusals.isEmpty, let staff = context.actor.staff else { return .refused(refusals) }
        try context.store.close(
            row, as: .dropped, reason: reason, by: staff.staffID, on: context.today, in: context.scope)
        try context.audit(Self.name, "adverseNotice", row.id.rawValue, region: file.row.region, reason: reason)
        return .done(context.today)
    }
}
