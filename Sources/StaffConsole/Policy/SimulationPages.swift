import Casework
import Hummingbird
import Operations
import Policies
import Primitives
import Storage
import WebSupport

/// Policy simulations: the earlier ones, the form that asks for one, its progress, its result and its workbook.
struct SimulationPages: Sendable {
    let desk: Desk
    static let path = "/staff/policies/simulate"

    func register(in routes: RouteRegistry) {
        routes.get(Self.path, for: .staff, roles: PolicyListPage.roles, summary: "Lists policy simulations.") {
            _, context in try await list(FormState(), context)
        }
        routes.post(
            Self.path, for: .staff, roles: Posts.names(PolicyAuthority.drafters),
            summary: "Asks for a policy simulation."
        ) { submission, context in try await ask(submission, context) }
        routes.get("\(Self.path)/{id}", for: .staff, roles: PolicyListPage.roles, summary: "A policy simulation.") {
            request, context in try await SimulationResultPage(desk: desk).show(request, context)
        }
        routes.get(
            "\(Self.path)/{id}/workbook", for: .staff, roles: Posts.names([.countyReviewer, .leader]),
            summary: "A policy simulation as a workbook."
        ) { _, context in try await SimulationResultPage(desk: desk).workbook(context) }
    }

    // MARK: Asking

    private func list(_ typed: FormState, _ context: BackstopContext) async throws -> Response {
        let (found, choices) = try await desk.view(context) {
            (try SimulationView.list(in: $0), try SimulationChoices.load(in: $0))
        }
        guard let found else { throw PageProblem.forbidden }
        let formats = Formats(context)
        let rows = found.map { view in
            [
                "address": "\(Self.path)/\(view.id.text)", "asked": formats.moment(view.createdAt),
                "who": view.request.askedBy, "day": formats.date(view.request.day),
                "what": SimulationWords(context).what(view), "tag": SimulationWords(context).tag(view),
            ] as Fields
        }
        var state = typed
        if state.values["day"] == nil, let choices { state.values.set("day", choices.today.text) }
        let model: Fields = [
            "rows": rows, "hasRows": !rows.isEmpty, "form": choices.map { form($0, state, context) },
            "counties": choices?.counties.map { countyRow($0, state, context) } ?? [],
        ]
        return try await desk.page(
            "staff/policy/simulations", model, title: context.t("simulation.title"), context,
            crumbs: [Link(context.t("pack.title"), PolicyListPage.path)], state: state)
    }

    private func form(_ choices: SimulationChoices, _ state: FormState, _ context: BackstopContext) -> FormView {
        let versions = choices.versions.map { row in
            Field.Choice(row.id.text, "\(row.program) · \(row.region.text) · \(row.note)")
        }
        return desk.site.form(
            context, action: Self.path, submit: context.t("simulation.run"), state: state,
            [
                .date("day", label: context.t("simulation.day"), hint: context.t("simulation.dayHint")),
                .select(
                    "version", label: context.t("simulation.version"), isOptional: true,
                    versions),
                .textarea(
                    "more", label: context.t("simulation.more"), hint: context.t("simulation.moreHint"),
                    isOptional: true),
            ])
    }

    private func countyRow(
        _ county: SimulationChoices.County, _ state: FormState, _ context: BackstopContext
    ) -> Fields {
        let cells = [("urban", county.urban), ("rural", county.rural)].map { name, amount -> Fields in
            let field = "\(name).\(county.code.text)"
            return [
                "id": "field-\(field)", "field": field, "typed": state.values[field] ?? "",
                "now": amount?.grouped ?? "—", "isBad": state.problem(at: field) != nil,
                "label": "\(county.name) \(context.t("simulation.\(name)"))",
            ]
        }
        return ["name": county.name, "cells": cells]
    }

    private func ask(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let choices = try await desk.view(context) { try SimulationChoices.load(in: $0) }
        guard let choices else { throw PageProblem.forbidden }
        var reader = FormReader(submission.values, context)
        let day = reader.date("day", label: context.t("simulation.day"))
        var overrides: [ParameterOverride] = []
        for county in choices.counties {
            for (name, parameter) in [("urban", "standardUrban"), ("rural", "standardRural")] {
                let label = "\(county.name) \(context.t("simulation.\(name)"))"
                let amount = reader.money("\(name).\(county.code.text)", label: label, isRequired: false)
                guard let amount else { continue }
                overrides.append(
                    ParameterOverride(
                        program: "standards", region: county.code.text, parameter: parameter, value: amount.text))
            }
        }
        for line in (submission.values["more"] ?? "").split(whereSeparator: \.isNewline) {
            do {
                overrides.append(try ParameterOverride(parsing: String(line)))
            } catch {
                reader.add("more", error.description)
            }
        }
        guard let day, reader.state.isValid else { return try await list(reader.state, context) }
        let version = submission.values.text("version").flatMap { PackVersionID(text: $0) }
        let outcome = try await desk.perform(
            AskSimulation(day: day, version: version, overrides: overrides), submission, context)
        guard let job = outcome.value else {
            return try await list(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("\(Self.path)/\(job.text)")
    }
}

/// The words of simulations.
struct SimulationWords {
    private let context: BackstopContext

    init(_ context: BackstopContext) { self.context = context }

    /// How a simulation stands.
    func tag(_ view: SimulationView) -> StatusTag {
        let tones: [String: StatusTag.Tone] = ["done": .ok, "failed": .bad, "running": .info]
        return StatusTag(context.t("jobState.\(view.state)"), tones[view.state] ?? .neutral)
    }

    /// What a simulation tries, in a line.
    func what(_ view: SimulationView) -> String {
        var parts = view.request.version == nil ? [] : [context.t("simulation.aVersion")]
        if !view.request.overrides.isEmpty {
            parts.append(context.t("simulation.numbers", ["count": String(view.request.overrides.count)]))
        }
        return parts.joined(separator: " · ")
    }

    func kind(_ name: String?, in result: SimulationResult) -> String {
        name.map(result.label(ofKind:)) ?? context.t("simulation.all")
    }

    func change(_ change: SimulatedChange) -> String { context.t("change.\(change.rawValue)") }

    func yuan(_ fen: Int64) -> String { Money(fen: fen).grouped }

    func signed(_ fen: Int64) -> String { (fen > 0 ? "+" : "") + yuan(fen) }
}
