import Casework
package import Primitives
import Storage

/// A review of a family in force begins 启动复核: the departments are asked again, and the family is asked for one page.
///
/// The program begins what is due; a clerk may begin sooner. Payment goes on whatever happens to the review.
package struct StartReverification: Command {
    package static let name = "after.startReview"
    /// The case.
    package var caseID: CaseID
    /// The version the person looked at; nil for the program, which looks at the present one.
    package var seenVersion: Int64?

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64?) {
        self.caseID = caseID
        self.seenVersion = seenVersion
    }

    /// Answers the day by which the review should be finished.
    package func run(in context: CommandContext) throws -> Outcome<CivilDate> {
        guard let row = try context.store.caseRow(caseID, in: context.scope) else { return .refused([.notFound]) }
        if let seenVersion, seenVersion != row.version { return .refused([.changedMeanwhile]) }
        return try Self.begin(row, by: context.actor, seenVersion: seenVersion, in: context)
    }

    /// Begins the review of a case that was read within the asker's scope; refused where none is planned.
    static func begin(
        _ found: CaseRow, by actor: Actor, seenVersion: Int64? = nil, details: CaseStepDetails = CaseStepDetails(),
        in context: CommandContext
    ) throws -> Outcome<CivilDate> {
        var row = found
        guard let review = try context.store.currentReview(of: row.id, in: context.scope) else {
            return .refused([.reviewNotDue])
        }
        let before = row.factsVersion
        // What was computed at the last decision says nothing about today.
        try context.store.renewFacts(&row, in: context.scope)
        var file = try CaseFile(row, in: context)
        let refusals = try file.apply(
            .startReverification, in: context, seenVersion: seenVersion, by: actor, details: details)
        guard refusals.isEmpty else { return .refused(refusals) }
        let terms = try ReviewTerms(context.policies(on: context.today), region: row.region, on: context.today)
        let due = terms.finishBy(startedOn: context.today, count: file.count).on
        try context.store.beginReview(
            review, on: context.today, finishBy: due, factsBefore: before, in: context.scope)
        try file.perform(.startComparison, details: CaseStepDetails(), actor: actor, in: context)
        return .done(due)
    }
}

extension Bureau {
    /// Begins the reviews that are due, at most `limit`; returns how many were begun.
    ///
    /// Each is a verb of its own, so that one that cannot begin keeps none of the others. Safe to repeat at any time.
    package func startDueReviews(limit: Int) async throws -> Int {
        let due = try await view(as: .system) { context in
            try context.store.casesToReview(through: context.today.calendarMonth, limit: limit, in: context.scope)
        }
        var begun = 0
        for caseID in due {
            let outcome = try await perform(
                StartReverification(caseID: caseID, seenVersion: nil), as: .system,
                key: "review-\(caseID.text)-\(store.ids.next(EventSubject.self).text)")
            if outcome.value != nil { begun += 1 }
        }
        return begun
    }
}
