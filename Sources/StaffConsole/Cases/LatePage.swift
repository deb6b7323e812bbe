import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// What is late and why (超期督办): whole limits, steps of cases whose limit still runs, hotline tickets and leads.
struct LatePage: Sendable {
    let desk: Desk
    static let path = "/staff/late"

    func register(in routes: RouteRegistry) {
        routes.get(
            Self.path, for: .staff,
            roles: Posts.names([.townshipClerk, .townshipReviewer, .countyReviewer, .leader]),
            summary: "Cases and steps past their day, with reasons, by township."
        ) { request, context in try await late(request, context) }
    }

    private func late(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let (query, size) = (request.query, LateList.pageLimit)
        let part = query.text("region").flatMap { try? RegionCode($0) }
        let offset = (query.page - 1) * size
        let (list, steps, tickets, leads) = try await desk.view(context) {
            (
                try LateList.load(under: part, limit: size, offset: offset, in: $0),
                try LateList.steps(under: part, limit: size, in: $0),
                part == nil ? try HotlineQueue.late(limit: size, in: $0) : [],
                part == nil ? try LateList.leads(limit: size, in: $0) : []
            )
        }
        let names = Dictionary(list.places.map { ($0.township, $0.name) }, uniquingKeysWith: { first, _ in first })
        let model: Fields = [
            "places": list.places.map {
                ["name": $0.name, "count": $0.count, "address": "\(Self.path)?region=\($0.township.text)"] as Fields
            },
            "rows": list.lines.map { row($0, place: names[$0.township] ?? $0.township.text, context) },
            "hasRows": !list.lines.isEmpty, "isPart": part != nil,
            "steps": steps.lines.map { step($0, context) }, "hasSteps": !steps.lines.isEmpty,
            "stepsMore": steps.total > steps.lines.count
                ? context.t("late.stepsMore", ["total": String(steps.total), "shown": String(steps.lines.count)]) : nil,
            "tickets": tickets.map { HotlinePageWords(context: context).late($0) }, "hasTickets": !tickets.isEmpty,
            "leads": leads.map { lead($0, context) }, "hasLeads": !leads.isEmpty,
            "pager": Pager(
                total: list.total, pageSize: size, query: query, address: PageAddress(Self.path, query), context),
        ]
        return try await desk.page("staff/cases/late", model, title: context.t("nav.late"), context)
    }

    private func row(_ line: LateList.Line, place: String, _ context: BackstopContext) -> Fields {
        let words = CaseWords(context)
        return [
            "address": "/staff/cases/\(line.caseID.text)", "number": line.number, "applicant": line.applicant,
            "program": line.program.name(context), "state": words.state(line.state), "township": place,
            "due": line.due, "days": line.daysLate,
            "reason": words.word(line.reason, context.t("late.reason", ["days": String(line.daysLate)])),
            "explanation": explained(line.explanation, context), "promised": promised(line.promisedOn, context),
        ]
    }

    private func step(_ line: LateList.StepLine, _ context: BackstopContext) -> Fields {
        let (words, row) = (CaseWords(context), line.row)
        return [
            "address": "/staff/cases/\(row.id.text)", "number": row.number,
            "applicant": Masking.name(row.applicantName), "program": row.program.name(context),
            "township": line.place, "state": words.state(row.state),
            "holder": line.holder ?? context.t("late.nobody"), "due": Formats(context).date(row.deadlineDay),
            "days": line.daysLate, "reason": line.reason,
            "explanation": explained(line.explanation, context), "promised": promised(line.promisedOn, context),
        ]
    }

    private func lead(_ line: LateList.LeadLine, _ context: BackstopContext) -> Fields {
        [
            "address": "\(LeadPages.path)/\(line.row.id.text)", "number": line.row.number,
            "name": line.row.personName.isEmpty ? context.t("leads.nameUnknown") : Masking.name(line.row.personName),
            "place": line.place, "due": Formats(context).date(line.row.due.on), "days": line.daysLate,
            "reason": CaseWords(context).word(
                line.reason, context.t("late.reason", ["days": String(line.daysLate)])),
            "explanation": explained(line.explanation, context), "promised": promised(line.promisedOn, context),
        ]
    }

    /// What whoever works on it said.
    private func explained(_ text: String?, _ context: BackstopContext) -> String? {
        text.map { context.t("late.explained", ["text": $0]) }
    }

    private func promised(_ day: CivilDate?, _ context: BackstopContext) -> String? {
        day.map { context.t("late.promised", ["day": Formats(context).date($0)]) }
    }
}
