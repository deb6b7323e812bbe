import Casework
import Primitives
import Storage

extension CaseFile {
    /// Writes a short message to the applicant's phone into the outbox; without a phone there is none.
    func sendMessage(_ kind: MessageKind, details: CaseStepDetails, in context: CommandContext) throws {
        guard !row.form.phone.isEmpty else { return }
        try context.store.enqueueMessage(
            channel: "sms", template: kind.rawValue, recipient: row.form.phone,
            recipientMasked: Masking.phone(row.form.phone), body: text(of: kind, in: context), caseID: row.id,
            at: context.now, on: context.today)
    }

    /// The message: who writes, what happened, what comes next, where to look.
    ///
    /// No amounts, no names of others.
    private func text(of kind: MessageKind, in context: CommandContext) -> String {
        let sentence =
            switch kind {
            case .submitted: "您的\(row.program.chineseShort)申请已收到，编号\(row.number)。"
            case .supplementAsked: "您的申请还缺几样材料，请打开进度页面看清单。"
            case .supplementReceived: "您补交的材料已收到。"
            case .transferred: "您的申请已转到别处办理，那边会联系您。"
            case .accepted: "您的申请已受理，编号\(row.number)。接下来核对信息、上门了解情况。"
            case .noticePosted: "您的申请正在村里公示。"
            case .objectionReceived: "公示期间收到意见，正在复查。"
            case .objectionAnswered: "公示意见已有处理结果。"
            case .confirmed: "您的申请已批准，请打开进度页面看金额和发放月份。"
            case .refused: "您的申请这次没有批准，书面通知里写了理由和怎么申诉。"
            case .withdrawn: "您已撤回申请，以后需要可以再申请。"
            case .ended: "您的申请已办理终结，书面通知里写了原因。"
            case .suspended: "您家的救助暂停，请打开进度页面看原因。"
            case .resumed: "您家的救助已恢复。"
            case .gradualExit: "您家的救助进入渐退期，请打开进度页面看说明。"
            case .terminated: "您家的救助已终止，书面决定里写了理由和怎么申诉。"
            case .notAccepted: "您的申请不归这里受理，书面通知里写了理由和该找谁。"
            case .reportContestable: "核对结果和您填的不一样，请打开进度页面看，有不同意见可以在期限内说明。"
            case .provisionallyApproved: "您的申请已先行批准，还有手续要补办，请打开进度页面看清单。"
            case .aidedFirst: "救助已先行给付，请在期限内补齐手续，请打开进度页面看清单。"
            case .limitExtended: "您的申请情况特殊，办理期限延长，请打开进度页面看日期。"
            case .reverificationStarted: "您家的救助正在复核，复核期间照常发放。"
            case .unchanged: "您家的救助复核完成，没有变化，照常发放。"
            case .adjusted: "您家的救助金额有调整，请打开进度页面看说明。"
            case .toldBeforeAct: "您家的救助可能有变化，请在期限内打开进度页面看，有不同意见可以说明。"
            case .revoked: "原来的批准已撤销，书面决定里写了理由和怎么申诉。"
            }
        let settings = context.bureau.settings
        return "【\(settings.name)】\(sentence)查看：\(settings.publicAddress)/t/\(row.trackingToken)"
    }
}
