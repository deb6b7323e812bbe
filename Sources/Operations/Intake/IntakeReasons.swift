/// Why a step of the intake was not taken.
extension Reason {
    static func memberInOtherCase(_ number: String?) -> Reason {
        Reason(
            "memberInOtherCase",
            "家庭成员已在另一份正在办理的同类申请中\(number.map { "（\($0)）" } ?? "")。请先与申请人核实，撤回或转办其中一份。",
            "A member takes part in another open application of this kind. Settle with the family which stays."
        )
    }
    static func tooManyItems(_ most: Int) -> Reason {
        Reason(
            "tooManyItems", field: "items", "一次最多列\(most)项。请合并相近的材料。",
            "Too many items. Join those that belong together.")
    }
    static let itemTooLong = Reason(
        "itemTooLong", field: "items", "每一项最多200字。请写短一些，让申请人看得懂。", "An item has at most 200 characters.")
    static let nothingAwaited = Reason(
        "nothingAwaited", "这份申请现在没有等待补交的材料。请刷新页面看进度。",
        "Nothing is awaited for this application now. Reload the page.")
    static let answerMissing = Reason(
        "answerMissing", field: "answer", "还没有补任何内容。请上传材料，或写明情况。",
        "Nothing was added. Send a photo, or say what is the case.")
    static let answerTooLong = Reason(
        "answerTooLong", field: "answer", "说明最多500字。请写短一些。", "The text has at most 500 characters.")
    static let residenceFixed = Reason(
        "residenceFixed", field: "residenceRegion", "申请已在原住地办理，不能在这里改住地。搬了家请告诉工作人员。",
        "The residence cannot be changed here. If you moved, tell the staff.")
    static let relationMissing = Reason(
        "relationMissing", field: "relation", "请写明是什么亲属关系。", "Say how they are related.")
    static let staffUnknown = Reason(
        "staffUnknown", field: "staffID", "没有找到这位工作人员。请从列表中选择。", "There is no such staff member. Choose from the list.")
    static func tooManyCases(_ most: Int) -> Reason {
        Reason("tooManyCases", field: "cases", "请选择1到\(most)件案件。", "Choose between 1 and \(most) cases.")
    }
    static func assigneeOutside(_ number: String) -> Reason {
        Reason(
            "assigneeOutside", field: "staffID", "对方的岗位管不到案件\(number)所在的村。请另选。",
            "The colleague's post does not reach one of the cases.")
    }
    static func assigneeRelated(_ number: String) -> Reason {
        Reason(
            "assigneeRelated", field: "staffID", "对方与案件\(number)的家庭有亲属关系，应当回避。请另选。",
            "The colleague is related to one of the households.")
    }
    static let recognitionLate = Reason(
        "recognitionLate", "案件已经有决定，不再公示，不用登记。", "The case is decided and is not posted any more.")
    static let recognitionBasisMissing = Reason(
        "recognitionBasisMissing", field: "basis", "请写明认定文书的名称、文号和出具机关。",
        "Say which paper it rests on: its name, number and issuer.")
    static let recognitionKindWrong = Reason(
        "recognitionKindWrong", field: "kind", "请选择孤儿或事实无人抚养儿童。", "Choose orphan or unattended child.")
    static let recognisedIsAdult = Reason(
        "recognisedIsAdult", field: "member", "这位家庭成员已满18周岁，不能登记为儿童。请另选。",
        "This member is 18 or older. Choose another.")
    static let recognitionPaperMissing = Reason(
        "recognitionPaperMissing", field: "photo1", "请拍照上传认定文书。", "Send a photo of the paper it rests on.")
    static let seenMissing = Reason(
        "seenMissing", field: "seen", "请写明看到了什么证件，系统会记录。", "Say which paper you saw; it is kept.")
    static let nothingHeldHere = Reason(
        "nothingHeldHere", field: "idNumber", "辖区内没有这个人的家庭档案。请核对号码，或逐人填写。",
        "No family of your area has this person on file. Check the number, or fill in person by person.")
    static let revealReasonMissing = Reason(
        "revealReasonMissing", field: "reason", "查看完整信息要写明原因，系统会记录。", "Say why the full data are needed; it is kept.")
    static let exportReasonMissing = Reason(
        "exportReasonMissing", field: "reason", "导出要写明用途，系统会记录。", "Say what the export is for; it is kept.")
}
