package import Casework
package import Primitives
import Storage

/// The county records that a family asked for reconsideration or sued 复议、诉讼, against which decision and since when.
///
/// One that came late is recorded and passed on all the same: whether it is admitted is for the other body to say.
package struct FileRemedy: Command {
    package static let name = "remedy.file"
    /// The case.
    package var caseID: CaseID
    /// Before whom.
    package var forum: RemedyProceeding.Forum
    /// The decision, as the place of its event in the case's record.
    package var eventSequence: Int64
    /// The day the decision was served.
    package var servedOn: CivilDate
    /// The day it was filed.
    package var filedOn: CivilDate
    /// Whether the family was told of its remedies when the decision was served.
    package var wasTold: Bool
    /// What the family asks for.
    package var claim: String

    /// Takes the inputs.
    package init(
        caseID: CaseID, forum: RemedyProceeding.Forum, eventSequence: Int64, servedOn: CivilDate,
        filedOn: CivilDate, wasTold: Bool, claim: String
    ) {
        self.caseID = caseID
        self.forum = forum
        self.eventSequence = eventSequence
        self.servedOn = servedOn
        self.filedOn = filedOn
        self.wasTold = wasTold
        self.claim = claim
    }

    /// What was recorded.
    package struct Filed: Codable, Hashable, Sendable {
        /// The proceeding.
        package var remedyID: RemedyID
        /// What is to be noted when it is passed on; empty when it came in time.
        package var lateNote: [Reason]
    }

    /// Answers the proceeding, with a note when it came late.
    package func run(in context: CommandContext) throws -> Outcome<Filed> {
        let file = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.signer(context, [.countyReviewer], of: file)
        refusals += DecisionChecks.text(claim, field: "claim")
        let decision = try ContestableDecision.list(file, in: context).first { $0.sequence == eventSequence }
        guard let decision else { return .refused(refusals + [.decisionUnknown]) }
        if servedOn < decision.day || servedOn > context.today { refusals.append(.dayBefore("servedOn", decision.day)) }
        if filedOn < servedOn || filedOn > context.today { refusals.append(.dayBefore("filedOn", servedOn)) }
        let standing = try context.store.remedies(of: caseID, in: context.scope).contains {
            $0.closedDay == nil && $0.proceeding.forum == forum && $0.eventSequence == eventSequence
        }
        if standing { refusals.append(.remedyStands) }
        guard refusals.isEmpty, let staff = context.actor.staff else { return .refused(refusals) }
        let dates = try RemedyCalendar.dates(
            of: file, servedOn: servedOn, wasTold: wasTold, in: context)
        let proceeding = RemedyProceeding(forum: forum, filedOn: filedOn, decidedBy: decision.decidedBy)
        let id = try context.store.insertRemedy(
            RemedyEntry(
                caseID: caseID, proceeding: proceeding, eventSequence: eventSequence, contested: decision.kind,
                decidedDay: decision.day, servedDay: servedOn,
                dueDay: (forum == .reconsideration ? dates.reconsiderBy : dates.suitBy).on, claim: claim),
            by: staff.staffID, at: context.now)
        try context.audit(Self.name, "remedy", id.rawValue, region: file.row.region, reason: claim)
        return .done(Filed(remedyID: id, lateNote: proceeding.lateNote(dates).map { Reason($0) }))
    }
}

/// A decision of a case that can be contested: its event, its day and who signed it.
package struct ContestableDecision: Hashable, Sendable {
    /// The place of the event in the case's record.
    package let sequence: Int64
    /// The kind of event.
    package let kind: CaseEventKind
    /// The day.
    package let day: CivilDate
    /// Who signed it.
    package let decidedBy: StaffID

    /// The decisions of a case that a person signed, oldest first.
    static func list(_ file: CaseFile, in context: CommandContext) throws -> [ContestableDecision] {
        try context.store.caseEvents(file.row.id, in: context.scope).compactMap { event in
            guard let kind = CaseEventKind(rawValue: event.kind), kinds.contains(kind), event.actor.kind == .staff
            else { return nil }
            return ContestableDecision(
                sequence: event.sequence, kind: kind, day: event.businessDay, decidedBy: StaffID(event.actor.id))
        }
    }

    /// The acts on whose documents the remedies stand (D27).
    private static let kinds: Set<CaseEventKind> = Set(
        ProcedureKind.allCases.flatMap { ProcedureTable.lines(of: $0).all }
            .filter { $0.documents.contains(.remedyNotice) }.map(\.event))
}

/// Where and until when a decision of a case can be contested.
enum RemedyCalendar {
    static func dates(
        of file: CaseFile, servedOn day: CivilDate, wasTold: Bool, in context: CommandContext
    ) throws -> RemedyDates {
        let row = file.row
        let county = row.region.ancestor(at: .county) ?? row.region
        let township = row.region.ancestor(at: .township) ?? row.region
        return RemedyDates(
            servedOn: day, wasTold: wasTold, competence: try Competence.of(row, amount: nil, in: context),
            countyName: try context.store.regionName(county), townshipName: try context.store.regionName(township),
            terms: try RemedyTerms(context.policies(on: context.today), region: row.region, on: context.today),
            count: file.count)
    }
}
