package import Columns
import Primitives

/// The checks of some families a second time, without the records that have been refuted.
package struct RefutedRun: Sendable {
    /// What stands without the refuted records.
    package let standing: CheckResult
    /// The refuted records that are in force as they were refuted.
    package let refuted: RefutedRows

    /// Finds the refuted records among today's rows and runs the checks without them; nil when there are none any more.
    ///
    /// `authorized` are the people who may be asked about at sources that need an authorisation; the others' rows stay
    /// unread. `tables` are the families' own.
    package init?(
        _ book: CheckBook, prepared: PreparedChecks, source: any RowSource, tables: [HeldTable],
        request: CheckRequest, refuted records: [RefutedRecord], authorized: Set<String>, digest: EvidenceDigest
    ) throws {
        var calls = RollCall(names: [], source)
        let people = Set(records.map(\.person)).sorted()
        for (code, own) in Dictionary(grouping: records, by: \.dataset).sorted(by: { $0.key < $1.key }) {
            guard let dataset = book.catalogue[code], source.hasAnswer(code) else { continue }
            let asked = Set(own.map(\.person))
            calls.call(
                dataset,
                people.enumerated().filter {
                    asked.contains($0.element) && (!dataset.needsAuthorization || authorized.contains($0.element.text))
                }.map { ($0.offset, $0.element) })
        }
        let positions = Dictionary(uniqueKeysWithValues: people.enumerated().map { ($1, [$0]) })
        let rows = calls.refuted(records, positions: positions, digest: digest)
        guard !rows.isEmpty else { return nil }
        let screened = ScreenedSource(source, without: [], names: [], dropsOthers: false, dropping: rows.places)
        refuted = rows
        standing = try CheckRun(
            book, source: HeldTableSource(screened, tables: tables), request: request, prepared: prepared
        ).run()
    }

    /// What the hits of all rows and those without the refuted ones come to: what stands, and what is answered by what.
    ///
    /// `datasets` are those that a check rests on.
    package func answers(
        to whole: CheckResult, datasets: (_ check: Int) -> [String]
    ) -> (standing: [CheckHit], answered: [(hit: CheckHit, note: SuppressionNote)]) {
        let known = Set(standing.hits.map { Subject($0) })
        return (
            standing.hits,
            whole.hits.filter { !known.contains(Subject($0)) }.compactMap { hit in
                refuted.note(in: datasets(hit.check)).map { (hit, $0) }
            }
        )
    }

    private struct Subject: Hashable {
        let check: Int
        let household: String
        let person: String

        init(_ hit: CheckHit) { (check, household, person) = (hit.check, hit.household, hit.person) }
    }
}
