/// What the sources at hand hold of each member alone, of facts that a report states for the family as a whole.
package struct MemberShares: Hashable, Sendable {
    private var values: [ReportFeed: [String: Int64]] = [:]

    /// No shares: nothing is known of any member alone.
    package init() {}

    /// What is held of a member for a fact, in the unit of its line; nil where that is not known.
    subscript(feed: ReportFeed, member: String) -> Int64? {
        get { values[feed]?[member] }
        set { values[feed, default: [:]][member] = newValue }
    }
}
