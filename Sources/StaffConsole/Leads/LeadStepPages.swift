import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The page of one step of a lead, and making a lead of a ticket by one button.
struct LeadStepPages: Sendable {
    let desk: Desk
    let step: LeadFormStep

    func register(in routes: RouteRegistry) {
        let path = "\(LeadPages.path)/{lead}/\(step.code)"
        let roles = Posts.names(step.roles)
        routes.get(path, for: .staff, roles: roles, summary: "Asks for the step \(step.code) of a lead.") {
            _, context in try await ask(FormState(), context)
        }
        routes.post(path, for: .staff, roles: roles, summary: "Takes the step \(step.code) of a lead.") {
            submission, context in try await act(submission, context)
        }
    }

    private func ask(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let view = try await LeadPages.view(desk, context)
        let row = view.line.row
        let region = try desk.actor(context).region
        let places = try await desk.view(context) { try LeadPlaces.choices(of: region, in: $0) }
        var state = state
        if state.values.text("version") == nil {
            let known = ["region": row.region.text, "name": row.personName, "place": row.content.place]
            for (name, value) in known { state.values.set(name, value) }
            state.values.set("phone", row.content.phone)
        }
        state.values.set("version", String(row.version))
        let address = LeadPages.address(row.id)
        let title = context.t("leadStep.\(step.code)")
        let form = desk.site.form(
            context, action: "\(address)/\(step.code)", submit: title, state: state,
            [.hidden("version")] + step.fields(view, places, context))
        return try await desk.formPage(
            title, explanation: context.t("leadAsk.\(step.code)"),
            rows: [
                SummaryRow(context.t("leads.number"), row.number),
                SummaryRow(context.t("leads.hint"), row.content.hint, isStored: true),
            ], form: form, back: address, context, crumbs: LeadPages.crumbs(view, context), state: state)
    }

    private func act(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let view = try await LeadPages.view(desk, context)
        var reader = FormReader(submission.values, context)
        let seen = submission.values.seenVersion()
        let call = LeadFormStep.Call(row: view.line.row, seen: seen, context: context)
        guard let act = step.act(&reader, call) else { return try await ask(reader.state, context) }
        let outcome = try await act(desk, submission, context)
        guard let address = outcome.value else {
            return try await ask(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther(address)
    }
}

/// A ticket of the hotline becomes a lead by one button.
struct LeadTicketPages: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        routes.post(
            "\(HotlineRoutes.path)/tickets/{id}/lead", for: .staff, roles: Posts.names(HotlineAuthority.handlers),
            summary: "Makes a lead of a ticket that tells of a family in hardship."
        ) { submission, context in
            let id = HotlineTicketID(try context.number("id"))
            let outcome = try await desk.perform(LeadFromTicket(ticketID: id), submission, context)
            guard let lead = outcome.value else {
                if outcome.reasons == [.notFound] { throw PageProblem.notFound }
                let state = desk.refused(outcome.reasons, FormValues(), context)
                let form = desk.site.form(
                    context, action: "\(HotlineRoutes.address(id))/lead", submit: context.t("leads.fromTicket"),
                    state: state, [])
                return try await desk.formPage(
                    context.t("leads.fromTicket"), explanation: context.t("leads.fromTicketHint"), form: form,
                    back: HotlineRoutes.address(id), context,
                    crumbs: [Link(context.t("nav.hotline"), HotlineRoutes.path)], state: state)
            }
            return .seeOther("\(LeadPages.address(lead))?done=ticket")
        }
    }
}
