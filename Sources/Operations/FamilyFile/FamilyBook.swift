import Casework
package import Primitives
import Storage

/// A family's file under a verb's hands: its people over time, its cases in force, and the one way to change it.
struct FamilyBook {
    let row: FamilyRow
    let version: Int64
    let stays: [FamilyStay]
    let inForce: [CaseRow]

    /// Who may change a family's file.
    static let keepers: Set<Role> = [.townshipClerk, .townshipReviewer]

    /// Reads a family within the actor's scope.
    ///
    /// Refused for other posts, for other areas, for relatives, and for a file that somebody changed meanwhile.
    static func open(
        _ id: FamilyID, seenVersion: Int64? = nil, in context: CommandContext
    ) throws -> Outcome<FamilyBook> {
        guard let staff = context.actor.staff, keepers.contains(staff.role) else { return .refused([.notAllowed]) }
        guard let book = try FamilyBook(id, in: context) else { return .refused([.notFound]) }
        let recusals = try book.inForce.map { try context.recusal(fromCase: $0.id) }
        if let recusal = recusals.first(where: { !$0.isEmpty }) { return .refused(recusal) }
        return seenVersion ?? book.version == book.version ? .done(book) : .refused([.changedMeanwhile])
    }

    init?(_ id: FamilyID, in context: CommandContext) throws {
        let (store, scope) = (context.store, context.scope)
        guard let row = try store.family(id, in: scope), let version = try store.familyVersion(id, in: scope) else {
            return nil
        }
        self.row = row
        self.version = version
        stays = try store.stays(in: id, in: scope)
        inForce = try store.familyCases(id, in: scope).filter(\.state.isInForce)
    }

    /// The people over time, as the rules of changes see them.
    ///
    /// Registers date a membership by the day they were read in; a family on file since longer began when its file did.
    var roster: FamilyRoster {
        let first = stays.map(\.from).min()
        let present = stays.filter { $0.through == nil }
        // Not every register names an applicant: then it is the family's first person.
        let head = present.contains { $0.relation == .applicant } ? nil : present.min { $0.number < $1.number }?.id
        return FamilyRoster(
            stays.map { stay in
                RosterMember(
                    person: stay.person.id, relation: stay.id == head ? .applicant : stay.relation,
                    born: stay.person.birthDate,
                    from: stay.from == first ? min(stay.from, row.startedDay) : stay.from, through: stay.through)
            })
    }

    /// The name of somebody who ever belonged.
    func name(_ person: PersonID) -> String { stays.first { $0.person.id == person }?.person.name ?? "" }

    /// Whether a change of the household changes what the case decides: a person filed alone stands for themselves.
    static func isOwn(_ file: CaseRow) -> Bool { isOwn(file.form) }

    /// The same of what a case declared.
    static func isOwn(_ form: ApplicationForm) -> Bool { form.filing?.alone != nil }
}

/// A change as a verb found it to stand, with what the record says of it.
struct FamilyChangeEntry {
    var kind: FamilyChangeKind
    var cause: String?
    var person: PersonID?
    var happenedOn: CivilDate
    var note: FamilyChangeNote
    /// What becomes of the people as a case in force declared them.
    var restate: (ApplicationForm, [CaseMemberRow]) -> ApplicationForm
}

/// What a change of a family came to.
package struct FamilyChangeDone: Codable, Hashable, Sendable {
    /// The family that goes on.
    package let family: FamilyID
    /// The family that was split off or came in.
    package let other: FamilyID?
    /// The version of the family's file now.
    package let version: Int64
    /// Numbers of the cases whose re-verification began.
    package let reviewed: [String]
}

extension FamilyBook {
    /// Writes a change that stands: people, record, what it asks for, and the review of the cases it touches.
    ///
    /// No sum is touched: a case in force goes into re-verification, and a person decides there.
    func record(
        _ changed: FamilyChanged, _ entry: FamilyChangeEntry, other: FamilyID? = nil, in context: CommandContext
    ) throws -> FamilyChangeDone {
        guard let staff = context.actor.staff else { throw StoreError(.damaged, "Only staff change a family's file.") }
        try write(changed.family, in: context)
        let change: FamilyChangeID = context.store.ids.next()
        try context.store.insertFamilyChange(
            FamilyChangeRow(
                id: change, family: row.id, other: other, kind: entry.kind, cause: entry.cause, person: entry.person,
                happenedOn: entry.happenedOn, effective: changed.effective, note: entry.note, staff: staff.staffID,
                recordedOn: context.today), at: context.now)
        let review = try FamilyReview(self, entry, in: context)
        try context.store.insertDuties(
            try review.duties(changed.followUps, in: context), of: change, for: row.id, on: context.today)
        try context.store.raiseFamilyVersion(row.id, from: version, in: context.scope)
        try context.audit(
            "family.\(entry.kind.rawValue)", "family", row.id.rawValue, region: row.region, reason: entry.note.reason)
        return FamilyChangeDone(
            family: row.id, other: other, version: version + 1, reviewed: try review.begin(in: context))
    }

    /// Writes what is different: stays that end, relations said anew, people who come in.
    func write(_ after: FamilyRoster, in context: CommandContext) throws {
        for (stay, member) in zip(stays, after.members) {
            if member.relation != stay.relation, stay.through == nil, member.through == nil {
                try context.store.setRelation(member.relation, of: stay.id, in: context.scope)
            }
            if stay.through == nil, let last = member.through {
                try context.store.endStay(stay.id, through: last, in: context.scope)
            }
        }
        var number = stays.map(\.number).max() ?? 0
        for member in after.members.dropFirst(stays.count) {
            number += 1
            try context.store.beginStay(
                member.person, in: row.id, number: number, relation: member.relation, from: member.from)
        }
    }
}
