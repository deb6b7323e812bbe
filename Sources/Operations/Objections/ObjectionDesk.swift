import Casework
import Primitives
package import Storage
import Verification

/// An objection in the centre's list.
package struct ObjectionLine: Sendable {
    /// The objection.
    package let row: ReportObjectionRow
    /// What was objected to.
    package let finding: ContestedFinding
    /// The case's number.
    package let caseNumber: String
    /// The applicant, masked, with the last four of the ID.
    package let applicant: String
}

/// The verification centre's desk of objections: what waits for a decision, and what was decided last.
///
/// Two queries.
package struct ObjectionDesk: Sendable {
    private static let most = 200
    private static let decidedMost = 50
    /// Objections that wait, by their last day.
    package let open: [ObjectionLine]
    /// The latest decided ones.
    package let decided: [ObjectionLine]

    /// Reads the desk for the verification centre; empty for others.
    package static func load(in context: CommandContext) throws -> ObjectionDesk {
        guard CaseComparison.mayAsk(context.actor) else { return ObjectionDesk(open: [], decided: []) }
        return ObjectionDesk(
            open: try lines(isOpen: true, limit: most, in: context),
            decided: try lines(isOpen: false, limit: decidedMost, in: context))
    }

    private static func lines(isOpen: Bool, limit: Int, in context: CommandContext) throws -> [ObjectionLine] {
        try context.store.reportObjectionList(isOpen: isOpen, limit: limit, in: context.scope).map { row, place in
            ObjectionLine(
                row: row, finding: try ContestedFinding.of(row), caseNumber: place.caseNumber,
                applicant: "\(Masking.name(place.applicantName)) \(place.lastFour)")
        }
    }
}

/// One objection with everything a decision rests on.
///
/// Six queries.
package struct ObjectionView: Sendable {
    /// The objection.
    package let row: ReportObjectionRow
    /// What was objected to.
    package let finding: ContestedFinding
    /// The case's number.
    package let caseNumber: String
    /// The applicant, masked.
    package let applicant: String
    /// Who filed it for the family; nil when the family did.
    package let filer: String?
    /// Who decided.
    package let decider: String?
    /// The correction ticket that came of it.
    package let ticket: CorrectionTicketRow?
    /// Why this person may not decide it; empty when they may.
    package let refusals: [Reason]

    /// Reads an objection within the scope; nil otherwise.
    package static func load(_ id: ReportObjectionID, in context: CommandContext) throws -> ObjectionView? {
        guard let row = try context.store.reportObjection(id, in: context.scope),
            let file = try context.store.caseRow(row.caseID, in: context.scope)
        else { return nil }
        let names = try context.store.staffNames(Set([row.filedBy, row.decidedBy].compactMap(\.self)))
        return ObjectionView(
            row: row, finding: try ContestedFinding.of(row), caseNumber: file.number,
            applicant: Masking.name(file.applicantName), filer: row.filedBy.map { names[$0] ?? "" },
            decider: row.decidedBy.flatMap { names[$0] },
            ticket: try context.store.ticket(of: id, in: context.scope),
            refusals: try DecideReportObjection.refusals(row, CaseFile(file, in: context), in: context))
    }
}

/// Correction tickets of the centre, open ones first.
///
/// One query.
package struct TicketDesk: Sendable {
    private static let most = 200
    /// The tickets with what they ask to correct.
    package let tickets: [(row: CorrectionTicketRow, content: TicketContent)]

    /// Reads the tickets for the verification centre; empty for others.
    package static func load(in context: CommandContext) throws -> TicketDesk {
        guard CaseComparison.mayAsk(context.actor) else { return TicketDesk(tickets: []) }
        return TicketDesk(
            tickets: try context.store.tickets(limit: most, in: context.scope).map { ($0, try TicketContent.of($0)) })
    }
}

/// A correction ticket as it is printed and answered.
///
/// Four queries.
package struct TicketView: Sendable {
    /// The ticket.
    package let row: CorrectionTicketRow
    /// What it asks to correct.
    package let content: TicketContent
    /// The objection's number.
    package let objectionNumber: String
    /// Who sent it.
    package let sender: String
    /// The body that sent it.
    package let office: String

    /// Reads a ticket for the verification centre within its scope; nil otherwise.
    package static func load(_ id: CorrectionTicketID, in context: CommandContext) throws -> TicketView? {
        guard CaseComparison.mayAsk(context.actor), let row = try context.store.ticket(id, in: context.scope),
            let objection = try context.store.reportObjection(row.objectionID, in: context.scope),
            let file = try context.store.caseRow(row.caseID, in: context.scope)
        else { return nil }
        let county = file.region.ancestor(at: .county) ?? file.region
        return TicketView(
            row: row, content: try TicketContent.of(row), objectionNumber: objection.number,
            sender: try context.store.staffNames([row.sentBy] as Set)[row.sentBy] ?? "",
            office: try context.store.regionName(county) + "社会救助核对中心")
    }
}

extension TicketContent {
    /// What a ticket says.
    static func of(_ row: CorrectionTicketRow) throws -> TicketContent {
        try StoreTransaction.fromJSON(row.content, as: TicketContent.self)
    }
}

/// A suppression in the centre's list.
package struct SuppressionLine: Sendable {
    /// The suppression.
    package let row: SuppressionRow
    /// What is not raised again.
    package let finding: ContestedFinding
    /// The objection's number.
    package let objectionNumber: String
    /// The case's number.
    package let caseNumber: String
    /// The applicant, masked, with the last four of the ID.
    package let applicant: String
    /// Who decided it.
    package let decider: String
    /// Who took it back.
    package let revoker: String?
}

/// Matches that are not raised again (已答复，不再提出), those in force first.
///
/// Three queries and one for each line.
package struct SuppressionDesk: Sendable {
    private static let most = 100
    /// The lines.
    package let lines: [SuppressionLine]

    /// Reads the list for the verification centre; empty for others.
    package static func load(in context: CommandContext) throws -> SuppressionDesk {
        guard CaseComparison.mayAsk(context.actor) else { return SuppressionDesk(lines: []) }
        let found = try context.store.suppressionList(limit: most, in: context.scope)
        let names = try context.store.staffNames(
            Set(found.flatMap { [$0.suppression.decidedBy, $0.suppression.revokedBy].compactMap(\.self) }))
        let refuted = try context.store.refutedPlaces(of: found.map(\.suppression.id))
        return SuppressionDesk(
            lines: try found.compactMap { row, place in
                guard let objection = try context.store.reportObjection(row.objectionID, in: context.scope) else {
                    return nil
                }
                let finding = try ContestedFinding.of(objection)
                return SuppressionLine(
                    row: row,
                    finding: refuted[row.id].map { known in finding.keeping { known.contains($0.key) } } ?? finding,
                    objectionNumber: objection.number,
                    caseNumber: place.caseNumber, applicant: "\(Masking.name(place.applicantName)) \(place.lastFour)",
                    decider: names[row.decidedBy] ?? "", revoker: row.revokedBy.flatMap { names[$0] })
            })
    }
}

/// Reports that wait for the second person, oldest first.
///
/// One query.
package struct DraftReportDesk: Sendable {
    private static let most = 200
    /// The reports.
    package let drafts: [DraftReportRow]

    /// Reads them for whoever may issue; empty for others.
    package static func load(in context: CommandContext) throws -> DraftReportDesk {
        guard let role = context.actor.staff?.role, role == .verificationOfficer || role == .countyReviewer else {
            return DraftReportDesk(drafts: [])
        }
        return DraftReportDesk(drafts: try context.store.draftReports(limit: most, in: context.scope))
    }
}
