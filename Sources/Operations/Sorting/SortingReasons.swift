import Casework

extension Reason {
    static let sortingClosed = Reason(
        "sortingClosed", "本案已经有了决定，不再重新分类。家庭情况变了，请按变化报告办理。",
        "This case has been decided and is not sorted again. Report a change where the family's situation changed.")
    static let sortingMissing = Reason(
        "sortingMissing", "本案还没有分类测算，或者测算以后内容又变了。请先重新测算。",
        "The case has not been sorted, or something changed since. Sort it first.")
    static let sortingPolicyChanged = Reason(
        "sortingPolicyChanged", "测算以后政策变了，原来的结果和金额可能不对。请先重新测算。",
        "A policy changed since the case was sorted; the result may be another one. Sort it again first.")
    static let programSame = Reason(
        "programSame", field: "program", "本案现在就是按这个项目办理的。", "The case is dealt with under this program already.")
    static func programDoesNotFit(_ title: String) -> Reason {
        Reason(
            "programDoesNotFit", field: "program", "按现有情况，“\(title)”的条件没有全部查清或者不符合，不能改按它办理。请先把问题弄清。",
            "Not every condition of this program is known to hold. Settle the open questions first.")
    }
    static let reliefStandsBeside = Reason(
        "reliefStandsBeside", field: "program", "临时救助可以和这家的类别同时办理，不用改办本案。请另开一件临时救助。",
        "Temporary relief goes beside the class that fits; open a case of its own and leave this one as it is.")
    static let programOpenElsewhere = Reason(
        "programOpenElsewhere", field: "program", "这家有人已经在办同一项目的另一件申请。请先处理那一件。",
        "Somebody of this household already has an open case of this program. Deal with that one first.")
    static func answerUnsuitable(_ field: String) -> Reason {
        Reason(
            "answerUnsuitable", field: field, "这个回答和问题对不上。请重新填写。",
            "This is no answer to the question. Fill it in again.")
    }
}
