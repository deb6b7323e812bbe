/// The sentences of refusals; `%` stands for a detail.
enum RefusalText {
    static func of(_ code: RefusalCode) -> (chinese: String, english: String) {
        switch code {
        case .eventNotInState:
            (
                "不能“%”：案件现在是“%”。请刷新页面，按当前步骤办理。",
                "This step does not fit the case's present state. Reload the page and take the step it offers."
            )
        case .roleNotAllowed:
            (
                "“%”不能由%办理。请交给%办理。",
                "This step belongs to another role. Hand the case to a person who holds it."
            )
        case .personMustSign:
            (
                "“%”必须由工作人员本人作出并署名，系统不能代替。请由%办理。",
                "A person must take and sign this step; the system cannot. Ask the responsible person."
            )
        case .notCompetentBody:
            (
                "本案的确认机关是%，“%”应由%作出。请转交后办理。",
                "The competent body of this case is another one. Hand the case over to it."
            )
        case .caseChanged:
            (
                "案件在您打开之后已被他人更新，您看到的不是最新情况。请刷新后再决定。",
                "Someone changed the case after you opened it. Reload it, then decide on what it says now."
            )
        case .relatedPerson:
            (
                "您与本案家庭有近亲属关系，按规定应当回避。请交由其他工作人员办理。",
                "You are related to this family and must withdraw. Hand the case to a colleague."
            )
        case .surveyorDecides:
            (
                "您参加了本案的入户调查，不能再作决定：调查与决定须由不同的人负责。请交给其他有权人员。",
                "You visited this family, so you may not decide. Hand the decision to another authorised person."
            )
        case .opinionGiverDecides:
            (
                "本案的初审意见由您提出，确认决定须由另一人作出。请交给其他有权人员。",
                "You gave the first opinion, so another person must decide. Hand the case over."
            )
        case .formHasProblems:
            (
                "申请书还有%处没有填对，无法提交。请按页面上的提示逐项改好。",
                "The application form still has problems. Correct each one that the page names, then submit."
            )
        case .authorizationsMissing:
            (
                "还有成年家庭成员没有签核对授权：%。请本人授权；确实不能的，由代理人代签或写明原因。",
                "Some adults have not authorised the check. Let each authorise, be represented, or record why not."
            )
        default: investigation(code)
        }
    }

    private static func investigation(_ code: RefusalCode) -> (chinese: String, english: String) {
        switch code {
        case .supplementItemsMissing:
            (
                "补正告知书没有列出缺少的材料，家庭不知道要补什么。请逐项写明后再发出。",
                "The supplement notice lists nothing, so the family cannot act on it. Name each missing item."
            )
        case .supplementAlreadyUsed:
            (
                "本案已经一次性告知过补正，不能再次要求。请按现有材料办理，能共享查询的由工作人员查询。",
                "The one supplement list was already issued. Go on with what is there and look up the rest."
            )
        case .supplementStillOpen:
            (
                "补正期限到%，还没有届满，不能按不配合终结。请等期满后再办理。",
                "The time for the missing items is still running. Wait until it ends before closing the case."
            )
        case .targetUnsuitable:
            (
                "去向仍是本乡镇，不需要转出。请选择另一个地区，或在本地继续办理。",
                "The target is this same township. Choose another region, or go on with the case here."
            )
        case .reasonMissing:
            (
                "没有写明原因，对方无法知道为什么。请写清楚原因再提交。",
                "No reason was given, so nobody can know why. State the reason, then submit again."
            )
        case .reasonCodeMissing:
            (
                "没有选择理由：“%”必须书面说明理由。请至少选择一条。",
                "An adverse act needs written reasons. Choose at least one."
            )
        case .reasonCodeUnsuitable:
            (
                "理由“%”不适用于“%”。请选择与本决定相符的理由。",
                "A chosen reason cannot support this act. Choose reasons that fit it."
            )
        default: visiting(code)
        }
    }

    private static func visiting(_ code: RefusalCode) -> (chinese: String, english: String) {
        switch code {
        case .visitorsTooFew:
            (
                "入户调查至少要%名不同的工作人员，现在不足。请补充调查人后再记录。",
                "A visit needs more different visitors than were named. Name them, or visit again together."
            )
        case .visitorRelated:
            (
                "调查人中有人与本案家庭有近亲属关系，应当回避。请换人重新入户。",
                "A visitor is related to the family and must withdraw. Visit again with another person."
            )
        case .visitSignaturesMissing:
            (
                "入户调查表缺少签字：调查人和家庭双方都要签。请补签后再记录。",
                "The visit form lacks a signature; both sides must sign. Have it signed, then record it."
            )
        case .visitDayImpossible:
            (
                "入户日期%早于受理或晚于今天，不可能发生。请核对日期。",
                "The visit day is before acceptance or after today. Correct the day."
            )
        case .verificationMissing:
            (
                "核对报告还没有返回，不能提出初审意见。请等待或催办核对中心。",
                "The verification report is not there yet. Wait for it, or ask the verification centre."
            )
        case .silenceNotStated:
            (
                "这些部门没有答复：%。没有答复不等于没有财产，请在意见中逐一写明。",
                "Some departments did not answer, and no answer is not “no asset”. Name each one in the opinion."
            )
        case .visitMissing:
            (
                "还没有入户调查记录，不能提出初审意见。请先完成入户并双方签字。",
                "No household visit is on file. Visit the family and record it first."
            )
        default: deciding(code)
        }
    }

    private static func deciding(_ code: RefusalCode) -> (chinese: String, english: String) {
        switch code {
        case .determinationMissing:
            (
                "还没有计算结果（明白纸），无法据以决定。请先运行测算。",
                "There is no determination to rest on. Run it first."
            )
        case .determinationStale:
            (
                "测算之后家庭情况有更新，原结果已过时。请重新测算，核对变化后再决定。",
                "The facts changed after the determination. Run it again and see what changed."
            )
        case .determinationNegative:
            (
                "测算结果为不符合条件，不能作出肯定意见或确认。请先查明并更正事实，或按不符合处理。",
                "The determination says the conditions are not met. Correct the facts first, or decide accordingly."
            )
        case .noticeForbidden:
            (
                "%不公示，以保护未成年人。请直接进入确认环节。",
                "Nothing may be posted for this household, to protect a minor. Go on without a notice."
            )
        case .noticeRunning:
            (
                "公示到%，当天过完才算期满，不能提前结束或重新张贴。请期满后再办理。",
                "The notice runs through its last day. Wait until that day has passed."
            )
        case .noticePhotosMissing:
            (
                "缺少公示首日或末日的照片，无法证明张贴到期。请补传当日照片；没有拍的，重新公示。",
                "A photo of the first or last day is missing, so posting is not proved. Add it, or post again."
            )
        case .noticeNotClosed:
            (
                "公示还没有无异议地结束，不能确认。请先完成公示。",
                "The public notice has not closed cleanly. Complete it before confirming."
            )
        case .objectionOpen:
            (
                "还有异议没有答复，不能继续。请先复查并书面答复。",
                "An objection is still unanswered. Check and answer it first."
            )
        default: granting(code)
        }
    }

    private static func granting(_ code: RefusalCode) -> (chinese: String, english: String) {
        switch code {
        case .opinionNegative:
            (
                "初审意见为不符合，不能直接确认。请退回乡镇重新调查，或作出不予确认决定。",
                "The first opinion is negative. Return the case for another look, or refuse with reasons."
            )
        case .countyVisitNeeded:
            (
                "本案须县级入户核查（%），核查前不能决定。请先安排县级入户。",
                "The county must visit this family before a decision. Order and record the visit first."
            )
        case .meetingMissing:
            (
                "乡镇受委托决定本案，还没有集体研究的记录。请先召开审核确认会议并记录表决。",
                "The township decides this case and its meeting has not voted. Hold it and record the votes."
            )
        case .meetingVotedOtherwise:
            (
                "会议的表决结果是%确认，不能作出相反的决定。请按表决结果办理，或者补充调查后再议。",
                "The meeting voted otherwise. Decide as it voted, or look further and meet again."
            )
        case .amountDiffers:
            (
                "金额%元与测算结果%元不一致。请按测算金额确认，或更正事实后重新测算。",
                "The amount differs from the determination. Use its amount, or correct the facts and run it again."
            )
        case .amountUnsuitable:
            (
                "%的确认金额不对：发放资金的须大于零，只认定身份的须为零。请改正金额。",
                "The amount does not suit the program: paid programs need more than zero, statuses exactly zero."
            )
        case .firstMonthWrong:
            (
                "起发月份应为%（%）。请改正。",
                "The first month paid is not the one the rule gives. Correct the month."
            )
        case .lastMonthWrong:
            (
                "渐退期最晚到%，且不能早于本月（%）。请改正截止月份。",
                "The last month of the gradual exit is outside the allowed range. Correct the month."
            )
        case .dayImpossible:
            (
                "日期%在今天之后，还没有发生。请核对日期。",
                "The day lies in the future. Correct the day."
            )
        case .familyContinues:
            (
                "家里还有其他人在享受保障，不能整户终结。请办理成员变更，由其他成年家人作申请人。",
                "Other members remain, so the case does not end. Change the members and the applicant instead."
            )
        default: keepingTime(code)
        }
    }

    private static func keepingTime(_ code: RefusalCode) -> (chinese: String, english: String) {
        switch code {
        case .mustAccept:
            (
                "申请材料齐全、属于本机关职权，必须受理。认为不符合条件的，受理后依法作出不予确认决定。",
                "A complete application within the body's competence is accepted and, if need be, refused with reasons."
            )
        case .nonAcceptanceUnfounded:
            (
                "不予受理的理由“%”没有依据。请写明依据，或改为受理、转办。",
                "The ground for not accepting is not shown. State what it rests on, or accept or transfer."
            )
        case .objectionWindowRunning:
            (
                "家庭对核对结果的异议期到%，还没有届满。期满或家庭书面表示无异议后再办理。",
                "The family may still contest the report. Wait for the last day, or for its written word."
            )
        case .objectionWindowOwed:
            (
                "核对结果不利于申请家庭，还没有告知家庭并给予异议期。请先告知。",
                "The report speaks against the family, which was not told yet. Tell it and open the time to object."
            )
        case .appraisalUnsound:
            (
                "民主评议不能作为依据：%。请重新组织评议。",
                "The appraisal cannot be relied on. Hold it again as the rule says."
            )
        case .limitAlreadyExtended:
            (
                "本案已经按特殊情形延长过期限，不能再次延长。请抓紧办理。",
                "The limit was already extended once. Go on with the case."
            )
        case .limitPassed:
            (
                "办理期限%已经过去，不能事后延长。请写明超期原因并尽快办理。",
                "The limit has passed and cannot be extended afterwards. State why it is late and go on."
            )
        case .clockNotRunning:
            (
                "期限没有在计算（未受理、已中止或已办结），不能办理“%”。",
                "The clock is not running, so this cannot be done to it."
            )
        case .clockNotStopped:
            (
                "期限没有因“%”中止，不需要恢复。",
                "The clock is not stopped for this, so there is nothing to resume."
            )
        case .stopReasonUnsuitable:
            (
                "“%”由相应步骤自动中止，不能手工中止。手工中止只限等待鉴定、不可抗力。",
                "This stop belongs to a step. By hand the clock is stopped for certification or force majeure only."
            )
        default: fastPath(code)
        }
    }

    private static func fastPath(_ code: RefusalCode) -> (chinese: String, english: String) {
        switch code {
        case .provisionalUnfounded:
            (
                "没有符合条件的容缺审批依据（起点金额、信用查询、承诺、村级评议）。请补齐后再批，或按普通程序办理。",
                "The grounds of a provisional approval are not on file. Complete them, or take the ordinary way."
            )
        case .aidFirstUnfounded:
            (
                "没有符合条件的先行救助登记（紧急情形、金额、备用金）。请先登记，或按普通程序办理。",
                "No sound register entry of aid first is on file. Make it, or take the ordinary way."
            )
        case .backfillIncomplete:
            (
                "先行救助的手续还没有补齐：%。请补齐后再办结。",
                "Papers of the aid given first are still owed. Complete them, then close."
            )
        case .factsChanged:
            (
                "复核的测算金额为%元，与现在的%元不同，不能按“无变化”办结。请按调整办理。",
                "The review computes another amount, so it is not “nothing changed”. Adjust the award instead."
            )
        case .nothingChanged:
            (
                "调整后的金额与现在相同（%元），没有可以调整的。请按“无变化”办结复核。",
                "The amount stays the same, so there is nothing to adjust. Close the review as unchanged."
            )
        case .proceedingsOpen:
            (
                "还有未办结的程序：%，不能归档。请办结后再归档。",
                "A proceeding beside the case is still open. Close it before the file is archived."
            )
        default: preconditionFailure("RefusalText names no sentence for \(code.rawValue).")
        }
    }
}
