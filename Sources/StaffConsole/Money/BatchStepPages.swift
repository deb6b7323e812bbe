import Casework
import Foundation
import Hummingbird
import Operations
import Payments
import Primitives
import Storage
import WebSupport

/// Each step of a batch on a page of its own: what it does, the sums it is about, and the button that does it.
struct BatchStepPages: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        for step in BatchStep.allCases {
            let path = "/staff/batches/{id}/\(step.rawValue)"
            let roles = Posts.names(step.roles)
            routes.get(path, for: .staff, roles: roles, summary: "Asks to confirm a batch's step: \(step.rawValue).") {
                _, context in try await show(step, context, FormState())
            }
            routes.post(
                path, for: .staff, roles: roles, takes: step == .answer ? .files : .fields,
                summary: "Takes a batch's step: \(step.rawValue)."
            ) { submission, context in try await take(step, submission, context) }
        }
    }

    private func show(_ step: BatchStep, _ context: BackstopContext, _ state: FormState) async throws -> Response {
        let id = BatchID(try context.number("id"))
        let batch = try await desk.found(context) { try BatchView.load(id, in: $0) }
        let (row, formats, title) = (batch.row, Formats(context), context.t("payStep.\(step.messageKey)"))
        let form = desk.site.form(
            context, action: "/staff/batches/\(id.text)/\(step.rawValue)", submit: title, state: state,
            isDangerous: step.isReturn, fields(step, context))
        let failed = batch.tallies.first { $0.state == .failed }
        return try await desk.formPage(
            "\(title) \(row.number)", heading: title, explanation: context.t("payStepHint.\(step.messageKey)"),
            rows: [
                SummaryRow(context.t("money.number"), row.number, tag: BatchWords(context).tag(row.standing.state)),
                SummaryRow(context.t("money.county"), batch.countyName),
                SummaryRow(context.t("money.program"), row.program.name(context)),
                SummaryRow(context.t("money.month"), formats.month(row.month)),
                SummaryRow(context.t("money.items"), formats.count(row.itemCount)),
                SummaryRow(context.t("money.total"), formats.money(row.total)),
                SummaryRow(context.t("roster.excluded"), formats.count(batch.exclusions.count)),
                SummaryRow(
                    context.t("roster.difference"),
                    formats.money(batch.change.total - batch.change.totalBefore)),
                SummaryRow(
                    context.t("payState.failed"),
                    "\(formats.count(failed?.count ?? 0)) · \(formats.money(failed?.total ?? .zero))"),
            ], form: form, back: "/staff/batches/\(id.text)", context,
            crumbs: [
                Link(context.t("money.batches"), BatchListPage.path), Link(row.number, "/staff/batches/\(id.text)"),
            ], state: state)
    }

    private func fields(_ step: BatchStep, _ context: BackstopContext) -> [Field] {
        switch step {
        case .sendBack, .returnFunds: [.textarea("reason", label: context.t("money.reason"), lengthMax: 500)]
        case .answer:
            [
                .dataFile(
                    "file", label: context.t("bankAnswer.file"), hint: context.t("bankAnswer.hint"),
                    accept: ".txt,.csv,.xml")
            ]
        default: []
        }
    }

    private func take(
        _ step: BatchStep, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        let id = BatchID(try context.number("id"))
        var bytes: [UInt8] = []
        if step == .answer {
            do {
                bytes = try submission.data("file").bytes
            } catch {
                let problem = FieldProblem(field: "file", message: error.message(context.messages))
                return try await show(step, context, FormState(values: submission.values, problems: [problem]))
            }
        }
        let outcome = try await perform(step, id, answer: bytes, submission, context)
        guard let batch = outcome.value else {
            return try await show(step, context, desk.refused(outcome.reasons, submission.values, context))
        }
        return .seeOther("/staff/batches/\(batch.text)?done=\(step.rawValue)")
    }

    private func perform(
        _ step: BatchStep, _ id: BatchID, answer bytes: [UInt8], _ submission: Submission, _ context: BackstopContext
    ) async throws -> Outcome<BatchID> {
        let reason = submission.values.text("reason") ?? ""
        func done<C: Command>(_ command: C) async throws -> Outcome<BatchID> where C.Result == BatchReceipt {
            try await desk.perform(command, submission, context).map(\.batch)
        }
        return switch step {
        case .lock: try await done(LockRoster(batch: id))
        case .check: try await done(CheckRoster(batch: id))
        case .sendBack: try await done(ReturnRoster(batch: id, reason: reason))
        case .requestFunds: try await done(RequestFunds(batch: id))
        case .approveFunds: try await done(ApproveFunds(batch: id))
        case .returnFunds: try await done(ReturnFunds(batch: id, reason: reason))
        case .bankFile: try await done(WriteBankFile(batch: id, format: .oneCard))
        case .retry: try await done(RetryFailed(batch: id))
        case .close: try await done(CloseBatch(batch: id))
        case .answer:
            try await desk.perform(ReadBankAnswer(batch: id, content: Data(bytes)), submission, context).map(\.batch)
        }
    }
}
