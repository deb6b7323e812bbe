import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// One ticket: what is to be looked into, what was done, and the steps a post may take; and who called, for a reason.
struct HotlineTicketPages: Sendable {
    let desk: Desk
    private static let path = "\(HotlineRoutes.path)/tickets/{id}"

    func register(in routes: RouteRegistry) {
        let readers = Posts.names(HotlineAuthority.readers)
        routes.get(Self.path, for: .staff, roles: readers, summary: "A ticket of the hotline.") {
            request, context in try await show(request.query.text("done"), context)
        }
        let openers = Posts.names(HotlineAuthority.openers)
        routes.get(
            "\(Self.path)/informant", for: .staff, roles: openers, summary: "Asks why one has to know who called."
        ) { _, context in try await askInformant(FormState(), context) }
        routes.post(
            "\(Self.path)/informant", for: .staff, roles: openers,
            summary: "Shows who called once, and keeps the reason."
        ) { submission, context in try await showInformant(submission, context) }
    }

    static func view(_ desk: Desk, _ context: BackstopContext) async throws -> HotlineTicketView {
        let id = HotlineTicketID(try context.number("id"))
        return try await desk.found(context) { try HotlineTicketView.load(id, in: $0) }
    }

    static func crumbs(_ view: HotlineTicketView, _ context: BackstopContext) -> [Link] {
        let row = view.line.row
        return [
            Link(context.t("nav.hotline"), HotlineRoutes.path), Link(row.ticket.number, HotlineRoutes.address(row.id)),
        ]
    }

    private func show(_ done: String?, _ context: BackstopContext) async throws -> Response {
        let view = try await Self.view(desk, context)
        let (row, formats) = (view.line.row, Formats(context))
        let words = HotlinePageWords(context: context)
        let address = HotlineRoutes.address(row.id)
        let codes = HotlineTicketStep.all.map(\.code) + ["take"]
        let model: Fields = [
            "number": row.ticket.number, "subject": words.subject(row.ticket.subject),
            "state": words.state(row.ticket.state),
            "deadline": row.ticket.state.isOpen
                ? formats.deadline(row.ticket.due.on, workingDaysLeft: view.line.daysLeft) : nil,
            "done": done.flatMap { codes.contains($0) ? context.t("hotlineDone.\($0)") : nil },
            "late": view.line.lateness.map {
                context.language == .english
                    ? context.t("late.reason", ["days": String($0.daysLate)]) : $0.chinese
            },
            "owesVisit": view.owesVisit, "rows": summary(view, context), "gist": row.gist,
            "isHidden": row.ticket.subject.isAgainstSomebody && !view.mayOpen,
            "openAddress": view.mayOpen ? "\(address)/informant" : nil,
            "leadForm": view.mayLead
                ? desk.site.form(
                    context, action: "\(address)/lead", submit: context.t("leads.fromTicket"), state: FormState(), [])
                : nil,
            "lead": view.lead.map { Link($0.number, LeadPages.address($0.id)) },
            "steps": HotlineTicketStep.all.filter { $0.event.map(view.events.contains) ?? view.mayTie }.map { step in
                Link(context.t("hotlineStep.\(step.code)"), "\(address)/\(step.code)")
            },
            "hasSteps": view.mayTie || !view.events.isEmpty,
            "history": view.history.map { history($0, context) }, "hasHistory": !view.history.isEmpty,
            "later": view.later.map { link($0, formats) }, "hasLater": !view.later.isEmpty,
            "same": view.samePhone.map { link($0, formats) }, "hasSame": !view.samePhone.isEmpty,
            "backAddress": HotlineRoutes.path,
        ]
        return try await desk.page(
            "staff/hotline/ticket", model, title: "\(context.t("hotline.one")) \(row.ticket.number)", context,
            crumbs: [Link(context.t("nav.hotline"), HotlineRoutes.path)])
    }

    private func link(_ row: HotlineTicketRow, _ formats: Formats) -> Fields {
        [
            "number": row.ticket.number, "address": HotlineRoutes.address(row.id),
            "day": formats.date(row.ticket.receivedOn),
        ]
    }

    private func summary(_ view: HotlineTicketView, _ context: BackstopContext) -> [SummaryRow] {
        let (row, formats) = (view.line.row, Formats(context))
        let t: (String) -> String = { context.t($0) }
        let ticket = row.ticket
        var rows = [
            SummaryRow(t("hotline.received"), formats.date(ticket.receivedOn)),
            SummaryRow(t("hotline.office"), view.line.office, isStored: true),
            SummaryRow(t("hotline.handed"), formats.date(ticket.handedOn)),
            SummaryRow(
                t("hotline.due"), formats.date(ticket.due.on) + (ticket.isExtended ? t("hotline.extended") : "")),
            SummaryRow(t("hotline.dueBasis"), ticket.due.citation, isStored: true),
            SummaryRow(t("hotline.named"), t(ticket.isNamed ? "hotline.isNamed" : "hotline.isUnnamed")),
            SummaryRow(t("hotline.takenBy"), view.takenBy + (row.isListed ? t("hotline.fromList") : "")),
        ]
        if let file = view.file {
            rows.append(
                SummaryRow(
                    t("hotline.case"), "\(Masking.name(file.applicantName)) \(file.number)",
                    tag: CaseWords(context).state(file.state)))
        } else if ticket.caseID != nil {
            rows.append(SummaryRow(t("hotline.case"), t("hotline.caseElsewhere")))
        }
        if let number = ticket.repeats { rows.append(SummaryRow(t("hotline.repeats"), number)) }
        if let isSatisfied = ticket.isSatisfied {
            rows.append(
                SummaryRow(t("hotline.satisfied"), t(isSatisfied ? "hotline.isSatisfied" : "hotline.isDissatisfied")))
        }
        return rows
    }

    private func history(_ line: HotlineHistoryLine, _ context: BackstopContext) -> Fields {
        let (step, formats) = (line.step, Formats(context))
        return [
            "day": formats.date(step.on), "event": context.t("hotlineEvent.\(step.event.rawValue)"),
            "who": line.staffName, "office": line.office, "words": step.words.isEmpty ? nil : step.words,
            "satisfied": step.isSatisfied.map {
                $0
                    ? StatusTag(context.t("hotline.isSatisfied"), .ok)
                    : StatusTag(context.t("hotline.isDissatisfied"), .bad)
            },
            "late": step.isLate ? StatusTag(context.t("hotline.wasLate"), .bad) : nil,
            "paper": step.documentID.map { "/staff/documents/\($0.text)" },
        ]
    }

    private func askInformant(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let view = try await Self.view(desk, context)
        guard view.mayOpen else { throw PageProblem.forbidden }
        let row = view.line.row
        let address = HotlineRoutes.address(row.id)
        let form = desk.site.form(
            context, action: "\(address)/informant", submit: context.t("reveal.show"), state: state,
            [.text("reason", label: context.t("reveal.reason"), hint: context.t("hotline.openHint"))])
        return try await desk.formPage(
            context.t("hotline.open"), explanation: context.t("hotline.openWhat"),
            rows: [SummaryRow(context.t("hotline.number"), row.ticket.number)], form: form, back: address, context,
            crumbs: Self.crumbs(view, context), state: state)
    }

    private func showInformant(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = HotlineTicketID(try context.number("id"))
        let outcome = try await desk.perform(
            ShowInformant(ticketID: id, reason: submission.values.text("reason") ?? ""), submission, context)
        guard let found = outcome.value else {
            if outcome.reasons == [.notFound] { throw PageProblem.notFound }
            return try await askInformant(desk.refused(outcome.reasons, submission.values, context), context)
        }
        let view = try await Self.view(desk, context)
        let t: (String) -> String = { context.t($0) }
        let model: Fields = [
            "rows": [
                SummaryRow(t("hotline.caller"), found.name.isEmpty ? t("hotline.isUnnamed") : found.name),
                SummaryRow(t("hotline.phone"), found.phone.isEmpty ? "—" : found.phone),
            ], "content": found.content, "backAddress": HotlineRoutes.address(id),
        ]
        return try await desk.page(
            "staff/hotline/informant", model, title: t("hotline.open"), context, crumbs: Self.crumbs(view, context))
    }
}
