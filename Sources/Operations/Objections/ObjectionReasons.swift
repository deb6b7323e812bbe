import Primitives

extension Reason {
    static let reportNotIssued = Reason(
        "reportNotIssued", "核对报告还没有由第二人签发，不能据以提出意见。请等核对中心签发。",
        "The verification report is still a draft. A second person of the verification centre must issue it first.")
    static let reportIssued = Reason(
        "reportIssued", "这份核对报告已经签发。要改内容，请重新核对，形成下一版。",
        "This report has been issued. Compare again to make its next version.")
    static let reportOutdated = Reason(
        "reportOutdated", "这不是针对当前申报内容的最新一版核对报告。请刷新后看最新一版。",
        "This is not the latest report on the present facts. Reload and use the latest version.")
    static let ownReport = Reason(
        "ownReport", "这份核对报告由您经手，按规定要由另一人办理这一步。请交给同事。",
        "You made this report, so another person must take this step. Hand it to a colleague.")
    static let reportOfAnother = Reason(
        "reportOfAnother", "这份核对报告由另一位同事编制。请由编制人填写疑点说明。",
        "A colleague is composing this report and writes its closing notes.")
    static let findingUnknown = Reason(
        "findingUnknown", field: "finding", "报告里没有这一条，或者报告已有新一版。请刷新页面。",
        "The report has no such entry, or there is a later version. Reload the page.")
    static let findingContested = Reason(
        "findingContested", field: "finding", "这一条已经提过异议，请等复核结果。",
        "An objection to this entry is already with the verification centre. Wait for its answer.")
    static let findingDecided = Reason(
        "findingDecided", field: "finding", "同样的记录已经复核过，结果不变。对决定不服的，可以申请行政复议。",
        "The same record was re-checked before and stands. A decision that rests on it can be appealed.")
    static func objectionWindowOver(_ day: CivilDate) -> Reason {
        Reason(
            "objectionWindowOver", "提异议的期限到\(day.chineseText)，已经过了。有新材料请直接交给乡镇（街道）。",
            "The time to object has passed. Bring any further papers to the township office.")
    }
    static let objectionOwnFiling = Reason(
        "objectionOwnFiling", "这条异议由您代为提出，要由另一人复核。请交给同事。",
        "You filed this objection for the family, so another person must decide it.")
    static let recordUnknown = Reason(
        "recordUnknown", field: "records", "所选的记录不在这一条的依据里。请刷新页面后再选。",
        "A chosen record is not one that this entry rests on. Reload the page and choose again.")
    static let recordsMissing = Reason(
        "recordsMissing", field: "records", "异议成立时，请至少选一条查实有误的记录。",
        "When the objection is upheld, choose at least one record that is wrong.")
    static let reportObjectionOpen = Reason(
        "reportObjectionOpen", "核对结果的异议还没有复核完，不能据以提出不符合的意见。请等核对中心答复。",
        "An objection to the report is not decided yet; no negative opinion can rest on it. Wait for the answer.")
    static let ticketAnswered = Reason(
        "ticketAnswered", "这张更正单已经登记过答复。", "The department's answer to this ticket is on record already.")
    static let suppressionRevoked = Reason(
        "suppressionRevoked", "这条已经恢复提示，不用再办。", "This match is raised again already.")
}
