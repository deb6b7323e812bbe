package import Casework
package import Storage

/// Who may ask for runs, look at them, and settle what they find.
package enum RunAuthority {
    /// Those who ask for runs and imports and look after the data.
    package static let keepers: [Role] = [.verificationOfficer]
    /// Those who see runs and datasets.
    package static let readers: [Role] = keepers + [.leader, .auditor]
    /// Those who look into a match with the family.
    package static let settlers: [Role] = keepers + [.townshipClerk, .townshipReviewer, .countyReviewer]

    /// Whether the actor holds one of some posts.
    package static func allows(_ roles: [Role], _ actor: Actor) -> Bool {
        actor.staff.map { roles.contains($0.role) } ?? false
    }
}

extension RunKind {
    /// The kind in words.
    package var chinese: String {
        switch self {
        case .full: "全量核对"
        case .household: "单户核对"
        case .incremental: "增量核对"
        case .recheck: "定期核对"
        case .precheck: "事前核对"
        }
    }

    /// The kind in English.
    package var english: String {
        switch self {
        case .full: "Everybody"
        case .household: "One family"
        case .incremental: "What changed"
        case .recheck: "Those who are helped"
        case .precheck: "Applicants"
        }
    }

    /// Whether those who are helped are compared.
    var comparesHelped: Bool { self != .precheck }
    /// Whether those with an open case are compared.
    var comparesApplicants: Bool { self != .recheck }

    /// The law under which rows are read, as the audit entry says it.
    package var legalBasis: String {
        let common = "《社会救助暂行办法》第五十八条"
        return switch self {
        case .recheck: "《社会救助暂行办法》第十三条、第五十八条（定期核查）"
        case .precheck: common + "（申请家庭经济状况核对）"
        case .full, .incremental, .household: common + "（已获得和申请社会救助的家庭）"
        }
    }
}

extension Reason {
    static let purposeMissing = Reason(
        "purposeMissing", field: "purpose", "请写明这次核对的目的（200字以内）。读取部门数据前，目的会写入操作日志。",
        "Say what the run is for, in at most 200 characters. It is written to the audit log before a row is read.")
    static let noChecks = Reason(
        "noChecks", "这个节点没有核对规则或部门数据，不能核对。请在能读部门数据的节点上办理。",
        "This node has no checks or no department data. Ask on a node that has both.")
    static let nobodyWatched = Reason(
        "nobodyWatched", "您的辖区内没有需要核对的家庭，所以没有建立核对任务。",
        "There is no family to compare in your area, so no run was made.")
    static let familyUnknown = Reason(
        "familyUnknown", field: "number", "您的辖区内没有这个编号的家庭。请核对户编号或受理号。",
        "No family in your area has this number. Check the household number or the case number.")
    static let familyNotWatched = Reason(
        "familyNotWatched", field: "number", "这一户没有在享的救助，也没有办理中的申请，不能核对。",
        "This family is not helped and has no open application, so it may not be compared.")
    static let noBaseRun = Reason(
        "noBaseRun", field: "kind", "还没有完成过全量核对，无从增量。请先做一次全量核对。",
        "There is no finished run of everybody to start from. Run everybody first.")
    static let runEnded = Reason(
        "runEnded", "这次核对已经结束，不能取消。", "The run has ended and cannot be cancelled.")
    static let runNotStopped = Reason(
        "runNotStopped", "这次核对没有停下，不需要继续。", "The run has not stopped, so there is nothing to resume.")
    static let runTwice = Reason(
        "runTwice", "相同的核对已经重新建立，请看那一次的结果。", "The same run was asked for again meanwhile; see that one.")
    static let outcomeMissing = Reason(
        "outcomeMissing", field: "outcome", "请选择核实结果。", "Choose what came of it.")
    static let noteMissing = Reason(
        "noteMissing", field: "note", "请写明怎样核实、看到了什么（2至500字）。",
        "Say how you looked into it and what you saw, in 2 to 500 characters.")
    static let taskSettled = Reason(
        "taskSettled", "这一条已经核实过了。", "This one was settled already.")
}
