/// An act against the family that must be given in writing with reasons.
package enum AdverseAct: String, CaseIterable, Codable, Hashable, Sendable {
    case negativeOpinion, refusal, reduction, suspension, termination, revocation

    /// The act in words.
    package var chinese: String {
        switch self {
        case .negativeOpinion: "不同意的初审意见"
        case .refusal: "不予确认"
        case .reduction: "减发"
        case .suspension: "暂停"
        case .termination: "终止"
        case .revocation: "撤销"
        }
    }

    /// The act on English pages.
    package var english: String {
        switch self {
        case .negativeOpinion: "Negative first opinion"
        case .refusal: "Refusal"
        case .reduction: "Reduction"
        case .suspension: "Suspension"
        case .termination: "End"
        case .revocation: "Revocation"
        }
    }
}

/// A stated reason for an adverse act, with its clause and the words for the citizen.
///
/// Clauses are those of 社会救助暂行办法 (State Council Order 649), 民发〔2021〕57号, 民发〔2021〕43号 and the 刚性支出 measures of 2024.
package enum ReasonCode: String, CaseIterable, Codable, Hashable, Sendable {
    case incomeNotBelowStandard, propertyOverLimit, expenseBelowLimit
    case notCoLiving, membersConcealed, falseDeclaration
    case alreadyCovered, labourAbilityPresent, ableObligor
    case investigationRefused, contactLost
    case incomeRose, propertyRose, workRefused, reviewRefused, imprisoned, memberChange, voluntaryExit

    /// The adverse acts that may rest on this reason.
    package var acts: Set<AdverseAct> {
        switch self {
        case .incomeNotBelowStandard, .propertyOverLimit, .expenseBelowLimit, .notCoLiving, .labourAbilityPresent,
            .ableObligor:
            [.negativeOpinion, .refusal, .termination]
        case .membersConcealed: [.negativeOpinion, .refusal, .termination, .revocation]
        case .falseDeclaration: Set(AdverseAct.allCases)
        case .alreadyCovered: [.negativeOpinion, .refusal, .suspension, .termination]
        case .investigationRefused: [.negativeOpinion, .refusal]
        case .contactLost: [.suspension]
        case .incomeRose, .workRefused, .memberChange: [.reduction, .termination]
        case .propertyRose, .voluntaryExit: [.termination]
        case .reviewRefused, .imprisoned: [.suspension, .termination]
        }
    }

    /// The clause the reason rests on, as printed on the notice.
    package var clause: String { wording.clause }
    /// The reason in official words, for staff and the document.
    package var chinese: String { wording.official }
    /// The reason in plain words for the citizen, said without blame.
    package var chinesePlain: String { wording.plain }
    /// The reason on English pages.
    package var english: String { wording.english }

    private struct Wording {
        let clause: String
        let official: String
        let plain: String
        let english: String
        init(_ clause: String, _ official: String, _ plain: String, _ english: String) {
            self.clause = clause
            self.official = official
            self.plain = plain
            self.english = english
        }
    }

    private var wording: Wording {
        switch self {
        case .incomeNotBelowStandard:
            Wording(
                "《社会救助暂行办法》第九条", "共同生活的家庭成员人均收入不低于当地标准", "算下来，您家每人每月的收入没有低于当地标准。",
                "Income per person is not below the local standard.")
        case .propertyOverLimit:
            Wording(
                "《社会救助暂行办法》第九条", "家庭财产超出当地规定", "您家的存款、房子、车等财产超过了当地规定的限额。",
                "Household property is above the local limit.")
        case .expenseBelowLimit:
            Wording(
                "《刚性支出困难家庭认定办法》（2024年）", "必需支出未达到当地规定", "您家看病、上学等必须花的钱，没有达到当地规定的数额。",
                "Necessary spending does not reach the local line.")
        case .notCoLiving:
            Wording(
                "民发〔2021〕57号第七条", "申报人员不属于共同生活的家庭成员", "申请里写的人，有的不算一起生活的家人。",
                "A person declared is not a co-living member.")
        case .membersConcealed:
            Wording(
                "民发〔2021〕57号第七条", "未如实申报共同生活的家庭成员", "有一起生活的家人没有写进申请里。",
                "A co-living member was not declared.")
        case .falseDeclaration:
            Wording(
                "《社会救助暂行办法》第六十八条", "隐瞒或者虚报家庭经济状况", "申请里写的情况和查到的不一样，而且没有说明原因。",
                "The declared circumstances are untrue.")
        case .alreadyCovered:
            Wording(
                "《社会救助暂行办法》第十四条", "已享受不能同时享受的救助", "您家已经在享受另一项救助，两项不能同时领。",
                "Already covered by assistance that excludes this one.")
        case .labourAbilityPresent:
            Wording("民发〔2021〕43号", "不属于无劳动能力人员", "按规定，您目前还不算没有劳动能力。", "Is able to work under the rule.")
        case .ableObligor:
            Wording(
                "民发〔2021〕43号", "法定义务人有履行义务能力", "按法律应当照顾您的家人，有能力照顾您。",
                "A person legally bound to support is able to.")
        case .investigationRefused:
            Wording(
                "《社会救助暂行办法》第五十八条", "无正当理由拒绝配合调查核对", "我们没能完成调查：没有得到您家的配合。",
                "The inquiry was refused without good reason.")
        case .contactLost:
            Wording("《社会救助暂行办法》第十三条", "无法取得联系，情况待核实", "我们一直联系不上您，先暂停，联系上以后再办。", "The family cannot be reached.")
        case .incomeRose:
            Wording(
                "《社会救助暂行办法》第十三条", "家庭收入增加，不再符合条件", "您家收入增加了，已经不低于当地标准。",
                "Income has risen and the condition is no longer met.")
        case .propertyRose:
            Wording(
                "《社会救助暂行办法》第十三条", "家庭财产增加，不再符合条件", "您家财产增加了，超过了当地规定的限额。",
                "Property has risen above the local limit.")
        case .workRefused:
            Wording(
                "《社会救助暂行办法》第四十五条", "连续三次无正当理由拒绝就业介绍", "介绍的工作，连续三次没有正当理由就没去。",
                "Suitable work was refused three times in a row.")
        case .reviewRefused:
            Wording("《社会救助暂行办法》第十三条", "无正当理由拒绝定期核查", "定期核查一直没能进行。", "The periodic review was refused.")
        case .imprisoned:
            Wording("民发〔2021〕57号第七条", "保障对象依法被限制人身自由", "本人目前在监所，期间不发放。", "The person is in custody.")
        case .memberChange:
            Wording("《社会救助暂行办法》第十三条", "家庭成员变化，不再符合条件", "家里人有变化，重新计算后不再符合条件。", "The members changed.")
        case .voluntaryExit:
            Wording("《社会救助暂行办法》第十三条", "本人申请退出", "是您自己申请退出的。", "The family asked to leave.")
        }
    }
}
