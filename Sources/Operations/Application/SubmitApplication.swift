import Casework
package import Primitives
import Sealing
import Storage

/// What the filer takes along.
package struct SubmittedApplication: Codable, Hashable, Sendable {
    /// The case.
    package let caseID: CaseID
    /// The acceptance number 受理号.
    package let number: String
    /// What the progress link carries.
    package let trackingToken: String
    /// The day by which the township says whether it takes the application.
    package let answerBy: CivilDate?
    /// Members whose authorisation is still to come; sources that need it wait for them.
    package let waitingMembers: [String]
}

/// Sends an application: the form is checked and frozen, the family found or made, a number given, the township told.
///
/// Sent twice under one key it is one case; under another key the second is refused with the number of the first.
package struct SubmitApplication: Command {
    /// The verb's name.
    package static let name = "application.submit"
    /// The draft.
    package let draftID: DraftID
    /// The version that was shown for checking.
    package let version: Int64

    /// Takes the inputs.
    package init(draftID: DraftID, version: Int64) {
        self.draftID = draftID
        self.version = version
    }

    /// Refuses with every problem of form, authorisations and place at once.
    package func run(in context: CommandContext) throws -> Outcome<SubmittedApplication> {
        if let staff = context.actor.staff, !DraftHelpers.roles.contains(staff.role) { return .refused([.notAllowed]) }
        let draft: DraftRow
        switch try OpenDraft.load(draftID, version: version, in: context) {
        case .done(let row): draft = row
        case .refused(let reasons): return .refused(reasons)
        }
        let statuses = try AuthorizationStatuses.of(draft, in: context)
        var reasons = DraftTasks.openReasons(draft, statuses: statuses, in: context)
        reasons += try FilingPlace.reasons(draft.content.form, in: context)
        reasons += try AgentFiling.reasons(draft, in: context)
        guard reasons.isEmpty, let residence = draft.content.form.residenceRegion else { return .refused(reasons) }
        let people = try HouseholdLink.people(draft.content.form, in: context)
        let alone = try SingleFilingCheck.reasons(draft.content.form, people: people, at: residence, in: context)
        guard alone.isEmpty else { return .refused(alone) }
        if try HouseholdLink.hasOwnOpenCase(draft.program, people: people.map(\.id), in: context) {
            return .refused([.familyHasOpenCase])
        }
        let family = try HouseholdLink.family(draft.content.form, people: people, at: residence, in: context)
        let row = try caseRow(draft, family: family, at: residence, in: context)
        try context.store.insertCase(
            row, members: CaseMembers.frozen(draft.content.form, people: people, in: context), at: context.now)
        try context.store.moveUploads(from: draft.id, to: row.id)
        try context.store.moveAuthorizations(from: draft.id, to: row.id)
        try context.store.moveMandates(from: draft.id, to: row.id)
        try context.store.markDraftSent(draft, as: row.id, at: context.now)
        var file = try CaseFile(row, in: context)
        let refusals = try file.apply(.submit, in: context, details: Self.details(row.form, statuses))
        guard refusals.isEmpty else { return .refused(refusals) }
        return .done(
            SubmittedApplication(
                caseID: row.id, number: row.number, trackingToken: row.trackingToken, answerBy: file.row.deadlineDay,
                waitingMembers: statuses.filter { $0.row == nil }.map(\.member.name)))
    }

    private func caseRow(
        _ draft: DraftRow, family: FamilyID, at residence: RegionCode, in context: CommandContext
    ) throws -> CaseRow {
        let form = draft.content.form
        guard let applicant = form.applicant, let id = applicant.citizenID,
            let county = residence.ancestor(at: .county)
        else { throw StoreError(.damaged, "A form without problems has an applicant and a county.") }
        let sequence = try context.store.nextNumber(series: "acceptance", region: county, year: context.today.year)
        let number = AcceptanceNumber(county: county, year: context.today.year, sequence: Int(sequence))
        let channel =
            switch context.actor.staff?.role {
            case .aide: "helper"
            case .some: "window"
            case nil: "phone"
            }
        let account = try context.actor.account ?? context.store.accountID(phone: form.phone)
        return CaseRow(
            id: context.store.ids.next(), number: number.text, program: form.program, state: .draft,
            familyID: family, applicantName: applicant.name, applicantLastFour: id.lastFour,
            headCount: form.members.count, region: residence, accountID: account, channel: channel,
            competentBody: try Competence.today(form.program, at: residence, in: context).body, form: form,
            submittedDay: context.today, trackingToken: Token.link())
    }

    /// What the application, the pledge and the authorisations say when they are printed.
    private static func details(_ form: ApplicationForm, _ statuses: [MemberAuthorization]) -> CaseStepDetails {
        let members = form.members.map { "\($0.name)（\($0.statedRelation.chinese)）" }.joined(separator: "、")
        let given = statuses.compactMap { item in
            item.row.map { "\(item.member.name)：\($0.number)（\($0.method.chinese)）" }
        }
        let waiting = statuses.filter { $0.row == nil }.map(\.member.name)
        var lines = [DocumentLine("家庭成员", members), DocumentLine("住址", form.address)]
        if let alone = form.filing?.alone { lines.append(DocumentLine("申请方式", "单人户：\(alone.ground.chinese)")) }
        if !given.isEmpty { lines.append(DocumentLine("核对授权", given.joined(separator: "；"))) }
        if !waiting.isEmpty { lines.append(DocumentLine("待补授权", waiting.joined(separator: "、"))) }
        return CaseStepDetails(
            lines: lines,
            paragraphs: [
                "家庭困难情况：\(form.hardshipReason)",
                "本人承诺以上申报真实、完整；情况有变化及时报告；愿意配合调查核对。",
            ])
    }
}
