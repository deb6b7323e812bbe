package import Casework
import Primitives
import Storage

/// Which posts work with leads, and which only read them.
package enum LeadAuthority {
    /// Those who may report a family.
    package static let reporters: [Role] = [
        .aide, .gridWorker, .townshipClerk, .townshipReviewer, .countyReviewer,
    ]
    /// Those who go to the family.
    package static let helpers: [Role] = [.aide, .gridWorker, .townshipClerk]
    /// Those who read leads of their area.
    package static let readers: [Role] = reporters + [.leader, .auditor]
    /// Those who may open who told, for a stated reason; villages and townships may not.
    package static let openers: [Role] = [.countyReviewer, .auditor]
}

/// What the verbs of leads share.
enum LeadBook {
    /// A lead that a helper may do something about, at the version seen, or every reason why not.
    static func open(
        _ id: LeadID, seenVersion: Int64, in context: CommandContext
    ) throws -> Outcome<(row: LeadRow, staff: StaffActor)> {
        guard let staff = context.actor.staff, LeadAuthority.helpers.contains(staff.role) else {
            return .refused([.notAllowed])
        }
        guard let row = try context.store.lead(id, in: context.scope) else { return .refused([.notFound]) }
        return row.version == seenVersion ? .done((row, staff)) : .refused([.changedMeanwhile])
    }

    /// What is wrong with a place for a lead: a village, or the township while the village is not known.
    static func placeProblems(
        _ region: RegionCode, in context: CommandContext
    ) throws -> [Reason] {
        guard [.village, .township].contains(region.level), context.scope.contains(region),
            try context.store.region(region) != nil
        else { return [.placeUnknown("region")] }
        return []
    }

    /// What is wrong with the words about a family.
    static func contentProblems(_ name: String, _ content: LeadContent, isNamed: Bool) -> [Reason] {
        var found: [Reason] = []
        if name.isBlank, isNamed { found.append(.personNameMissing) }
        if name.count > 40 { found.append(.textTooLong("name", 40)) }
        if content.place.count > 100 { found.append(.textTooLong("place", 100)) }
        if content.phone.count > 30 { found.append(.textTooLong("phone", 30)) }
        if !content.idNumber.isEmpty, (try? CitizenID(content.idNumber)) == nil {
            found.append(Reason(FormProblem("idNumber", .idMalformed, name)))
        }
        return found + DecisionChecks.text(content.hint, field: "hint", limit: 500)
    }
}

extension Reason {
    static let leadTicketTaken = Reason(
        "leadTicketTaken", "这件工单已经转为线索。请在线索清单里办理。", "This ticket has become a lead already.")
    static let leadTicketUnsuitable = Reason(
        "leadTicketUnsuitable", "只有反映他人困难或者求助的工单可以转为线索；已办结的不能转。",
        "Only an open ticket that asks for help or tells of a family becomes a lead.")
    static let leadHeld = Reason(
        "leadHeld", field: "idNumber", "这个人已经有一条未办结的线索。请在原线索上办理。",
        "There is an open lead on this person already. Work on that one.")
    static let leadVillageNeeded = Reason(
        "leadVillageNeeded", "还不知道是哪个村（社区）。请先认领并填写村（社区）。", "The village is not known yet. Take the lead and name it.")
    static let leadNameNeeded = Reason(
        "leadNameNeeded", "还不知道是谁家。请先认领并填写联系人姓名。", "Nobody knows whose family it is. Take the lead and name them.")
    static let leadEnded = Reason(
        "leadEnded", "这条线索已经办结。再次发现的，请先登记“再次发现”。", "The lead is closed. Raise it again first.")
    static let leadTriedToday = Reason(
        "leadTriedToday", "今天已经登记过一次没有联系上。请改日再联系。", "A try of today is on record. Try again another day.")
    static let leadInformantNone = Reason(
        "leadInformantNone", "没有登记反映人，或者您的岗位不能查看。", "Nobody is on record as having told, or your post may not know.")
    static let leadNamesInformant = Reason(
        "leadNamesInformant", field: "hint", "困难情况里写出了反映人的姓名或电话。请改写，不要让村里看出是谁反映的。",
        "The words give away who told. Write them so that the village cannot tell.")
    static let leadDraftByStep = Reason(
        "leadDraftByStep", "请用“帮助填写申请”办理，系统会同时开始一份申请。", "Begin the application; the lead follows by itself.")
}
