import Casework
import Primitives
import Storage

extension Reason {
    static let provisionalNotOffered = Reason(
        "provisionalNotOffered", "本地没有规定容缺审批的起点金额，不能容缺。请按普通程序办理。",
        "The region sets no amount that opens this path. Take the ordinary way.")
    static let provisionalProgramUnsuitable = Reason(
        "provisionalProgramUnsuitable", "本项目目前不能由系统按已知情况测算，不能容缺审批。请按普通程序办理，急难的先申请临时救助。",
        "The system does not compute this program on what is known. Take the ordinary way, or ask for temporary relief."
    )
    static let provisionalNotAsked = Reason(
        "provisionalNotAsked", "还没有登记容缺审批。请经办先登记困难类型、支出和凭证。",
        "The path was not registered. Have the clerk register cause, cost and papers first.")
    static let provisionalDecided = Reason(
        "provisionalDecided", "容缺审批已经作出，不能再改登记内容。", "The approval was given; what it rests on is not changed any more.")
    static let provisionalStateWrong = Reason(
        "provisionalStateWrong", "案件现在不在受理或调查核对阶段，不能办理容缺。请刷新页面。",
        "The case is neither accepted nor under investigation, so this path is closed. Reload the page.")
    static let provisionalReportAbsent = Reason(
        "provisionalReportAbsent", "还没有第一份核对结果，不知道哪些来源没有答复。请先启动调查核对。",
        "There is no first report, so it is not known who is silent. Start the investigation first.")
    static let provisionalUnlikely = Reason(
        "provisionalUnlikely", "按已经知道的情况不符合本项目条件，不能先行批准。请等核对结果返回后按普通程序办理。",
        "On what is known the family does not qualify. Wait for the report and take the ordinary way.")
    static func provisionalQuestions(_ questions: [String]) -> Reason {
        Reason(
            "provisionalQuestions",
            "还有\(questions.count)个要由人查清的问题：\(questions.joined(separator: "；"))。请先入户问清，录入入户调查后再容缺审批。",
            "Questions that people must settle are open. Visit, record what was found, then approve.")
    }
    static let proofMissing = Reason(
        "proofMissing", field: "photo1", "没有上传凭证，或凭证不属于本案。请上传。",
        "The paper is missing or is not of this case. Upload it.")
    static let creditReferenceMissing = Reason(
        "creditReferenceMissing", field: "reference", "没有填写信用查询的回复编号。请填写，以便复查。",
        "The number of the credit service's answer is missing. Fill it in.")
    static let pledgeTextChanged = Reason(
        "pledgeTextChanged", field: "hash", "承诺书的内容已经更新，签的不是现在的版本。请打印后重新签署。",
        "The text of the pledge has changed meanwhile. Print it and have it signed again.")
    static let backCheckNotDoubtful = Reason(
        "backCheckNotDoubtful", "核对结果没有返回疑问，现在不需要作结论。", "The back-check raised no doubt; there is nothing to settle.")
    static let backCheckPassesByItself = Reason(
        "backCheckPassesByItself", field: "outcome", "符合条件不在这里作结论：来源都答复后由程序记录，或在正式确认时由人确认。请选其他结论。",
        "That the family qualifies is recorded when all sources have answered, or by the confirmation. Choose another.")
    static let backCheckSettled = Reason(
        "backCheckSettled", "容缺后的核对已经作出结论。", "The back-check is settled already.")
    static let hearingDayImpossible = Reason(
        "hearingDayImpossible", field: "day", "听取日期早于疑问提出之日或晚于今天。请核对日期。",
        "The day is before the doubt arose or after today. Correct it.")
    static let creditStepUnknown = Reason(
        "creditStepUnknown", "没有这样的失信记录步骤。请刷新页面。", "There is no such step. Reload the page.")
}

/// What every verb on a fast path asks of its case first.
enum FastPathChecks {
    /// Why a file is not a paper of the case.
    static func paper(_ id: UploadID, of file: CaseFile, in context: CommandContext) throws -> [Reason] {
        try context.store.uploads(of: file.row.id, in: context.scope).contains { $0.id == id } ? [] : [.proofMissing]
    }
}
