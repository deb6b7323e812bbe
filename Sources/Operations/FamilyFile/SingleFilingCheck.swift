import Casework
import Primitives
import Storage

/// Whether one person may be filed alone 单人户, on what the form says and what is on file of the household.
enum SingleFilingCheck {
    /// Every reason why not; empty for a household that files as a whole.
    static func reasons(
        _ form: ApplicationForm, people: [LinkedMember], at residence: RegionCode, in context: CommandContext
    ) throws -> [Reason] {
        guard let alone = form.filing?.alone, let linked = people.first, people.count == 1 else { return [] }
        guard form.program == .dibao else { return [.aloneOnlyDibao] }
        let terms = try SingleFilingTerms(context.policies(on: context.today), region: residence, on: context.today)
        let household = try context.store.householdStanding(of: linked.id)
        let work: Set<Employment?> = [.employed, .casualWork, .farming, .selfEmployed]
        let filing = SingleFiling(
            ground: alone.ground, age: linked.citizenID.age(on: context.today), disability: linked.member.disability,
            illnessRecognized: linked.member.health == .seriousIllness,
            hasWork: work.contains(linked.member.employment), religiousYears: alone.religiousYears,
            householdIsMarginal: household.isMarginal, householdInForce: household.isHelped,
            localBasis: alone.localBasis)
        return filing.refusals(terms).map { Reason($0, field: "members") }
    }
}

/// Whether a helper who files for a family has its mandate 代办.
enum AgentFiling {
    /// Why the helper may not send; empty where nobody acts in the family's place.
    static func reasons(_ draft: DraftRow, in context: CommandContext) throws -> [Reason] {
        guard draft.content.form.filing?.help == .act, let staff = context.actor.staff else { return [] }
        return try MandateRule.refusals(
            of: .submit, context.store.mandates(ofDraft: draft.id), agent: staff.staffID, handler: nil,
            region: draft.region, in: context)
    }
}

extension Reason {
    static let aloneOnlyDibao = Reason(
        "aloneOnlyDibao", field: "members", "单人户只适用于低保申请。请把申请项目改为低保，或按家庭申请。",
        "Only dibao can be asked for by one person alone. Ask for dibao, or file as a household.")
    static func filingPlaceNotLawful(_ citation: String) -> Reason {
        Reason(
            "filingPlaceNotLawful", field: "registerRegion",
            "户籍在外省，没有居住证，不能在这里申请（\(citation)）。有居住证的请在“怎样申请”里写明；"
                + "没有的请在户籍地申请，遇到急难可以在这里申请临时救助。",
            "The register is in another province and there is no residence permit. Say so if there is one; otherwise "
                + "file at the place of register, or ask for temporary relief here in an emergency.")
    }
}
