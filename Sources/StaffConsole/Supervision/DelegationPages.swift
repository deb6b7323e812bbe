import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// A county's orders of delegation 委托下放: the list, one order, issuing and revoking.
struct DelegationPages: Sendable {
    let desk: Desk
    static let path = "/staff/delegations"
    static let readers: [Role] = [.countyReviewer, .townshipReviewer, .townshipClerk, .leader, .auditor]

    func register(in routes: RouteRegistry) {
        let readers = Posts.names(Self.readers)
        let county = Posts.names([.countyReviewer])
        routes.get(Self.path, for: .staff, roles: readers, summary: "The county's delegation orders.") {
            request, context in try await list(request, context)
        }
        routes.get("\(Self.path)/issue", for: .staff, roles: county, summary: "Asks for a delegation order.") {
            _, context in try await ask(FormState(), context)
        }
        routes.post("\(Self.path)/issue", for: .staff, roles: county, summary: "Issues a delegation order.") {
            submission, context in try await issue(submission, context)
        }
        routes.get("\(Self.path)/{id}/revoke", for: .staff, roles: county, summary: "Asks to revoke an order.") {
            _, context in try await askToRevoke(FormState(), context)
        }
        routes.post("\(Self.path)/{id}/revoke", for: .staff, roles: county, summary: "Revokes a delegation order.") {
            submission, context in try await revoke(submission, context)
        }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let actor = try desk.actor(context)
        let county = actor.region.ancestor(at: .county) ?? actor.region
        let (orders, names, today) = try await desk.view(context) { inner in
            let orders = try inner.store.delegations(of: county)
            let townships = Set(orders.flatMap(\.order.townships))
            return (
                orders,
                Dictionary(
                    try townships.map { ($0, try inner.store.regionName($0)) }, uniquingKeysWith: { $1 }),
                inner.today
            )
        }
        let done = request.query.text("done")
        let model: Fields = [
            "rows": orders.map { row($0, names, today, actor, context) }, "hasRows": !orders.isEmpty,
            "issue": actor.role == .countyReviewer && actor.region.level == .county ? "\(Self.path)/issue" : nil,
            "done": done.flatMap { ["issue", "revoke"].contains($0) ? context.t("delegationDone.\($0)") : nil },
        ]
        return try await desk.page(
            "staff/supervision/delegations", model, title: context.t("delegation.title"), context)
    }

    private func row(
        _ row: DelegationRow, _ names: [RegionCode: String], _ today: CivilDate, _ actor: StaffActor,
        _ context: BackstopContext
    ) -> Fields {
        let (formats, order) = (Formats(context), row.order)
        let tag: StatusTag =
            order.lastDay.map { $0 < today } ?? false
            ? StatusTag(context.t(order.revokedOn == nil ? "delegation.ended" : "delegation.revoked"), .neutral)
            : order.from > today
                ? StatusTag(context.t("delegation.coming"), .info) : StatusTag(context.t("delegation.stands"), .ok)
        let isOpen = order.lastDay.map { today <= $0 } ?? true
        return [
            "number": row.number, "kind": context.t("delegationKind.\(order.kind.rawValue)"), "basis": order.basis,
            "townships": order.townships.sorted().map { names[$0] ?? $0.text }.joined(separator: "、"),
            "programs": Program.allCases.filter(order.programs.contains).map { $0.name(context) }
                .joined(separator: "、"),
            "from": formats.date(order.from), "through": order.lastDay.map(formats.date), "tag": tag,
            "share": context.t(
                "delegation.percent",
                ["number": String(order.samplingShare.numerator * 100 / order.samplingShare.denominator)]),
            "ceiling": order.reliefCeiling.map { formats.money($0) }, "reason": row.revokeReason,
            "revoke": isOpen && actor.role == .countyReviewer && actor.region == order.county
                ? "\(Self.path)/\(row.id.text)/revoke" : nil,
        ]
    }

    private func ask(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let county = try desk.actor(context).region
        let townships = try await desk.view(context) { try $0.store.regions(.township, in: county) }
        let form = desk.site.form(
            context, action: "\(Self.path)/issue", submit: context.t("delegation.issue"), state: state,
            [
                .radios(
                    "kind", label: context.t("delegation.kind"),
                    DelegationKind.allCases.map {
                        .init(
                            $0.rawValue, context.t("delegationKind.\($0.rawValue)"),
                            hint: context.t("delegationHint.\($0.rawValue)"))
                    }),
                .checkboxes(
                    "townships", label: context.t("delegation.townships"),
                    townships.map { .init($0.code.text, $0.name) }),
                .checkboxes(
                    "programs", label: context.t("delegation.programs"),
                    Program.allCases.filter { ProgramProcedure.of($0).isDelegable }.map {
                        .init($0.rawValue, $0.name(context))
                    }),
                .text("basis", label: context.t("delegation.basis"), hint: context.t("delegation.basisHint")),
                .date("publishedOn", label: context.t("delegation.published")),
                .date("from", label: context.t("delegation.from")),
                .date("through", label: context.t("delegation.through"), isOptional: true),
                .number(
                    "sampling", label: context.t("delegation.sampling"), hint: context.t("delegation.samplingHint"),
                    unit: "%"),
                .number(
                    "ceiling", label: context.t("delegation.ceiling"), hint: context.t("delegation.ceilingHint"),
                    isOptional: true, unit: context.t("delegation.yuan"), hasDecimals: true),
            ])
        return try await desk.formPage(
            context.t("delegation.issue"), explanation: context.t("delegation.issueHint"), form: form,
            back: Self.path, context, crumbs: crumbs(context), state: state)
    }

    private func issue(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let values = submission.values
        let kind = reader.choice("kind", label: context.t("delegation.kind"), as: DelegationKind.self)
        let basis = reader.text("basis", label: context.t("delegation.basis"))
        let published = reader.date("publishedOn", label: context.t("delegation.published"))
        let from = reader.date("from", label: context.t("delegation.from"))
        let through = reader.date("through", label: context.t("delegation.through"), isRequired: false)
        let share = reader.integer("sampling", label: context.t("delegation.sampling"), in: 1...100)
        let ceiling = reader.money("ceiling", label: context.t("delegation.ceiling"), isRequired: false)
        guard let kind, let basis, let published, let from, let share, reader.state.isValid else {
            return try await ask(reader.state, context)
        }
        let outcome = try await desk.perform(
            IssueDelegation(
                kind: kind, townships: Set(values.all("townships").compactMap { try? RegionCode($0) }),
                programs: Set(values.all("programs").compactMap(Program.init(rawValue:))), basis: basis, from: from,
                through: through, publishedOn: published, samplingPermille: share * 10, reliefCeiling: ceiling),
            submission, context)
        guard outcome.value != nil else {
            return try await ask(desk.refused(outcome.reasons, values, context), context)
        }
        return .seeOther("\(Self.path)?done=issue")
    }

    private func order(_ context: BackstopContext) async throws -> DelegationRow {
        let id = DelegationID(try context.number("id"))
        let county = try desk.actor(context).region
        guard let row = try await desk.view(context, { try $0.store.delegation(id) }), row.order.county == county
        else { throw PageProblem.notFound }
        return row
    }

    private func askToRevoke(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let row = try await order(context)
        var state = state
        if state.values.text("version") == nil { state.values.set("version", String(row.version)) }
        let form = desk.site.form(
            context, action: "\(Self.path)/\(row.id.text)/revoke", submit: context.t("delegation.revoke"),
            state: state, isDangerous: true,
            [.hidden("version"), .textarea("reason", label: context.t("step.reason"), lengthMax: 500)])
        return try await desk.formPage(
            context.t("delegation.revoke"), explanation: context.t("delegation.revokeHint"),
            rows: [
                SummaryRow(context.t("delegation.number"), row.number),
                SummaryRow(context.t("delegation.basis"), row.order.basis),
                SummaryRow(context.t("delegation.from"), Formats(context).date(row.order.from)),
            ], form: form, back: Self.path, context, crumbs: crumbs(context), state: state)
    }

    private func revoke(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let row = try await order(context)
        let values = submission.values
        let outcome = try await desk.perform(
            RevokeDelegation(
                delegationID: row.id, seenVersion: values.seenVersion(),
                reason: values.text("reason") ?? ""),
            submission, context)
        guard outcome.value != nil else {
            return try await askToRevoke(desk.refused(outcome.reasons, values, context), context)
        }
        return .seeOther("\(Self.path)?done=revoke")
    }

    private func crumbs(_ context: BackstopContext) -> [Link] { [Link(context.t("delegation.title"), Self.path)] }
}
