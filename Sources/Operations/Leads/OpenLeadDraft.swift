package import Casework
package import Primitives
package import Storage

/// Begins the application of a family that was noticed, with what the lead knows of it.
package struct OpenLeadDraft: Command {
    package static let name = "leads.openDraft"
    /// The lead.
    package var leadID: LeadID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// The program asked for; the filing is sorted over all programs anyway.
    package var program: Program
    /// The family's phone.
    package var phone: String

    /// Takes the inputs.
    package init(leadID: LeadID, seenVersion: Int64, program: Program, phone: String) {
        self.leadID = leadID
        self.seenVersion = seenVersion
        self.program = program
        self.phone = phone
    }

    /// By an aide or a clerk, whose draft it is; answers the draft.
    package func run(in context: CommandContext) throws -> Outcome<DraftID> {
        let opened = try LeadBook.open(leadID, seenVersion: seenVersion, in: context)
        guard case .done((var row, let staff)) = opened, let actor = context.actor.caseActor else {
            return .refused(opened.reasons)
        }
        var reasons: [Reason] = row.region.level == .village ? [] : [.leadVillageNeeded]
        let terms = try LeadTerms(context.policies(on: context.today), region: row.region, on: context.today)
        let ruling = row.lead.applying(
            .startDraft, by: actor, note: "", hasNotice: false, on: context.today, terms: terms)
        reasons += ruling.refusals.map { Reason($0) }
        guard reasons.isEmpty, let after = ruling.value else { return .refused(reasons) }
        let started = try StartDraft(program: program, region: row.region, applicantPhone: phone).run(in: context)
        guard case .done(let draftID) = started else { return .refused(started.reasons) }
        try prefill(draftID, row, in: context)
        (row.lead, row.draftID, row.keeper) = (after, draftID, staff.staffID)
        try context.store.updateLead(row, in: context.scope)
        try context.store.insertLeadStep(
            LeadStepRow(
                event: LeadEvent.startDraft.rawValue, next: after.state, words: "", staff: staff.staffID,
                on: context.today), of: row.id, at: context.now)
        try context.audit(Self.name, "lead", row.id.rawValue, region: row.region)
        return .done(draftID)
    }

    /// What is known stands in the form to be confirmed, and is asked no second time.
    private func prefill(_ id: DraftID, _ row: LeadRow, in context: CommandContext) throws {
        guard !row.personName.isBlank, var draft = try context.store.draft(id, of: context.actor.row) else { return }
        draft.content.form.members = [
            DeclaredMember(
                number: 1, name: row.personName, idNumber: row.content.idNumber, relation: .applicant, phone: phone)
        ]
        draft.content.form.address = row.content.place
        draft.content.isPrefilled = true
        try context.store.updateDraft(&draft, of: context.actor.row, at: context.businessNow)
    }
}
