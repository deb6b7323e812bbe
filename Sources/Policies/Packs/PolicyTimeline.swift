package import Primitives
import Synchronization

/// What is in force on each day: the packs installed as files, with published versions laid over them from their days.
package final class PolicyTimeline: Sendable {
    /// A version that was published.
    package struct Publication: Hashable, Sendable {
        /// The number of the publication; a later one has a greater number.
        package let number: Int64
        /// The day from which it is in force.
        package let from: CivilDate
        /// Its files.
        package let text: PackText

        /// Takes the parts.
        package init(number: Int64, from: CivilDate, text: PackText) {
            self.number = number
            self.from = from
            self.text = text
        }
    }

    /// The packs installed as files.
    package let base: PolicySet
    /// All publications, by number.
    package let publications: [Publication]
    /// The days on which what is in force changes, ascending.
    private let starts: [CivilDate]
    /// The packs of a day by how many of `starts` have come; made when first asked for.
    private let sets = Mutex<[Int: PolicySet]>([:])

    /// Lays publications over the installed files.
    package init(base: PolicySet, publications: [Publication]) {
        self.base = base
        self.publications = publications.sorted { $0.number < $1.number }
        starts = Set(publications.map(\.from)).sorted()
    }

    /// The packs that hold on a day; throws when a publication does not agree with the installed files any more.
    package func packs(on day: CivilDate) throws(PolicyProblems) -> PolicySet {
        let period = starts.count { $0 <= day }
        guard period > 0 else { return base }
        if let known = sets.withLock({ $0[period] }) { return known }
        let made = try base.laying(holding(on: day).map(\.text))
        sets.withLock { $0[period] = made }
        return made
    }

    /// The publication that holds for a program in exactly this region on a day; `nil` where the installed file does.
    ///
    /// The one with the latest day holds; of two for one day, the later publication: it corrects the earlier.
    package func holding(_ program: String, _ region: RegionCode, on day: CivilDate) -> Publication? {
        publications.filter { $0.text.program == program && $0.text.region == region && $0.from <= day }
            .max { ($0.from, $0.number) < ($1.from, $1.number) }
    }

    private func holding(on day: CivilDate) -> [Publication] {
        let folders = Set(publications.filter { $0.from <= day }.map(\.text.folder))
        return folders.sorted().compactMap { folder in
            guard let one = publications.first(where: { $0.text.folder == folder }) else { return nil }
            return holding(one.text.program, one.text.region, on: day)
        }
    }

    /// The first day after the given one from which another publication holds there; `nil` when none does.
    package func next(_ program: String, _ region: RegionCode, after day: CivilDate) -> Publication? {
        publications.filter { $0.text.program == program && $0.text.region == region && $0.from > day }
            .min { ($0.from, -$0.number) < ($1.from, -$1.number) }
    }

    /// The text that holds for a program in exactly this region on a day; `nil` when it has none of its own.
    package func text(of program: String, _ region: RegionCode, on day: CivilDate) -> PackText? {
        holding(program, region, on: day)?.text ?? base.text(of: program, region)
    }

    /// The timeline as it would be with one more publication.
    package func adding(_ text: PackText, from day: CivilDate) -> PolicyTimeline {
        let number = (publications.last?.number ?? 0) + 1
        return PolicyTimeline(
            base: base, publications: publications + [Publication(number: number, from: day, text: text)])
    }
}
