import Casework
package import Primitives
import Storage

/// Puts somebody of a village's committee on the list of officials whose relatives are on the ledger.
package struct AddOfficial: Command {
    package static let name = "supervision.addOfficial"
    /// The name.
    package var officialName: String
    /// The post in words, such as 村党支部书记.
    package var duty: String
    /// The village or township.
    package var region: RegionCode

    /// Takes the inputs.
    package init(officialName: String, duty: String, region: RegionCode) {
        self.officialName = officialName
        self.duty = duty
        self.region = region
    }

    /// Answers the official's id.
    package func run(in context: CommandContext) throws -> Outcome<OfficialID> {
        guard let staff = context.actor.staff, OfficialKeeping.roles.contains(staff.role) else {
            return .refused([.notAllowed])
        }
        guard staff.region.contains(region), try context.store.region(region) != nil else {
            return .refused([.placeUnknown("region")])
        }
        let reasons =
            DecisionChecks.text(officialName, field: "name", limit: 40)
            + DecisionChecks.text(duty, field: "duty", limit: 40)
        guard reasons.isEmpty else { return .refused(reasons) }
        let id: OfficialID = context.store.ids.next()
        try context.store.insertOfficial(
            OfficialRow(id: id, staffID: nil, personID: nil, name: officialName, duty: duty, region: region),
            on: context.today)
        try context.audit(Self.name, "official", id.rawValue, region: region, reason: "\(officialName) \(duty)")
        return .done(id)
    }
}
