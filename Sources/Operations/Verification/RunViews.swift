import Columns
package import Primitives
package import Storage
package import Verification

/// A run with how far it has come.
package struct RunLine: Sendable {
    /// The run.
    package let run: RunRow
    /// How far it is.
    package let progress: RunProgress

    /// A page of the runs of the own region, the latest first; three statements.
    package static func page(
        limit: Int, offset: Int, in context: CommandContext
    ) throws -> (rows: [RunLine], total: Int)? {
        guard RunAuthority.allows(RunAuthority.readers, context.actor) else { return nil }
        let (runs, total) = try context.store.runs(limit: limit, offset: offset, in: context.scope)
        let progress = try context.store.runProgress(runs.map(\.id))
        return (
            runs.map { RunLine(run: $0, progress: progress[$0.id] ?? RunProgress()) },
            total
        )
    }
}

/// One run: how it was planned, how far it is, and what it found by check and by source.
package struct RunView: Sendable {
    /// The run with its progress.
    package let line: RunLine
    /// How it was planned; nil before it has begun.
    package let plan: RunPlan?
    /// What was found, by check.
    package let counts: [MatchCount]
    /// What the sources were asked.
    package let sources: [SourceAsked]
    /// The checks by code.
    package let checks: [String: CheckDefinition]
    /// Chinese names of the datasets by code.
    package let datasetNames: [String: String]
    /// Whether the actor may start and stop runs.
    package let mayKeep: Bool

    /// A run of the own region; four statements.
    package static func load(_ id: RunID, in context: CommandContext) throws -> RunView? {
        guard RunAuthority.allows(RunAuthority.readers, context.actor),
            let run = try context.store.run(id, in: context.scope)
        else { return nil }
        let progress = try context.store.runProgress([id])[id]
        return RunView(
            line: RunLine(run: run, progress: progress ?? RunProgress()),
            plan: run.plan.isEmpty ? nil : try? StoreTransaction.fromJSON(Array(run.plan.utf8), as: RunPlan.self),
            counts: try context.store.matchCounts(of: id, in: context.scope),
            sources: try context.store.sources(of: id), checks: checks(in: context),
            datasetNames: Dictionary(
                (context.bureau.catalogue?.datasets ?? []).map { ($0.code, $0.name) },
                uniquingKeysWith: { first, _ in first }),
            mayKeep: RunAuthority.allows(RunAuthority.keepers, context.actor))
    }

    /// The checks of this node by code.
    package static func checks(in context: CommandContext) -> [String: CheckDefinition] {
        Dictionary(
            (context.bureau.checks?.checks ?? []).map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

/// What the centre sees first: how the data stand, what runs, what waits.
package struct CentreView: Sendable {
    /// Datasets by how fresh they are.
    package let freshness: [DatasetStanding.Freshness: Int]
    /// Rows set aside in the data in force.
    package let rejectedRows: Int
    /// Cases that await a comparison.
    package let awaiting: Int
    /// Cases whose report lacks answers.
    package let silent: Int
    /// Open tasks by severity.
    package let tasks: [String: Int]
    /// The latest runs.
    package let runs: [RunLine]
    /// The latest imports.
    package let imports: [ImportBatch]

    /// Reads it for whoever sees runs; eight statements and the manifest of the data.
    package static func load(in context: CommandContext) throws -> CentreView? {
        guard let datasets = try DatasetStanding.all(in: context),
            let runs = try RunLine.page(limit: 5, offset: 0, in: context)
        else { return nil }
        let store = context.store
        return CentreView(
            freshness: datasets.reduce(into: [:]) { $0[$1.freshness, default: 0] += 1 },
            rejectedRows: datasets.reduce(0) { $0 + ($1.info?.rejected ?? 0) },
            awaiting: try store.awaitedCases(withReport: false, limit: 0, offset: 0, in: context.scope).total,
            silent: try store.awaitedCases(withReport: true, limit: 0, offset: 0, in: context.scope).total,
            tasks: try store.openTaskCounts(in: context.scope), runs: runs.rows,
            imports: try store.imports(limit: 5, offset: 0).rows)
    }
}

/// What the sources were asked and answered over a period, in runs and in reports of cases.
package struct SourceStatistics: Sendable {
    /// One source.
    package struct Line: Sendable {
        /// The dataset's code.
        package let dataset: String
        /// Its name.
        package let name: String
        /// The department that answers for it.
        package let department: String
        /// Questions about a person that were answered.
        package var asked = 0
        /// Questions about a person without an answer.
        package var silent = 0
        /// Different findings that rest on it.
        package var hits = 0
        /// Those of them that an upheld objection or a corrected record answers.
        package var refuted = 0
    }

    /// The first day.
    package let first: CivilDate
    /// The last day.
    package let last: CivilDate
    /// The sources in the catalogue's order.
    package let lines: [Line]

    /// The sources over a period; three statements.
    package static func load(
        from first: CivilDate, through last: CivilDate, in context: CommandContext
    ) throws -> SourceStatistics? {
        guard RunAuthority.allows(RunAuthority.readers, context.actor) else { return nil }
        var lines = (context.bureau.catalogue?.datasets ?? []).map {
            Line(dataset: $0.code, name: $0.name, department: $0.department)
        }
        let places = Dictionary(uniqueKeysWithValues: lines.enumerated().map { ($1.dataset, $0) })
        for source in try context.store.sources(from: first, through: last, in: context.scope) {
            guard let place = places[source.dataset] else { continue }
            lines[place].asked += source.asked
            lines[place].silent += source.silent
        }
        for answer in try context.store.reportAnswers(from: first, through: last, in: context.scope) {
            guard let place = places[answer.dataset] else { continue }
            if ["noAnswer", "error"].contains(answer.status) {
                lines[place].silent += answer.answers
            } else {
                lines[place].asked += answer.answers
            }
        }
        for found in try context.store.sourceHits(from: first, through: last, in: context.scope) {
            for place in found.datasets.compactMap({ places[$0] }) {
                lines[place].hits += found.hits
                lines[place].refuted += found.refuted
            }
        }
        return SourceStatistics(first: first, last: last, lines: lines)
    }
}
