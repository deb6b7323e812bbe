package import Casework
import Policies
package import Primitives
import Storage

/// Somebody proposes that money paid without right comes back (社会救助暂行办法 article 68); the family is then heard.
package struct OpenRecovery: Command {
    package static let name = "recovery.open"
    /// The case.
    package var caseID: CaseID
    /// Why.
    package var cause: RecoveryCause
    /// What is asked back.
    package var amount: Money
    /// What was found, in words.
    package var grounds: String

    /// Who may propose.
    package static let roles: Set<Role> = [.townshipReviewer, .countyReviewer]

    /// Takes the inputs.
    package init(caseID: CaseID, cause: RecoveryCause, amount: Money, grounds: String) {
        self.caseID = caseID
        self.cause = cause
        self.amount = amount
        self.grounds = grounds
    }

    /// Answers the recovery.
    package func run(in context: CommandContext) throws -> Outcome<RecoveryID> {
        let file = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.signer(context, Self.roles, of: file)
        refusals += DecisionChecks.text(grounds, field: "grounds")
        let asked = try context.store.recoveries(of: caseID, in: context.scope)
            .filter { $0.recovery.state != .waived }.map(\.recovery.amount).reduce(.zero, +)
        refusals += DecisionChecks.sum(amount)
        if try amount > context.store.paidOut(ofCase: caseID) - asked { refusals.append(.nothingPaid) }
        guard refusals.isEmpty, let staff = context.actor.staff else { return .refused(refusals) }
        return .done(
            try CaseRecoveries.open(
                file, cause: cause, amount: amount, grounds: grounds, by: staff.staffID, in: context))
    }
}

/// A step of a recovery: heard, ordered, waived, agreed, paid, settled or referred.
package struct StepRecovery: Command {
    package static let name = "recovery.step"
    /// The recovery.
    package var recoveryID: RecoveryID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// The step.
    package var event: RecoveryEvent
    /// The sum of a payment or an instalment; zero otherwise.
    package var amount: Money
    /// The reason in words.
    package var reason: String

    /// Takes the inputs.
    package init(
        recoveryID: RecoveryID, seenVersion: Int64, event: RecoveryEvent, amount: Money = .zero, reason: String
    ) {
        self.recoveryID = recoveryID
        self.seenVersion = seenVersion
        self.event = event
        self.amount = amount
        self.reason = reason
    }

    /// Answers where the recovery stands; its documents are issued in the same transaction.
    package func run(in context: CommandContext) throws -> Outcome<RecoveryState> {
        guard let row = try context.store.recovery(recoveryID, in: context.scope), let staff = context.actor.staff,
            let actor = context.actor.caseActor
        else { return .refused([.notFound]) }
        let file = try CaseFile(row.caseID, in: context)
        var refusals = context.recusal(from: file)
        if row.version != seenVersion { refusals.append(.changedMeanwhile) }
        refusals += DecisionChecks.text(reason, field: "reason")
        let ruling = row.recovery.applying(
            event, by: actor,
            note: .init(
                reason: reason, amount: amount, instalmentMax: try RecoveryTerms.instalmentMax(of: file, in: context)))
        refusals += ruling.refusals.map { Reason($0) }
        guard refusals.isEmpty, let after = ruling.value else { return .refused(refusals) }
        try context.store.advance(
            row, to: after, by: event, amount: amount, reason: reason, staff: staff.staffID, on: context.today,
            at: context.now, in: context.scope)
        let documents = Recovery.lines.line(from: row.recovery.state, event: event)?.documents ?? []
        for kind in documents {
            try file.issue(
                kind, details: try details(row, after, file, in: context), actor: context.actor, in: context)
        }
        try context.audit(
            "recovery." + event.rawValue, "recovery", row.id.rawValue, region: file.row.region, reason: reason)
        return .done(after.state)
    }

    private func details(
        _ row: RecoveryRow, _ after: Recovery, _ file: CaseFile, in context: CommandContext
    ) throws -> CaseStepDetails {
        CaseStepDetails(
            reason: reason,
            lines: [
                DocumentLine("追回编号", row.number), DocumentLine("事由", after.cause.chinese),
                DocumentLine("应退金额", "\(after.amount.grouped)元"), DocumentLine("办理", event.chinese),
            ],
            paragraphs: [row.grounds, reason]
                + (event == .order ? try RemedyText.paragraphs(of: file.row, in: context) : []))
    }
}

/// What a month may take from a family that gives money back.
package enum RecoveryTerms {
    /// The most of one month: a share of the whole household's monthly standard.
    static func instalmentMax(of file: CaseFile, in context: CommandContext) throws -> Cited<Money> {
        let policies = try context.policies(on: context.today)
        let share = try policies.policy("procedure", for: file.row.region, on: context.today)
            .cited("recoveryInstalmentShare")
        let dibao = try policies.dibaoPolicy(for: file.row.region, on: context.today)
        let isUrban = try context.residenceArea(of: file.row) == .urban
        let standard = try dibao.citedMoney(isUrban ? "standardUrban" : "standardRural").value
        let household = standard * Int64(max(1, file.members.count))
        return Cited(try Ratio(permille: Int64(share.value)).scale(household, to: 1, rounding: .down), share.citation)
    }
}

extension Reason {
    static let amountUnsuitable = Reason(
        "amountUnsuitable", field: "amount", "金额应大于零，且不超过10亿元。请改正。",
        "The sum must be more than zero and at most a thousand million yuan. Correct it.")
}
