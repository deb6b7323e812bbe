import Casework
package import Primitives
package import Storage

/// A helper takes a lead, and writes down the village and the family's contact as far as they are known now.
package struct TakeLead: Command {
    package static let name = "leads.take"
    /// The lead.
    package var leadID: LeadID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// The village; the township again while it is not known.
    package var region: RegionCode
    /// The family's contact; empty while nobody knows.
    package var personName: String
    /// The citizen ID; empty while it is not known.
    package var idNumber: String
    /// The phone; empty when there is none.
    package var phone: String
    /// The place in words.
    package var place: String

    /// Takes the inputs.
    package init(
        leadID: LeadID, seenVersion: Int64, region: RegionCode, personName: String, idNumber: String = "",
        phone: String = "", place: String = ""
    ) {
        self.leadID = leadID
        self.seenVersion = seenVersion
        self.region = region
        self.personName = personName
        self.idNumber = idNumber
        self.phone = phone
        self.place = place
    }

    /// Answers the lead's version.
    package func run(in context: CommandContext) throws -> Outcome<Int64> {
        let opened = try LeadBook.open(leadID, seenVersion: seenVersion, in: context)
        guard case .done((var row, let staff)) = opened else { return .refused(opened.reasons) }
        row.content = LeadContent(
            idNumber: (try? CitizenID(idNumber))?.text ?? idNumber, phone: phone, place: place,
            hint: row.content.hint)
        var reasons = try LeadBook.placeProblems(region, in: context)
        reasons += LeadBook.contentProblems(personName, row.content, isNamed: false)
        if !row.lead.state.isOpen { reasons.append(.leadEnded) }
        if !idNumber.isEmpty, try context.store.holdsOpenLead(idNumber: row.content.idNumber, except: row.id) {
            reasons.append(.leadHeld)
        }
        guard reasons.isEmpty else { return .refused(reasons) }
        (row.region, row.personName, row.keeper) = (region, personName, staff.staffID)
        try context.store.updateLead(row, in: context.scope)
        try context.store.insertLeadStep(
            LeadStepRow(event: "take", next: row.lead.state, words: "", staff: staff.staffID, on: context.today),
            of: row.id, at: context.now)
        try context.audit(Self.name, "lead", row.id.rawValue, region: region)
        return .done(row.version + 1)
    }
}
