import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Sums asked back (S22): the list, one with its ledger, and its steps.
struct RecoveryPages: Sendable {
    let desk: Desk
    static let path = "/staff/recoveries"

    static func address(_ id: RecoveryID) -> String { "\(path)/\(id.text)" }

    static func tag(_ state: RecoveryState, _ context: BackstopContext) -> StatusTag {
        let tone: StatusTag.Tone =
            switch state {
            case .proposed, .heard: .info
            case .ordered, .inInstalments: .warn
            case .settled: .ok
            case .waived, .referred: .neutral
            }
        return StatusTag(
            CaseWords(context).word(state.chinese, context.t("recoveryState.\(state.rawValue)")), tone)
    }

    private static let roles: [Role] = AfterRoutes.casework + [.payer, .payChecker]

    func register(in routes: RouteRegistry) {
        let readers = Posts.names(Self.roles + [.leader, .auditor])
        routes.get(Self.path, for: .staff, roles: readers, summary: "Sums asked back, open ones first.") {
            request, context in try await list(request, context)
        }
        routes.get("\(Self.path)/{id}", for: .staff, roles: readers, summary: "One sum asked back with its ledger.") {
            request, context in try await show(FormState(), done: request.query.text("done") != nil, context)
        }
        routes.post(
            "\(Self.path)/{id}", for: .staff, roles: Posts.names(Self.roles), summary: "Takes a step of a recovery."
        ) { submission, context in try await step(submission, context) }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let isOpen = query.text("closed") == nil
        let page = query.page
        let board = try await desk.view(context) {
            try AfterBoard<RecoveryLine>.load(isOpen: isOpen, page: page, in: $0)
        }
        let formats = Formats(context)
        let rows = board.lines.map { line in
            let recovery = line.row.recovery
            return [
                "address": Self.address(line.row.id), "number": line.row.number,
                "applicant": "\(line.place.applicantMasked) \(line.place.applicantLastFour)",
                "village": board.places[line.place.region.text] ?? line.place.region.text,
                "cause": CaseWords(context).word(
                    recovery.cause.chinese, context.t("recoveryCause.\(recovery.cause.rawValue)")),
                "amount": recovery.amount.grouped, "returned": recovery.returned.grouped,
                "debt": recovery.debt.grouped, "day": formats.date(line.row.proposedDay),
                "tag": Self.tag(recovery.state, context),
            ] as Fields
        }
        let model: Fields = [
            "rows": rows, "hasRows": !rows.isEmpty, "isOpen": isOpen,
            "pager": Pager(
                total: board.total, pageSize: AfterBoard<RecoveryLine>.pageSize, query: query,
                address: PageAddress(Self.path, query), context),
        ]
        return try await desk.page("staff/after/recoveries", model, title: context.t("recovery.title"), context)
    }

    private func show(_ state: FormState, done: Bool, _ context: BackstopContext) async throws -> Response {
        let id = RecoveryID(try context.number("id"))
        let view = try await desk.found(context) { try RecoveryView.load(id, in: $0) }
        var state = state
        state.values.set("seen", String(view.row.version))
        let open = view.steps.filter(\.refusals.isEmpty)
        let form = open.isEmpty ? nil : form(view, open, state, context)
        let words = CaseWords(context)
        let model: Fields = [
            "rows": rows(view, context), "form": form, "done": done ? context.t("recovery.done") : nil,
            "entries": view.entries.map { entry($0, view, context) }, "hasEntries": !view.entries.isEmpty,
            "stands": view.steps.filter { !$0.refusals.isEmpty }.map { step in
                [
                    "title": words.word(step.event.chinese, context.t("recoveryEvent.\(step.event.rawValue)")),
                    "reasons": step.refusals.map(words.reason),
                ] as Fields
            },
            "hasStands": view.steps.contains { !$0.refusals.isEmpty }, "grounds": view.row.grounds,
            "caseAddress": "/staff/cases/\(view.row.caseID.text)",
        ]
        return try await desk.page(
            "staff/after/recovery", model, title: "\(context.t("recovery.one")) \(view.row.number)", context,
            crumbs: [Link(context.t("recovery.title"), Self.path)], state: state)
    }

    private func form(
        _ view: RecoveryView, _ open: [RecoveryView.Step], _ state: FormState, _ context: BackstopContext
    ) -> FormView {
        let words = CaseWords(context)
        let takesMoney = open.contains { [.recordPayment, .agreeInstalments].contains($0.event) }
        return desk.site.form(
            context, action: Self.address(view.row.id), submit: context.t("recovery.take"), state: state,
            [
                .hidden("seen"),
                .radios(
                    "event", label: context.t("recovery.step"),
                    open.map {
                        Field.Choice(
                            $0.event.rawValue,
                            words.word($0.event.chinese, context.t("recoveryEvent.\($0.event.rawValue)")))
                    }),
            ]
                + (takesMoney
                    ? [
                        .number(
                            "amount", label: context.t("recovery.sum"),
                            hint: context.t(
                                "recovery.sumHint", ["most": Formats(context).money(view.instalmentMax.value)]),
                            isOptional: true, unit: context.t("after.yuan"), hasDecimals: true)
                    ] : [])
                + [.textarea("reason", label: context.t("recovery.reason"), hint: context.t("recovery.reasonHint"))])
    }

    private func rows(_ view: RecoveryView, _ context: BackstopContext) -> [SummaryRow] {
        let (recovery, formats) = (view.row.recovery, Formats(context))
        var rows = [
            SummaryRow(context.t("relay.case"), "\(view.applicantMasked) \(view.caseNumber)"),
            SummaryRow(context.t("case.place"), view.place.joined(separator: " ")),
            SummaryRow(
                context.t("recovery.cause"),
                CaseWords(context).word(
                    recovery.cause.chinese, context.t("recoveryCause.\(recovery.cause.rawValue)")),
                tag: Self.tag(recovery.state, context)),
            SummaryRow(context.t("recovery.amount"), formats.money(recovery.amount)),
            SummaryRow(context.t("recovery.returned"), formats.money(recovery.returned)),
            SummaryRow(context.t("recovery.debt"), formats.money(recovery.debt)),
            SummaryRow(
                context.t("recovery.proposed"),
                "\(formats.date(view.row.proposedDay)) \(view.staffNames[recovery.proposedBy] ?? "")"),
        ]
        if let instalment = recovery.instalment {
            rows.append(SummaryRow(context.t("recovery.instalment"), formats.money(instalment)))
        }
        return rows
    }

    private func entry(_ entry: RecoveryEntryRow, _ view: RecoveryView, _ context: BackstopContext) -> Fields {
        [
            "day": Formats(context).date(entry.day),
            "event": CaseWords(context).word(
                entry.event.chinese, context.t("recoveryEvent.\(entry.event.rawValue)")),
            "amount": entry.amount == .zero ? "" : entry.amount.grouped, "tag": Self.tag(entry.state, context),
            "who": view.staffNames[entry.staffID] ?? "", "reason": entry.reason,
        ]
    }

    private func step(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = RecoveryID(try context.number("id"))
        var reader = FormReader(submission.values, context)
        let event = reader.choice("event", label: context.t("recovery.step"), as: RecoveryEvent.self)
        let takesMoney = event == .recordPayment || event == .agreeInstalments
        let amount = reader.money("amount", label: context.t("recovery.sum"), isRequired: takesMoney)
        let reason = reader.text("reason", label: context.t("recovery.reason"), lengthMax: 2_000)
        guard let event, let reason, reader.state.isValid else {
            return try await show(reader.state, done: false, context)
        }
        let outcome = try await desk.perform(
            StepRecovery(
                recoveryID: id, seenVersion: submission.values.seenVersion("seen"), event: event,
                amount: takesMoney ? amount ?? .zero : .zero, reason: reason), submission, context)
        guard outcome.value != nil else {
            if outcome.reasons == [.notFound] { throw PageProblem.notFound }
            return try await show(
                desk.refused(outcome.reasons, submission.values, context), done: false, context)
        }
        return .seeOther("\(Self.address(id))?done=step")
    }
}
