package import Casework
package import Primitives
package import Storage

/// Says why a case or a lead is late and by when it will be done (超期说明), for the list of what is late and why.
package struct AnswerReminder: Command {
    /// The verb's name.
    package static let name = "clocks.answerReminder"
    /// The reminder.
    package let reminderID: ReminderID
    /// Why, and what is done about it.
    package let reason: String
    /// The day by which it will be done.
    package let promisedOn: CivilDate

    /// Takes the inputs.
    package init(reminderID: ReminderID, reason: String, promisedOn: CivilDate) {
        self.reminderID = reminderID
        self.reason = reason
        self.promisedOn = promisedOn
    }

    /// Who may answer.
    package static let roles: [Role] = [.townshipClerk, .townshipReviewer, .countyReviewer, .verificationOfficer]

    /// By somebody who works on it; a day that has passed is no promise.
    package func run(in context: CommandContext) throws -> Outcome<ReminderID> {
        guard let staff = context.actor.staff, Self.roles.contains(staff.role) else { return .refused([.notAllowed]) }
        guard let row = try context.store.reminder(reminderID, in: context.scope) else { return .refused([.notFound]) }
        guard row.leadID == nil || LeadAuthority.readers.contains(staff.role) else { return .refused([.notFound]) }
        var reasons = try row.caseID.map { try context.recusal(fromCase: $0) } ?? []
        if reason.allSatisfy(\.isWhitespace) { reasons.append(.reasonMissing) }
        if promisedOn < context.today { reasons.append(.promiseInPast(context.today)) }
        if row.answer != nil { reasons.append(.reminderAnswered) }
        if row.daysLeft >= 0 { reasons.append(.reminderNotLate) }
        guard reasons.isEmpty else { return .refused(reasons) }
        try context.store.answerReminder(
            row, reason, promised: promisedOn, by: staff.staffID, on: context.today, in: context.scope)
        let subject = row.caseID?.rawValue ?? row.leadID?.rawValue ?? 0
        try context.audit(
            Self.name, row.leadID == nil ? "case" : "lead", subject, region: row.region, reason: reason)
        return .done(reminderID)
    }
}

extension Reason {
    /// The day promised has passed already.
    static func promiseInPast(_ today: CivilDate) -> Reason {
        Reason(
            "promiseInPast", field: "promised", "承诺办结日期早于今天（\(today.chineseText)）。请填今天或以后的日期。",
            "The promised day has passed. Give today or a later day.")
    }
    /// Somebody has said why already.
    static let reminderAnswered = Reason(
        "reminderAnswered", "这条督办已经有人说明过。请刷新页面查看。", "Somebody has answered this already. Reload the page.")
    /// The reminder is about a day that has not passed.
    static let reminderNotLate = Reason(
        "reminderNotLate", "这条是到期前的提醒，还没有超期，不用说明原因。请按期办理。",
        "This is a reminder before the last day; there is nothing to explain yet.")
}
