import Casework
import Primitives

/// Why a step on a family's file was not taken.
extension Reason {
    static let personElsewhere = Reason(
        "personElsewhere", field: "idNumber", "此人现在登记在另一个家庭。请先在那个家庭办理离开，或者办理合户。",
        "The person belongs to another family now. Record the leaving there first, or merge the families.")
    static let joinerUnsuitable = Reason(
        "joinerUnsuitable", field: "relation", "请选择新成员与申请人的关系；申请人不能由增加成员产生。",
        "Say how the person stands to the applicant; a joiner cannot be the applicant.")
    static let personNameMissing = Reason(
        "personNameMissing", field: "name", "请填写姓名。", "Write the name.")
    static let evidenceMissing = Reason(
        "evidenceMissing", field: "evidence", "请写明证明材料或数据来源，例如“出生医学证明”。",
        "Say which paper or dataset shows it, such as a birth certificate.")
    static let deathKnown = Reason(
        "deathKnown", field: "day", "此人的死亡日期已经登记，与这次填的不同。请核对。",
        "Another day of death is on record. Check which is right.")
    static let sameFamily = Reason(
        "sameFamily", field: "other", "不能与本家庭合并。请另选一个家庭。", "A family cannot be merged with itself.")
    static let otherInForce = Reason(
        "otherInForce", field: "other", "要并入的家庭还在享受救助。请先按程序终结它的救助，再办合户。",
        "The other family is still helped. End its assistance first.")
    static let ownCaseRemains = Reason(
        "ownCaseRemains", field: "people", "选中的人单独享受着救助（单人户）。请先处理那份救助。",
        "One of the people is helped alone. Settle that case first.")
    static let relationsWrong = Reason(
        "relationsWrong", field: "relations", "每位成员都要选择与申请人的关系，申请人恰好一位，配偶最多一位。",
        "Say of everybody how they stand to the applicant: exactly one applicant, at most one spouse.")
    static let dutyDone = Reason(
        "dutyDone", "这件事已经办结。请刷新页面。", "This was settled already. Reload the page.")
    static let recomputeOpen = Reason(
        "recomputeOpen", "复核还没有结束，金额还没有重新决定。请先在案件里完成复核。",
        "The review has not ended, so nothing was decided about the sum. End the review in the case first.")
    static let howMissing = Reason("howMissing", field: "note", "请写明怎样办结的。", "Say how it was settled.")
    static let dayImpossible = Reason(
        "dayImpossible", field: "day", "日期在今天之后。请核对。", "The day lies in the future. Correct it.")
    static let familyMemberUnknown = Reason(
        "familyMemberUnknown", field: "person", "请选择家庭现有成员。", "Choose a present member of the family.")
    static let kinshipUnsuitable = Reason(
        "kinshipUnsuitable", field: "kinship", "义务人不能是共同生活的家庭成员。请核对身份证号。",
        "A member who lives with the family is no obligor. Check the number.")
    static let basisMissing = Reason(
        "basisMissing", field: "basis", "请写明认定有无履行能力的依据（文书、数据或走访）。",
        "Say what the ability rests on: a paper, data or a visit.")
    static let addressUnknown = Reason(
        "addressUnknown", field: "region", "没有这个地区代码。请填写6位以上的行政区划代码。",
        "There is no such region code. Write at least six digits.")
}
