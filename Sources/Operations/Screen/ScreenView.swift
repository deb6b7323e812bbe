import Casework
package import Insight
import Primitives
import Storage

/// The big screen of the asker's area (S01): counts from real rows, each opening its list.
///
/// Nine queries.
package struct ScreenView: Sendable {
    /// The screen.
    package let model: ScreenModel

    /// The lists of the staff console.
    package static let links = ScreenLinks(
        families: "/staff/objects", cases: "/staff/cases", payments: "/staff/figures/paid",
        verification: "/staff/figures/verification")

    /// Counts a staff member's area; nil for anybody else.
    ///
    /// Staff inside the bureau see whole numbers; `audience: .everybody` makes the variant for a hall, where counts
    /// of one to four are kept back. `sourceNames` gives datasets their names; a dataset without one shows its code.
    package static func load(
        audience: ScreenAudience = .staff, sourceNames: [String: String] = [:], in context: CommandContext
    ) throws -> ScreenView? {
        guard let staff = context.actor.staff else { return nil }
        let name = try context.store.regionName(staff.region)
        let facts = try context.store.screenFacts(
            scope: context.scope, labels: ScreenLabels(zh: name, en: name), on: context.today, at: context.businessNow,
            sourceNames: sourceNames)
        // An administrator keeps the machine and sees no families, so no number opens any.
        let opensLists = staff.role != .administrator
        return ScreenView(model: ScreenModel(facts, links: opensLists ? links : nil, for: audience))
    }
}
