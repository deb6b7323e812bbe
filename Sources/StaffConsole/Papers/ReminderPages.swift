import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Reminders before a last day and reports after it (S29), and why something is late.
struct ReminderPages: Sendable {
    let desk: Desk
    static let path = "/staff/reminders"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(Role.allCases.filter { !ReminderList.levels(of: $0).isEmpty })
        routes.get(Self.path, for: .staff, roles: roles, summary: "What is due soon or late, for the asker's level.") {
            request, context in try await list(request, context)
        }
        let answering = Posts.names(AnswerReminder.roles)
        routes.get(
            "\(Self.path)/{id}", for: .staff, roles: answering, summary: "Asks why a case is late and until when."
        ) { _, context in try await ask(FormState(), context) }
        routes.post(
            "\(Self.path)/{id}", for: .staff, roles: answering, summary: "Keeps why a case is late and until when."
        ) { submission, context in try await answer(submission, context) }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let (query, size) = (request.query, ReminderList.pageLimit)
        let page = query.page
        let list = try await desk.view(context) { try ReminderList.load(offset: (page - 1) * size, in: $0) }
        let actor = try desk.actor(context)
        let mayAnswer = AnswerReminder.roles.contains(actor.role)
        let formats = Formats(context)
        let model: Fields = [
            "late": list.late, "hasLate": list.late > 0,
            "done": query.text("done") == "yes" ? context.t("reminder.done") : nil,
            "rows": list.rows.map { row in
                [
                    "number": row.number, "address": Self.address(row),
                    "applicant": row.applicantName.isEmpty
                        ? context.t("leads.nameUnknown") : Masking.name(row.applicantName),
                    "lead": row.leadID == nil ? nil : context.t("nav.leads"), "due": formats.date(row.deadline),
                    "left": row.daysLeft < 0
                        ? StatusTag(context.t("reminder.late", ["days": String(-row.daysLeft)]), .bad)
                        : StatusTag(context.t("reminder.left", ["days": String(row.daysLeft)]), .warn),
                    "level": context.t("reminderLevel.\(row.level.rawValue)"), "words": row.words,
                    "made": formats.date(row.madeOn), "answer": row.answer,
                    "promised": row.promisedOn.map(formats.date),
                    "ask": row.daysLeft < 0 && row.answer == nil && mayAnswer ? "\(Self.path)/\(row.id.text)" : nil,
                ] as Fields
            }, "hasRows": !list.rows.isEmpty,
            "pager": Pager(
                total: list.total, pageSize: size, query: query, address: PageAddress(Self.path, query), context),
        ]
        return try await desk.page("staff/papers/reminders", model, title: context.t("nav.reminders"), context)
    }

    /// Where the thing is that the reminder is about.
    private static func address(_ row: ReminderRow) -> String {
        row.leadID.map { "\(LeadPages.path)/\($0.text)" } ?? "/staff/cases/\(row.caseID?.text ?? "")"
    }

    private func ask(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let id = ReminderID(try context.number("id"))
        let row = try await desk.found(context) { try $0.store.reminder(id, in: $0.scope) }
        let form = desk.site.form(
            context, action: "\(Self.path)/\(id.text)", submit: context.t("reminder.send"), state: state,
            [
                .textarea(
                    "reason", label: context.t("reminder.why"), hint: context.t("reminder.whyHint"), lengthMax: 500),
                .date("promised", label: context.t("reminder.promised")),
            ])
        return try await desk.formPage(
            context.t("reminder.answer"), explanation: row.words,
            rows: [SummaryRow(context.t("case.number"), row.number)], form: form, back: Self.path, context,
            crumbs: [Link(context.t("nav.reminders"), Self.path)], state: state)
    }

    private func answer(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = ReminderID(try context.number("id"))
        var reader = FormReader(submission.values, context)
        let reason = reader.text("reason", label: context.t("reminder.why"), lengthMax: 500)
        let promised = reader.date("promised", label: context.t("reminder.promised"))
        guard let reason, let promised else { return try await ask(reader.state, context) }
        let outcome = try await desk.perform(
            AnswerReminder(reminderID: id, reason: reason, promisedOn: promised), submission, context)
        guard outcome.value != nil else {
            return try await ask(desk.refused(outcome.reasons, reader.state.values, context), context)
        }
        return .seeOther("\(Self.path)?done=yes")
    }
}
