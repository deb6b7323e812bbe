/// What an invented city says on purpose, for those who act in it.
package struct DemoCityFacts: Hashable, Sendable {
    /// What decided it.
    package let plan: DemoCityPlan
    /// Its counties, townships and villages.
    package let map: DemoMap
    /// The families in `household.csv`.
    package let watchedHouseholds: Int
    /// The people in `member.csv`.
    package let watchedPeople: Int
    /// All planted truths, by kind.
    package let truths: [DemoTruth]
    /// The families in no program that will apply, some in every township.
    package let candidates: [DemoCandidate]
    /// The active awards of families on dibao.
    package let recipients: DemoRecipients

    /// The planted truths of one kind.
    package func truths(_ kind: DemoTruthKind) -> [DemoTruth] { truths.filter { $0.kind == kind } }
}

/// One file that was written.
package struct DemoCityFile: Hashable, Sendable {
    /// The name without ".csv".
    package let name: String
    /// The rows under the header.
    package let rows: Int
    /// The size.
    package let bytes: Int
}

/// What was written for a plan.
package struct DemoCitySummary: Hashable, Sendable {
    /// What the files say on purpose.
    package let facts: DemoCityFacts
    /// All files: the watched registers, the truths, then the departments.
    package let files: [DemoCityFile]

    /// The rows of the department files and registers together.
    package var totalRows: Int { files.reduce(0) { $0 + $1.rows } }
    /// The size of all files.
    package var totalBytes: Int { files.reduce(0) { $0 + $1.bytes } }
}
