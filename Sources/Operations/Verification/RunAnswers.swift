import Primitives
import Storage
import Verification

extension [RunMatch] {
    /// The matches, those that an upheld objection answers marked as such; one or two queries.
    ///
    /// What rests on refuted records has been marked when it was compared, or taken over as it was marked then.
    func markingAnswered(in context: CommandContext) throws -> [RunMatch] {
        let hashes = Set(map(\.evidenceHash)).subtracting([""])
        let answered = try context.store.suppressionReferences(
            context.store.suppressedEvidence(hashes, at: context.today))
        return map { match in
            RunMatch(
                familyID: match.familyID, personID: match.personID, rule: match.rule, severity: match.severity,
                status: match.status, datasets: match.datasets, observed: match.observed, limit: match.limit,
                evidenceHash: match.evidenceHash, suppressedBy: answered[match.evidenceHash] ?? match.suppressedBy,
                content: match.content)
        }
    }
}

extension PartAnswers {
    /// The answers of families of an earlier run, for one that takes them over; two queries for each 400 families.
    init(taking rows: [RunFamily], from base: RunID, in context: CommandContext) throws {
        self.init()
        for start in stride(from: 0, to: rows.count, by: 400) {
            let part = Array(rows[start..<Swift.min(start + 400, rows.count)])
            let families = part.map(\.familyID)
            let known = try context.store.runFamilies(of: base, families: families)
            matches += try context.store.matches(of: base, families: families)
            results += part.compactMap { row in
                known[row.familyID].map { old in
                    FamilyResult(
                        id: row.id, isCarried: true, factsPrint: old.factsPrint, silentRules: old.silentRules,
                        trail: old.trail)
                }
            }
        }
    }
}
