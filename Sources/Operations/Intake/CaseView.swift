package import Casework
package import Primitives
package import Storage

/// A person of a case as the file shows one: the full ID costs a reason (`RevealMember`).
package struct CaseMemberView: Sendable {
    /// The person of the case.
    package let id: CaseMemberID
    /// The number in the form.
    package let number: Int
    /// The name, masked.
    package let nameMasked: String
    /// Relation to the applicant.
    package let relation: MemberRelation
    /// Sex.
    package let sex: Sex
    /// Age today in full years.
    package let age: Int
    /// The last four of the ID.
    package let lastFour: String
    /// Health, disability, schooling and work as declared; nil when the form has no such member.
    package let declared: DeclaredMember?
    /// The state of the authorisation.
    package let authorization: AuthorizationStatus
    /// The authorisation that stands.
    package let authorizationRow: AuthorizationRow?
}

/// A line of the case's history.
package struct CaseHistoryLine: Sendable {
    /// The event as stored.
    package let event: CaseEventRow
    /// What happened, in words.
    package let chinese: String
    /// Who did it: name and role; 申请人 for citizens.
    package let actorName: String
}

/// An objection as the file shows it: whoever filed it is named to the county only (`domain.md` §9.8).
package struct CaseObjectionView: Sendable {
    /// The objection.
    package let id: ObjectionID
    /// What it says.
    package let text: String
    /// How to reach who filed it; nil below the county and when none was left.
    package let contact: String?
    /// The day it was filed.
    package let filedOn: CivilDate
    /// The outcome; nil while it waits.
    package let isUpheld: Bool?
    /// The answer.
    package let answer: String?
    /// The day of the answer.
    package let answeredOn: CivilDate?

    init(_ row: ObjectionRow, showsContact: Bool) {
        id = row.id
        text = row.text
        contact = showsContact ? row.contact : nil
        filedOn = row.filedOn
        isUpheld = row.isUpheld
        answer = row.answer
        answeredOn = row.answeredOn
    }
}

/// A recognised child as the file shows one.
package struct CaseRecognitionView: Sendable {
    /// The child's name, masked.
    package let nameMasked: String
    /// What was recorded.
    package let recognition: ChildRecognitionRow
}

/// All of a household's case (S5), within the asker's scope and masked.
///
/// At most 40 statements.
package struct CaseView: Sendable {
    /// The case with its declared items; names in `row.form` are whole, so pages show them through `members`.
    package let row: CaseRow
    /// The case as queues show it.
    package let applicantMasked: String
    /// County, township and village.
    package let place: [String]
    /// The people.
    package let members: [CaseMemberView]
    /// The day the decision is due; nil when no limit runs.
    package let deadline: Deadline?
    /// Working days left; nil when no limit runs.
    package let daysLeft: Int?
    /// The one list of missing items.
    package let supplement: SupplementRow?
    /// The reports, oldest first.
    package let reports: [ReportRow]
    /// The visits, oldest first.
    package let visits: [VisitRow]
    /// The latest determination.
    package let determination: DeterminationRow?
    /// Whether the latest determination rests on the present facts.
    package let isDeterminationCurrent: Bool
    /// The opinions and decisions, oldest first.
    package let opinions: [OpinionRow]
    /// The public notices, oldest first.
    package let notices: [NoticeRow]
    /// The objections.
    package let objections: [CaseObjectionView]
    /// The documents.
    package let documents: [IssuedDocumentRow]
    /// The same documents with what each lacks before it counts.
    package let standings: [DocumentStanding]
    /// The uploaded files.
    package let uploads: [UploadRow]
    /// The messages sent.
    package let messages: [OutboxLine]
    /// The history.
    package let history: [CaseHistoryLine]
    /// Children recognised as orphans or as without a carer, by name, masked.
    package let recognitions: [CaseRecognitionView]
    /// Declared kinships of staff.
    package let relations: [CaseRelationRow]
    /// Who works on it.
    package let assignedName: String?
    /// Names of staff that occur in the file, by id.
    package let staffNames: [StaffID: String]
    /// What the asker may do, each with every reason why not.
    package let actions: [CaseActionView]

    /// A case within the scope; nil otherwise.
    ///
    /// For staff only.
    package static func load(_ id: CaseID, in context: CommandContext) throws -> CaseView? {
        guard context.actor.staff != nil, let row = try context.store.caseRow(id, in: context.scope) else { return nil }
        let file = try CaseFile(row, in: context)
        let (store, scope) = (context.store, context.scope)
        let visits = try store.visits(of: id, in: scope)
        let opinions = try store.opinions(of: id, in: scope)
        let events = try store.caseEvents(id, in: scope)
        let determination = try store.latestDetermination(of: id, in: scope)
        let named = try store.staffNames(
            Set(
                visits.flatMap { [$0.firstVisitorID] + ($0.secondVisitorID.map { [$0] } ?? []) }
                    + opinions.map(\.staffID)
                    + events.filter { $0.actor.kind == .staff }.map { StaffID($0.actor.id) }
                    + (row.assignedStaffID.map { [$0] } ?? [])))
        let clock = row.clock.flatMap { $0.isFinished ? nil : $0 }
        let standings = try DocumentStanding.list(id, in: context)
        return CaseView(
            row: row, applicantMasked: Masking.name(row.applicantName), place: try store.regionPath(row.region),
            members: try members(file, in: context), deadline: clock?.deadline(on: context.today, count: file.count),
            daysLeft: clock?.daysLeft(on: context.today, count: file.count),
            supplement: try store.supplement(of: id, in: scope), reports: try store.reports(of: id, in: scope),
            visits: visits, determination: determination,
            isDeterminationCurrent: determination?.entry.factsVersion == row.factsVersion, opinions: opinions,
            notices: try store.notices(of: id, in: scope),
            objections: try store.objections(of: id, in: scope).map {
                CaseObjectionView($0, showsContact: context.actor.staff?.region.level == .county)
            },
            documents: standings.map(\.row), standings: standings, uploads: try store.uploads(of: id, in: scope),
            messages: try store.messages(about: id), history: events.map { line($0, named) },
            recognitions: try store.childRecognitions(of: id, in: scope).compactMap { recognition in
                file.members.first { $0.personID == recognition.personID }
                    .map { CaseRecognitionView(nameMasked: Masking.name($0.name), recognition: recognition) }
            }, relations: try store.relations(of: id, in: scope),
            assignedName: row.assignedStaffID.flatMap { named[$0] }, staffNames: named,
            actions: try CaseActionView.list(file, in: context))
    }

    private static func members(_ file: CaseFile, in context: CommandContext) throws -> [CaseMemberView] {
        let statuses = try AuthorizationStatuses.of(file.row, in: context)
        return file.members.map { member in
            let status = statuses.first { $0.member.number == member.number }
            return CaseMemberView(
                id: member.id, number: member.number, nameMasked: Masking.name(member.name),
                relation: member.relation, sex: member.sex, age: member.birthDate.fullYears(until: context.today),
                lastFour: member.idNumber.lastFour,
                declared: file.row.form.members.first { $0.number == member.number },
                authorization: status?.member.status ?? .missing, authorizationRow: status?.row)
        }
    }

    private static func line(_ event: CaseEventRow, _ names: [StaffID: String]) -> CaseHistoryLine {
        let who =
            switch event.actor.kind {
            case .staff:
                (names[StaffID(event.actor.id)] ?? "")
                    + (Role(rawValue: event.actor.role).map { "（\($0.chinese)）" } ?? "")
            case .citizen: "申请人"
            case .visitor: "群众"
            case .system: "系统"
            }
        return CaseHistoryLine(
            event: event,
            chinese: CaseEventKind(rawValue: event.kind)?.chinese ?? SideEvent(rawValue: event.kind)?.chinese
                ?? event.kind, actorName: who)
    }
}
