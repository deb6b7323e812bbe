import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Each step of a version on a page of its own: what it does, what the version changes, and the button that does it.
struct PackStepPages: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        for step in PackStep.allCases {
            let path = "\(PolicyListPage.path)/versions/{id}/\(step.rawValue)"
            let roles = Posts.names(step.roles)
            routes.get(path, for: .staff, roles: roles, summary: "Asks to confirm a policy's step: \(step.rawValue).") {
                _, context in try await show(step, context, FormState())
            }
            routes.post(path, for: .staff, roles: roles, summary: "Takes a policy's step: \(step.rawValue).") {
                submission, context in try await take(step, submission, context)
            }
        }
        routes.post(
            "\(PolicyListPage.path)/versions/{id}/try/cancel", for: .staff, roles: Posts.names(PackStep.trial.roles),
            summary: "Stops a policy's trial."
        ) { submission, context in try await cancelTrial(submission, context) }
    }

    private func cancelTrial(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = PackVersionID(try context.number("id"))
        let outcome = try await desk.perform(CancelPackTrial(id: id), submission, context)
        // A trial that ended meanwhile has its result on the page.
        return .seeOther(PolicyListPage.version(id) + (outcome.value == nil ? "" : "?done=cancelTrial"))
    }

    private func show(_ step: PackStep, _ context: BackstopContext, _ state: FormState) async throws -> Response {
        let id = PackVersionID(try context.number("id"))
        let view = try await desk.found(context) { try PackVersionView.load(id, in: $0) }
        let (row, formats, title) = (view.row, Formats(context), context.t("packStep.\(step.messageKey)"))
        var state = state
        state.values.set("seen", String(row.version))
        var fields: [Field] = [.hidden("seen")]
        if step.asksReason { fields.append(.textarea("reason", label: context.t("money.reason"), lengthMax: 500)) }
        if step == .publish {
            fields.append(
                .checkboxes(
                    "forThePast", label: context.t("pack.past"), hint: context.t("pack.pastHint"),
                    [.init("yes", context.t("pack.pastYes"))]))
        }
        let form = desk.site.form(
            context, action: "\(PolicyListPage.version(id))/\(step.rawValue)", submit: title, state: state,
            isDangerous: step == .withdraw, fields)
        let changes = try view.differences(in: desk.bureau)
        let name = "\(view.title) · \(view.place)"
        let model: Fields = [
            "title": title, "explanation": context.t("packStepHint.\(step.messageKey)"), "form": form,
            "backAddress": PolicyListPage.version(id), "changes": changes, "hasChanges": !changes.isEmpty,
            "rows": [
                SummaryRow(context.t("pack.program"), name, tag: PackWords(context).tag(row.state)),
                SummaryRow(context.t("pack.from"), formats.date(row.inForceFrom)),
                SummaryRow(context.t("pack.note"), row.note, isStored: true),
                SummaryRow(context.t("pack.drafter"), view.steps.first?.staffName ?? ""),
            ],
        ]
        return try await desk.page(
            "staff/policy/step", model, title: "\(title)：\(name)", context,
            crumbs: [Link(context.t("pack.title"), PolicyListPage.path), Link(name, PolicyListPage.version(id))],
            state: state)
    }

    private func take(
        _ step: PackStep, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        let id = PackVersionID(try context.number("id"))
        let reasons = try await perform(step, id, submission, context)
        guard reasons.isEmpty else {
            return try await show(step, context, desk.refused(Self.distinct(reasons), submission.values, context))
        }
        return .seeOther("\(PolicyListPage.version(id))?done=\(step.messageKey)")
    }

    /// A form shows one problem for each field; problems without one are told apart by their place.
    private static func distinct(_ reasons: [Reason]) -> [Reason] {
        reasons.enumerated().map { index, reason in
            Reason(reason.code, field: reason.field ?? "\(reason.code)-\(index)", reason.chinese, reason.english)
        }
    }

    private func perform(
        _ step: PackStep, _ id: PackVersionID, _ submission: Submission, _ context: BackstopContext
    ) async throws -> [Reason] {
        guard let seen = submission.values.text("seen").flatMap({ Int64($0) }),
            let key = submission.idempotencyKey
        else { throw PageProblem.malformed }
        let reason = submission.values.text("reason") ?? ""
        let actor = Actor.staff(try desk.actor(context))
        func done<C: Command>(_ command: C) async throws -> [Reason] {
            let outcome = try await desk.perform(command, submission, context)
            return outcome.reasons
        }
        return switch step {
        case .trial: try await done(AskPackTrial(id: id, seen: seen))
        case .submit: try await desk.bureau.submitPack(id, seen: seen, as: actor, key: key).reasons
        case .approve: try await done(ApprovePack(id: id, seen: seen))
        case .sendBack: try await done(ReturnPack(id: id, seen: seen, reason: reason))
        case .withdraw: try await done(WithdrawPack(id: id, seen: seen, reason: reason))
        case .publish:
            try await done(
                PublishPack(id: id, seen: seen, forThePast: submission.values.text("forThePast") != nil))
        }
    }
}
