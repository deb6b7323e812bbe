import Foundation
import Hummingbird
import Operations
import Primitives
import Storage
import Verification
import WebSupport

/// The datasets: whose they are, how fresh, how many rows, and which rows were set aside and why.
struct DatasetPages: Sendable {
    let desk: Desk
    static let path = CentreWords.root + "/datasets"

    func register(in routes: RouteRegistry) {
        routes.get(Self.path, for: .staff, roles: CentreOverview.roles, summary: "Lists datasets and their freshness.")
        {
            request, context in try await list(request, context)
        }
        routes.get(
            "\(Self.path)/{code}", for: .staff, roles: CentreOverview.roles,
            summary: "One dataset: its days, and the rows set aside with their reasons."
        ) { request, context in try await show(request, context) }
        routes.get(
            "\(Self.path)/{code}/rejected.csv", for: .staff, roles: CentreOverview.roles, kind: .export,
            summary: "The rows set aside of a dataset, values masked, as a file."
        ) { _, context in try await download(context) }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        guard let all = try await desk.view(context, { try DatasetStanding.all(in: $0) }) else {
            throw PageProblem.forbidden
        }
        let wanted = query.text("freshness").flatMap { DatasetStanding.Freshness(rawValue: $0) }
        let shown = all.filter { standing in
            (wanted == nil || standing.freshness == wanted)
                && (query.text("rejected") == nil || (standing.info?.rejected ?? 0) > 0)
        }
        let words = CentreWords(context)
        let formats = words.formats
        var page = CentrePage()
        page.intro = context.t("dataset.intro")
        page.counters =
            [
                CentreCounter(
                    label: context.t("dataset.all"), count: formats.count(all.count), address: Self.path, tone: "plain")
            ]
            + DatasetStanding.Freshness.allCases.reversed().map { freshness in
                let count = all.count { $0.freshness == freshness }
                return CentreCounter(
                    label: context.t("freshness.\(freshness.rawValue)"), count: formats.count(count),
                    address: "\(Self.path)?freshness=\(freshness.rawValue)",
                    tone: count == 0 || freshness == .fresh ? "plain" : freshness == .stale ? "warn" : "bad")
            }
        let rows = shown.map { row($0, words) }
        page.tables = [
            CentreTable(
                context.t("nav.datasets"),
                [
                    "dataset.name", "dataset.department", "dataset.freshness", "dataset.asOf", "dataset.cadence",
                    "#dataset.rows", "#dataset.rejected",
                ],
                rows: rows, empty: context.t("dataset.none"), context)
        ]
        return try await page.response(desk, title: context.t("nav.datasets"), context)
    }

    private func row(_ standing: DatasetStanding, _ words: CentreWords) -> [CentreCell] {
        let (context, formats, data) = (words.context, words.formats, standing.definition)
        let limit = data.staleAfterDays.map { context.t("dataset.limit", ["days": String($0)]) }
        let age = standing.ageDays.map { context.t("dataset.age", ["days": String($0)]) }
        let rejected = standing.info?.rejected ?? 0
        return [
            CentreCell(data.name, "\(Self.path)/\(data.code)", note: data.item, code: data.code),
            CentreCell(data.department), .tag(words.freshness(standing.freshness), note: age),
            CentreCell(standing.info.map { formats.date($0.asOf) } ?? "—"),
            CentreCell(data.cadence.chinese, note: limit),
            .number(standing.info.map { formats.count($0.rows) } ?? "—"),
            .number(
                standing.info == nil ? "—" : formats.count(rejected),
                rejected > 0 ? "\(Self.path)/\(data.code)#rejected" : nil),
        ]
    }

    private func load(_ context: BackstopContext) async throws -> DatasetFile {
        let code = try context.parameter("code")
        return try await desk.found(context) { try DatasetFile.load(code, in: $0) }
    }

    private func show(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let (file, query) = (try await load(context), request.query)
        let (words, data) = (CentreWords(context), file.standing.definition)
        let formats = words.formats
        let address = "\(Self.path)/\(data.code)"
        var page = CentrePage()
        page.tag = words.freshness(file.standing.freshness)
        page.intro = data.shows
        page.rows = summary(file, words)
        if !file.rejected.isEmpty { page.tools = [Link(context.t("dataset.download"), "\(address)/rejected.csv")] }
        let days = file.days.map { day -> [CentreCell] in
            [
                CentreCell(formats.date(day.asOf)),
                .tag(
                    StatusTag(
                        context.t(day.isInForce ? "dataset.inForce" : "dataset.kept"), day.isInForce ? .ok : .neutral)),
                .number(formats.count(day.rows)), .number(formats.count(day.rejected)),
                .number(formats.count(day.layers)), CentreCell(formats.moment(day.importedAt)),
            ]
        }
        page.tables = [
            CentreTable(
                context.t("dataset.days"),
                [
                    "dataset.asOf", "run.state", "#dataset.rows", "#dataset.rejected", "#dataset.layers",
                    "dataset.taken",
                ],
                rows: days, empty: context.t("dataset.noDays"), context),
            CentreTable(
                context.t("dataset.reasons"), ["dataset.reason", "#dataset.count"],
                rows: file.reasons.map { reason, count in
                    [
                        CentreCell(
                            words.problem(reason), PageAddress(address).with("reason", reason).text + "#rejected"),
                        .number(formats.count(count)),
                    ]
                }, empty: context.t("dataset.noRejects"), context),
        ]
        let chosen = file.rejected.filter { query.text("reason") == nil || $0.reason == query.text("reason") }
        let pager = Pager(
            total: chosen.count, pageSize: 50, query: query, address: PageAddress(address, query), context)
        var rejected = CentreTable(
            context.t("dataset.rejectedRows"),
            ["#dataset.row", "dataset.column", "dataset.reason", "dataset.value", "dataset.advice"],
            rows: chosen.dropFirst(pager.offset).prefix(pager.pageSize).map { row in
                [
                    .number(String(row.row)), .code(row.column ?? "—"), CentreCell(words.problem(row.reason)),
                    .code(row.shown ?? "—"), CentreCell(row.advice),
                ]
            }, empty: context.t("dataset.noRejects"), pager: pager, context)
        rejected.anchor = "rejected"
        page.tablesBehind = [rejected]
        return try await page.response(
            desk, title: data.name, context, crumbs: [Link(context.t("nav.datasets"), Self.path)])
    }

    private func summary(_ file: DatasetFile, _ words: CentreWords) -> [SummaryRow] {
        let (context, data) = (words.context, file.standing.definition)
        func days(_ count: Int?) -> String { count.map { context.t("dataset.dayCount", ["days": String($0)]) } ?? "—" }
        return [
            SummaryRow(context.t("dataset.department"), data.department, isStored: true),
            SummaryRow(context.t("dataset.item"), data.item),
            SummaryRow(context.t("dataset.basis"), data.legalBasis, isStored: true),
            SummaryRow(context.t("dataset.kind"), data.kind.chinese, isStored: true),
            SummaryRow(context.t("dataset.sensitivity"), data.sensitivity.chinese, isStored: true),
            SummaryRow(context.t("dataset.cadence"), data.cadence.chinese, isStored: true),
            SummaryRow(context.t("dataset.staleAfter"), days(data.staleAfterDays)),
            SummaryRow(context.t("dataset.retention"), days(data.retentionDays)),
            SummaryRow(
                context.t("dataset.authorization"),
                context.t(data.needsAuthorization ? "dataset.needsPaper" : "dataset.needsNone")),
            SummaryRow(context.t("dataset.rejectedRows"), words.formats.count(file.rejected.count)),
        ]
    }

    private func download(_ context: BackstopContext) async throws -> Response {
        let file = try await load(context)
        let lines = file.rejected.map { row in
            [String(row.row), row.column ?? "", row.reason, row.shown ?? "", row.advice]
                .map { "\"\($0.replacingOccurrences(of: "\"", with: "\"\""))\"" }.joined(separator: ",")
        }
        let text = (["row,column,reason,value,advice"] + lines).joined(separator: "\r\n") + "\r\n"
        return desk.site.download(
            [0xEF, 0xBB, 0xBF] + Array(text.utf8), mediaType: "text/csv; charset=utf-8",
            fileName: "\(file.standing.definition.code)-rejected.csv")
    }
}

extension CentreWords {
    /// What is wrong with a row, in a few words.
    func problem(_ reason: String) -> String { context.t("problem.\(reason)") }
}
