import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The ledger of relatives 近亲属备案: entries, who owes a declaration, village officials, striking, matching.
struct RelativePages: Sendable {
    let desk: Desk
    static let path = "/staff/relatives"
    static let pageSize = 50

    func register(in routes: RouteRegistry) {
        let (readers, keepers) = (Posts.names(OfficialKeeping.readers), Posts.names(OfficialKeeping.roles))
        let county = Posts.names([.countyReviewer])
        routes.get(Self.path, for: .staff, roles: readers, summary: "The ledger of relatives of officials.") {
            request, context in try await list(request, context)
        }
        routes.post("\(Self.path)/match", for: .staff, roles: county, summary: "Matches officials with registers.") {
            submission, context in try await match(submission, context)
        }
        routes.get("\(Self.path)/officials/add", for: .staff, roles: keepers, summary: "Asks for an official.") {
            _, context in try await askOfficial(FormState(), context)
        }
        routes.post("\(Self.path)/officials/add", for: .staff, roles: keepers, summary: "Adds a village's official.") {
            submission, context in try await addOfficial(submission, context)
        }
        OfficialEndPages(desk: desk).register(in: routes)
        routes.get("\(Self.path)/{id}/strike", for: .staff, roles: county, summary: "Asks to strike an entry.") {
            _, context in try await askToStrike(FormState(), context)
        }
        routes.post("\(Self.path)/{id}/strike", for: .staff, roles: county, summary: "Strikes an entry.") {
            submission, context in try await strike(submission, context)
        }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        guard let view = try await desk.view(context, { try RelativeLedgerView.load(in: $0) }) else {
            throw PageProblem.forbidden
        }
        let actor = try desk.actor(context)
        let isCounty = actor.role == .countyReviewer
        let pager = Pager(
            total: view.entries.count, pageSize: Self.pageSize, query: request.query,
            address: PageAddress(Self.path, request.query), context)
        let shown = view.entries.dropFirst(pager.offset).prefix(Self.pageSize)
        let form = desk.site.form(
            context, action: "\(Self.path)/match", submit: context.t("relatives.match"), state: FormState(), [])
        let model: Fields = [
            "rows": shown.map { row($0, view, isCounty, context) }, "hasRows": !view.entries.isEmpty, "pager": pager,
            "missing": view.missing, "hasMissing": !view.missing.isEmpty,
            "missingTitle": context.t(
                "relatives.missing", ["year": String(view.year), "count": String(view.missing.count)]),
            "officials": view.officials.filter { $0.staffID == nil }.map { official in
                [
                    "name": official.name, "duty": official.duty,
                    "declared": view.declaredOn[official.id].map { Formats(context).date($0) },
                    "declare": OfficialKeeping.roles.contains(actor.role)
                        ? "\(DeclarationPages.path)/\(official.id.text)" : nil,
                    "leave": OfficialKeeping.roles.contains(actor.role)
                        ? OfficialEndPages.address(official.id) : nil,
                ] as Fields
            },
            "add": OfficialKeeping.roles.contains(actor.role) ? "\(Self.path)/officials/add" : nil,
            "form": isCounty ? form : nil,
            "done": request.query.text("done").flatMap { Self.doneText($0, request.query.text("added"), context) },
            "unclear": Self.unclearText(request.query.text("unclear"), view, context),
        ]
        return try await desk.page(
            "staff/supervision/relatives", model, title: context.t("relatives.title"), context)
    }

    private static func doneText(_ code: String, _ added: String?, _ context: BackstopContext) -> String? {
        switch code {
        case "match", "declare":
            context.t("relativesDone.\(code)", ["added": added.flatMap { Int($0) }.map(String.init) ?? "0"])
        case "official", "strike", "leave": context.t("relativesDone.\(code)")
        default: nil
        }
    }

    /// Of whom the register leaves open who their spouse is, by name; nil when of nobody in the area.
    private static func unclearText(
        _ ids: String?, _ view: RelativeLedgerView, _ context: BackstopContext
    ) -> String? {
        let asked = Set((ids ?? "").split(separator: ",").compactMap { OfficialID(text: String($0)) })
        let names = view.officials.filter { asked.contains($0.id) }.map { "\($0.name)（\($0.duty)）" }
        return names.isEmpty ? nil : context.t("relatives.unclear", ["names": names.joined(separator: "、")])
    }

    private func row(
        _ row: RelativeRow, _ view: RelativeLedgerView, _ isCounty: Bool, _ context: BackstopContext
    ) -> Fields {
        let (words, formats) = (CaseWords(context), Formats(context))
        let tag: StatusTag =
            row.entry.struckOn != nil
            ? StatusTag(context.t("relatives.struck"), .neutral)
            : view.undeclared.contains(row.id)
                ? StatusTag(context.t("relatives.undeclared"), .warn) : StatusTag(context.t("relatives.stands"), .info)
        return [
            "name": row.nameMasked, "lastFour": row.lastFour, "official": row.official.name,
            "duty": row.official.duty, "kinship": words.kinship(row.entry.kinship),
            "source": words.source(row.entry.source), "day": formats.date(row.entry.on), "tag": tag,
            "case": row.caseID.map { "/staff/cases/\($0.text)" },
            "strike": isCounty && row.entry.struckOn == nil ? "\(Self.path)/\(row.id.text)/strike" : nil,
        ]
    }

    private func match(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        guard let key = submission.idempotencyKey else { throw PageProblem.malformed }
        let outcome = try await desk.bureau.matchRelatives(as: .staff(desk.actor(context)), key: key)
        guard let match = outcome.value else {
            let state = desk.refused(outcome.reasons, FormValues(), context)
            let form = desk.site.form(
                context, action: "\(Self.path)/match", submit: context.t("relatives.match"), state: state, [])
            return try await desk.formPage(
                context.t("relatives.match"), explanation: context.t("relatives.matchHint"), form: form,
                back: Self.path, context, crumbs: crumbs(context), state: state)
        }
        let unclear = match.unclear.isEmpty ? "" : "&unclear=\(match.unclear.map(\.text).joined(separator: ","))"
        return .seeOther("\(Self.path)?done=match&added=\(match.added)\(unclear)")
    }

    private func askOfficial(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let region = try desk.actor(context).region
        let places = try await desk.view(context) { inner in
            try inner.store.regions(region.level == .county ? .township : .village, in: region)
        }
        let form = desk.site.form(
            context, action: "\(Self.path)/officials/add", submit: context.t("relatives.addOfficial"), state: state,
            [
                .text("name", label: context.t("relatives.officialName"), lengthMax: 40, width: .medium),
                .text(
                    "duty", label: context.t("relatives.duty"), hint: context.t("relatives.dutyHint"), lengthMax: 40,
                    width: .medium),
                .select(
                    "region", label: context.t("relatives.place"), places.map { .init($0.code.text, $0.name) }),
            ])
        return try await desk.formPage(
            context.t("relatives.addOfficial"), explanation: context.t("relatives.addHint"), form: form,
            back: Self.path, context, crumbs: crumbs(context), state: state)
    }

    private func addOfficial(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let name = reader.text("name", label: context.t("relatives.officialName"), lengthMax: 40)
        let duty = reader.text("duty", label: context.t("relatives.duty"), lengthMax: 40)
        let region = reader.region("region", label: context.t("relatives.place"))
        guard let name, let duty, let region else { return try await askOfficial(reader.state, context) }
        let outcome = try await desk.perform(
            AddOfficial(officialName: name, duty: duty, region: region), submission, context)
        guard outcome.value != nil else {
            return try await askOfficial(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("\(Self.path)?done=official")
    }

    private func entry(_ context: BackstopContext) async throws -> RelativeRow {
        let id = RelativeEntryID(try context.number("id"))
        return try await desk.found(context) { try $0.store.relative(id, in: $0.scope) }
    }

    private func askToStrike(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let row = try await entry(context)
        var state = state
        if state.values.text("version") == nil { state.values.set("version", String(row.version)) }
        let form = desk.site.form(
            context, action: "\(Self.path)/\(row.id.text)/strike", submit: context.t("relatives.strike"),
            state: state, isDangerous: true,
            [
                .hidden("version"),
                .textarea(
                    "evidence", label: context.t("relatives.evidence"), hint: context.t("relatives.evidenceHint"),
                    lengthMax: 500),
            ])
        let words = CaseWords(context)
        return try await desk.formPage(
            context.t("relatives.strike"), explanation: context.t("relatives.strikeHint"),
            rows: [
                SummaryRow(context.t("relatives.relative"), "\(row.nameMasked) ****\(row.lastFour)"),
                SummaryRow(context.t("relatives.official"), "\(row.official.name)（\(row.official.duty)）"),
                SummaryRow(context.t("relatives.kinship"), words.kinship(row.entry.kinship)),
                SummaryRow(context.t("relatives.source"), words.source(row.entry.source)),
            ], form: form, back: Self.path, context, crumbs: crumbs(context), state: state)
    }

    private func strike(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let row = try await entry(context)
        let values = submission.values
        let outcome = try await desk.perform(
            StrikeRelative(
                entryID: row.id, seenVersion: values.seenVersion(),
                evidence: values.text("evidence") ?? ""),
            submission, context)
        guard outcome.value != nil else {
            return try await askToStrike(desk.refused(outcome.reasons, values, context), context)
        }
        return .seeOther("\(Self.path)?done=strike")
    }

    private func crumbs(_ context: BackstopContext) -> [Link] { [Link(context.t("relatives.title"), Self.path)] }
}
