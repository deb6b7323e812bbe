import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import Verification
import WebSupport

/// What was asked of the verification platform above, what it has said, and what is still open.
struct RelayPage: Sendable {
    let desk: Desk
    private static let path = "/staff/verification/relay"

    func register(in routes: RouteRegistry) {
        routes.get(
            Self.path, for: .staff, roles: Posts.names([.verificationOfficer]),
            summary: "Lists what was asked of the verification platform above, open questions first."
        ) { request, context in try await list(request, context) }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let (view, pager, now) = try await desk.view(context) { inner in
            let total = try inner.store.relayCounts(in: inner.scope).values.reduce(0, +)
            let pager = Pager(
                total: total, pageSize: RelayListView.pageSize, query: query, address: PageAddress(Self.path, query),
                context)
            return (try RelayListView.load(offset: pager.offset, in: inner), pager, inner.now)
        }
        let formats = Formats(context)
        let rows = view.lines.map { line in
            [
                "address": "/staff/cases/\(line.caseID.text)", "caseNumber": line.caseNumber,
                "applicant": line.applicant, "number": line.number, "receipt": line.receipt,
                "tag": tag(line, context),
                "answered": context.t(
                    "relay.answered", ["answered": formats.count(line.answered), "asked": formats.count(line.asked)]),
                "late": line.late > 0 ? context.t("relay.late", ["count": formats.count(line.late)]) : nil,
                "answerBy": formats.date(line.answerBy),
                "age": context.t(
                    "relay.age", ["days": formats.count(line.createdAt.chinaDate.days(until: now.chinaDate))]),
                "error": line.failures > 0 ? line.lastError : nil,
                "failures": context.t("relay.failures", ["count": formats.count(line.failures)]),
            ] as Fields
        }
        let counts = RelayExchange.State.allCases.compactMap { state -> Fields? in
            guard let count = view.counts[state.rawValue], count > 0 else { return nil }
            return ["label": context.t("relayState.\(state.rawValue)"), "count": formats.count(count)]
        }
        let model: Fields = [
            "platform": view.platform, "counts": counts, "rows": rows, "hasRows": !rows.isEmpty, "pager": pager,
        ]
        return try await desk.page("staff/verification/relay", model, title: context.t("relay.title"), context)
    }

    private func tag(_ line: RelayLine, _ context: BackstopContext) -> StatusTag {
        let text = context.t("relayState.\(line.state)")
        return switch RelayExchange.State(rawValue: line.state) {
        case .complete: StatusTag(text, .ok)
        case .overdue, .expired: StatusTag(text, .bad)
        case .waiting where line.failures > 0: StatusTag(text, .bad)
        default: StatusTag(text, .neutral)
        }
    }
}
