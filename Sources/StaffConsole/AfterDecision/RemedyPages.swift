import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Reconsiderations and suits: the list with the days for the answer, one of them, and recording what happens in it.
struct RemedyPages: Sendable {
    let desk: Desk
    static let path = "/staff/remedies"

    static func address(_ id: RemedyID) -> String { "\(path)/\(id.text)" }

    static func tag(_ state: RemedyState, _ context: BackstopContext) -> StatusTag {
        let tone: StatusTag.Tone =
            switch state {
            case .filed, .answered: .info
            case .admitted: .warn
            case .upheld: .ok
            case .changed, .annulled: .bad
            case .withdrawn, .notAdmitted: .neutral
            }
        return StatusTag(CaseWords(context).word(state.chinese, context.t("remedyState.\(state.rawValue)")), tone)
    }

    func register(in routes: RouteRegistry) {
        let readers = Posts.names(AfterRoutes.casework + [.leader, .auditor])
        routes.get(Self.path, for: .staff, roles: readers, summary: "Reconsiderations and suits, open ones first.") {
            request, context in try await list(request, context)
        }
        routes.get("\(Self.path)/{id}", for: .staff, roles: readers, summary: "One reconsideration or suit.") {
            request, context in try await show(FormState(), done: request.query.text("done") != nil, context)
        }
        routes.post(
            "\(Self.path)/{id}", for: .staff, roles: Posts.names([.countyReviewer]), takes: .files,
            summary: "Records what happened in a reconsideration or suit."
        ) { submission, context in try await step(submission, context) }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let isOpen = query.text("closed") == nil
        let page = query.page
        let board = try await desk.view(context) { try AfterBoard<RemedyLine>.load(isOpen: isOpen, page: page, in: $0) }
        let (formats, words) = (Formats(context), CaseWords(context))
        let rows = board.lines.map { line in
            let proceeding = line.row.proceeding
            return [
                "address": Self.address(line.row.id),
                "forum": words.word(proceeding.forum.chinese, context.t("forum.\(proceeding.forum.rawValue)")),
                "applicant": "\(line.place.applicantMasked) \(line.place.applicantLastFour)",
                "village": board.places[line.place.region.text] ?? line.place.region.text,
                "against": context.t("event.\(line.row.contested.rawValue)"),
                "filed": formats.date(proceeding.filedOn),
                "answerBy": proceeding.answerBy.map { formats.date($0.on) } ?? "",
                "isLate": proceeding.state == .admitted
                    && (proceeding.answerBy?.isOverdue(on: board.today) ?? false),
                "tag": Self.tag(proceeding.state, context),
            ] as Fields
        }
        let model: Fields = [
            "rows": rows, "hasRows": !rows.isEmpty, "isOpen": isOpen,
            "pager": Pager(
                total: board.total, pageSize: AfterBoard<RemedyLine>.pageSize, query: query,
                address: PageAddress(Self.path, query), context),
        ]
        return try await desk.page("staff/after/remedies", model, title: context.t("remedy.title"), context)
    }

    private func show(_ state: FormState, done: Bool, _ context: BackstopContext) async throws -> Response {
        let id = RemedyID(try context.number("id"))
        let view = try await desk.found(context) { try RemedyView.load(id, in: $0) }
        var state = state
        state.values.set("seen", String(view.row.version))
        let words = CaseWords(context)
        let form =
            view.events.isEmpty
            ? nil
            : desk.site.form(
                context, action: Self.address(id), submit: context.t("remedy.record"), state: state,
                [
                    .hidden("seen"),
                    .radios(
                        "event", label: context.t("remedy.step"),
                        view.events.map {
                            Field.Choice(
                                $0.rawValue, words.word($0.chinese, context.t("remedyEvent.\($0.rawValue)")))
                        }),
                    .textarea(
                        "note", label: context.t("remedy.note"), hint: context.t("remedy.noteHint"), isOptional: true),
                    .photo(
                        "paper", label: context.t("remedy.paper"), hint: context.t("remedy.paperHint"),
                        isOptional: true),
                ])
        let model: Fields = [
            "rows": rows(view, context), "form": form, "done": done ? context.t("remedy.done") : nil,
            "claim": view.row.claim, "dates": view.dates.chinese,
            "isLate": view.row.proceeding.filedOn > view.row.dueDay,
            "steps": view.steps.map { entry($0, view, context) }, "hasSteps": !view.steps.isEmpty,
            "caseAddress": "/staff/cases/\(view.row.caseID.text)",
            "screensAddress": "/staff/cases/\(view.row.caseID.text)/screens",
        ]
        return try await desk.page(
            "staff/after/remedy", model,
            title: words.word(
                view.row.proceeding.forum.chinese, context.t("forum.\(view.row.proceeding.forum.rawValue)")),
            context, crumbs: [Link(context.t("remedy.title"), Self.path)], state: state)
    }

    private func rows(_ view: RemedyView, _ context: BackstopContext) -> [SummaryRow] {
        let (row, formats) = (view.row, Formats(context))
        var rows = [
            SummaryRow(context.t("relay.case"), "\(view.applicantMasked) \(view.caseNumber)"),
            SummaryRow(context.t("case.place"), view.place.joined(separator: " ")),
            SummaryRow(
                context.t("remedy.against"),
                "\(context.t("event.\(row.contested.rawValue)")) \(formats.date(row.decidedDay))"
                    + " \(view.staffNames[row.proceeding.decidedBy] ?? "")",
                tag: Self.tag(row.proceeding.state, context)),
            SummaryRow(context.t("remedy.served"), formats.date(row.servedDay)),
            SummaryRow(
                context.t("remedy.filed"), formats.date(row.proceeding.filedOn),
                tag: row.proceeding.filedOn > row.dueDay ? StatusTag(context.t("remedy.lateTag"), .warn) : nil),
            SummaryRow(context.t("remedy.due"), formats.date(row.dueDay)),
        ]
        if let answerBy = row.proceeding.answerBy {
            rows.append(
                SummaryRow(
                    context.t("remedy.answerBy"), formats.date(answerBy.on),
                    tag: answerBy.provisional ? StatusTag(context.t("case.provisional"), .warn) : nil))
        }
        return rows
    }

    private func entry(_ step: RemedyStepRow, _ view: RemedyView, _ context: BackstopContext) -> Fields {
        [
            "day": Formats(context).date(step.day),
            "event": CaseWords(context).word(step.event.chinese, context.t("remedyEvent.\(step.event.rawValue)")),
            "tag": Self.tag(step.state, context), "who": view.staffNames[step.staffID] ?? "", "note": step.note,
            "paper": step.uploadID.map { "/staff/uploads/\($0.text)" },
        ]
    }

    private func step(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = RemedyID(try context.number("id"))
        var reader = FormReader(submission.values, context)
        let event = reader.choice("event", label: context.t("remedy.step"), as: RemedyEvent.self)
        guard let event, let view = try await desk.view(context, { try RemedyView.load(id, in: $0) }) else {
            return try await show(reader.state, done: false, context)
        }
        let paper = try await desk.keepFile(
            "paper", of: view.row.caseID, as: .other, from: submission, &reader, context)
        guard reader.state.isValid else { return try await show(reader.state, done: false, context) }
        let outcome = try await desk.perform(
            StepRemedy(
                remedyID: id, seenVersion: submission.values.seenVersion("seen"), event: event,
                note: submission.values.text("note") ?? "", uploadID: paper), submission, context)
        guard outcome.value != nil else {
            if outcome.reasons == [.notFound] { throw PageProblem.notFound }
            return try await show(
                desk.refused(outcome.reasons, submission.values, context), done: false, context)
        }
        return .seeOther("\(Self.address(id))?done=step")
    }
}
