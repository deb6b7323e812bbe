import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The page of one step of a ticket: what it means, its form, and its refusals beside the fields.
struct HotlineStepPages: Sendable {
    let desk: Desk
    let step: HotlineTicketStep

    func register(in routes: RouteRegistry) {
        let path = "\(HotlineRoutes.path)/tickets/{id}/\(step.code)"
        let roles = Posts.names(step.roles)
        routes.get(path, for: .staff, roles: roles, summary: "Asks for the step \(step.code) of a ticket.") {
            _, context in try await ask(FormState(), context)
        }
        routes.post(path, for: .staff, roles: roles, summary: "Takes the step \(step.code) of a ticket.") {
            submission, context in try await act(submission, context)
        }
    }

    private func ask(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let view = try await HotlineTicketPages.view(desk, context)
        let row = view.line.row
        let offices =
            step.hasOffices
            ? try await desk.view(context) { try HotlineChoices.offices(of: row.county, in: $0) } : []
        var state = state
        state.values.set("version", String(row.version))
        let address = HotlineRoutes.address(row.id)
        let title = context.t("hotlineStep.\(step.code)")
        let form = desk.site.form(
            context, action: "\(address)/\(step.code)", submit: title, state: state,
            [.hidden("version")] + step.fields(context, offices))
        var rows = [
            SummaryRow(context.t("hotline.number"), row.ticket.number),
            SummaryRow(context.t("hotline.gist"), row.gist, isStored: true),
        ]
        if row.ticket.state.isOpen {
            rows.append(SummaryRow(context.t("hotline.due"), Formats(context).date(row.ticket.due.on)))
        }
        return try await desk.formPage(
            title, explanation: context.t("hotlineAsk.\(step.code)"), rows: rows, form: form, back: address, context,
            crumbs: HotlineTicketPages.crumbs(view, context), state: state)
    }

    private func act(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = HotlineTicketID(try context.number("id"))
        var reader = FormReader(submission.values, context)
        let seen = submission.values.seenVersion()
        guard let act = step.act(&reader, HotlineTicketStep.Call(ticketID: id, seen: seen, context: context)) else {
            return try await ask(reader.state, context)
        }
        let outcome = try await act(desk, submission, context)
        guard outcome.value != nil else {
            if outcome.reasons == [.notFound] { throw PageProblem.notFound }
            return try await ask(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("\(HotlineRoutes.address(id))?done=\(step.code)")
    }
}
