package import Casework
import FoundationEssentials
import Primitives
package import Storage
import Verification

/// What a review of a case has found so far: the family's word, the new comparison, visit and sum.
package struct ReviewFindings: Sendable {
    /// The review in hand.
    package let review: ReviewRow
    /// The statement as “nothing changed” is judged by it.
    package let statement: UnchangedStatement
    /// The sentences of what the new report found and the one before had not.
    package let differences: [String]
    /// Everything that keeps the review from being closed as unchanged; empty when it may be.
    package let refusals: [Reason]

    /// Reads it; nil when no review is in hand.
    init?(_ file: CaseFile, in context: CommandContext) throws {
        guard let review = try context.store.currentReview(of: file.row.id, in: context.scope), review.state == .open
        else { return nil }
        let reports = try context.store.reports(of: file.row.id, in: context.scope)
        let present = reports.first { $0.entry.factsVersion == file.row.factsVersion }
        let before = reports.first { $0.entry.factsVersion <= review.factsBefore ?? 0 }
        let differences = try present.map { try Self.differences($0, since: before) } ?? []
        var computed = file.surroundings.determination.flatMap {
            $0.factsVersion == file.row.factsVersion ? $0.amount : nil
        }
        // A program that pays nothing has no sums to compare: eligible is what must not change.
        if file.row.program.payment != .monthly, computed != nil { computed = .zero }
        let inForce = file.side.awardAmount ?? .zero
        let said = review.statement.flatMap { $0.isUnchanged ? review.statedDay : nil }
        let statement = UnchangedStatement(
            signedOn: said, isCompared: present != nil, differences: differences,
            reviewsWithoutVisit: review.unvisited,
            hasVisit: try ReviewSchedule.hasVisit(since: review, file, in: context),
            // Without a sum computed anew the machine refuses by itself; the page then names that alone.
            computed: computed ?? inForce, inForce: inForce)
        let terms = try ReviewTerms(
            context.policies(on: context.today), region: file.row.region, on: context.today)
        self.review = review
        self.statement = statement
        self.differences = differences
        refusals =
            statement.refusals(review.reviewClass, on: context.today, terms: terms).map { Reason($0) }
            + (file.surroundings.determination?.eligible == false && computed != nil ? [.noLongerEligible] : [])
    }

    /// What the new report found on evidence that the one before did not have; notes that weigh nothing are left out.
    private static func differences(_ present: ReportRow, since before: ReportRow?) throws -> [String] {
        func findings(_ row: ReportRow) throws -> [Finding] {
            try VerificationReport(canonicalJSON: Data(row.entry.content)).findings
        }
        let known = Set(try before.map(findings)?.map(\.evidenceHash) ?? [])
        return try findings(present).filter { finding in
            ![.info, .warningOnly].contains(finding.severity) && !known.contains(finding.evidenceHash)
        }.map(\.sentence)
    }
}

extension Reason {
    static let noLongerEligible = Reason(
        "noLongerEligible", "重新测算不再符合条件，不能按“无变化”办结。请按渐退或终止办理，并先听取家庭意见。",
        "The determination finds the condition no longer met. Go the way of gradual exit or end, and hear the family.")
}
