import Casework
import Policies
package import Primitives
import Storage

/// Begins a version of a pack: a copy of what is in force on its day, to be changed.
///
/// There is one open version of a program in a region at a time, so that two people never publish past each other.
package struct DraftPack: Command {
    package static let name = "policy.draft"
    /// The program.
    package let program: String
    /// The region whose folder it is.
    package let region: RegionCode
    /// The day from which it is to be in force.
    package let inForceFrom: CivilDate
    /// The number and title of the text it rests on.
    package let note: String

    /// Takes the inputs.
    package init(program: String, region: RegionCode, inForceFrom: CivilDate, note: String) {
        self.program = program
        self.region = region
        self.inForceFrom = inForceFrom
        self.note = note
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<PackReceipt> {
        var (staff, refusals) = PolicyAuthority.staff(PolicyAuthority.drafters, for: region, in: context)
        let timeline = try context.timeline
        let packs = try timeline.packs(on: inForceFrom)
        if !packs.programs.contains(program) { refusals.append(.policyUnknownProgram) }
        let isPublished = region.level == .province || region.level == .city || region.level == .county
        let regionName = try context.store.regionNames([region.text])[region.text]
        if !isPublished || regionName == nil { refusals.append(.policyUnknownRegion) }
        if note.isBlank { refusals.append(.policyNoteMissing) }
        if refusals.isEmpty, let open = try context.store.openPackVersion(program, region) {
            refusals.append(.policyOpenVersion(try context.store.staffUser(open.draftedBy)?.name ?? ""))
        }
        guard refusals.isEmpty, let staff else { return .refused(refusals) }
        let base = timeline.text(of: program, region, on: inForceFrom)
        let text = base ?? packs.emptyText(of: program, region, title: (regionName ?? "") + packs.title(of: program))
        let id = try context.store.insertPackVersion(
            PackDraft(
                inForceFrom: inForceFrom, note: note, files: text.files, textHash: text.hash,
                baseHash: base?.hash ?? ""),
            program: program, region: region, by: staff.staffID, at: context.now)
        guard let row = try context.store.packVersion(id) else { return .refused([.notFound]) }
        try PackWork(staff: staff, row: row, timeline: timeline).record("draft", verb: Self.name, in: context)
        return .done(PackReceipt(id, row.version))
    }
}
