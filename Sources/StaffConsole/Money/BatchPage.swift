import Casework
import Hummingbird
import Operations
import Payments
import Primitives
import Storage
import WebSupport

/// One batch: where it stands, what may be done next, its payments by the page, the books, and who did what.
struct BatchPage: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        routes.get(
            "/staff/batches/{id}", for: .staff, roles: Posts.names(Posts.payReaders), summary: "Shows a payment batch."
        ) { request, context in try await show(request, context) }
    }

    private func show(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let id = BatchID(try context.number("id"))
        let query = request.query
        let only = query.text("items").flatMap(PayItemState.init(rawValue:))
        let role = try desk.actor(context).role
        let loaded = try await desk.found(context) { inner -> Loaded? in
            guard let batch = try BatchView.load(id, in: inner) else { return nil }
            let total = batch.tallies.filter { only == nil || $0.state == only }.reduce(0) { $0 + $1.count }
            let pager = Pager(
                total: total, pageSize: 50, query: query,
                address: PageAddress("/staff/batches/\(id.text)", query).with("done", nil), context)
            let items =
                try BatchView.items(of: id, state: only, limit: pager.pageSize, offset: pager.offset, in: inner) ?? []
            let actions = BatchStep.allCases.filter { $0.from.contains(batch.row.standing.state) }.map {
                BatchAction(step: $0, refusal: $0.event.flatMap { batch.refusal($0, in: inner) })
            }
            return Loaded(batch: batch, pager: pager, items: items, actions: actions)
        }
        let row = loaded.batch.row
        let model = model(loaded, role, query, context)
        return try await desk.page(
            "staff/money/batch", model, title: "\(context.t("money.batch")) \(row.number)", context,
            crumbs: [Link(context.t("money.batches"), BatchListPage.path)])
    }

    private struct Loaded: Sendable {
        let batch: BatchView
        let pager: Pager
        let items: [PayItemLine]
        let actions: [BatchAction]
    }

    private struct BatchAction: Sendable {
        let step: BatchStep
        let refusal: Reason?
    }

    private func model(
        _ loaded: Loaded, _ role: Role, _ query: FormValues, _ context: BackstopContext
    ) -> Fields {
        let (batch, row, words) = (loaded.batch, loaded.batch.row, BatchWords(context))
        let base = "/staff/batches/\(row.id.text)"
        let mine = loaded.actions.filter { $0.step.roles.contains(role) }
        let others = Set(loaded.actions.flatMap(\.step.roles)).subtracting([role]).map { $0.name(context) }.sorted()
        let isSent = row.instructedAt != nil
        return [
            "number": row.number, "stateTag": words.tag(row.standing.state), "rows": summary(batch, context),
            "steps": BatchTimeline(batch, context).steps, "returnReason": row.standing.returnReason,
            "done": query.text("done").flatMap(BatchStep.init(rawValue:)).map {
                context.t("payStepDone.\($0.messageKey)")
            }
                ?? (query.text("done") == "make" ? context.t("payStepDone.make") : nil),
            "actions": mine.map { action($0, base, context) }, "hasActions": !mine.isEmpty,
            "waitsFor": mine.isEmpty && !others.isEmpty
                ? context.t("money.waitsFor", ["posts": others.joined(separator: " / ")]) : nil,
            "mayRemake": role == .payer && row.standing.state == .draft && !row.isRetry
                ? PageAddress("/staff/batches/make").with("month", row.month.text)
                    .with("program", row.program.rawValue).text : nil,
            "files": role == .payer && isSent ? files(base, row, context) : [], "hasFiles": role == .payer && isSent,
            "printAddress": "\(base)/print", "exportAddress": "\(base)/roster.xlsx",
            "tallies": tallies(batch, base, query, context), "items": loaded.items.map { item($0, context) },
            "hasItems": !loaded.items.isEmpty, "pager": loaded.pager,
            "change": RosterChangeModel(batch.change, context).model,
            "exclusions": batch.exclusions.map {
                [
                    "label": "\($0.certificateNumber) \($0.payeeMasked)", "reason": $0.reason,
                    "withheld": $0.withheld.grouped,
                ] as Fields
            }, "hasExclusions": !batch.exclusions.isEmpty,
            "balances": batch.balances.map {
                ["account": context.t("ledger.\($0.account.rawValue)"), "amount": $0.amount.grouped] as Fields
            },
            "isBalanced": batch.isBalanced, "answers": answers(batch, context), "hasAnswers": !batch.answers.isEmpty,
            "relatives": batch.relatives.filter { $0.id != row.id }.map {
                ["address": "/staff/batches/\($0.id.text)", "number": $0.number, "tag": words.tag($0.state)] as Fields
            }, "hasRelatives": batch.relatives.count > 1, "history": history(batch, context),
            "hasHistory": !batch.history.isEmpty,
        ]
    }

    private func summary(_ batch: BatchView, _ context: BackstopContext) -> [SummaryRow] {
        let (row, formats) = (batch.row, Formats(context))
        var rows = [
            SummaryRow(context.t("money.county"), batch.countyName),
            SummaryRow(context.t("money.program"), row.program.name(context)),
            SummaryRow(context.t("money.month"), formats.month(row.month)),
            SummaryRow(context.t("money.run"), String(row.run)),
            SummaryRow(context.t("money.items"), formats.count(row.itemCount)),
            SummaryRow(context.t("money.total"), formats.money(row.total)),
        ]
        if let day = row.instructedDay { rows.append(SummaryRow(context.t("money.instructedDay"), formats.date(day))) }
        return rows
    }

    private func action(_ action: BatchAction, _ base: String, _ context: BackstopContext) -> Fields {
        let reason = action.refusal.map { context.language == .english ? $0.english : $0.chinese }
        return [
            "title": context.t("payStep.\(action.step.messageKey)"),
            "hint": context.t("payStepHint.\(action.step.messageKey)"),
            "address": reason == nil ? "\(base)/\(action.step.rawValue)" : nil, "refusal": reason,
            "isSecondary": action.step.isReturn,
        ]
    }

    private func files(_ base: String, _ row: BatchRow, _ context: BackstopContext) -> [Fields] {
        let both: [(BankFileFormat, [UInt8]?)] = [(.oneCard, row.textHash), (.message, row.messageHash)]
        return both.compactMap { format, hash in
            hash.map { hash in
                [
                    "title": context.t("bankFile.\(format.rawValue)"),
                    "address": "\(base)/bank-file/\(format.rawValue)",
                    "hash": hash.prefix(8).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(),
                ] as Fields
            }
        }
    }

    private func tallies(
        _ batch: BatchView, _ base: String, _ query: FormValues, _ context: BackstopContext
    ) -> [Fields] {
        batch.tallies.map { tally in
            [
                "text": context.t("payState.\(tally.state.rawValue)"), "count": Formats(context).count(tally.count),
                "total": tally.total.grouped, "address": "\(base)?items=\(tally.state.rawValue)#items",
                "isBad": tally.state == .failed, "isChosen": query.text("items") == tally.state.rawValue,
            ]
        }
    }

    private func item(_ item: PayItemLine, _ context: BackstopContext) -> Fields {
        [
            "certificate": item.certificateNumber, "payee": item.payeeMasked, "account": item.accountLastFour,
            "kind": context.t("payKind.\(item.kind.rawValue)"), "amount": item.amount.grouped,
            "tag": BatchWords(context).tag(item.state), "answer": item.answer,
        ]
    }

    private func answers(_ batch: BatchView, _ context: BackstopContext) -> [Fields] {
        batch.answers.map { answer in
            [
                "when": Formats(context).moment(answer.readAt), "who": batch.people[answer.readBy] ?? "—",
                "paid": answer.paidCount, "failed": answer.failedCount, "missing": answer.missingCount,
            ]
        }
    }

    private func history(_ batch: BatchView, _ context: BackstopContext) -> [Fields] {
        batch.history.map { line in
            let verb = line.verb.split(separator: ".").last.map(String.init) ?? line.verb
            return [
                "when": Formats(context).moment(line.at), "who": line.actor ?? context.t("money.system"),
                "what": context.t("batchAct.\(verb)"), "reason": line.reason.isEmpty ? nil : line.reason,
            ]
        }
    }
}

/// The life of a batch as a timeline, each step with who took it and when.
struct BatchTimeline {
    let steps: [TimelineStep]

    init(_ batch: BatchView, _ context: BackstopContext) {
        let reached = BatchState.allCases.firstIndex(of: batch.row.standing.state) ?? 0
        steps = BatchState.allCases.enumerated().map { index, state in
            let act = batch.history.first { $0.verb == "batch.\(Self.acts[index])" }
            let state = context.t("payStepState.\(state.rawValue)")
            guard index <= reached, let act else {
                return TimelineStep(state, index <= reached ? .done : index == reached + 1 ? .current : .later)
            }
            return TimelineStep(
                state, when: Formats(context).moment(act.at), detail: act.actor ?? context.t("money.system"), .done)
        }
    }

    /// The audit verb that leads to each state, in the order of the states.
    private static let acts = [
        "make", "lock", "check", "requestFunds", "approveFunds", "instruct", "recordAnswer", "close",
    ]
}
