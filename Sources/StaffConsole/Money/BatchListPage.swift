import Casework
import Hummingbird
import Operations
import Payments
import Primitives
import Storage
import WebSupport

/// The batches of the post's counties.
struct BatchListPage: Sendable {
    let desk: Desk
    static let path = "/staff/batches"

    func register(in routes: RouteRegistry) {
        routes.get(
            Self.path, for: .staff, roles: Posts.names(Posts.payReaders), summary: "Lists the payment batches."
        ) { request, context in try await list(request, context) }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let filter = filter(query)
        let address = PageAddress(Self.path, query)
        let (list, pager) = try await desk.view(context) { inner in
            let pager = Pager(
                total: try BatchList.count(filter, in: inner), pageSize: 20, query: query, address: address, context)
            let list = try BatchList.load(filter, limit: pager.pageSize, offset: pager.offset, in: inner)
            return (list, pager)
        }
        let formats = Formats(context)
        let role = try desk.actor(context).role
        let rows = list.rows.map { row in
            [
                "address": "\(Self.path)/\(row.id.text)", "number": row.number,
                "county": list.countyNames[row.county] ?? row.county.text, "program": row.program.name(context),
                "month": formats.month(row.month), "run": row.run, "isRetry": row.isRetry,
                "items": formats.count(row.itemCount), "total": row.total.grouped,
                "state": BatchWords(context).tag(row.standing.state),
            ] as Fields
        }
        let model: Fields = [
            "rows": rows, "hasRows": !rows.isEmpty, "pager": pager, "month": query.text("month"),
            "states": FilterOption.list(
                BatchState.allCases.map { ($0.rawValue, BatchWords(context).state($0)) }, chosen: query.text("state")),
            "programs": FilterOption.list(
                Program.allCases.filter { $0.payment != .none }.map { ($0.rawValue, $0.name(context)) },
                chosen: query.text("program")),
            "mayMake": role == .payer, "maySetAccount": role == .financeOfficer,
        ]
        return try await desk.page("staff/money/batches", model, title: context.t("money.batches"), context)
    }

    private func filter(_ query: FormValues) -> BatchList.Filter {
        var filter = BatchList.Filter()
        filter.month = query.text("month").flatMap { try? CalendarMonth(parsing: $0) }
        filter.state = query.text("state").flatMap(BatchState.init(rawValue:))
        filter.program = query.text("program").flatMap(Program.init(rawValue:))
        return filter
    }
}

/// The words of batches in the language of the page.
struct BatchWords {
    let context: BackstopContext

    init(_ context: BackstopContext) { self.context = context }

    func state(_ state: BatchState) -> String { context.t("batchState.\(state.rawValue)") }

    func tag(_ state: BatchState) -> StatusTag {
        let tone: StatusTag.Tone =
            switch state {
            case .draft: .neutral
            case .locked, .checked, .fundsRequested, .fundsApproved: .info
            case .instructed, .answered: .warn
            case .closed: .ok
            }
        return StatusTag(self.state(state), tone)
    }

    func tag(_ state: PayItemState) -> StatusTag {
        let tone: StatusTag.Tone =
            switch state {
            case .due, .sent, .retried: .neutral
            case .paid: .ok
            case .failed: .bad
            case .refunded: .warn
            }
        return StatusTag(context.t("payState.\(state.rawValue)"), tone)
    }

    func money(_ amount: Money?) -> String { amount?.grouped ?? "—" }
}
