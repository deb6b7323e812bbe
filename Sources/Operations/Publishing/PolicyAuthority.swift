package import Casework
package import Primitives

/// Who may write, approve and publish policy: by post, and only for the own region and what lies below it.
package enum PolicyAuthority {
    /// Posts that may look at what is in force and at drafts of their region.
    package static let readers: [Role] = [.countyReviewer, .leader, .administrator, .auditor]
    /// Posts that may write a draft and submit it.
    package static let drafters: [Role] = [.countyReviewer, .leader, .administrator]
    /// Posts that may approve what somebody else wrote.
    package static let approvers: [Role] = [.leader]
    /// Posts that may publish what was approved.
    package static let publishers: [Role] = [.countyReviewer, .leader]

    /// The acting person when the post is one of these and the region lies in its own; every reason otherwise.
    static func staff(
        _ roles: [Role], for region: RegionCode, in context: CommandContext
    ) -> (staff: StaffActor?, reasons: [Reason]) {
        guard let staff = context.actor.staff, roles.contains(staff.role) else { return (nil, [.notAllowed]) }
        guard staff.region.contains(region) else { return (nil, [.policyOutsideRegion]) }
        return (staff, [])
    }

    /// Whether the acting person may do it for the region.
    package static func may(_ roles: [Role], for region: RegionCode, in context: CommandContext) -> Bool {
        staff(roles, for: region, in: context).staff != nil
    }
}
