package import Primitives

/// Why somebody no longer belongs (57号 article 7; `domain.md` §1.2).
package enum LeavingCause: String, CaseIterable, Codable, Hashable, Sendable {
    case livesIndependently, divorce, prison, religiousLife, missing, movedAway

    /// The cause in words.
    package var chinese: String {
        switch self {
        case .livesIndependently: "独立生活"
        case .divorce: "离婚"
        case .prison: "服刑或强制隔离戒毒"
        case .religiousLife: "在宗教场所脱离家庭满三年"
        case .missing: "宣告失踪"
        case .movedAway: "长期迁出"
        }
    }
}

/// Why somebody comes to belong.
package enum JoiningCause: String, CaseIterable, Codable, Hashable, Sendable {
    case marriage, birth, adoption, released, returned

    /// The cause in words.
    package var chinese: String {
        switch self {
        case .marriage: "结婚"
        case .birth: "出生"
        case .adoption: "收养"
        case .released: "刑满释放、解除戒毒回家"
        case .returned: "回家共同生活"
        }
    }
}

/// A change of a family, with the day it happened.
package enum FamilyChange: Hashable, Sendable {
    case joining(RosterMember, JoiningCause)
    case death(PersonID, on: CivilDate, successor: PersonID?)
    case leaving(PersonID, LeavingCause, on: CivilDate, successor: PersonID?)
    case split(Set<PersonID>, on: CivilDate, applicant: PersonID, staying: PersonID?)
    case merge(FamilyRoster, on: CivilDate)

    /// The day it happened.
    package var on: CivilDate {
        switch self {
        case .joining(let member, _): member.from
        case .death(_, let day, _), .leaving(_, _, let day, _), .split(_, let day, _, _), .merge(_, let day): day
        }
    }
}

/// Why a change of a family cannot be recorded.
package enum FamilyChangeReason: String, RefusalReason {
    case dayImpossible, beforeFamily, notMember, alreadyMember, evidenceMissing, birthDayDiffers, spouseTwice
    case successorMissing, successorUnsuitable, nobodyRemains, spousesTogether, minorsAlone, splitWhole
    case personInBoth

    /// The area of the codes.
    package static let area = "family"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .dayImpossible: RefusalWording("变化日期%在今天之后。请核对。", "The change lies in the future. Correct the day.")
        case .beforeFamily: RefusalWording("变化日期%早于建档。请核对。", "The change is older than the file. Correct the day.")
        case .notMember: RefusalWording("当事人那天不是这个家庭的成员。请核对。", "The person did not belong to this family then.")
        case .alreadyMember: RefusalWording("此人已经是家庭成员。请核对。", "The person already belongs to the family.")
        case .evidenceMissing: RefusalWording("没有证明材料，也没有部门数据可以核对。请补充。", "There is no paper and no dataset to show it.")
        case .birthDayDiffers: RefusalWording("出生登记的日期与加入家庭的日期不同。请核对。", "A child joins on the day it was born.")
        case .spouseTwice:
            RefusalWording("家庭里已有配偶。请先办理离婚或死亡变更。", "There is a spouse already. Record the change before.")
        case .successorMissing:
            RefusalWording("申请人不在了，须由其他成年成员作申请人。请选择。", "The applicant is gone; choose an adult member.")
        case .successorUnsuitable:
            RefusalWording("新的申请人须是留下的成年成员。请另选。", "The next applicant must be an adult who stays.")
        case .nobodyRemains: RefusalWording("家里没有其他人了。请按终结办理，不是成员变更。", "Nobody remains. End the case instead.")
        case .spousesTogether: RefusalWording("夫妻不能分户申请（没有离婚）。请核对。", "Spouses are one household unless divorced.")
        case .minorsAlone: RefusalWording("分出的家庭只有未成年人。请与监护人同户或走儿童保障渠道。", "Minors cannot be a household alone.")
        case .splitWhole: RefusalWording("分户须两边都有人。请重新选择成员。", "A split leaves somebody on each side.")
        case .personInBoth: RefusalWording("有人同时在两个家庭里。请先更正。", "Somebody is in both families. Correct that first.")
        }
    }
}

/// What follows from a change of a family.
package enum FamilyFollowUp: String, CaseIterable, Codable, Hashable, Sendable {
    case recompute, reissueCertificate, updatePosting, askRelations, authorizeMember, fileForSplit, cancelOtherFile
    case stopShare, changeAccount, endOwnCase

    /// The duty in words.
    package var chinese: String {
        switch self {
        case .recompute: "重新测算金额"
        case .reissueCertificate: "换发救助证"
        case .updatePosting: "更新长期公示"
        case .askRelations: "重新填写成员与申请人的关系"
        case .authorizeMember: "新成员签核对授权"
        case .fileForSplit: "分出的家庭另行建档"
        case .cancelOtherFile: "并入的家庭销档"
        case .stopShare: "自次月起停发本人份额"
        case .changeAccount: "更换收款账户"
        case .endOwnCase: "终结本人单独享受的救助"
        }
    }
}

/// A family after a change.
package struct FamilyChanged: Hashable, Sendable {
    /// The family that goes on.
    package let family: FamilyRoster
    /// The family that was split off; nil otherwise.
    package let splitOff: FamilyRoster?
    /// The month from which money changes: the one after, and never one already paid for.
    package let effective: CalendarMonth
    /// What has to be done.
    package let followUps: [FamilyFollowUp]
}
