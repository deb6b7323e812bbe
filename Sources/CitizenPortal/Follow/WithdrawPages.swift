import Casework
import Hummingbird
import Operations
import Primitives
import WebSupport

/// Taking an application back: a page that says what it means, a tick, and a press.
struct WithdrawPages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/progress/{case}/withdraw", for: .citizen, summary: "Asks whether to withdraw.") {
            request, context in
            try await show(request, context, FormState())
        }
        routes.post("/progress/{case}/withdraw", for: .citizen, summary: "Withdraws the application.") {
            submission, context in
            try await withdraw(submission, context)
        }
    }

    private func show(_ request: Request, _ context: BackstopContext, _ state: FormState) async throws -> Response {
        let id = CaseID(try context.number("case"))
        let path = "/progress/\(id.text)"
        guard let progress = try await portal.view(context, { try CitizenProgress.load(id, in: $0) }) else {
            throw PageProblem.notFound
        }
        var state = state
        state.values.set("version", String(progress.version))
        let isInForce = progress.state.isInForce
        let form = portal.site.form(
            context, action: "\(path)/withdraw",
            submit: context.t(isInForce ? "follow.withdraw.leave" : "follow.withdraw.send"), state: state,
            isDangerous: true,
            [
                .checkboxes(
                    "sure", label: context.t("follow.withdraw.question"),
                    [.init("yes", context.t(isInForce ? "follow.withdraw.sureInForce" : "follow.withdraw.sure"))]),
                .text(
                    "reason", label: context.t(isInForce ? "follow.withdraw.why" : "follow.withdraw.reason"),
                    isOptional: true),
                .hidden("version"),
            ])
        let title = context.t(isInForce ? "follow.withdraw.leave" : "follow.withdraw.title")
        let model: Fields = [
            "canWithdraw": progress.canWithdraw, "number": progress.number, "program": progress.program.name(context),
            "effect": context.t(isInForce ? "follow.withdraw.effectInForce" : "follow.withdraw.effect"),
            "form": form, "back": path, "heading": title,
            "keep": context.t(isInForce ? "follow.withdraw.stay" : "follow.withdraw.keep"),
        ]
        return try await portal.page(
            "citizen/follow/withdraw", model, title: title, request, context, back: path,
            state: state)
    }

    private func withdraw(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = CaseID(try context.number("case"))
        var reader = FormReader(submission.values, context)
        _ = reader.isTicked("sure", elseSay: context.t("follow.withdraw.tick"))
        let reason = reader.text("reason", label: context.t("follow.withdraw.reason"), isRequired: false)
        guard reader.state.isValid else { return try await show(submission.request, context, reader.state) }
        let version = submission.values.seenVersion()
        let outcome = try await portal.perform(
            WithdrawCase(caseID: id, seenVersion: version, reason: reason ?? ""), submission, context)
        if outcome.value != nil { return .seeOther("/progress/\(id.text)?done=withdrawn") }
        let state = portal.refused(outcome.reasons, submission.values, context)
        return try await show(submission.request, context, state)
    }
}
