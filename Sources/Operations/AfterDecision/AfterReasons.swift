import Casework
import Primitives

extension Reason {
    static let noticeStands = Reason(
        "noticeStands", "已经告知家庭一项拟办决定，还没有办结。请先听取意见、作出决定或撤回告知。",
        "The family was told of an act that is not settled yet. Hear it, take the act or drop it first.")
    static let noNotice = Reason(
        "noNotice", "没有待办的拟办告知。请刷新页面。", "There is no act the family was told of. Reload the page.")
    static func answerTimeRuns(_ day: CivilDate) -> Reason {
        Reason(
            "answerTimeRuns", field: "words", "家庭陈述意见的期限到\(day.chineseText)，还没有过。请写下家庭说了什么，或等到期后再记。",
            "The family's time to answer still runs. Write down what it said, or wait for the day.")
    }
    static let notInForce = Reason(
        "notInForce", "家庭现在不在保障中，不能做这一步。请刷新页面。",
        "The family is not in force, so this step does not fit. Reload the page.")
    static let amountMissing = Reason(
        "amountMissing", "还没有针对当前情况的测算，不知道新的金额。请先测算。",
        "There is no determination on the present facts, so the new sum is not known. Determine first.")
    static func amountNotReduced(_ now: Money, _ before: Money) -> Reason {
        Reason(
            "amountNotReduced", field: "act", "测算为\(now.grouped)元，没有少于现在的\(before.grouped)元，不是减发。请按调整或“无变化”办理。",
            "The determination is not below the present sum, so this is no reduction.")
    }
    static let actUnsuitable = Reason(
        "actUnsuitable", field: "act", "这项决定不在保障后办理。请选择减发、暂停、终止或撤销。",
        "This act is not taken after a decision. Choose a reduction, a pause, an end or a revocation.")
    static let monthMissing = Reason(
        "monthMissing", field: "through", "请写明暂停到哪个月。暂停不能没有期限。", "Say until which month the pause lasts.")
    static let reviewNotOpen = Reason(
        "reviewNotOpen", "没有正在办理的定期核查。请先启动。", "No review is in hand. Begin it first.")
    static let reviewNotDue = Reason(
        "reviewNotDue", "没有安排定期核查，不能启动。请核对家庭是否在保障中。",
        "No review is planned for this family. Check whether it is in force.")
    static let determinationStale = Reason(
        RefusalCode.determinationStale.rawValue, "家庭情况有了变化，原来的测算已经过时。请重新测算后再办。",
        "The facts changed after the determination. Determine again first.")
    static let pageSignerMissing = Reason(
        "pageSignerMissing", field: "signer", "没有写明谁签的字。请写明。", "Say who signed for the family.")
    static let nothingRevised = Reason(
        "nothingRevised", "填写的情况与原来相同，没有变更。请按“无变化”办理，或写明变化。",
        "What was entered is what stood there. Close the review as unchanged, or enter the change.")
    static let nothingPaid = Reason(
        "nothingPaid", field: "amount", "追回金额超过已发放的金额，请核对。", "More is asked back than was ever paid. Check the sum.")
    static let decisionUnknown = Reason(
        "decisionUnknown", field: "decision", "没有这项决定，或者它没有人署名。请选择案卷里的一项决定。",
        "There is no such decision in the file. Choose one that stands there.")
    static func dayBefore(_ field: String, _ day: CivilDate) -> Reason {
        Reason(
            "dayBefore", field: field, "日期不能早于\(day.chineseText)，也不能在今天之后。请核对。",
            "The day lies before what it follows, or in the future. Check it.")
    }
    static let remedyStands = Reason(
        "remedyStands", "对这项决定的同类程序已经登记，还没有办结。请在原登记上办理。",
        "The same kind of proceeding against this decision is recorded and open. Go on with that one.")
    static let uploadUnknown = Reason(
        "uploadUnknown", field: "file", "附件不属于本案。请重新上传。", "The file does not belong to this case. Upload it again.")
}
