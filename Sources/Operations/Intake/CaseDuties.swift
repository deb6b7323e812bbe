package import Casework
package import Primitives
import Storage

/// Registers that a staff member is related to a household (近亲属备案); that person may not touch the case any more.
package struct DeclareRelative: Command {
    /// The verb's name.
    package static let name = "intake.declareRelative"
    /// The case.
    package let caseID: CaseID
    /// The related staff member.
    package let staffID: StaffID
    /// How they are related, in words.
    package let relation: String
    /// The member of the household, where it is known who it is; the ledger then has an entry.
    package let caseMemberID: CaseMemberID?
    /// The kinship to that member.
    package let kinship: Kinship?

    /// Takes the inputs.
    package init(
        caseID: CaseID, staffID: StaffID, relation: String, caseMemberID: CaseMemberID? = nil, kinship: Kinship? = nil
    ) {
        self.caseID = caseID
        self.staffID = staffID
        self.relation = relation
        self.caseMemberID = caseMemberID
        self.kinship = kinship
    }

    /// By any staff member who sees the case; the county then has to visit.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard let actor = context.actor.staff else { return .refused([.notAllowed]) }
        let file = try CaseFile(caseID, in: context)
        var reasons: [Reason] = []
        if relation.allSatisfy(\.isWhitespace) { reasons.append(.relationMissing) }
        if try context.store.staffName(staffID) == nil { reasons.append(.staffUnknown) }
        let entry = try ledgerEntry(file, by: actor, in: context)
        reasons += entry.reasons
        guard reasons.isEmpty else { return .refused(reasons) }
        if let entry = entry.entry {
            _ = try context.store.insertRelative(entry, caseID: caseID, by: actor.staffID)
            try issueRecord(entry, of: file, in: context)
        }
        try context.store.putRelation(
            relation, of: staffID, to: caseID, declaredBy: actor.staffID == staffID ? "staff" : "clerk",
            at: context.now)
        try context.audit(Self.name, "case", caseID.rawValue, region: file.row.region, reason: relation)
        return .done(true)
    }
}

/// Gives cases to a colleague; the only thing that is done to several cases at once.
package struct AssignCases: Command {
    /// The verb's name.
    package static let name = "intake.assign"
    /// Most cases at once.
    package static let casesMax = 100
    /// The cases.
    package let caseIDs: [CaseID]
    /// The colleague; nil takes the cases back into the common queue.
    package let staffID: StaffID?

    /// Takes the inputs.
    package init(caseIDs: [CaseID], staffID: StaffID?) {
        self.caseIDs = caseIDs
        self.staffID = staffID
    }

    /// By a clerk or reviewer, to somebody whose post reaches every one of them and who is no relative.
    package func run(in context: CommandContext) throws -> Outcome<Int> {
        guard let staff = context.actor.staff, Self.roles.contains(staff.role) else { return .refused([.notAllowed]) }
        guard caseIDs.count <= Self.casesMax, !caseIDs.isEmpty else { return .refused([.tooManyCases(Self.casesMax)]) }
        var reasons: [Reason] = []
        for id in caseIDs {
            guard var row = try context.store.caseRow(id, in: context.scope) else { return .refused([.notFound]) }
            if let staffID {
                if try !context.store.holdsPost(staffID, reaching: row.region, on: context.today) {
                    reasons.append(.assigneeOutside(row.number))
                } else if try context.store.relatedOfficials(of: id, in: context.scope).staff.contains(staffID) {
                    reasons.append(.assigneeRelated(row.number))
                }
            }
            guard reasons.isEmpty else { continue }
            row.assignedStaffID = staffID
            try context.store.updateCase(&row, in: context.scope, at: context.now)
            try context.audit(
                Self.name, "case", id.rawValue, region: row.region, reason: staffID?.text ?? "unassigned")
        }
        return reasons.isEmpty ? .done(caseIDs.count) : .refused(reasons)
    }

    private static let roles: Set<Role> = [.townshipClerk, .townshipReviewer, .countyReviewer]
}

/// The full ID and phone of a person of a case.
package struct RevealedMember: Codable, Hashable, Sendable {
    /// The full name.
    package let name: String
    /// The whole ID.
    package let idNumber: String
    /// The person's own phone, or the family's when none is given; empty when neither.
    package let phone: String
}

/// Shows one person's full ID and phone for a stated reason; who looked and why is kept.
package struct RevealMember: Command {
    /// The verb's name.
    package static let name = "intake.revealMember"
    /// The case.
    package let caseID: CaseID
    /// The person of the case.
    package let caseMemberID: CaseMemberID
    /// Why it is needed.
    package let reason: String

    /// Takes the inputs.
    package init(caseID: CaseID, caseMemberID: CaseMemberID, reason: String) {
        self.caseID = caseID
        self.caseMemberID = caseMemberID
        self.reason = reason
    }

    /// For staff within their scope only.
    package func run(in context: CommandContext) throws -> Outcome<RevealedMember> {
        guard context.actor.staff != nil else { return .refused([.notAllowed]) }
        guard reason.filter({ !$0.isWhitespace }).count >= 2 else { return .refused([.revealReasonMissing]) }
        guard let row = try context.store.caseRow(caseID, in: context.scope),
            let member = try context.store.caseMembers(caseID, in: context.scope).first(where: { $0.id == caseMemberID }
            )
        else { return .refused([.notFound]) }
        let declared = row.form.members.first { $0.number == member.number }
        try context.audit(
            Self.name, "case", caseID.rawValue, region: row.region, reason: reason,
            payload: "{\"member\":\"\(member.personID.text)\"}")
        let own = declared?.phone ?? ""
        return .done(
            RevealedMember(name: member.name, idNumber: member.idNumber.text, phone: own.isEmpty ? row.form.phone : own)
        )
    }
}
