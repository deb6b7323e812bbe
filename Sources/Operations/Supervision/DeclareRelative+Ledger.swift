import Casework
import Primitives
import Storage

extension DeclareRelative {
    /// The entry of the ledger that the declaration makes; nil without a member, or when it is there already.
    func ledgerEntry(
        _ file: CaseFile, by actor: StaffActor, in context: CommandContext
    ) throws -> (entry: RelativeEntry?, reasons: [Reason]) {
        guard let caseMemberID, let kinship else { return (nil, []) }
        guard let member = file.members.first(where: { $0.id == caseMemberID }) else { return (nil, [.notFound]) }
        guard let post = try context.store.presentPost(of: staffID, on: context.today) else {
            return (nil, [.staffUnknown])
        }
        let official = try context.official(
            ofStaff: staffID, name: post.name, role: post.role, at: post.region)
        let entry = RelativeEntry(
            person: member.personID, official: official.id, officialPerson: official.personID, staffID: staffID,
            kinship: kinship, source: actor.staffID == staffID ? .staff : .applicant, on: context.today)
        let ledger = RelativeRegister(try context.store.relatives(of: official.id).map(\.entry))
        switch ledger.adding(entry, on: context.today) {
        case .stands: return (entry, [])
        case .refused(let refusals):
            return (nil, refusals.filter { $0.code != "relative.sameEntry" }.map { Reason($0) })
        }
    }

    /// The form of the entry (E05), which stays in the file.
    func issueRecord(_ entry: RelativeEntry, of file: CaseFile, in context: CommandContext) throws {
        let post = try context.store.presentPost(of: staffID, on: context.today)
        let place = try post.map { try context.store.regionName($0.region) }
        try file.issue(
            .relativeRegister,
            details: CaseStepDetails(
                lines: [
                    DocumentLine("工作人员姓名", post?.name ?? ""), DocumentLine("所在单位", place ?? ""),
                    DocumentLine("职务", post?.role.chinese ?? ""), DocumentLine("与申请人关系", relation),
                    DocumentLine("备案来源", entry.source.chinese), DocumentLine("备案日期", entry.on.chineseText),
                ]),
            actor: context.actor, in: context)
    }
}
