package import Casework
import Payments
package import Primitives
import Storage

/// What a roster would hold if it were made now; nothing is written.
package struct RosterPreview: Sendable, Hashable {
    /// An award that would be left out.
    package struct Exclusion: Sendable, Hashable {
        /// Certificate number and masked payee.
        package let label: String
        /// Why.
        package let sentence: String
        /// What is not paid now.
        package let withheld: Money
    }

    /// The most exclusions that a page shows.
    package static let mostExclusions = 300

    /// How many payments it would have.
    package let itemCount: Int
    /// What they would sum up to.
    package let total: Money
    /// How many of them are arrears.
    package let arrearsCount: Int
    /// How many awards would be left out.
    package let exclusionCount: Int
    /// Who would be left out and why, at most `mostExclusions`.
    package let exclusions: [Exclusion]
    /// What would be otherwise than the month before.
    package let change: RosterChange
    /// Whether a draft of the month is there already, which making the roster computes anew.
    package let remakesDraft: Bool

    /// Computes the preview for a payer's county; nil for a program without money, another's county, or another post.
    ///
    /// At most ten queries, whatever the roster's length.
    package static func load(
        county: RegionCode, month: CalendarMonth, program: Program, in context: CommandContext
    ) throws -> RosterPreview? {
        guard context.staff(as: .payer, .payChecker) != nil, county.level == .county, context.scope.contains(county),
            program.payment != .none
        else { return nil }
        let store = context.store
        let draft = try store.batches(county: county, program: program, month: month, in: context.scope)
            .first { $0.standing.state == .draft && !$0.isRetry }
        let sheet = try RosterSheet(county: county, month: month, program: program, remaking: draft?.id, in: context)
        let regular = sheet.items.filter { $0.key.kind == .regular }
        let shown = sheet.exclusions.prefix(mostExclusions)
        let labels = try store.awardLabels(shown.map(\.award))
        let before = try store.regularAmounts(program: program, county: county, month: month.adding(months: -1))
        var now = Dictionary(regular.map { ($0.key.award, $0.amount) }, uniquingKeysWith: +)
        if draft == nil {
            // A further run pays only what became due since; what the month's earlier runs pay still stands.
            now.merge(try store.regularAmounts(program: program, county: county, month: month)) { due, _ in due }
        }
        return RosterPreview(
            itemCount: sheet.items.count, total: sheet.items.reduce(.zero) { $0 + $1.amount },
            arrearsCount: sheet.items.count - regular.count, exclusionCount: sheet.exclusions.count,
            exclusions: shown.map {
                Exclusion(label: labels[$0.award] ?? $0.award.text, sentence: $0.sentence, withheld: $0.withheld)
            },
            change: try RosterChange(from: before, to: now, in: context), remakesDraft: draft != nil)
    }
}
