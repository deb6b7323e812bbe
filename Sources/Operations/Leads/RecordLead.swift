package import Casework
package import Primitives
package import Storage

/// A family in hardship that was noticed, as it is reported.
package struct ReportedLead: Codable, Hashable, Sendable {
    /// How it was noticed.
    package var source: LeadSource
    /// The village, or the township while the village is not known.
    package var region: RegionCode
    /// The family's contact.
    package var personName: String
    /// How to reach the family and what was noticed.
    package var content: LeadContent
    /// Who told of it; empty when nobody did.
    package var informant: LeadInformant

    /// Takes the parts.
    package init(
        source: LeadSource, region: RegionCode, personName: String, content: LeadContent,
        informant: LeadInformant = LeadInformant(name: "", phone: "")
    ) {
        self.source = source
        self.region = region
        self.personName = personName
        self.content = content
        self.informant = informant
    }
}

/// Reports a family in hardship the day it was noticed 即发现即报告: by an aide, a grid worker or the township.
package struct RecordLead: Command {
    package static let name = "leads.record"
    /// What was noticed.
    package var reported: ReportedLead

    /// Takes the report.
    package init(_ reported: ReportedLead) { self.reported = reported }

    /// Answers the lead.
    package func run(in context: CommandContext) throws -> Outcome<LeadID> {
        guard let staff = context.actor.staff, LeadAuthority.reporters.contains(staff.role) else {
            return .refused([.notAllowed])
        }
        return try Self.store(reported, ticket: nil, by: staff, in: context)
    }

    /// Stores a lead, or names everything that is wrong with it.
    static func store(
        _ reported: ReportedLead, ticket: HotlineTicketID?, by staff: StaffActor, in context: CommandContext
    ) throws -> Outcome<LeadID> {
        let (content, informant) = (reported.content, reported.informant)
        var reasons = try LeadBook.placeProblems(reported.region, in: context)
        reasons += LeadBook.contentProblems(reported.personName, content, isNamed: ticket == nil)
        if informant.name.count > 40 { reasons.append(.textTooLong("informant", 40)) }
        if informant.phone.count > 30 { reasons.append(.textTooLong("informantPhone", 30)) }
        if HotlineWords.names(HotlineInformant(name: informant.name, phone: informant.phone), in: content.hint) {
            reasons.append(.leadNamesInformant)
        }
        if let id = try? CitizenID(content.idNumber), try context.store.holdsOpenLead(idNumber: id.text) {
            reasons.append(.leadHeld)
        }
        guard reasons.isEmpty else { return .refused(reasons) }
        var kept = content
        kept.idNumber = (try? CitizenID(content.idNumber))?.text ?? ""
        let lead = Lead(source: reported.source, raisedOn: context.today)
        let terms = try LeadTerms(context.policies(on: context.today), region: reported.region, on: context.today)
        let township = reported.region.ancestor(at: .township) ?? reported.region
        let sequence = try context.store.nextNumber(series: "lead", region: township, year: context.today.year)
        let row = LeadRow(
            id: context.store.ids.next(), number: "XS\(township.text)-\(context.today.year)-\(sequence.padded(5))",
            region: reported.region, lead: lead, personName: reported.personName, content: kept, ticketID: ticket,
            due: lead.contactBy(terms, DeadlineCount(calendar: context.bureau.calendar)), raisedBy: staff.staffID)
        try context.store.insertLead(row, informant: informant, at: context.now)
        try context.audit(name, "lead", row.id.rawValue, region: reported.region)
        return .done(row.id)
    }
}
