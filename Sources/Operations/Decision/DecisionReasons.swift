import Casework
import Policies
import Primitives
import Storage

extension Reason {
    static let signerRelated = Reason(
        RefusalCode.relatedPerson.rawValue, "您与本案家庭有近亲属关系，按规定应当回避。请交由其他工作人员办理。",
        "You are related to this family and must withdraw. Hand the case to a colleague.")
    static let factsMoved = Reason(
        "factsMoved", "核对期间案件的申报内容变了，这份结果作废。系统会按新内容重新核对。",
        "The declared facts changed during the comparison, so its result is void. It runs again on the present facts.")
    static let leaseLost = Reason(
        "leaseLost", "这项后台任务已由另一个进程接手，本次结果没有写入。",
        "Another process took this job over; nothing of this run was written.")
    static let notInvestigating = Reason(
        "notInvestigating", "案件现在不在调查核对阶段，不能做这一步。请刷新页面。",
        "The case is not being investigated, so this step does not fit. Reload the page.")
    static let reportMissing = Reason(
        "reportMissing", "还没有针对当前申报内容的核对报告。请等核对完成。",
        "There is no verification report on the present facts. Wait for the comparison.")
    static func reportExpired(_ day: CivilDate) -> Reason {
        Reason(
            "reportExpired", "核对报告的有效期到\(day.chineseText)，已经过期。请重新核对。",
            "The verification report has expired. Compare again.")
    }
    static let visitRecordMissing = Reason(
        "visitRecordMissing", "还没有入户调查记录。请先入户并录入。", "No household visit is recorded. Visit and record it first.")
    static func visitDamaged(_ day: CivilDate) -> Reason {
        Reason(
            "visitDamaged", "\(day.chineseText)的入户记录已损坏，读不出来，不能据此计算。请系统管理员从备份里找回，或重新入户并登记。",
            "The record of the visit cannot be read, so nothing is computed from it. Restore it, or visit again.")
    }
    static let recheckVisitMissing = Reason(
        "recheckVisitMissing", "异议成立后还没有再次入户。请先复查入户并录入。",
        "An objection was upheld and nobody has visited since. Visit again and record it.")
    static func programUnavailable(_ sentences: [String]) -> Reason {
        Reason(
            "programUnavailable", "本项目现在算不了：\(sentences.joined(separator: ""))请联系县级民政部门补上政策内容。",
            "This program cannot be computed: a policy or one of its values is missing. Ask the county's office."
        )
    }
    static let statedInSorting = Reason(
        "statedInSorting", "这个项目和其他项目一起测算，问题请在“各项救助”页面回答，再回来测算。",
        "This program is decided together with the others. Answer its questions on the programs page, then compute.")
    static let determinationOfAnotherProgram = Reason(
        "determinationOfAnotherProgram", "案件改了项目，原来的测算是按另一个项目作的。请重新测算。",
        "The case is dealt with under another program than the determination was made for. Run it again.")
    static func fitsHigherClass(_ title: String) -> Reason {
        Reason(
            "fitsHigherClass", field: "reasonCodes", "这家符合类别更高的“\(title)”，不能以收入、财产或者支出为由不予确认。请改按它办理。",
            "The household fits a higher class. Carry the case over to it instead of refusing.")
    }
    static let determinationOutdated = Reason(
        "determinationOutdated", "测算之后又有了新的核对报告或入户记录。请重新测算。",
        "A report or visit came in after the determination. Run it again.")
    static func factsContradict(_ detail: String) -> Reason {
        Reason(
            "factsContradict", "事实之间有矛盾，无法测算：\(detail)。请改正后重试。",
            "The facts contradict themselves: \(detail). Correct them and repeat.")
    }
    static func questionsOpen(_ questions: [String]) -> Reason {
        Reason(
            "questionsOpen", "还有\(questions.count)个问题没有弄清，不能据此提意见：\(questions.joined(separator: "；"))。请查清后重新测算。",
            "Open questions could still change the result. Answer or state each, then run the determination again.")
    }
    static let reasonContradictsDetermination = Reason(
        "reasonContradictsDetermination", field: "reasonCodes", "测算结果是符合收入和财产条件，所选理由与它相反。请改选理由或重新测算。",
        "The determination finds income and property within the limits; the chosen reason says the opposite.")
    static let conflictsUnanswered = Reason(
        "conflictsUnanswered", field: "text", "核对报告里有与规定不符的记录。提出符合意见，请写明查清的情况。",
        "The report names records that contradict a rule. Say how each was settled before a positive opinion.")
    static func textMissing(_ field: String) -> Reason {
        Reason("textMissing", field: field, "请把说明写清楚再提交。", "Write the explanation, then submit again.")
    }
    static func textTooLong(_ field: String, _ limit: Int) -> Reason {
        Reason(
            "textTooLong", field: field, "文字太长，最多\(limit)字。请写短一些。", "The text is too long; at most \(limit) characters."
        )
    }
    static let secondVisitorSame = Reason(
        "secondVisitorSame", field: "second", "至少要两个人，第二个人不能是您自己。请填写另一个人。",
        "The two visitors must be different people. Name the other one.")
    static let secondVisitorUnknown = Reason(
        "secondVisitorUnknown", field: "second", "没有找到第二个人。请从名单里选，或填写姓名。",
        "The second visitor was not found. Name a staff member or a grid worker.")
    static let photoUnknown = Reason(
        "photoUnknown", field: "photo", "照片不属于本案。请重新上传。", "The photo does not belong to this case. Upload it again.")
    static let noticeEnded = Reason(
        "noticeEnded", "公示已经结束或已撤下。", "The notice has ended or was taken down.")
    static func photoDayWrong(_ sentence: String) -> Reason {
        Reason(
            "photoDayWrong", field: "photo", sentence, "The photo must be taken on its day; see the Chinese sentence.")
    }
    static let nameUnsuitable = Reason(
        "nameUnsuitable", "申请人姓名、村名或监督电话不能上公示。请先更正。",
        "The applicant's name, the village or the hotline cannot hang in public. Correct it first.")
    static func objectionTooMany(_ hotline: String) -> Reason {
        Reason(
            "objectionTooMany", "这里今天提交的意见太多了。请明天再提，或拨打\(hotline)。",
            "Too many objections came from here today. Try tomorrow or ring the hotline.")
    }
    static let objectionAnswered = Reason(
        "objectionAnswered", "这条意见已经答复过。", "This objection has been answered.")
    static func purposeUnsuitable(_ sentence: String) -> Reason {
        Reason("purposeUnsuitable", field: "purpose", sentence, "This kind of visit is recorded by another post.")
    }
}

/// Checks that several verbs share.
enum DecisionChecks {
    /// Most characters of an opinion, a reason or an answer.
    static let textLimit = 2000

    /// What is wrong with a text a person must write.
    static func text(_ text: String, field: String, limit: Int = textLimit) -> [Reason] {
        if text.allSatisfy(\.isWhitespace) { return [.textMissing(field)] }
        return text.count > limit ? [.textTooLong(field, limit)] : []
    }

    /// What is wrong with a text that may be left out.
    static func tooLong(_ text: String, field: String, limit: Int = textLimit) -> [Reason] {
        text.count > limit ? [.textTooLong(field, limit)] : []
    }

    /// What is wrong with a sum that a person enters: what it is added to stays far from overflow.
    static func sum(_ amount: Money) -> [Reason] {
        amount > .zero && amount <= ApplicationForm.amountMax ? [] : [.amountUnsuitable]
    }

    /// What keeps a staff member of these roles from a case; nil actors are refused.
    static func signer(_ context: CommandContext, _ roles: Set<Role>, of file: CaseFile) -> [Reason] {
        guard let staff = context.actor.staff, roles.contains(staff.role) else { return [.notAllowed] }
        return context.recusal(from: file)
    }
}
