import Primitives

extension CaseState {
    /// One plain Chinese sentence that tells the family where things stand.
    package func citizenSentence(_ dates: ProgressDates = ProgressDates()) -> String {
        let due = dates.decisionDue.map { "，\(shortDay($0.on))前\($0.provisional ? "（暂定）" : "")给您结果" } ?? ""
        return switch self {
        case .draft: "申请还没有提交，您可以接着填。"
        case .submitted: "申请已收到，工作人员正在看材料。"
        case .supplement:
            "还缺几样材料" + (dates.supplementDueOn.map { "，请在\(shortDay($0))前补上。" } ?? "，请尽快补上。")
        case .transferred: "您的申请已转到另一个地方办理，那边会联系您。"
        case .notAccepted: "这件事不归这里受理，书面通知里写了理由和该找谁。"
        case .accepted: "申请已受理" + due + "。"
        case .investigating: "正在核对信息、上门了解情况" + due + "。"
        case .objectionWindow: "核对结果和您填的不一样，您可以在期限内说明。"
        case .firstOpinion: "乡镇已提出意见，马上在村里公示。"
        case .publicity:
            "村里正在公示" + (dates.noticeClosesOn.map { "，\(shortDay($0))结束。" } ?? "。")
        case .recheck: "有人对公示提出意见，正在复查。"
        case .confirming: "公示和调查都做完了，正在作决定" + due + "。"
        case .countyVisit: "县里还要上门看一看，再作决定。"
        case .active: "已经批准" + (dates.firstMonth.map { "，从\($0.chineseText)开始享受。" } ?? "，正在享受。")
        case .provisionalActive: "已经先批准，还有手续在补办" + (dates.firstMonth.map { "，从\($0.chineseText)开始享受。" } ?? "。")
        case .reverifying: "正在复核家里的情况，照常享受。"
        case .paidFirst: "救助已经先给，请在期限内补齐手续。"
        case .granted: "救助已经给到，这次办理结束。"
        case .suspended: "暂时停了，查清情况后会告诉您。"
        case .gradualExit: "家里情况好转，再享受一段时间后退出。"
        case .refused: "这次没有批准，书面通知里写了理由和怎么申诉。"
        case .withdrawn: "您已撤回申请，以后需要可以再申请。"
        case .endedNonCooperation: "调查没能完成，这次申请已结束，您可以再申请。"
        case .endedDeath: "因申请人去世，这次办理已结束。家里其他人有困难，可以再申请。"
        case .endedMoved: "您已搬走，这里的办理已结束，可以在新住处申请。"
        case .terminated: "已经停止享受，书面决定里写了理由和怎么申诉。"
        case .revoked: "原来的批准已撤销，书面决定里写了理由和怎么申诉。"
        case .archived: "办理已结束，材料已存档。"
        }
    }

    /// The same sentence in English.
    package func citizenSentenceEnglish(_ dates: ProgressDates = ProgressDates()) -> String {
        let due = dates.decisionDue.map {
            " You get an answer by \($0.on.text)\($0.provisional ? " (provisional)" : "")."
        }
        return switch self {
        case .draft: "Not sent yet; you can go on filling it in."
        case .submitted: "We have your application and are checking the papers."
        case .supplement:
            "Some papers are missing" + (dates.supplementDueOn.map { "; please bring them by \($0.text)." } ?? ".")
        case .transferred: "Your application went to another office, which will contact you."
        case .notAccepted: "This is not handled here; the letter says why and whom to ask."
        case .accepted: "Your application is accepted." + (due ?? "")
        case .investigating: "We are checking the information and visiting you." + (due ?? "")
        case .objectionWindow: "The check differs from what you declared; you may explain within the time given."
        case .firstOpinion: "The township has given its opinion; the village notice comes next."
        case .publicity:
            "The notice is posted in the village" + (dates.noticeClosesOn.map { " until \($0.text)." } ?? ".")
        case .recheck: "Someone objected to the notice; we are checking again."
        case .confirming: "Checks are done; the decision is being made." + (due ?? "")
        case .countyVisit: "The county will visit you before it decides."
        case .active: "Approved" + (dates.firstMonth.map { ", from \($0.text)." } ?? ".")
        case .provisionalActive: "Approved ahead of some papers, which follow."
        case .reverifying: "Your circumstances are being reviewed; the support goes on."
        case .paidFirst: "Help was given first; please complete the papers in time."
        case .granted: "The relief was given and this case is closed."
        case .suspended: "Paused; we will tell you when it is cleared up."
        case .gradualExit: "Things are better at home; the support goes on for a while and then ends."
        case .refused: "Not approved this time; the letter says why and how to appeal."
        case .withdrawn: "You withdrew; you can apply again at any time."
        case .endedNonCooperation: "The inquiry could not be completed and this application ended; you can apply again."
        case .endedDeath: "This case ended with the applicant's death; others in the family can apply."
        case .endedMoved: "You moved away and the case here ended; you can apply where you live now."
        case .terminated: "The support has ended; the decision says why and how to appeal."
        case .revoked: "The approval was revoked; the decision says why and how to appeal."
        case .archived: "Finished and filed."
        }
    }
}

/// Month and day as people say them, such as 10月9日.
func shortDay(_ day: CivilDate) -> String { "\(day.month)月\(day.day)日" }
