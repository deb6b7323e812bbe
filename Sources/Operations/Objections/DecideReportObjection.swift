import Casework
import Policies
import Primitives
package import Storage
import Verification

/// The verification centre decides an objection to a report (D12): right, and the source is asked to correct, or not.
///
/// Whoever made the report and whoever filed the objection may not decide it. When none is left open the report is made
/// again; the records found wrong are refuted: nothing that rests on them is raised again while they stay as they are.
package struct DecideReportObjection: Command {
    package static let name = "objections.decide"
    /// The objection.
    package var objectionID: ReportObjectionID
    /// The version the officer looked at.
    package var seenVersion: Int64
    /// Whether the match is refuted.
    package var isUpheld: Bool
    /// Why.
    package var reason: String
    /// The records that are wrong, `FindingRecord.key`; nil for all that the entry rests on.
    package var records: [String]?

    /// What came of it.
    package struct Decided: Codable, Hashable, Sendable {
        /// The correction ticket; nil when the objection was not upheld.
        package var ticketID: CorrectionTicketID?
        /// Whether the report is made again now.
        package var isRemade: Bool
    }

    /// Takes the inputs.
    package init(
        objectionID: ReportObjectionID, seenVersion: Int64, isUpheld: Bool, reason: String, records: [String]? = nil
    ) {
        self.objectionID = objectionID
        self.seenVersion = seenVersion
        self.isUpheld = isUpheld
        self.reason = reason
        self.records = records
    }

    /// Answers what came of it.
    package func run(in context: CommandContext) throws -> Outcome<Decided> {
        guard let row = try context.store.reportObjection(objectionID, in: context.scope) else {
            return .refused([.notFound])
        }
        let file = try CaseFile(row.caseID, in: context)
        var refusals = try Self.refusals(row, file, in: context)
        refusals += DecisionChecks.text(reason, field: "reason")
        if row.state == "open", row.version != seenVersion { refusals.append(.changedMeanwhile) }
        let contested = try ContestedFinding.of(row)
        if isUpheld { refusals += recordRefusals(contested) }
        guard refusals.isEmpty, let staff = context.actor.staff else { return .refused(refusals) }
        try context.store.decideReportObjection(
            row, isUpheld: isUpheld, reason: reason, by: staff.staffID, on: context.today, in: context.scope)
        let finding = records.map { chosen in contested.keeping { chosen.contains($0.key) } } ?? contested
        var ticket: (id: CorrectionTicketID, number: String)?
        if isUpheld {
            ticket = try send(finding, of: row, file, by: staff, in: context)
            try context.store.insertSuppression(
                of: row, records: refuted(finding, file), by: staff.staffID, on: context.today)
        }
        try issueAnswer(row, finding, ticket?.number, file, in: context)
        try context.audit(Self.name, "reportObjection", row.id.rawValue, region: file.row.region, reason: reason)
        let isRemade = try remake(row, file, in: context)
        return .done(Decided(ticketID: ticket?.id, isRemade: isRemade))
    }

    /// Why this person may not decide an objection; empty when they may.
    static func refusals(
        _ row: ReportObjectionRow, _ file: CaseFile, in context: CommandContext
    ) throws -> [Reason] {
        var found = DecisionChecks.signer(context, [.verificationOfficer], of: file)
        if row.state != "open" { found.append(.objectionAnswered) }
        let maker = try context.store.reportIssue(row.reportID, in: context.scope)?.maker ?? row.makerID
        if let staff = context.actor.staff {
            if maker == staff.staffID { found.append(.ownReport) }
            if row.filedBy == staff.staffID { found.append(.objectionOwnFiling) }
        }
        return found
    }

    private func recordRefusals(_ contested: ContestedFinding) -> [Reason] {
        guard let records else { return [] }
        let known = Set(contested.refutable.map(\.key))
        if !known.isSuperset(of: records) { return [.recordUnknown] }
        return records.isEmpty && !known.isEmpty ? [.recordsMissing] : []
    }

    /// The records as they are kept: those of people who are still members.
    private func refuted(_ finding: ContestedFinding, _ file: CaseFile) -> [RefutedRecordEntry] {
        let people = Dictionary(
            file.members.map { (HouseholdFacts.key(of: $0.number), $0.personID) },
            uniquingKeysWith: { first, _ in first })
        return finding.refutable.compactMap { record in
            people[record.member].map { person in
                RefutedRecordEntry(
                    personID: person, dataset: record.dataset, number: record.number, identity: record.identity,
                    content: record.content)
            }
        }
    }

    private func send(
        _ finding: ContestedFinding, of row: ReportObjectionRow, _ file: CaseFile, by staff: StaffActor,
        in context: CommandContext
    ) throws -> (id: CorrectionTicketID, number: String) {
        let county = file.row.region.ancestor(at: .county) ?? file.row.region
        let number = try ObjectionNumbers.next("GZ", "correctionTicket", county: county, in: context)
        let id = try context.store.insertTicket(
            of: row, number: number, dataset: finding.dataset, department: finding.department,
            content: try StoreTransaction.json(TicketContent(finding: finding, reason: reason)), by: staff.staffID,
            on: context.today, due: file.count.deadline(file.limits.objectionDays, after: context.today).on)
        return (id, number)
    }

    private func issueAnswer(
        _ row: ReportObjectionRow, _ finding: ContestedFinding, _ ticket: String?, _ file: CaseFile,
        in context: CommandContext
    ) throws {
        try file.issue(
            .objectionAnswer,
            details: CaseStepDetails(
                lines: [
                    DocumentLine("异议编号", row.number), DocumentLine("核对结果", finding.sentence),
                    DocumentLine("复核结果", isUpheld ? "异议成立，该条不再计入" : "异议不成立，核对结果不变"),
                ] + (ticket.map { [DocumentLine("数据更正单", $0)] } ?? []),
                paragraphs: [reason]), actor: context.actor, in: context)
    }

    /// Makes the report again once nothing is left to decide, while the case is being investigated.
    private func remake(_ row: ReportObjectionRow, _ file: CaseFile, in context: CommandContext) throws -> Bool {
        let open = try context.store.reportObjections(of: row.caseID, in: context.scope)
            .filter { $0.state == "open" && $0.id != row.id }
        guard open.isEmpty, file.row.state == .investigating else { return false }
        return try context.store.enqueueJob(
            kind: JobKind.comparison.rawValue, dedupeKey: "\(row.caseID.text)/objection/\(row.id.text)",
            payload: "{\"case\":\"\(row.caseID.text)\"}", runAt: context.now, at: context.now)
    }
}

/// What a correction ticket says.
package struct TicketContent: Codable, Hashable, Sendable {
    /// What was found and refuted.
    package var finding: ContestedFinding
    /// Why it is wrong.
    package var reason: String
}
