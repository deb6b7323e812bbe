import Primitives

extension Reason {
    static let ticketNumberMissing = Reason(
        "hotline.numberMissing", field: "number", "工单编号要填1到40个字母、数字或短横。请照12345平台的编号填写。",
        "A ticket's number has 1 to 40 letters, digits or hyphens. Copy it from the hotline.")
    static func ticketHeld(_ number: String) -> Reason {
        Reason(
            "hotline.numberHeld", field: "number", "工单\(number)已经登记过。请在登记簿里查找，不要重复登记。",
            "This ticket was taken in before. Look it up in the register.")
    }
    static let receivedLater = Reason(
        "hotline.receivedLater", field: "received", "来电日期晚于今天。请核对日期。",
        "The call lies in the future. Correct the day.")
    static let officeUnsuitable = Reason(
        "hotline.officeUnsuitable", field: "office", "承办单位应是本县民政部门或本县的乡镇（街道）。请重新选择。",
        "A ticket goes to the county or to one of its townships. Choose another office.")
    static let sameOffice = Reason(
        "hotline.sameOffice", field: "office", "工单已经在这个单位。请选择另一个单位。",
        "The ticket is with this office already. Choose another.")
    static let aboutStaffUnknown = Reason(
        "hotline.staffUnknown", field: "about", "没有找到被反映的工作人员。请重新选择。",
        "The staff member the call is about was not found. Choose again.")
    static let aboutSelf = Reason(
        "hotline.aboutSelf", field: "about", "工单反映的就是您本人，不能由您登记或转办。请交由他人。",
        "The call is about you. Another person deals with it.")
    static let aboutHandler = Reason(
        "hotline.aboutHandler", field: "office", "被反映的人就在这个单位，举报投诉不能转给被反映的单位办理。请由县级办理。",
        "The call is about somebody of that office, so it is not passed there. The county deals with it.")
    static let namesInformant = Reason(
        "hotline.namesInformant", field: "gist", "文字里出现了来电人的姓名或电话。举报、投诉不得向承办单位透露来电人，请改写。",
        "The text gives away the caller's name or number, which the office may not learn. Write it another way.")
    static let gistMissing = Reason(
        "hotline.gistMissing", field: "gist", "举报、投诉要另写转办内容，隐去来电人后再交办。请填写。",
        "A report or complaint needs a text of its own for the office, without the caller. Write it.")
    static let ticketCaseUnknown = Reason(
        "hotline.caseUnknown", field: "caseNumber", "没有找到这个受理号的案件，或者不在辖区内。请核对受理号。",
        "No case of your area has this number. Check it.")
    static let ticketCaseElsewhere = Reason(
        "hotline.caseElsewhere", field: "caseNumber", "这个案件不在承办单位的辖区。请先转办给案件所在的乡镇，或由县级办理。",
        "The case lies outside the office's area. Pass the ticket there first, or let the county deal with it.")
    static let ticketCaseSame = Reason(
        "hotline.caseSame", field: "caseNumber", "工单关联的就是这个案件，没有变化。", "The ticket is tied to this case already.")
    static let ticketEnded = Reason(
        "hotline.ended", "工单已经办结或已经退回，不能再改。请在有效的工单上办理。",
        "The ticket is closed or was sent back, so it is not changed.")
    static let repeatUnknown = Reason(
        "hotline.repeatUnknown", field: "repeats", "没有找到被重复的工单，或者不在辖区内。请核对编号。",
        "The earlier ticket was not found in your area. Check its number.")
    static let informantHidden = Reason(
        "hotline.informantHidden", "举报、投诉的来电人对乡镇、村级和其他岗位保密，只有县级办理人员和审计人员说明理由后可以查看。",
        "Who reported is hidden from townships, villages and other posts. Only the county and auditors may see it.")
    static func listProblem(_ row: Int, _ column: String, _ sentence: String) -> Reason {
        Reason(
            "hotline.list", field: "file", "第\(row)行\(column.isEmpty ? "" : "“\(column)”")：\(sentence)",
            "Row \(row) \(column): see the Chinese sentence.")
    }
}
