import Casework
import Primitives
import Storage

/// A number of the work table; its filter opens the list it counts.
package struct WorkCounter: Hashable, Sendable {
    /// What is counted, stable.
    package let code: String
    /// The label.
    package let chinese: String
    /// The label in English.
    package let english: String
    /// How many.
    package let count: Int
    /// The list behind it.
    package let filter: CaseQueueFilter
}

/// The work table (S2): what is due, late and waiting in the post's region.
///
/// Two statements.
package struct WorkTable: Sendable {
    /// Late, due today and due soon, over all states that the clock runs in.
    package let deadlines: [WorkCounter]
    /// Cases by group, those the role works on first.
    package let groups: [WorkCounter]
    /// Undecided cases assigned to the asker.
    package let mine: WorkCounter

    /// The table of the asker's post; all zero for anybody without one.
    package static func load(in context: CommandContext) throws -> WorkTable {
        let everything = CaseQueueFilter()
        var mineFilter = everything
        mineFilter.isMine = true
        mineFilter.isOpen = true
        let isStaff = context.actor.staff != nil
        let counts = isStaff ? try context.store.caseCounts(everything.rows(in: context), in: context.scope) : []
        let mine = isStaff ? try context.store.caseCounts(mineFilter.rows(in: context), in: context.scope) : []
        return WorkTable(
            deadlines: DeadlineBand.allCases.map { band in
                var filter = everything
                filter.band = band
                return WorkCounter(
                    code: band.rawValue, chinese: band.chinese, english: band.rawValue,
                    count: counts.reduce(0) { $0 + Self.count(of: band, in: $1) }, filter: filter)
            },
            groups: order(for: context.actor.staff?.role).map { group in
                var filter = everything
                filter.group = group
                let states = Set(group.states)
                return WorkCounter(
                    code: group.rawValue, chinese: group.chinese, english: group.english,
                    count: counts.filter { states.contains($0.state) }.reduce(0) { $0 + $1.total }, filter: filter)
            },
            mine: WorkCounter(
                code: "mine", chinese: "分给我的", english: "Assigned to me",
                count: mine.reduce(0) { $0 + $1.total }, filter: mineFilter))
    }

    private static func count(of band: DeadlineBand, in count: CaseCount) -> Int {
        switch band {
        case .overdue: count.overdue
        case .today: count.today
        case .soon: count.soon
        }
    }

    /// The groups a role decides on stand first.
    private static func order(for role: Role?) -> [CaseGroup] {
        let first: [CaseGroup] =
            switch role {
            case .townshipReviewer: [.investigating, .opinion, .recheck, .confirming]
            case .countyReviewer: [.confirming, .publicity]
            case .verificationOfficer: [.investigating]
            default: []
            }
        return first + CaseGroup.allCases.filter { !first.contains($0) }
    }
}
