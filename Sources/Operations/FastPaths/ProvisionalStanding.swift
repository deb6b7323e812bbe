import Casework
import FoundationEssentials
import Policies
import Primitives
import Storage
import Verification

/// How far a request to approve before the check is back has come, and everything that stands against approving it now.
struct ProvisionalStanding {
    let row: ProvisionalRow
    let terms: ProvisionalTerms?
    let appraisal: Appraisal?
    /// The plan that stands; nil while something stands against it.
    let plan: ProvisionalPlan?
    /// The sum a month, computed on what is known; nil while it is not.
    let amount: Money?
    /// Titles of the sources whose answers could change the outcome.
    let awaited: [String]
    let refusals: [Reason]

    /// Judges a request; at most eight statements beside the case's own.
    init(_ file: CaseFile, _ row: ProvisionalRow, in context: CommandContext) throws {
        self.row = row
        terms = try Self.terms(of: file, in: context)
        appraisal = try context.store.appraisals(of: file.row.id, in: context.scope).last?.appraisal
        var found: [Reason] = terms == nil ? [.provisionalNotOffered] : []
        let standing = try StandingReport(file, in: context)
        let outlook = try standing.flatMap { try InterimView.outlook(file, $0.report, promise: row, in: context) }
        let isOutstanding = standing.map { !$0.report.silentAnswers.isEmpty } ?? true
        let request = ProvisionalRequest(
            cause: row.cause, cost: row.cost, reportOutstanding: isOutstanding, credit: row.credit,
            creditAskedOn: row.creditOn, pledgedOn: row.pledgedOn, appraisal: appraisal)
        let ruling = terms.map {
            request.assess(
                on: context.today, isNoticeExempt: file.noticeExemption(on: context.today) != nil, terms: $0,
                count: file.count)
        }
        found += (ruling?.refusals ?? []).map { Reason($0) }
        if standing == nil { found.append(.provisionalReportAbsent) }
        let known = Self.knownAmount(file, outlook)
        let held = outlook?.interim.certain ?? outlook?.interim.ifNothing
        // A family that qualifies while a question keeps its sum open is asked, and not told that it does not.
        let isOpen = held == nil || held == file.row.program.pack
        if standing != nil, known == nil, !isOpen || outlook?.interim.questions.isEmpty != false {
            found.append(.provisionalUnlikely)
        }
        if let outlook, isOpen, !outlook.interim.questions.isEmpty {
            found.append(.provisionalQuestions(outlook.interim.questions.map(\.question)))
        }
        plan = found.isEmpty ? ruling?.value : nil
        amount = known
        awaited = Set(outlook?.interim.awaited.map(\.source.title) ?? []).sorted()
        refusals = found
    }

    /// The sum the family would get if the silent sources had nothing; zero where the program pays none.
    private static func knownAmount(_ file: CaseFile, _ outlook: InterimView?) -> Money? {
        guard let outlook else { return nil }
        let found = outlook.interim.certain ?? outlook.interim.ifNothing
        guard found == file.row.program.pack else { return nil }
        return file.row.program.payment == .monthly ? outlook.interim.amountIfNothing : .zero
    }

    /// Whether the system computes the program on what is known.
    static func computes(_ program: Program) -> Bool { program == .dibao || program == .marginalHousehold }

    /// The terms of the case's region today; nil where the region does not offer the path.
    static func terms(of file: CaseFile, in context: CommandContext) throws -> ProvisionalTerms? {
        do {
            return try ProvisionalTerms(
                context.policies(on: context.today), region: file.row.region, on: context.today)
        } catch PolicyLookupError.noValue(parameter: "provisionalCostFrom", _, _) {
            return nil
        }
    }

    /// The request while it may still be changed; otherwise why not.
    static func open(_ file: CaseFile, in context: CommandContext) throws -> Outcome<ProvisionalRow> {
        guard let row = try context.store.provisional(of: file.row.id, in: context.scope) else {
            return .refused([.provisionalNotAsked])
        }
        if row.plan != nil { return .refused([.provisionalDecided]) }
        guard [.accepted, .investigating].contains(file.row.state) else { return .refused([.provisionalStateWrong]) }
        return .done(row)
    }
}
