import Casework
package import Policies
package import Primitives
package import Storage

/// Every program with the regions that have a file of their own, and what is being worked on: the list of policies.
///
/// Four queries.
package struct PolicyBoard: Sendable {
    /// One file of a program: what holds today.
    package struct Place: Sendable {
        /// The region's code, or `CN`.
        package let folder: String
        /// The region's name.
        package let name: String
        /// The publication that holds today; nil where the installed file does.
        package let publication: PolicyTimeline.Publication?
        /// The day from which another publication will hold.
        package let next: CivilDate?
        /// Whether the file says nothing by itself yet.
        package let isEmpty: Bool
    }

    /// A program.
    package struct Line: Sendable {
        /// Its folder name.
        package let program: String
        /// Its title.
        package let title: String
        /// Whether it decides or only holds values for others.
        package let kind: PackKind
        /// Its files that speak for the asker's region or lie in it, national first.
        package let places: [Place]
    }

    /// The programs by title.
    package let lines: [Line]
    /// What is being worked on in the asker's region, the latest first.
    package let open: [PackLine]
    /// The latest publications in the asker's region or above it.
    package let published: [PackLine]
    /// Whether the asker may begin a draft.
    package let mayDraft: Bool

    /// Reads the list; nil for a post that does not look at policy.
    package static func load(in context: CommandContext) throws -> PolicyBoard? {
        guard let staff = context.actor.staff, PolicyAuthority.readers.contains(staff.role) else { return nil }
        let timeline = try context.timeline
        let packs = try timeline.packs(on: context.today)
        let names = try PolicyPlaces(staff.region, in: context)
        let lines = packs.programs.map { program -> Line in
            var places = packs.folders(of: program).compactMap { folder -> Place? in
                guard let name = names.name(of: folder.folder) else { return nil }
                let region = try? RegionCode(folder.folder)
                return Place(
                    folder: folder.folder, name: name,
                    publication: region.flatMap { timeline.holding(program, $0, on: context.today) },
                    next: region.flatMap { timeline.next(program, $0, after: context.today)?.from },
                    isEmpty: folder.parameters.isEmpty && folder.rules.isEmpty)
            }
            // The own region may begin a file that it does not have yet.
            if !places.contains(where: { $0.folder == staff.region.text }), staff.region.level != .township {
                places.append(
                    Place(
                        folder: staff.region.text, name: names.name(of: staff.region.text) ?? staff.region.text,
                        publication: nil, next: nil, isEmpty: true))
            }
            let kind = packs.folders(of: program).first?.kind ?? .program
            return Line(program: program, title: packs.title(of: program), kind: kind, places: places)
        }
        let versions = try context.store.packVersions().filter { names.name(of: $0.region.text) != nil }
        let people = try context.store.staffNames(versions.flatMap(PackLine.people))
        let made = versions.map { PackLine($0, title: packs.title(of: $0.program), places: names, people: people) }
        return PolicyBoard(
            lines: lines, open: made.filter(\.row.state.isOpen),
            published: Array(made.filter { $0.row.state == .published }.prefix(20)),
            mayDraft: PolicyAuthority.drafters.contains(staff.role))
    }
}

/// The regions whose policy concerns somebody: those above the own one, and those in it.
package struct PolicyPlaces: Sendable {
    private let names: [String: String]

    /// Reads the names of regions around one.
    package init(_ region: RegionCode, in context: CommandContext) throws {
        var names = ["CN": "全国"]
        for folder in PolicyPack.folders(for: region).dropFirst() {
            guard let code = try? RegionCode(folder) else { continue }
            names[folder] = try context.store.regionName(code)
        }
        for level in [RegionLevel.province, .city, .county] {
            for row in try context.store.regions(level, in: region) { names[row.code.text] = row.name }
        }
        self.names = names
    }

    /// The name of a file's region; nil when it lies elsewhere.
    package func name(of folder: String) -> String? {
        names[folder].map { $0.isEmpty ? folder : $0 }
    }
}

/// A version as lists show it.
package struct PackLine: Sendable {
    /// The version.
    package let row: PackVersionRow
    /// The program's title.
    package let title: String
    /// The region's name.
    package let place: String
    /// Who began it.
    package let drafter: String
    /// Who approved it.
    package let approver: String?

    init(_ row: PackVersionRow, title: String, places: PolicyPlaces, people: [StaffID: String]) {
        self.row = row
        self.title = title
        place = places.name(of: row.region.text) ?? row.region.text
        drafter = people[row.draftedBy] ?? ""
        approver = row.approvedBy.flatMap { people[$0] }
    }

    static func people(_ row: PackVersionRow) -> [StaffID] { [row.draftedBy] + (row.approvedBy.map { [$0] } ?? []) }
}
