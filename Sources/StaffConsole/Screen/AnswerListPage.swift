import Casework
import Hummingbird
import Insight
import Operations
import Primitives
import Storage
import Verification
import WebSupport

/// The cases behind a number of the verification chart: which source answered what.
struct AnswerListPage: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        routes.get(
            "/staff/figures/verification/{source}", for: .staff,
            roles: Posts.names([.countyReviewer, .leader, .auditor]),
            summary: "Lists the cases that a source answered about, masked."
        ) { request, context in try await list(request, context) }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let source = try context.parameter("source")
        let query = request.query
        let outcome = query.text("outcome").flatMap(VerificationOutcome.init(rawValue:))
        let path = "/staff/figures/verification/\(PageAddress.percentEncoded(source))"
        let (lines, pager, persons) = try await desk.view(context) { inner in
            let count = try inner.store.sourceAnswerCount(of: source, outcome: outcome, in: inner.scope)
            let pager = Pager(
                total: count.lines, pageSize: 50, query: query, address: PageAddress(path, query), context)
            let lines = try inner.store.sourceAnswerLines(
                of: source, outcome: outcome, in: inner.scope, limit: pager.pageSize, offset: pager.offset)
            return (lines, pager, count.persons)
        }
        let name = desk.bureau.sourceName(source)
        let rows = lines.map { line in
            [
                "address": "/staff/cases/\(line.caseID.text)", "number": line.caseNumber,
                "applicant": line.applicantMasked, "outcome": context.t("outcome.\(line.outcome.rawValue)"),
                "persons": line.persons, "day": Formats(context).date(line.asOf),
            ] as Fields
        }
        let model: Fields = [
            "total": context.t("screen.answerTotal", ["persons": Formats(context).count(persons)]),
            "address": path, "rows": rows, "hasRows": !rows.isEmpty, "pager": pager,
            "outcomes": FilterOption.list(
                VerificationOutcome.allCases.map { ($0.rawValue, context.t("outcome.\($0.rawValue)")) },
                chosen: outcome?.rawValue),
        ]
        return try await desk.page(
            "staff/screen/answers", model, title: "\(context.t("screen.verification")) · \(name)", context,
            crumbs: [Link(context.t("screen.figures"), "/staff/figures")])
    }
}
