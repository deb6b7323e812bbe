import Casework
import Documents
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The queue of cases by deadline (S4), its export, and the search box (S24).
struct QueuePage: Sendable {
    let desk: Desk
    static let path = "/staff/cases"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(Posts.caseReaders)
        routes.get(Self.path, for: .staff, roles: roles, summary: "The queue of cases by deadline.") {
            request, context in try await list(request, context)
        }
        routes.get("\(Self.path)/export", for: .staff, roles: roles, summary: "Asks what an export is for.") {
            request, context in try await askExport(FormState(values: request.query), context)
        }
        routes.post("\(Self.path)/export", for: .staff, roles: roles, summary: "The queue as a workbook, masked.") {
            submission, context in try await export(submission, context)
        }
        routes.get("/staff/search", for: .staff, roles: roles, summary: "Finds cases and families.") {
            request, context in try await search(request, context)
        }
    }

    /// The address of a filter.
    static func address(_ filter: CaseQueueFilter) -> PageAddress {
        PageAddress(path).with("group", filter.group?.rawValue).with("region", filter.region?.text)
            .with("program", filter.program?.rawValue).with("band", filter.band?.rawValue)
            .with("state", filter.isOpen ? "open" : nil).with("filed", filter.filed?.text)
            .with("mine", filter.isMine ? "1" : nil).with("q", filter.text.isEmpty ? nil : filter.text)
            .with("sort", filter.order == CaseListOrder(.deadline) ? nil : order(filter.order))
            .with("size", filter.pageSize == 20 ? nil : String(filter.pageSize))
    }

    /// An order as addresses have it: a column, with a minus before it when the greatest stands first.
    private static func order(_ order: CaseListOrder) -> String {
        (order.isDescending ? "-" : "") + order.column.rawValue
    }

    /// The filter of an address or of a form that carries one.
    static func filter(_ query: FormValues) -> CaseQueueFilter {
        var filter = CaseQueueFilter()
        filter.group = query.text("group").flatMap(CaseGroup.init(rawValue:))
        filter.region = query.text("region").flatMap { try? RegionCode($0) }
        filter.program = query.text("program").flatMap(Program.init(rawValue:))
        filter.band = query.text("band").flatMap(DeadlineBand.init(rawValue:))
        // The screen's links: open and late cases, and those sent in a month.
        filter.isOpen = query.text("state") == "open"
        if query.text("state") == "overdue" { filter.band = .overdue }
        filter.filed = query.text("filed").flatMap { try? CalendarMonth(parsing: $0) }
        if let sort = query.text("sort"),
            let column = CaseListColumn(rawValue: sort.hasPrefix("-") ? String(sort.dropFirst()) : sort)
        {
            filter.order = CaseListOrder(column, isDescending: sort.hasPrefix("-"))
        }
        filter.isMine = query.text("mine") != nil
        filter.text = String((query.text("q") ?? "").prefix(60))
        filter.page = query.page
        filter.pageSize = query.text("size").flatMap { Int($0) } ?? 20
        return filter
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let filter = Self.filter(query)
        let (queue, places, views) = try await desk.view(context) { inner in
            var queue = try CaseQueue.load(filter, in: inner)
            if queue.rows.isEmpty, queue.total > 0 {
                var last = filter
                last.page = queue.pageCount
                queue = try CaseQueue.load(last, in: inner)
            }
            return (queue, try Self.places(in: inner), try SavedQueueViews.load(in: inner))
        }
        let words = CaseWords(context)
        let pager = Pager(
            total: queue.total, pageSize: filter.pageSize, query: query, address: Self.address(filter), context)
        let mayAssign = AssignPages.mayAssign(try desk.actor(context).role)
        let assigned = query.text("assigned").flatMap { Int($0) }
        let model: Fields = [
            "rows": QueueRowView.list(queue.rows, context, canPick: mayAssign), "hasRows": !queue.rows.isEmpty,
            "pager": pager, "canPick": mayAssign, "assignAddress": AssignPages.path,
            "assigned": assigned.map { context.t("assign.done", ["count": String($0)]) },
            "views": QueueViewPages.links(views, shown: filter), "hasViews": !views.lines.isEmpty,
            "viewsAddress": QueueViewPages.path,
            "saveAddress": PageAddress("\(QueueViewPages.path)/save", query).text,
            "q": filter.text.isEmpty ? nil : filter.text, "isMine": filter.isMine,
            "groups": FilterOption.list(
                CaseGroup.allCases.map { ($0.rawValue, words.word($0.chinese, $0.english)) },
                chosen: filter.group?.rawValue),
            "programs": FilterOption.list(
                Program.allCases.map { ($0.rawValue, $0.name(context)) }, chosen: filter.program?.rawValue),
            "places": FilterOption.list(places.map { ($0.code.text, $0.name) }, chosen: filter.region?.text),
            "bands": FilterOption.list(
                DeadlineBand.allCases.map { ($0.rawValue, context.t("counter.\($0.rawValue)")) },
                chosen: filter.band?.rawValue),
            "sizes": CaseQueueFilter.pageSizes.map { size in
                Link(
                    String(size), Self.address(filter).with("size", size == 20 ? nil : String(size)).text,
                    isCurrent: size == filter.pageSize)
            },
            "exportAddress": PageAddress("\(Self.path)/export", query).text, "heads": Self.heads(filter, context),
            "narrowed": Self.narrowed(filter, context),
        ]
        let title = context.t("queue.title")
        return desk.site.pageOrFragment(
            "staff/cases/queue", fragment: "staff/cases/queue-panel", model: model,
            frame: try await desk.frame(title, context), request, context)
    }

    private static func heads(_ filter: CaseQueueFilter, _ context: BackstopContext) -> Fields {
        var shown = FormValues()
        shown.set("sort", order(filter.order))
        func head(_ label: String, _ column: CaseListColumn, isNumeric: Bool = false) -> SortHeader {
            SortHeader(
                context.t(label), column: column.rawValue, query: shown, address: address(filter), isNumeric: isNumeric)
        }
        return [
            "number": head("case.number", .number), "name": head("case.applicant", .name),
            "people": head("case.headCount", .people, isNumeric: true), "filed": head("queue.filed", .filed),
            "income": head("case.perCapitaShort", .income, isNumeric: true), "state": head("case.state", .state),
            "deadline": head("case.deadline", .deadline),
        ]
    }

    /// What an address narrowed the list to beyond the form's fields, each with the way out.
    private static func narrowed(_ filter: CaseQueueFilter, _ context: BackstopContext) -> [Fields] {
        var all: [Fields] = []
        if filter.isOpen {
            var without = filter
            without.isOpen = false
            all.append([
                "name": "state", "value": "open", "label": context.t("queue.open"), "address": address(without).text,
            ])
        }
        if let month = filter.filed {
            var without = filter
            without.filed = nil
            let text = context.language == .english ? month.text : month.chineseText
            all.append([
                "name": "filed", "value": month.text, "label": context.t("queue.filedIn", ["month": text]),
                "address": address(without).text,
            ])
        }
        return all
    }

    /// Townships for a county, villages for a township: what the post's region is divided into.
    private static func places(in inner: CommandContext) throws -> [RegionRow] {
        guard let region = inner.actor.staff?.region else { return [] }
        switch region.level {
        case .village: return []
        case .township: return try inner.store.regions(.village, in: region)
        default: return try inner.store.regions(.township, in: region)
        }
    }

    /// The parameters a form carries so that the list stays narrowed.
    static let carried = ["group", "region", "program", "band", "state", "filed", "mine", "q", "sort"]

    private func askExport(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let form = desk.site.form(
            context, action: "\(Self.path)/export", submit: context.t("button.export"), state: state,
            Self.carried.map { .hidden($0) } + [
                .text("reason", label: context.t("queue.exportReason"), hint: context.t("queue.exportHint"))
            ])
        let filter = Self.filter(state.values)
        return try await desk.formPage(
            context.t("queue.export"), explanation: context.t("queue.exportWhat"), form: form,
            back: Self.address(filter).text, context, crumbs: [Link(context.t("queue.title"), Self.path)], state: state)
    }

    private func export(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let actor = try desk.actor(context)
        guard let key = submission.idempotencyKey else { throw PageProblem.malformed }
        let filter = Self.filter(submission.values)
        let outcome = try await desk.bureau.exportCaseQueue(
            filter, reason: submission.values.text("reason") ?? "", as: .staff(actor), key: key)
        guard let rows = outcome.value else {
            return try await askExport(desk.refused(outcome.reasons, submission.values, context), context)
        }
        let (now, area) = try await desk.view(context) { ($0.now, try $0.store.regionName(actor.region)) }
        let bytes = try Self.workbook(rows, actor: actor, area: area, at: now, context).bytes()
        return desk.site.download(
            bytes, mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            fileName: "cases-\(now.chinaDate.text).xlsx")
    }

    private static func workbook(
        _ rows: [CaseQueueRow], actor: StaffActor, area: String, at now: Instant, _ context: BackstopContext
    ) -> Workbook {
        let words = CaseWords(context)
        let columns: [(String, Double)] = [
            ("case.number", 22), ("case.applicant", 12), ("case.headCount", 8), ("case.program", 16),
            ("case.township", 14), ("case.village", 14), ("case.perCapita", 14), ("case.state", 16),
            ("case.deadline", 14), ("case.daysLeft", 12), ("case.hints", 30),
        ]
        return Workbook(
            title: WorkbookTitle(
                context.t("queue.title"), madeBy: "\(actor.name)（\(actor.role.name(context))）", madeAt: now, scope: area
            ),
            sheets: [
                Sheet(
                    context.t("queue.title"), columns: columns.map { SheetColumn(context.t($0.0), width: $0.1) },
                    rows: rows.map { row in
                        [
                            .text(row.number), .text(row.applicantMasked), .integer(row.headCount),
                            .text(row.program.name(context)), .text(row.townshipName), .text(row.villageName),
                            row.declaredPerCapita.map { .money($0) } ?? .empty,
                            .text(words.word(row.state.chinese, row.state.english)),
                            row.deadlineDay.map { .date($0) } ?? .empty, row.daysLeft.map { .integer($0) } ?? .empty,
                            .text(row.hints.map { words.word($0.chinese, $0.english) }.joined(separator: "、")),
                        ]
                    })
            ])
    }

    private func search(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let text = String((request.query.text("q") ?? "").prefix(60))
        let found = try await desk.view(context) { try CaseSearch.load(text, in: $0) }
        let model: Fields = [
            "q": text.isEmpty ? nil : text, "cases": QueueRowView.list(found.cases, context),
            "hasCases": !found.cases.isEmpty, "caseTotal": found.caseTotal, "familyTotal": found.familyTotal,
            "families": ObjectPages.rows(found.families, context), "hasFamilies": !found.families.isEmpty,
            "tickets": found.tickets.map(HotlinePageWords(context: context).row), "hasTickets": !found.tickets.isEmpty,
            "hasNothing": found.cases.isEmpty && found.families.isEmpty && found.tickets.isEmpty,
        ]
        return try await desk.page("staff/cases/search", model, title: context.t("search.label"), context)
    }
}
