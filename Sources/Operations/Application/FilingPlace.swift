import Casework
import Primitives
import Storage

/// Where an application may be filed, and who decides it.
enum FilingPlace {
    /// What keeps the places of a form from being served here.
    static func reasons(_ form: ApplicationForm, in context: CommandContext) throws -> [Reason] {
        var reasons: [Reason] = []
        if let residence = form.residenceRegion {
            if try context.store.region(residence) == nil { reasons.append(.placeUnknown("residenceRegion")) }
            if let staff = context.actor.staff, !staff.region.contains(residence) {
                reasons.append(.placeOutsideArea)
            }
            reasons += try ruleReasons(form, at: residence, in: context)
        }
        return reasons
    }

    /// Why the household may not file where it lives (57号 article 5).
    ///
    /// Relief in an emergency is asked for where the emergency is.
    private static func ruleReasons(
        _ form: ApplicationForm, at residence: RegionCode, in context: CommandContext
    ) throws -> [Reason] {
        guard form.program != .temporaryRelief, let register = form.registerRegion,
            let township = residence.ancestor(at: .township)
        else { return [] }
        let terms = try FilingTerms(context.policies(on: context.today), region: residence, on: context.today)
        let places = FilingRule.places(
            [
                MemberPlaces(
                    number: form.applicant?.number ?? 1, register: register, residence: residence,
                    hasResidencePermit: form.filing?.hasResidencePermit == true)
            ], terms: terms)
        guard !places.contains(where: { $0.township == township }) else { return [] }
        return [.filingPlaceNotLawful(terms.permitHoldersAtResidence.citation)]
    }

    /// Town or country by the village's number: 001 to 199 are residents' committees 居委会 (统计用区划代码编制规则).
    static func area(of village: RegionCode) -> FamilyArea {
        guard village.level == .village, let number = Int(village.text.suffix(3)) else { return .rural }
        return number < 200 ? .urban : .rural
    }
}
