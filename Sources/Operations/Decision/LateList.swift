package import Casework
package import Primitives
import Storage

/// The undecided cases whose statutory day has passed within the scope (超期): computed from rows.
///
/// One query and one a place.
package struct LateList: Sendable {
    /// Most cases of one page.
    package static let pageLimit = 500

    /// One late case.
    package struct Line: Hashable, Sendable {
        /// The case.
        package let caseID: CaseID
        /// The acceptance number.
        package let number: String
        /// The applicant's masked name.
        package let applicant: String
        /// The program.
        package let program: Program
        /// Where it stands.
        package let state: CaseState
        /// The township's code.
        package let township: RegionCode
        /// The day it was due, marked when it is provisional.
        package let due: String
        /// Working days late.
        package let daysLate: Int
        /// Why it is on the list, in words.
        package let reason: String
    }

    /// A township with its number of late cases.
    package struct Place: Hashable, Sendable {
        /// The township.
        package let township: RegionCode
        /// Its name.
        package let name: String
        /// Late cases.
        package let count: Int
    }

    /// The cases, the longest late first.
    package let lines: [Line]
    /// The townships with their numbers, most first.
    package let places: [Place]

    /// Reads the list for staff, for all or one region of the scope; empty for others.
    package static func load(under region: RegionCode? = nil, in context: CommandContext) throws -> LateList {
        guard context.actor.staff != nil else { return LateList(lines: [], places: []) }
        let count = DeadlineCount(calendar: context.bureau.calendar)
        let rows = try context.store.lateCases(
            before: context.today, states: CaseState.allCases.filter { $0.isBeforeDecision && $0 != .draft },
            in: context.scope, under: region, limit: pageLimit)
        let lines = rows.map { row in
            let days = count.workingDays(after: row.deadlineDay, through: context.today)
            return Line(
                caseID: row.id, number: row.number, applicant: Masking.name(row.applicantName), program: row.program,
                state: row.state, township: row.region.ancestor(at: .township) ?? row.region,
                due: row.deadlineDay.chineseText + (row.isProvisional ? "（暂定）" : ""), daysLate: days,
                reason: reason(row.state, days))
        }
        let numbers = Dictionary(grouping: lines, by: \.township).mapValues(\.count)
        let places = try numbers.map { code, number in
            Place(township: code, name: try context.store.regionName(code), count: number)
        }
        return LateList(
            lines: lines, places: places.sorted { ($1.count, $0.township) < ($0.count, $1.township) })
    }

    private static func reason(_ state: CaseState, _ days: Int) -> String {
        let step =
            switch state {
            case .submitted, .supplement: "受理超期"
            case .accepted, .investigating: "调查核对超期"
            case .firstOpinion, .publicity, .recheck: "初审公示超期"
            default: "审核确认超期"
            }
        return "\(step)\(days)个工作日"
    }
}
