import Casework
package import Policies
package import Primitives
import Storage

/// What holds for one program in one region on a day, where it comes from, and its history.
///
/// Five queries.
package struct PackFolderView: Sendable {
    /// The program's folder name.
    package let program: String
    /// The region's code, or `CN`.
    package let folder: String
    /// The program's title.
    package let title: String
    /// The region's name.
    package let place: String
    /// The names of regions around the asker's.
    package let places: PolicyPlaces
    /// The day looked at.
    package let day: CivilDate
    /// The publication that holds on the day; nil where the installed file does.
    package let publication: PolicyTimeline.Publication?
    /// The parameters that the program declares, as they hold for the region.
    package let parameters: [Parameter]
    /// The rules written in this folder itself.
    package let rules: [PolicyRule]
    /// The texts in force; nil where the folder has none.
    package let text: PackText?
    /// The programs that a change here can touch.
    package let dependents: [String]
    /// Every version of the folder, the latest first.
    package let versions: [PackLine]
    /// Whether the asker may begin a draft; false while one is open.
    package let mayDraft: Bool

    /// Reads a folder; nil when there is none or it lies elsewhere.
    package static func load(
        _ program: String, _ folder: String, on day: CivilDate?, in context: CommandContext
    ) throws -> PackFolderView? {
        guard let staff = context.actor.staff, PolicyAuthority.readers.contains(staff.role) else { return nil }
        let day = day ?? context.today
        let timeline = try context.timeline
        let packs = try timeline.packs(on: day)
        let places = try PolicyPlaces(staff.region, in: context)
        guard packs.programs.contains(program), let place = places.name(of: folder) else { return nil }
        let region = try? RegionCode(folder)
        let own = packs.folders(of: program).first { $0.folder == folder }
        let rows = try region.map { try context.store.packVersions(program: program, region: $0) } ?? []
        let people = try context.store.staffNames(rows.flatMap(PackLine.people))
        let title = packs.title(of: program)
        return PackFolderView(
            program: program, folder: folder, title: title, place: place, places: places, day: day,
            publication: region.flatMap { timeline.holding(program, $0, on: day) },
            parameters: try region.map { try packs.parameters(of: program, for: $0) } ?? own?.parameters ?? [],
            rules: own?.rules ?? [], text: region.flatMap { timeline.text(of: program, $0, on: day) },
            dependents: packs.dependents(on: program).filter { $0 != program }.map(packs.title),
            versions: rows.map { PackLine($0, title: title, places: places, people: people) },
            mayDraft: region.map { PolicyAuthority.may(PolicyAuthority.drafters, for: $0, in: context) } ?? false
                && !rows.contains { $0.state.isOpen })
    }
}
