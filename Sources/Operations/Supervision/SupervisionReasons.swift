import Casework
import Primitives

extension Reason {
    static let organiserUnknown = Reason(
        "organiserUnknown", field: "organiser", "组织人不是本辖区在岗的工作人员。请重新选择。",
        "Whoever led it holds no post that reaches this case. Choose another.")
    static let organiserRelated = Reason(
        "organiserRelated", field: "organiser", "组织人与本案家庭有近亲属关系，应当回避。请重新组织评议。",
        "Whoever led it is related to the family and should have withdrawn. Hold the appraisal again.")
    static let delegationInPast = Reason(
        "delegationInPast", field: "from", "起始日早于今天：已经受理的案件不能倒过来改由乡镇决定。请填今天或以后的日期。",
        "The first day has passed, and what was accepted stays with the county. Name today or a later day.")
    static let delegationEnded = Reason(
        "delegationEnded", "这份委托（赋权）书已经到期或已经收回。", "This order has run out or was revoked already.")
    static func samplingShareTooSmall(_ least: Cited<Ratio>) -> Reason {
        Reason(
            "samplingShareTooSmall", field: "sampling", "抽查比例低于规定的\(least.value.text)（\(least.citation)）。请改正。",
            "The share to sample is below \(least.value.text). Correct it.")
    }
    static let meetingNotCompetent = Reason(
        "meetingNotCompetent", "本案由县级民政部门决定，乡镇不集体研究决定。请按程序报县级。",
        "The county decides this case, so the township's meeting has no vote on it. Pass it to the county.")
    static let meetingTooEarly = Reason(
        "meetingTooEarly", "案件还没有到确认阶段。请在公示结束、等待确认时再开会。",
        "The case does not wait for a decision yet. Meet once the notice has closed.")
    static func meetingBeforeOpinion(_ day: CivilDate) -> Reason {
        Reason(
            "meetingBeforeOpinion", field: "day", "会议日期早于初审意见（\(day.chineseText)）。请核对日期。",
            "The meeting lies before the first opinion. Correct the day.")
    }
    static let meetingMembersUnknown = Reason(
        "meetingMembersUnknown", field: "members", "参加会议的人有的不在应到名单里，或者不是本乡镇在岗人员。请核对名单。",
        "Somebody who voted is no member, or holds no post in this township. Check the list.")
    static func tooManyRelatives(_ most: Int) -> Reason {
        Reason(
            "tooManyRelatives", "一次最多申报\(most)名近亲属。请分次申报。", "At most \(most) relatives at once. Declare in parts.")
    }
    static func relativeNumberWrong(_ line: Int) -> Reason {
        Reason(
            "relativeNumberWrong", field: "id\(line)", "第\(line)名近亲属的身份证号码不对。请核对。",
            "The ID of relative \(line) is wrong. Check it.")
    }
    static let ownNumberWrong = Reason(
        "ownNumberWrong", field: "ownID", "本人身份证号码不对。请核对。", "The official's own ID is wrong. Check it.")
    static let marriagesMissing = Reason(
        "marriagesMissing", "本节点没有婚姻登记数据，不能比对。请先导入。没有数据不等于没有亲属。",
        "There is no marriage register on this node. Take it in first; no data is not “no relative”.")
    static let nothingToSample = Reason(
        "nothingToSample", "这段时间没有乡镇受委托（赋权）作出的决定，没有可以抽查的。请改填起止日期。",
        "No township decided under delegation in this period. Name another period.")
    static let drawnAlready = Reason(
        "drawnAlready", "这次抽查已经抽取过，不能重新抽。请按抽到的案件核查。",
        "The cases of this sample are drawn already. Look at those.")
}
