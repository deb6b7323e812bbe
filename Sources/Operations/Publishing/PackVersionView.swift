import Casework
package import Policies
package import Primitives
package import Storage

/// A version with all that its page shows: what it changes, who did what, its latest trial, and what may be done.
///
/// Eight queries.
package struct PackVersionView: Sendable {
    /// The version.
    package let row: PackVersionRow
    /// The program's title.
    package let title: String
    /// The region's name.
    package let place: String
    /// The names of regions around the asker's.
    package let places: PolicyPlaces
    /// What is in force on each day.
    package let timeline: PolicyTimeline
    /// What it is compared with: what held on its day before it, or holds now.
    package let base: PackText?
    /// Whether what it is compared with changed since it was written.
    package let isBaseChanged: Bool
    /// The day on which another publication takes over from it.
    package let until: CivilDate?
    /// The business day.
    package let today: CivilDate
    /// Who did what.
    package let steps: [PackStepRow]
    /// The latest trial, or the one it was published on.
    package let trial: PackTrialRow?
    /// What that trial came to.
    package let result: PackTrialResult?
    /// The trial that was asked for last, as it stands; nil where none was asked for.
    package let job: PackTrialJob?
    /// The months that a change for the past would have made other ones, within the asker's scope.
    package let lines: [RetroactiveLineRow]
    /// Whether the asker may change it.
    package let mayEdit: Bool
    /// Whether the asker may approve it.
    package let mayApprove: Bool
    /// Whether the asker may publish it.
    package let mayPublish: Bool
    /// Whether the asker wrote it and so cannot approve it.
    package let isOwn: Bool

    /// Reads a version; nil when there is none or it lies elsewhere.
    package static func load(_ id: PackVersionID, in context: CommandContext) throws -> PackVersionView? {
        guard let staff = context.actor.staff, PolicyAuthority.readers.contains(staff.role),
            let row = try context.store.packVersion(id)
        else { return nil }
        let places = try PolicyPlaces(staff.region, in: context)
        guard let place = places.name(of: row.region.text) else { return nil }
        let timeline = try context.timeline
        // A published version is compared with what held before it.
        let before = timeline.before(row.publication)
        let base = before.text(of: row.program, row.region, on: row.inForceFrom)
        let trial = try row.trial.map(context.store.packTrial) ?? context.store.latestPackTrial(of: id)
        let steps = try context.store.packSteps(of: id)
        func may(_ roles: [Role], _ states: Set<PackVersionState>) -> Bool {
            states.contains(row.state) && PolicyAuthority.may(roles, for: row.region, in: context)
        }
        return PackVersionView(
            row: row, title: try before.packs(on: row.inForceFrom).title(of: row.program), place: place, places: places,
            timeline: timeline, base: base,
            isBaseChanged: row.state.isOpen && row.baseHash != base?.hash ?? "",
            until: timeline.next(row.program, row.region, after: row.inForceFrom)?.from, today: context.today,
            steps: steps, trial: trial, result: try trial.map { try PackTrialResult(json: $0.result) },
            job: row.state.isOpen ? try PackTrialJob.load(row, in: context) : nil,
            lines: try trial.map { try context.store.retroactiveLines(of: $0.id, in: context.scope) } ?? [],
            mayEdit: may(PolicyAuthority.drafters, [.draft]),
            mayApprove: may(PolicyAuthority.approvers, [.submitted]),
            mayPublish: may(PolicyAuthority.publishers, [.approved]),
            isOwn: steps.contains { ["draft", "edit", "submit"].contains($0.step) && $0.staff == staff.staffID })
    }

    /// What it changes, in sentences; empty while its texts cannot be read or nothing changes.
    package func differences(in bureau: Bureau) throws -> [String] {
        guard let after = try bureau.tried(row, in: timeline).packs else { return [] }
        return PolicyDifference.between(try timeline.before(row.publication).packs(on: row.inForceFrom), after)
    }

    /// The lines of its texts that differ from what it is compared with, file by file.
    package func textDifferences() -> [LineDifference] {
        let names = Set(row.files.keys).union(base?.files.keys.map { $0 } ?? []).sorted()
        return names.compactMap { LineDifference(name: $0, before: base?.files[$0] ?? "", after: row.files[$0] ?? "") }
    }

    /// Whether the latest trial is of these texts and of what is in force now.
    package var isTrialCurrent: Bool {
        guard let trial else { return false }
        return trial.textHash == row.textHash && trial.inForceFrom == row.inForceFrom && trial.day == today
            && trial.publication == timeline.publications.last?.number ?? 0
    }
}

extension PolicyTimeline {
    /// What was in force before a publication; the whole of it for a version that is not published.
    package func before(_ publication: Int64?) -> PolicyTimeline {
        guard let publication else { return self }
        return PolicyTimeline(base: base, publications: publications.filter { $0.number < publication })
    }
}
