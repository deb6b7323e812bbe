import Casework
import Documents
import Foundation
import Hummingbird
import Operations
import Policies
import Primitives
import Storage
import WebSupport

/// One simulation: its progress while it runs, then its result as charts and tables, and as a workbook.
struct SimulationResultPage: Sendable {
    let desk: Desk

    private func load(_ context: BackstopContext) async throws -> SimulationView {
        let id = JobID(try context.number("id"))
        return try await desk.found(context) { try SimulationView.load(id, in: $0) }
    }

    func show(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let view = try await load(context)
        let words = SimulationWords(context)
        let address = "\(SimulationPages.path)/\(view.id.text)"
        let isRunning = ["waiting", "running"].contains(view.state)
        let chart = try view.result.map { try SimulationChart(view, $0, context).json }
        let model: Fields = [
            "address": address, "tag": words.tag(view), "isRunning": isRunning, "isFailed": view.state == "failed",
            "done": Int(view.done), "total": Int(max(view.total, 1)),
            "progress": context.t(
                "simulation.progress",
                ["done": Formats(context).count(Int(view.done)), "total": Formats(context).count(Int(view.total))]),
            "summary": [
                SummaryRow(
                    context.t("simulation.asked"),
                    "\(Formats(context).moment(view.createdAt)) \(view.request.askedBy)"),
                SummaryRow(context.t("simulation.day"), Formats(context).date(view.request.day)),
            ],
            "numbers": view.request.overrides.map(\.description), "hasNumbers": !view.request.overrides.isEmpty,
            "numbersTitle": context.t("simulation.numbers", ["count": String(view.request.overrides.count)]),
            "isExact": view.isExact, "hasResult": view.result != nil,
            "charts": desk.site.assets.address("vendor/echarts.esm.min.js"), "data": chart,
            "result": view.result.map { SimulationTables(view, $0, request.query.text("county"), context).fields },
        ]
        return try await desk.page(
            "staff/policy/simulation", model, title: context.t("simulation.result"), context,
            crumbs: [
                Link(context.t("pack.title"), PolicyListPage.path),
                Link(context.t("simulation.title"), SimulationPages.path),
            ])
    }

    func workbook(_ context: BackstopContext) async throws -> Response {
        let view = try await load(context)
        guard let result = view.result, view.isExact else { throw PageProblem.notFound }
        let actor = try desk.actor(context)
        let (now, area) = try await desk.view(context) { ($0.now, try $0.store.regionName(view.request.region)) }
        let workbook = result.workbook(
            madeBy: "\(actor.name)（\(actor.role.name(context))）", at: now, scope: area,
            countyName: { view.countyNames[$0] ?? $0 })
        return desk.site.download(
            try workbook.bytes(), mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            fileName: "simulation-\(view.request.day.text).xlsx")
    }
}

/// What the script draws: numbers and names only; the same stand in the tables.
struct SimulationChart: Encodable {
    private struct Bar: Encodable {
        let name: String
        let before: Int64
        let after: Int64
        let counts: [Int64]
    }

    private struct Curve: Encodable {
        let name: String
        let median: [Int64]
        let worst: [Int64]
    }

    private let counties: [Bar]
    private let kinds: [Bar]
    private let changes: [String]
    private let curves: [Curve]
    private let stepYuan: Int64
    private let words: [String: String]

    init(_ view: SimulationView, _ result: SimulationResult, _ context: BackstopContext) {
        let names = SimulationWords(context)
        let shown: [SimulatedChange] = [.entered, .left, .raised, .lowered]
        let bar = { (name: String, county: String?, kind: String?) -> Bar in
            let figures = result.figures(county: county, kind: kind)
            // Who may see no small count sees it in no chart either.
            return Bar(
                name: name, before: figures.beforeFen / 100, after: figures.afterFen / 100,
                counts: view.isExact ? shown.map(figures.count) : [])
        }
        counties = result.counties.map { bar(view.countyNames[$0] ?? $0, $0, nil) }
        kinds = result.kinds.map { bar($0.label, nil, $0.name) }
        changes = view.isExact ? shown.map(names.change) : []
        curves = (result.cliffs?.curves ?? []).filter { $0.isAfter && (view.isExact || $0.households >= 5) }.map {
            Curve(
                name: names.kind($0.kind, in: result), median: $0.medianFen.map { $0 / 100 },
                worst: $0.worstFen.map { $0 / 100 })
        }
        stepYuan = (result.cliffs?.stepFen ?? 0) / 100
        words = Dictionary(
            uniqueKeysWithValues: ["before", "after", "yuan", "households", "earned", "net", "worst"].map {
                ($0, context.t("simulation.\($0)"))
            })
    }

    /// The numbers as JSON.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
