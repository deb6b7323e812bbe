import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import Verification
import WebSupport

/// Correction tickets to source departments (数据更正单): the list, the paper, and the department's answer.
struct TicketPages: Sendable {
    let desk: Desk
    static let path = "/staff/verification/tickets"

    static func address(_ id: CorrectionTicketID) -> String { "\(path)/\(id.text)" }

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.verificationOfficer])
        routes.get(Self.path, for: .staff, roles: roles, summary: "Lists correction tickets, open ones first.") {
            _, context in try await list(context)
        }
        routes.get("\(Self.path)/{id}", for: .staff, roles: roles, summary: "One correction ticket.") {
            _, context in try await show(FormState(), context)
        }
        routes.get("\(Self.path)/{id}/print", for: .staff, roles: roles, summary: "A correction ticket to print.") {
            _, context in try await paper(context)
        }
        routes.post(
            "\(Self.path)/{id}", for: .staff, roles: roles, summary: "Notes a department's answer to a ticket."
        ) { submission, context in try await answer(submission, context) }
    }

    private func list(_ context: BackstopContext) async throws -> Response {
        let (view, today) = try await desk.view(context) { (try TicketDesk.load(in: $0), $0.today) }
        let formats = Formats(context)
        let rows = view.tickets.map { row, content in
            [
                "number": row.number, "address": Self.address(row.id), "department": row.department,
                "sentence": content.finding.sentence, "sent": formats.date(row.sentOn), "due": formats.date(row.dueOn),
                "isLate": row.state == "sent" && row.dueOn < today,
                "tag": StatusTag(context.t("ticketState.\(row.state)"), row.state == "sent" ? .warn : .ok),
            ] as Fields
        }
        let model: Fields = [
            "tabs": ObjectionDeskPages.tabs("tickets", context), "rows": rows, "hasRows": !rows.isEmpty,
        ]
        return try await desk.page("staff/verification/tickets", model, title: context.t("tickets.title"), context)
    }

    private func load(_ context: BackstopContext) async throws -> TicketView {
        let id = CorrectionTicketID(try context.number("id"))
        return try await desk.found(context) { try TicketView.load(id, in: $0) }
    }

    /// What the paper says: enough to find the record, and of the person no more than that.
    private func rows(_ view: TicketView, _ context: BackstopContext) -> [SummaryRow] {
        let (row, finding, formats) = (view.row, view.content.finding, Formats(context))
        return [
            SummaryRow(context.t("tickets.to"), row.department),
            SummaryRow(context.t("tickets.dataset"), finding.datasetTitle),
            SummaryRow(
                context.t("tickets.person"),
                finding.member.isEmpty
                    ? context.t("case.family") : "\(Masking.name(finding.member)) \(finding.lastFour)"),
            SummaryRow(context.t("tickets.entry"), finding.sentence, isStored: true),
            SummaryRow(context.t("tickets.records"), finding.records.joined(separator: "；"), isStored: true),
            SummaryRow(context.t("tickets.why"), view.content.reason, isStored: true),
            SummaryRow(context.t("tickets.objection"), view.objectionNumber),
            SummaryRow(context.t("tickets.sent"), formats.date(row.sentOn)),
            SummaryRow(context.t("tickets.due"), formats.date(row.dueOn)),
        ]
    }

    private func show(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let view = try await load(context)
        let row = view.row
        var state = state
        state.values.set("seen", String(row.version))
        let form =
            row.state == "sent"
            ? desk.site.form(
                context, action: Self.address(row.id), submit: context.t("tickets.save"), state: state,
                [
                    .hidden("seen"),
                    .radios(
                        "outcome", label: context.t("tickets.outcome"),
                        ["corrected", "notCorrected"].map { Field.Choice($0, context.t("ticketState.\($0)")) }),
                    .textarea("note", label: context.t("tickets.note"), hint: context.t("tickets.noteHint")),
                ]) : nil
        let model: Fields = [
            "rows": rows(view, context), "form": form, "print": "\(Self.address(row.id))/print",
            "stateTag": StatusTag(context.t("ticketState.\(row.state)"), row.state == "sent" ? .warn : .ok),
            "answered": row.answeredOn.map(Formats(context).date), "answer": row.answer, "backAddress": Self.path,
        ]
        return try await desk.page(
            "staff/verification/ticket", model, title: "\(context.t("tickets.one")) \(row.number)", context,
            crumbs: [Link(context.t("tickets.title"), Self.path)], state: state)
    }

    private func paper(_ context: BackstopContext) async throws -> Response {
        let view = try await load(context)
        let model: Fields = [
            "rows": rows(view, context), "office": view.office, "sender": view.sender,
            "day": Formats(context).date(view.row.sentOn),
        ]
        let frame = PrintFrame(
            title: context.t("tickets.one"), issuer: view.office, documentNumber: view.row.number)
        return desk.site.page("staff/verification/ticket-paper", model, frame: frame, context)
    }

    private func answer(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = CorrectionTicketID(try context.number("id"))
        var reader = FormReader(submission.values, context)
        let outcome = reader.choice(
            "outcome", label: context.t("tickets.outcome"), among: ["corrected", "notCorrected"])
        let note = reader.text("note", label: context.t("tickets.note"), lengthMax: 2_000)
        guard let outcome, let note else { return try await show(reader.state, context) }
        let done = try await desk.perform(
            AnswerTicket(
                ticketID: id, seenVersion: submission.values.seenVersion("seen"),
                isCorrected: outcome == "corrected", note: note), submission, context)
        guard done.value != nil else {
            if done.reasons == [.notFound] { throw PageProblem.notFound }
            return try await show(desk.refused(done.reasons, submission.values, context), context)
        }
        return .seeOther(Self.address(id))
    }
}

/// Matches that are not raised again: the list, and taking one back.
struct SuppressionPages: Sendable {
    let desk: Desk
    static let path = "/staff/verification/suppressions"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.verificationOfficer])
        routes.get(Self.path, for: .staff, roles: roles, summary: "Lists matches that are not raised again.") {
            _, context in try await list(nil, FormState(), context)
        }
        routes.get("\(Self.path)/{id}", for: .staff, roles: roles, summary: "Asks why a match is raised again.") {
            _, context in try await list(SuppressionID(try context.number("id")), FormState(), context)
        }
        routes.post("\(Self.path)/{id}", for: .staff, roles: roles, summary: "Lets a match be raised again.") {
            submission, context in try await revoke(submission, context)
        }
    }

    private func list(
        _ asked: SuppressionID?, _ state: FormState, _ context: BackstopContext
    ) async throws -> Response {
        let view = try await desk.view(context) { try SuppressionDesk.load(in: $0) }
        let formats = Formats(context)
        let chosen = view.lines.first { $0.row.id == asked && $0.row.revokedOn == nil }
        if asked != nil, chosen == nil { throw PageProblem.notFound }
        let rows = view.lines.map { line in
            [
                "sentence": line.finding.sentence, "source": line.finding.datasetTitle,
                "caseNumber": line.caseNumber, "caseAddress": "/staff/cases/\(line.row.caseID.text)",
                "applicant": line.applicant, "objection": line.objectionNumber,
                "objectionAddress": ObjectionDeskPages.address(line.row.objectionID),
                "since": formats.date(line.row.sinceDay), "decider": line.decider,
                "records": line.finding.records, "hash": String(line.row.evidenceHash.prefix(12)),
                "revoked": line.row.revokedOn.map { day in
                    context.t(
                        "suppressions.revoked",
                        [
                            "date": formats.date(day), "name": line.revoker ?? "",
                            "reason": line.row.revokeReason ?? "",
                        ])
                },
                "revoke": line.row.revokedOn == nil ? "\(Self.path)/\(line.row.id.text)" : nil,
            ] as Fields
        }
        var state = state
        if let chosen { state.values.set("seen", String(chosen.row.version)) }
        let form = chosen.map { line in
            desk.site.form(
                context, action: "\(Self.path)/\(line.row.id.text)", submit: context.t("suppressions.revoke"),
                state: state, isDangerous: true,
                [.hidden("seen"), .textarea("reason", label: context.t("suppressions.why"))])
        }
        let model: Fields = [
            "tabs": ObjectionDeskPages.tabs("suppressions", context), "rows": rows, "hasRows": !rows.isEmpty,
            "form": form, "chosen": chosen?.finding.sentence,
        ]
        return try await desk.page(
            "staff/verification/suppressions", model, title: context.t("suppressions.title"), context, state: state)
    }

    private func revoke(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = SuppressionID(try context.number("id"))
        let done = try await desk.perform(
            RevokeSuppression(
                suppressionID: id, seenVersion: submission.values.seenVersion("seen"),
                reason: submission.values.text("reason") ?? ""), submission, context)
        guard done.value != nil else {
            if done.reasons == [.notFound] { throw PageProblem.notFound }
            return try await list(id, desk.refused(done.reasons, submission.values, context), context)
        }
        return .seeOther(Self.path)
    }
}

/// Reports that wait for the second person.
struct DraftReportPage: Sendable {
    let desk: Desk
    static let path = "/staff/verification/issues"

    func register(in routes: RouteRegistry) {
        routes.get(
            Self.path, for: .staff, roles: Posts.names([.verificationOfficer, .countyReviewer]),
            summary: "Lists reports that nobody has issued yet."
        ) { _, context in try await list(context) }
    }

    private func list(_ context: BackstopContext) async throws -> Response {
        let view = try await desk.view(context) { try DraftReportDesk.load(in: $0) }
        let (formats, words) = (Formats(context), CaseWords(context))
        let rows = view.drafts.map { row in
            [
                "number": "\(row.number)（\(row.version)）", "address": ReportCheckPage.path(row.caseID),
                "caseNumber": row.caseNumber, "applicant": "\(Masking.name(row.applicantName)) \(row.lastFour)",
                "asOf": formats.date(row.asOf), "conflicts": formats.count(row.conflicts),
                "silent": formats.count(row.silentSources),
                "tag": ReportConclusion(rawValue: row.conclusion).map(words.conclusion),
            ] as Fields
        }
        let isCentre = try desk.actor(context).role == .verificationOfficer
        let model: Fields = [
            "tabs": isCentre ? ObjectionDeskPages.tabs("issues", context) : [], "rows": rows, "hasRows": !rows.isEmpty,
        ]
        return try await desk.page("staff/verification/issues", model, title: context.t("issues.title"), context)
    }
}
