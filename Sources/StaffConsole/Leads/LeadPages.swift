import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Leads on families in hardship 线索: the list, reporting one, and one lead with what was done about it.
struct LeadPages: Sendable {
    let desk: Desk
    static let path = "/staff/leads"
    private static let recordPath = "\(path)/record"

    static func address(_ id: LeadID) -> String { "\(path)/\(id.text)" }

    func register(in routes: RouteRegistry) {
        let (readers, reporters) = (Posts.names(LeadAuthority.readers), Posts.names(LeadAuthority.reporters))
        routes.get(Self.path, for: .staff, roles: readers, summary: "Leads that wait, by their last day.") {
            request, context in try await list(isOpen: true, request, context)
        }
        routes.get("\(Self.path)/closed", for: .staff, roles: readers, summary: "Leads that are closed.") {
            request, context in try await list(isOpen: false, request, context)
        }
        routes.get(Self.recordPath, for: .staff, roles: reporters, summary: "Asks about a family in hardship.") {
            _, context in try await ask(FormState(), context)
        }
        routes.post(Self.recordPath, for: .staff, roles: reporters, summary: "Reports a family in hardship.") {
            submission, context in try await record(submission, context)
        }
        routes.get("\(Self.path)/{lead}", for: .staff, roles: readers, summary: "A lead and what was done about it.") {
            request, context in try await show(request.query.text("done"), context)
        }
        LeadInformantPages(desk: desk).register(in: routes)
        for step in LeadFormStep.all { LeadStepPages(desk: desk, step: step).register(in: routes) }
    }

    static func view(_ desk: Desk, _ context: BackstopContext) async throws -> LeadView {
        let id = LeadID(try context.number("lead"))
        return try await desk.found(context) { try LeadView.load(id, in: $0) }
    }

    static func crumbs(_ view: LeadView, _ context: BackstopContext) -> [Link] {
        [Link(context.t("nav.leads"), path), Link(view.line.row.number, address(view.line.row.id))]
    }

    static func state(_ state: LeadState, _ context: BackstopContext) -> StatusTag {
        let tone: StatusTag.Tone =
            switch state {
            case .raised: .warn
            case .told: .info
            case .drafting: .ok
            case .declined, .unfounded, .unreachable: .neutral
            }
        return StatusTag(context.t("leadState.\(state.rawValue)"), tone)
    }

    private func list(isOpen: Bool, _ request: Request, _ context: BackstopContext) async throws -> Response {
        let path = isOpen ? Self.path : "\(Self.path)/closed"
        let offset = (request.query.page - 1) * LeadList.pageSize
        let list = try await desk.view(context) { try LeadList.load(isOpen: isOpen, offset: offset, in: $0) }
        guard let list else { throw PageProblem.forbidden }
        let (formats, role) = (Formats(context), try desk.actor(context).role)
        let model: Fields = [
            "rows": list.lines.map { row($0, context) }, "hasRows": !list.lines.isEmpty,
            "record": LeadAuthority.reporters.contains(role) ? Self.recordPath : nil,
            "other": Link(
                context.t(isOpen ? "leads.closed" : "leads.open"), isOpen ? "\(Self.path)/closed" : Self.path),
            "counters": [
                counter("leads.open", list.counts.open, "plain", formats, context),
                counter("leads.late", list.counts.late, list.counts.late == 0 ? "plain" : "bad", formats, context),
                counter("leads.closed", list.counts.closed, "plain", formats, context),
            ],
            "pager": Pager(
                total: isOpen ? list.counts.open : list.counts.closed, pageSize: LeadList.pageSize,
                query: request.query, address: PageAddress(path, request.query), context),
            "done": request.query.text("done") == "record" ? context.t("leads.recorded") : nil,
        ]
        let title = context.t(isOpen ? "nav.leads" : "leads.closed")
        return try await desk.page(
            "staff/leads/list", model, title: title, context,
            crumbs: isOpen ? [] : [Link(context.t("nav.leads"), Self.path)])
    }

    private func counter(
        _ key: String, _ count: Int, _ tone: String, _ formats: Formats, _ context: BackstopContext
    ) -> Fields {
        [
            "label": context.t(key), "count": formats.count(count), "tone": tone,
            "address": key == "leads.closed" ? "\(Self.path)/closed" : Self.path,
        ]
    }

    private func row(_ line: LeadLine, _ context: BackstopContext) -> Fields {
        let (row, formats) = (line.row, Formats(context))
        return [
            "number": row.number, "address": Self.address(row.id),
            "name": row.personName.isEmpty ? context.t("leads.nameUnknown") : Masking.name(row.personName),
            "place": line.place, "source": context.t("leadSource.\(row.lead.source.rawValue)"),
            "raised": formats.date(row.lead.raisedOn), "state": Self.state(row.lead.state, context),
            "deadline": line.daysLeft.map { formats.deadline(row.due.on, workingDaysLeft: $0) },
            "keeper": line.keeperName.isEmpty ? nil : line.keeperName,
        ]
    }

    private func ask(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let region = try desk.actor(context).region
        let places = try await desk.view(context) { try LeadPlaces.choices(of: region, in: $0) }
        let t: (String) -> String = { context.t($0) }
        let sources: [LeadSource] = [.visit, .walkIn, .department, .comparison, .qrCode]
        let form = desk.site.form(
            context, action: Self.recordPath, submit: t("leads.record"), state: state,
            [
                .select("region", label: t("leads.place"), places),
                .radios(
                    "source", label: t("leads.source"),
                    sources.map { Field.Choice($0.rawValue, t("leadSource.\($0.rawValue)")) }),
                .text("name", label: t("leads.name"), lengthMax: 40, width: .medium),
                .text("idNumber", label: t("leads.idNumber"), isOptional: true, lengthMax: 18, width: .medium),
                .phone("phone", label: t("leads.phone"), isOptional: true),
                .text("place", label: t("leads.where"), hint: t("leads.whereHint"), isOptional: true, lengthMax: 100),
                .textarea("hint", label: t("leads.hint"), hint: t("leads.hintHint"), lengthMax: 500),
                .text(
                    "informant", label: t("leads.informant"), hint: t("leads.informantHint"), isOptional: true,
                    lengthMax: 40, width: .medium),
                .phone("informantPhone", label: t("leads.informantPhone"), isOptional: true),
            ])
        return try await desk.formPage(
            t("leads.record"), explanation: t("leads.recordLead"), form: form, back: Self.path, context,
            crumbs: [Link(t("nav.leads"), Self.path)], state: state)
    }

    private func record(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let t: (String) -> String = { context.t($0) }
        var reader = FormReader(submission.values, context)
        let region = reader.region("region", label: t("leads.place"))
        let source = reader.choice("source", label: t("leads.source"), as: LeadSource.self)
        let name = reader.text("name", label: t("leads.name"), lengthMax: 40)
        let hint = reader.text("hint", label: t("leads.hint"), lengthMax: 500)
        guard let region, let source, let name, let hint else { return try await ask(reader.state, context) }
        func typed(_ name: String) -> String { submission.values.text(name) ?? "" }
        let reported = ReportedLead(
            source: source, region: region, personName: name,
            content: LeadContent(idNumber: typed("idNumber"), phone: typed("phone"), place: typed("place"), hint: hint),
            informant: LeadInformant(name: typed("informant"), phone: typed("informantPhone")))
        let outcome = try await desk.perform(RecordLead(reported), submission, context)
        guard let id = outcome.value else {
            return try await ask(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("\(Self.address(id))?done=record")
    }

    private func show(_ done: String?, _ context: BackstopContext) async throws -> Response {
        let view = try await Self.view(desk, context)
        let (row, formats) = (view.line.row, Formats(context))
        let address = Self.address(row.id)
        let codes = LeadFormStep.all.map(\.code) + ["record", "ticket"]
        let model: Fields = [
            "number": row.number, "state": Self.state(row.lead.state, context),
            "deadline": view.line.daysLeft.map { formats.deadline(row.due.on, workingDaysLeft: $0) },
            "done": done.flatMap { codes.contains($0) ? context.t("leadDone.\($0)") : nil },
            "hint": row.content.hint, "rows": summary(view, context),
            "steps": LeadFormStep.all.filter { $0.fits(view) }.map {
                Link(context.t("leadStep.\($0.code)"), "\(address)/\($0.code)")
            },
            "hasSteps": LeadFormStep.all.contains { $0.fits(view) },
            "history": view.history.map { history($0, context) }, "hasHistory": !view.history.isEmpty,
            "openAddress": view.mayOpen ? "\(address)/informant" : nil, "backAddress": Self.path,
        ]
        return try await desk.page(
            "staff/leads/lead", model, title: "\(context.t("leads.one")) \(row.number)", context,
            crumbs: [Link(context.t("nav.leads"), Self.path)])
    }

    private func summary(_ view: LeadView, _ context: BackstopContext) -> [SummaryRow] {
        let (row, formats) = (view.line.row, Formats(context))
        let t: (String) -> String = { context.t($0) }
        var rows = [
            SummaryRow(
                t("leads.name"),
                row.personName.isEmpty ? t("leads.nameUnknown") : row.personName, isStored: !row.personName.isEmpty),
            SummaryRow(t("leads.place"), view.line.place, isStored: true),
            SummaryRow(t("leads.source"), t("leadSource.\(row.lead.source.rawValue)")),
            SummaryRow(t("leads.raised"), formats.date(row.lead.raisedOn)),
            SummaryRow(t("leads.due"), formats.date(row.due.on)),
            SummaryRow(t("leads.dueBasis"), row.due.citation, isStored: true),
        ]
        if !row.content.place.isEmpty {
            rows.append(SummaryRow(t("leads.where"), row.content.place, isStored: true))
        }
        if !row.content.phone.isEmpty { rows.append(SummaryRow(t("leads.phone"), row.content.phone)) }
        if let id = try? CitizenID(row.content.idNumber) {
            rows.append(SummaryRow(t("leads.idNumber"), "****\(id.lastFour)"))
        }
        if !row.lead.tries.isEmpty {
            rows.append(
                SummaryRow(
                    t("leads.tries"),
                    context.t(
                        "leads.triesOf", ["count": String(row.lead.tries.count), "needed": String(view.triesMin)])))
        }
        if !view.line.keeperName.isEmpty {
            rows.append(SummaryRow(t("leads.keeper"), view.line.keeperName, isStored: true))
        }
        if let ticket = view.ticket { rows.append(SummaryRow(t("leads.ticket"), ticket.ticket.number)) }
        if let filed = view.filed { rows.append(SummaryRow(t("leads.filed"), filed.number)) }
        return rows
    }

    private func history(_ line: LeadHistoryLine, _ context: BackstopContext) -> Fields {
        [
            "day": Formats(context).date(line.step.on), "event": context.t("leadEvent.\(line.step.event)"),
            "who": line.staffName, "words": line.step.words.isEmpty ? nil : line.step.words,
            "paper": line.step.documentID.map { "/staff/documents/\($0.text)" },
        ]
    }
}

/// The places a post may report a lead for.
enum LeadPlaces {
    /// Its villages, and at a township or county the townships while the village is not known.
    static func choices(of region: RegionCode, in context: CommandContext) throws -> [Field.Choice] {
        switch region.level {
        case .village: [Field.Choice(region.text, try context.store.regionName(region))]
        case .township:
            try context.store.regions(.village, in: region).map { Field.Choice($0.code.text, $0.name) }
                + [Field.Choice(region.text, context.store.regionName(region))]
        default:
            try context.store.regions(.township, in: region).map { Field.Choice($0.code.text, $0.name) }
        }
    }
}
