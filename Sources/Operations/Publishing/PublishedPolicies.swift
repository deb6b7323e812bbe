package import Policies
package import Primitives
package import Storage
import Synchronization

/// The policies of an installation by publication, made once and shared by all transactions of a process.
///
/// What is in force is read inside each transaction, so that every node sees a publication with the data it belongs
/// to; only making the packs out of texts is remembered.
package final class PublishedPolicies: Sendable {
    private struct Known {
        let number: Int64
        let id: PackVersionID
        let timeline: PolicyTimeline
    }

    /// A text laid over what is in force, with the problems it brings.
    package struct Tried: Sendable {
        /// The packs with the text over them; nil while it has problems.
        package let packs: PolicySet?
        /// Every problem, with file, line and column.
        package let problems: [PolicyProblem]
    }

    private let installed: PolicyTimeline
    private let known = Mutex<[Known]>([])
    private let tried = Mutex<[String: Tried]>([:])
    /// Transactions that overlap a publication still see the earlier state, so a few are kept.
    private static let kept = 4

    /// Starts from the packs installed as files.
    package init(base: PolicySet) {
        installed = PolicyTimeline(base: base, publications: [])
    }

    /// What is in force on each day, as this transaction sees it.
    ///
    /// One query, and one more after a publication.
    package func timeline(in store: StoreTransaction) throws -> PolicyTimeline {
        let latest = try store.latestPublication()
        guard latest.number > 0 else { return installed }
        let found = known.withLock { $0.first { $0.number == latest.number && $0.id == latest.id } }
        if let found { return found.timeline }
        let publications = try store.publishedPacks().map { row in
            PolicyTimeline.Publication(number: row.publication ?? 0, from: row.inForceFrom, text: row.text)
        }
        let made = PolicyTimeline(base: installed.base, publications: publications)
        known.withLock { known in
            known.append(Known(number: latest.number, id: latest.id, timeline: made))
            if known.count > Self.kept { known.removeFirst() }
        }
        return made
    }

    /// A text from a day on, over what is in force then; remembered for the few texts that people work on.
    package func trying(_ text: PackText, from day: CivilDate, in timeline: PolicyTimeline) throws -> Tried {
        let key = "\(text.hash) \(day.text) \(timeline.publications.last?.number ?? 0)"
        if let known = tried.withLock({ $0[key] }) { return known }
        let (packs, problems) = try timeline.packs(on: day).trying([text])
        let made = Tried(packs: problems.isEmpty ? packs : nil, problems: problems)
        tried.withLock { tried in
            if tried.count >= 16 { tried.removeAll() }
            tried[key] = made
        }
        return made
    }
}

extension CommandContext {
    /// What is in force on each day: the installed packs with the published versions over them.
    package var timeline: PolicyTimeline { get throws { try bureau.publications.timeline(in: store) } }

    /// The policies that hold on a day; every verb asks here and never reads the installed files by themselves.
    package func policies(on day: CivilDate) throws -> PolicySet { try timeline.packs(on: day) }
}

extension PackVersionRow {
    /// Its texts as the policy packs take them.
    package var text: PackText { PackText(program: program, region: region, files: files) }
}
