import Casework
import FoundationEssentials
import Policies
import Primitives
import Storage
import Verification

/// The facts of a case on a day with what they rest on, or every reason why nothing can be computed yet.
struct CaseDetermination {
    let reportID: ReportID
    let visitID: VisitID
    let facts: HouseholdFacts
    let policy: ResolvedPolicy

    /// Gathers declaration, report, visit and statements.
    static func gather(
        _ file: CaseFile, statements: [FactStatement], in context: CommandContext
    ) throws -> Outcome<CaseDetermination> {
        let row = file.row
        let inquiry = try inquiry(of: row, in: context)
        guard let (report, visit) = inquiry.value else { return .refused(inquiry.reasons) }
        let known = CaseKnowledge(
            form: row.form, submittedOn: row.submittedDay,
            report: try VerificationReport(canonicalJSON: Data(report.entry.content)),
            visit: try VisitFindings.of(visit), visitedOn: visit.visitedOn,
            area: try context.residenceArea(of: row))
        let facts = HouseholdFacts(known, region: row.region, on: context.today)
            .stating(statements, on: visit.visitedOn)
        let policy = try context.policies(on: context.today).dibaoPolicy(for: row.region, on: context.today)
        return .done(CaseDetermination(reportID: report.id, visitID: visit.id, facts: facts, policy: policy))
    }

    /// The report and the visit that a determination of the present facts rests on, or what is missing.
    static func inquiry(
        of row: CaseRow, in context: CommandContext
    ) throws -> Outcome<(report: ReportRow, visit: VisitRow)> {
        var refusals: [Reason] = []
        let report = try context.store.reports(of: row.id, in: context.scope)
            .first { $0.entry.factsVersion == row.factsVersion }
        if report == nil { refusals.append(.reportMissing) }
        if let day = report?.entry.validUntil, day < context.today { refusals.append(.reportExpired(day)) }
        let visits = try context.store.visits(of: row.id, in: context.scope).filter { $0.purpose != .county }
        if visits.isEmpty { refusals.append(.visitRecordMissing) }
        if let last = visits.last, last.readableFindings == nil { refusals.append(.visitDamaged(last.visitedOn)) }
        refusals += try recheckRefusals(of: row.id, latest: visits.last, in: context)
        guard refusals.isEmpty, let report, let visit = visits.last else { return .refused(refusals) }
        return .done((report, visit))
    }

    /// After an objection was found right the household must have been visited again.
    static func recheckRefusals(
        of caseID: CaseID, latest visit: VisitRow?, in context: CommandContext
    ) throws -> [Reason] {
        let upheld = try context.store.objections(of: caseID, in: context.scope).last { $0.isUpheld == true }
        guard let upheld, let visit else { return [] }
        return visit.id.rawValue < upheld.id.rawValue ? [.recheckVisitMissing] : []
    }

    /// The outcome's word and sum as the case's program takes them: a marginal household is what that program asks for.
    static func standing(_ outcome: DeterminationResult.Outcome, for program: Program) -> (word: String, amount: Money)
    {
        switch outcome {
        case .eligible(let award):
            (outcome.word, program.payment == .none ? .zero : award.monthly)
        case .marginal where program == .marginalHousehold: ("eligible", .zero)
        case .marginal, .notEligible, .undetermined: (outcome.word, .zero)
        }
    }
}

extension WhySheet.Remedy {
    /// Whom the family of a case asks, and how it can object.
    init(of row: CaseRow, in context: CommandContext) throws {
        let township = row.region.ancestor(at: .township) ?? row.region
        let county = row.region.ancestor(at: .county) ?? row.region
        self.init(
            office: try context.store.regionName(township), phone: try context.hotline(at: row.region),
            reconsiderationBody: try context.store.regionName(county) + "人民政府",
            limits: try context.policies(on: context.today).procedureLimits(for: row.region, on: context.today))
    }
}
