/// The dated terms of hotline tickets.
package struct HotlineTerms: Hashable, Sendable {
    /// Time to sign in, in wd.
    package var signInDays: Cited<Int>
    /// Time to reply from signing in, in wd, by subject, each by its own rule.
    package var replyDays: [HotlineSubject: Cited<Int>]
    /// What one extension adds, in wd.
    package var extensionDays: Cited<Int>
    /// Time within which a ticket may be sent back, in wd from its coming to the office.
    package var sendBackDays: Cited<Int>
    /// Time to call back and close from the reply, in wd.
    package var callBackDays: Cited<Int>

    /// The terms of one region on one day.
    package init(
        signInDays: Cited<Int>, replyDays: [HotlineSubject: Cited<Int>], extensionDays: Cited<Int>,
        sendBackDays: Cited<Int>, callBackDays: Cited<Int>
    ) {
        self.signInDays = signInDays
        self.replyDays = replyDays
        self.extensionDays = extensionDays
        self.sendBackDays = sendBackDays
        self.callBackDays = callBackDays
    }
}

/// Why a step of a ticket may not be taken.
package enum HotlineReason: String, RefusalReason {
    case reasonMissing, sendBackTooLate, extendedBefore, extensionTooLate, replyMissing, repliesAboutSelf
    case satisfied, notSatisfied, countyVisitOwed, repeatsItself, repeatsLater

    /// The area of the codes.
    package static let area = "hotline"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .reasonMissing: RefusalWording("没有写明理由。请写明。", "No reason is given. State it.")
        case .sendBackTooLate: RefusalWording("退回期限%已过。请办理并答复。", "It is too late to send it back. Deal with it.")
        case .extendedBefore: RefusalWording("已经延期过一次，不能再延。请按期答复。", "It was extended once. Reply in time.")
        case .extensionTooLate:
            RefusalWording("答复期限%已过，不能再申请延期。", "The time to reply has passed, so it is not extended.")
        case .replyMissing: RefusalWording("没有填写答复内容。请填写。", "The reply is empty. Write it.")
        case .repliesAboutSelf:
            RefusalWording("工单反映的就是您本人，不能由您答复。请交由他人。", "The call is about you. Another person replies.")
        case .satisfied: RefusalWording("来电人表示满意，不需要重办。请办结。", "The caller is satisfied. Close the ticket.")
        case .notSatisfied:
            RefusalWording("来电人不满意，须重办或写明已依法办结的理由。", "The caller is not satisfied. Reopen it or say why not.")
        case .countyVisitOwed:
            RefusalWording("举报涉及审核中的家庭，县级还没有入户核查。请先核查再答复。", "The county has not visited yet. Visit before replying.")
        case .repeatsItself:
            RefusalWording("工单不能与自己关联。请填写较早那张工单的编号。", "A ticket does not repeat itself. Name the earlier one.")
        case .repeatsLater:
            RefusalWording("工单%比这张来得晚，不能算被重复的工单。请在较晚的工单上关联。", "The other ticket came later. Link from the later one.")
        }
    }
}
