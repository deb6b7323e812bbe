import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The county's samples over delegated decisions: the list, freezing, drawing, the errors of each township.
struct SamplingPages: Sendable {
    let desk: Desk
    static let path = "/staff/samplings"

    func register(in routes: RouteRegistry) {
        let (readers, county) = (Posts.names(SamplingReading.readers), Posts.names([.countyReviewer]))
        routes.get(Self.path, for: .staff, roles: readers, summary: "The county's samples.") { _, context in
            try await list(context)
        }
        routes.get("\(Self.path)/freeze", for: .staff, roles: county, summary: "Asks for a sample's period.") {
            _, context in try await ask(FormState(), context)
        }
        routes.post("\(Self.path)/freeze", for: .staff, roles: county, summary: "Freezes a sample's list.") {
            submission, context in try await freeze(submission, context)
        }
        routes.get("\(Self.path)/{id}", for: .staff, roles: readers, summary: "A sample, its draw and its findings.") {
            request, context in try await show(request.query.text("done"), FormState(), context)
        }
        routes.post("\(Self.path)/{id}/draw", for: .staff, roles: county, summary: "Draws the cases of a sample.") {
            submission, context in try await draw(submission, context)
        }
        routes.get(
            "\(Self.path)/{id}/list", for: .staff, roles: readers, kind: .export,
            summary: "A sample's frozen list as text, whose digest can be checked."
        ) { _, context in
            let view = try await sample(context)
            let text = SamplingList.text(of: view.items.map(\.decision))
            return desk.site.plain(text, fileName: "sampling-\(view.row.number).txt")
        }
    }

    func sample(_ context: BackstopContext) async throws -> SamplingView {
        let id = SamplingID(try context.number("id"))
        return try await desk.found(context) { try SamplingView.load(id, in: $0) }
    }

    private func list(_ context: BackstopContext) async throws -> Response {
        let rows = try await desk.view(context) { try $0.store.samplings(in: $0.scope) }
        let (formats, actor) = (Formats(context), try desk.actor(context))
        let model: Fields = [
            "rows": rows.map { row in
                [
                    "address": "\(Self.path)/\(row.id.text)", "number": row.number,
                    "from": formats.date(row.plan.from), "through": formats.date(row.plan.through),
                    "share": percent(row.plan.share, context), "frozen": formats.date(row.frozenOn),
                    "tag": row.plan.seed == nil
                        ? StatusTag(context.t("sampling.frozen"), .info) : StatusTag(context.t("sampling.drawn"), .ok),
                ] as Fields
            }, "hasRows": !rows.isEmpty,
            "freeze": actor.role == .countyReviewer && actor.region.level == .county ? "\(Self.path)/freeze" : nil,
        ]
        return try await desk.page(
            "staff/supervision/samplings", model, title: context.t("sampling.title"), context)
    }

    private func percent(_ share: Ratio, _ context: BackstopContext) -> String {
        context.t("delegation.percent", ["number": String(share.numerator * 100 / share.denominator)])
    }

    private func ask(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let form = desk.site.form(
            context, action: "\(Self.path)/freeze", submit: context.t("sampling.freeze"), state: state,
            [
                .date("from", label: context.t("sampling.from")),
                .date("through", label: context.t("sampling.through"), hint: context.t("sampling.throughHint")),
                .number(
                    "share", label: context.t("sampling.share"), hint: context.t("sampling.shareHint"), unit: "%"),
            ])
        return try await desk.formPage(
            context.t("sampling.freeze"), explanation: context.t("sampling.freezeHint"), form: form, back: Self.path,
            context, crumbs: crumbs(context), state: state)
    }

    private func freeze(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let from = reader.date("from", label: context.t("sampling.from"))
        let through = reader.date("through", label: context.t("sampling.through"))
        let share = reader.integer("share", label: context.t("sampling.share"), in: 1...100)
        guard let from, let through, let share, reader.state.isValid else {
            return try await ask(reader.state, context)
        }
        let outcome = try await desk.perform(
            FreezeSampling(from: from, through: through, sharePermille: share * 10), submission, context)
        guard let id = outcome.value else {
            return try await ask(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("\(Self.path)/\(id.text)?done=freeze")
    }

    private func draw(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = SamplingID(try context.number("id"))
        let values = submission.values
        let outcome = try await desk.perform(
            DrawSampling(
                samplingID: id, seenVersion: values.seenVersion(),
                seed: values.text("seed") ?? "", source: values.text("source") ?? ""),
            submission, context)
        guard outcome.value != nil else {
            return try await show(nil, desk.refused(outcome.reasons, values, context), context)
        }
        return .seeOther("\(Self.path)/\(id.text)?done=draw")
    }

    private func show(_ done: String?, _ state: FormState, _ context: BackstopContext) async throws -> Response {
        let view = try await sample(context)
        let (row, formats, actor) = (view.row, Formats(context), try desk.actor(context))
        let address = "\(Self.path)/\(row.id.text)"
        let mayWork = actor.role == .countyReviewer && actor.region == row.county
        var state = state
        if state.values.text("version") == nil { state.values.set("version", String(row.version)) }
        let form = desk.site.form(
            context, action: "\(address)/draw", submit: context.t("sampling.draw"), state: state,
            [
                .hidden("version"),
                .text("seed", label: context.t("sampling.seed"), hint: context.t("sampling.seedHint"), lengthMax: 20),
                .text("source", label: context.t("sampling.source"), hint: context.t("sampling.sourceHint")),
            ])
        let words = SamplingWords(context)
        let model: Fields = [
            "title": context.t("sampling.one", ["number": row.number]),
            "done": done.flatMap {
                ["freeze", "draw", "finding"].contains($0) ? context.t("samplingDone.\($0)") : nil
            },
            "rows": words.summary(view, share: percent(row.plan.share, context)), "list": "\(address)/list",
            "townships": view.townships.map(words.township),
            "items": view.items.filter { row.plan.seed == nil || $0.isDrawn }.map {
                words.item($0, view, finding: mayWork && $0.isDrawn ? "\(address)/cases/" : nil)
            },
            "itemsTitle": context.t(row.plan.seed == nil ? "sampling.listed" : "sampling.drawnCases"),
            "form": row.plan.seed == nil && mayWork ? form : nil,
            "frozen": formats.date(row.frozenOn),
        ]
        return try await desk.page(
            "staff/supervision/sampling", model, title: context.t("sampling.one", ["number": row.number]), context,
            crumbs: crumbs(context), state: state)
    }

    func crumbs(_ context: BackstopContext) -> [Link] { [Link(context.t("sampling.title"), Self.path)] }
}

/// The words of samples.
struct SamplingWords {
    let context: BackstopContext

    init(_ context: BackstopContext) { self.context = context }

    func finding(_ finding: SamplingFinding) -> StatusTag {
        let tone: StatusTag.Tone = finding.isError ? .bad : finding == .correct ? .ok : .warn
        return StatusTag(context.t("samplingFinding.\(finding.rawValue)"), tone)
    }

    func summary(_ view: SamplingView, share: String) -> [SummaryRow] {
        let (row, formats) = (view.row, Formats(context))
        var rows = [
            SummaryRow(
                context.t("sampling.period"), "\(formats.date(row.plan.from)) – \(formats.date(row.plan.through))"),
            SummaryRow(context.t("sampling.share"), share),
            SummaryRow(
                context.t("sampling.hash"), view.hashText,
                tag: view.isListIntact
                    ? StatusTag(context.t("sampling.intact"), .ok) : StatusTag(context.t("sampling.damaged"), .bad)),
            SummaryRow(
                context.t("sampling.frozenOn"),
                "\(formats.date(row.frozenOn)) \(view.names[row.frozenBy] ?? "")"),
        ]
        if let seed = row.plan.seed, let source = row.seedSource {
            rows.append(
                SummaryRow(
                    context.t("sampling.seed"), "\(seed)（\(source)）",
                    tag: view.isReproduced == true
                        ? StatusTag(context.t("sampling.reproduced"), .ok)
                        : StatusTag(context.t("sampling.notReproduced"), .bad)))
        }
        return rows
    }

    func township(_ township: SamplingView.Township) -> Fields {
        [
            "name": township.name, "listed": township.listed, "drawn": township.drawn, "seen": township.seen,
            "wrong": township.wrong, "paperFaults": township.paperFaults,
            "rate": township.errorPermille.map { "\($0 / 10).\($0 % 10)%" },
        ]
    }

    func item(_ item: SamplingItemRow, _ view: SamplingView, finding address: String?) -> Fields {
        [
            "number": item.number, "applicant": item.applicantMasked,
            "case": "/staff/cases/\(item.decision.caseID.text)",
            "day": Formats(context).date(item.decision.decidedOn),
            "outcome": context.t(item.decision.isGrant ? "sampling.granted" : "sampling.refused"),
            "decider": view.names[item.decider] ?? "", "isCertain": item.decision.isCertain,
            "tag": item.finding.map(finding), "words": item.words.flatMap { $0.isEmpty ? nil : $0 },
            "foundBy": item.foundBy.flatMap { view.names[$0] },
            "record": item.finding == nil ? address.map { $0 + item.decision.caseID.text } : nil,
        ]
    }
}
