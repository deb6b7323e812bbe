import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Another account for a family: one person proposes it, a second one approves or refuses it.
struct AccountChangePages: Sendable {
    let desk: Desk
    private static let path = "/staff/account-changes"

    func register(in routes: RouteRegistry) {
        let proposers: [Role] = [.payer, .townshipClerk]
        routes.get(
            Self.path, for: .staff, roles: Posts.names(proposers + [.payChecker]),
            summary: "Lists account changes that wait, and finds the award of a certificate."
        ) { request, context in try await list(request, context) }
        routes.get(
            "\(Self.path)/award/{award}", for: .staff, roles: Posts.names(proposers),
            summary: "Asks for a family's other account."
        ) { _, context in try await propose(context, FormState()) }
        routes.post(
            "\(Self.path)/award/{award}", for: .staff, roles: Posts.names(proposers),
            summary: "Proposes another account for a family."
        ) { submission, context in try await keep(submission, context) }
        for isApproval in [true, false] {
            let path = "\(Self.path)/{change}/\(isApproval ? "approve" : "refuse")"
            routes.get(
                path, for: .staff, roles: Posts.names([.payChecker]), summary: "Asks to confirm an account decision."
            ) { _, context in try await decision(isApproval, context, FormState()) }
            routes.post(path, for: .staff, roles: Posts.names([.payChecker]), summary: "Decides an account change.") {
                submission, context in try await decide(isApproval, submission, context)
            }
        }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let asked = request.query.text("certificate")
        let role = try desk.actor(context).role
        let mayPropose = role != .payChecker
        let (list, found) = try await desk.view(context) { inner in
            (
                try AccountChangeList.load(in: inner),
                try asked.flatMap { mayPropose ? try AccountSubject.find(certificate: $0, in: inner) : nil }
            )
        }
        if let found { return .seeOther("\(Self.path)/award/\(found.award.text)") }
        let lines = (list?.lines ?? []).map { line in
            [
                "label": line.label, "holder": line.holderMasked, "account": line.accountLastFour,
                "reason": line.reason, "who": line.proposedBy, "isOwn": line.isOwn,
                "mayDecide": role == .payChecker && !line.isOwn, "address": "\(Self.path)/\(line.id.text)",
            ] as Fields
        }
        let done = request.query.text("done").flatMap { ["propose", "approve", "refuse"].contains($0) ? $0 : nil }
        let model: Fields = [
            "lines": lines, "hasLines": !lines.isEmpty, "mayPropose": mayPropose, "asked": asked,
            "isMissing": asked != nil, "done": done.map { context.t("accountDone.\($0)") },
        ]
        return try await desk.page("staff/money/accounts", model, title: context.t("account.title"), context)
    }

    private func propose(_ context: BackstopContext, _ state: FormState) async throws -> Response {
        let id = AwardID(try context.number("award"))
        let subject = try await desk.found(context) { try AccountSubject.load(id, in: $0) }
        var kept = state
        if kept.values["holder"] == nil, let payee = subject.members.first(where: \.isPayee) {
            kept.values.set("holder", payee.id.text)
        }
        let form = desk.site.form(
            context, action: "\(Self.path)/award/\(id.text)", submit: context.t("account.propose"), state: kept,
            [
                .radios(
                    "holder", label: context.t("account.holder"),
                    subject.members.map { .init($0.id.text, "\($0.nameMasked)（\($0.lastFour)）") }),
                .text(
                    "account", label: context.t("account.number"), hint: context.t("account.numberHint"),
                    lengthMax: 30, width: .medium),
                .textarea("reason", label: context.t("money.reason"), lengthMax: 500),
            ])
        return try await desk.formPage(
            context.t("account.propose"), explanation: context.t("account.hint"),
            rows: [
                SummaryRow(context.t("account.certificate"), subject.certificateNumber),
                SummaryRow(
                    context.t("account.now"),
                    subject.accountLastFour.map { context.t("account.lastFour", ["digits": $0]) }
                        ?? context.t("account.none")),
            ], form: form, back: Self.path, context, crumbs: crumbs(context), state: state)
    }

    private func keep(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = AwardID(try context.number("award"))
        let values = submission.values
        let outcome = try await desk.perform(
            CorrectAccount(
                award: id, account: values.text("account") ?? "",
                holder: values.text("holder").flatMap { PersonID(text: $0) }, reason: values.text("reason") ?? ""),
            submission, context)
        guard outcome.value != nil else {
            return try await propose(context, desk.refused(outcome.reasons, values, context))
        }
        return .seeOther("\(Self.path)?done=propose")
    }

    private func decision(
        _ isApproval: Bool, _ context: BackstopContext, _ state: FormState
    ) async throws -> Response {
        let id = EventID(try context.number("change"))
        let list = try await desk.view(context) { try AccountChangeList.load(in: $0) }
        // A change decided meanwhile is no longer on the list; its refused form still has to be shown.
        guard let line = list?.lines.first(where: { $0.id == id }) else { throw PageProblem.notFound }
        let title = context.t(isApproval ? "account.approve" : "account.refuse")
        let form = desk.site.form(
            context, action: "\(Self.path)/\(id.text)/\(isApproval ? "approve" : "refuse")", submit: title,
            state: state, isDangerous: !isApproval,
            isApproval ? [] : [.textarea("reason", label: context.t("money.reason"), lengthMax: 500)])
        return try await desk.formPage(
            title, explanation: context.t(isApproval ? "account.approveHint" : "account.refuseHint"),
            rows: [
                SummaryRow(context.t("account.family"), line.label),
                SummaryRow(context.t("account.holder"), line.holderMasked),
                SummaryRow(
                    context.t("account.number"), context.t("account.lastFour", ["digits": line.accountLastFour])),
                SummaryRow(context.t("money.reason"), line.reason),
                SummaryRow(context.t("account.proposedBy"), line.proposedBy),
            ], form: form, back: Self.path, context, crumbs: crumbs(context), state: state)
    }

    private func decide(
        _ isApproval: Bool, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        let id = EventID(try context.number("change"))
        let reason = submission.values.text("reason") ?? ""
        let outcome =
            isApproval
            ? try await desk.perform(ApproveAccountChange(change: id), submission, context)
            : try await desk.perform(RefuseAccountChange(change: id, reason: reason), submission, context)
        guard outcome.value != nil else {
            return try await decision(isApproval, context, desk.refused(outcome.reasons, submission.values, context))
        }
        return .seeOther("\(Self.path)?done=\(isApproval ? "approve" : "refuse")")
    }

    private func crumbs(_ context: BackstopContext) -> [Link] { [Link(context.t("account.title"), Self.path)] }
}
