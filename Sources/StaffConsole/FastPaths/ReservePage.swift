import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The township's reserve for aid first (S11): balances, the book, and filling it up.
struct ReservePage: Sendable {
    static let path = "/staff/reserve"
    static let readers: [Role] = [.townshipClerk, .townshipReviewer, .countyReviewer, .financeOfficer, .auditor]
    let desk: Desk

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(Self.readers)
        routes.get(Self.path, for: .staff, roles: roles, summary: "The townships' reserves and their books.") {
            request, context in
            let chosen = request.query.text("township")
            return try await show(chosen, FormState(), request.query.text("done") != nil, context)
        }
        routes.post(
            Self.path, for: .staff, roles: Posts.names([.countyReviewer]), summary: "Fills up a township's reserve."
        ) { submission, context in try await send(submission, context) }
    }

    private func show(
        _ chosen: String?, _ state: FormState, _ isDone: Bool, _ context: BackstopContext
    ) async throws -> Response {
        let code = chosen.flatMap { try? RegionCode($0) }
        let view = try await desk.found(context) { try ReserveView.load(code, in: $0) }
        let mayFill = try desk.actor(context).role == .countyReviewer
        let model: Fields = [
            "done": isDone ? context.t("reserve.done") : nil, "standings": standings(view, context),
            "book": view.township.map { book($0, view, context) },
            "form": mayFill ? view.township.map { form($0, state, context) } : nil,
        ]
        return try await desk.page(
            "staff/fast/reserve", model, title: context.t("reserve.title"), context,
            crumbs: [Link(context.t("fast.listTitle"), FastPathListPage.path)], state: state)
    }

    private func standings(_ view: ReserveView, _ context: BackstopContext) -> [Fields] {
        view.standings.map { line in
            [
                "name": line.name, "address": "\(Self.path)?township=\(line.township.text)",
                "balance": line.balance.grouped, "open": line.open > 0 ? Formats(context).count(line.open) : nil,
                "isChosen": line.township == view.township?.township,
            ]
        }
    }

    private func book(_ township: ReserveStanding, _ view: ReserveView, _ context: BackstopContext) -> Fields {
        let rows = view.entries.map { entry in
            [
                "day": Formats(context).date(entry.entry.on),
                "kind": context.t("reserveKind.\(entry.entry.kind.rawValue)"),
                "amount": (entry.entry.kind == .paidOut ? "−" : "") + entry.entry.amount.grouped,
                "balance": entry.balance.grouped, "reference": entry.entry.reference,
                "address": entry.caseID.map { "/staff/cases/\($0.text)" }, "who": view.names[entry.staffID] ?? "",
            ] as Fields
        }
        return [
            "name": township.name, "balance": township.balance.grouped, "entries": rows, "hasEntries": !rows.isEmpty,
        ]
    }

    private func form(_ township: ReserveStanding, _ state: FormState, _ context: BackstopContext) -> FormView {
        var state = state
        state.values.set("township", township.township.text)
        return desk.site.form(
            context, action: Self.path, submit: context.t("reserve.send"), state: state,
            [
                .hidden("township"),
                .radios(
                    "kind", label: context.t("reserve.kind"),
                    ["filledUp", "cameBack"].map { Field.Choice($0, context.t("reserveKind.\($0)")) }),
                .number(
                    "amount", label: context.t("reserve.amount"), unit: context.t("case.yuan"), hasDecimals: true),
                .text(
                    "reference", label: context.t("reserve.reference"), hint: context.t("reserve.referenceHint"),
                    lengthMax: 100, width: .medium),
            ])
    }

    private func send(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let kind = reader.choice("kind", label: context.t("reserve.kind"), among: ["filledUp", "cameBack"])
        let amount = reader.money("amount", label: context.t("reserve.amount"))
        let reference = reader.text("reference", label: context.t("reserve.reference"), lengthMax: 100)
        let chosen = submission.values.text("township")
        guard let township = chosen.flatMap({ try? RegionCode($0) }) else { throw PageProblem.malformed }
        guard let kind = kind.flatMap(TownshipReserve.EntryKind.init(rawValue:)), let amount, let reference else {
            return try await show(chosen, reader.state, false, context)
        }
        let outcome = try await desk.perform(
            RecordReserveMoney(township: township, kind: kind, amount: amount, reference: reference), submission,
            context)
        guard outcome.value != nil else {
            return try await show(chosen, desk.refused(outcome.reasons, submission.values, context), false, context)
        }
        return .seeOther("\(Self.path)?township=\(township.text)&done=filled")
    }
}
