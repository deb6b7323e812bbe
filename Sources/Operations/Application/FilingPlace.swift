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
        }
        return reasons
    }

    /// The county decides, unless it has delegated to the township (installation value `delegatedTownships`).
    static func competentBody(_ residence: RegionCode, in context: CommandContext) throws -> CompetentBody {
        let list = try context.store.installationValue(.delegatedTownships) ?? ""
        let delegated = list.split(separator: ",").map(String.init)
        return residence.ancestor(at: .township).map { delegated.contains($0.text) } == true ? .township : .county
    }

    /// Town or country by the village's number: 001 to 199 are residents' committees 居委会 (统计用区划代码编制规则).
    static func area(of village: RegionCode) -> FamilyArea {
        guard village.level == .village, let number = Int(village.text.suffix(3)) else { return .rural }
        return number < 200 ? .urban : .rural
    }
}
