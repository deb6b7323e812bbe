import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Filing for somebody at the window or at home (S3): one sectioned form a part, in any order.
struct FilingPages: Sendable {
    let desk: Desk
    static let path = "/staff/filing"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(Posts.filing)
        routes.get(Self.path, for: .staff, roles: roles, summary: "Begins an application for somebody.") { _, context in
            try await start(FormState(), context)
        }
        routes.post(Self.path, for: .staff, roles: roles, summary: "Makes a draft.") { submission, context in
            try await make(submission, context)
        }
        routes.get("\(Self.path)/{id}", for: .staff, roles: roles, summary: "The parts of a draft and what is missing.")
        {
            _, context in try await overview(FormState(), context)
        }
        routes.post("\(Self.path)/{id}/submit", for: .staff, roles: roles, summary: "Sends the application.") {
            submission, context in try await submit(submission, context)
        }
        routes.post("\(Self.path)/{id}/discard", for: .staff, roles: roles, summary: "Throws a draft away.") {
            submission, context in
            let view = try await Self.draft(desk, context)
            let outcome = try await desk.perform(
                DiscardDraft(draftID: view.draft.id, version: view.draft.version), submission, context)
            return outcome.value == nil
                ? try await overview(desk.refused(outcome.reasons, submission.values, context), context)
                : .seeOther(Self.path)
        }
        routes.get("\(Self.path)/{id}/part/{section}", for: .staff, roles: roles, summary: "One part of a draft.") {
            _, context in try await part(nil, context)
        }
        routes.post(
            "\(Self.path)/{id}/part/{section}", for: .staff, roles: roles, takes: .files, summary: "Keeps one part."
        ) { submission, context in try await save(submission, context) }
    }

    /// The draft of the address, of this person only.
    static func draft(_ desk: Desk, _ context: BackstopContext) async throws -> DraftView {
        let id = DraftID(try context.number("id"))
        return try await desk.found(context) { try DraftView.load(id, in: $0) }
    }

    static func crumbs(_ view: DraftView, _ context: BackstopContext) -> [Link] {
        [
            Link(context.t("nav.filing"), path),
            Link(
                view.draft.content.form.applicant?.name ?? context.t("filing.unnamed"),
                "\(path)/\(view.draft.id.text)"),
        ]
    }

    private func start(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let (drafts, villages) = try await desk.view(context) { inner in
            (try DraftLine.list(in: inner), try Self.villages(in: inner))
        }
        let form = desk.site.form(
            context, action: Self.path, submit: context.t("filing.start"), state: state,
            [
                .select(
                    "program", label: context.t("case.program"),
                    Program.allCases.map { Field.Choice($0.rawValue, $0.name(context)) }),
                .select(
                    "region", label: context.t("filing.village"), villages.map { Field.Choice($0.code.text, $0.name) }),
                .phone("phone", label: context.t("filing.phone"), hint: context.t("filing.phoneHint")),
            ])
        let rows = drafts.map { draft in
            [
                "name": draft.applicantName ?? context.t("filing.unnamed"), "program": draft.program.name(context),
                "when": Formats(context).moment(draft.updatedAt), "address": "\(Self.path)/\(draft.id.text)",
            ] as Fields
        }
        let model: Fields = ["form": form, "rows": rows, "hasRows": !rows.isEmpty]
        return try await desk.page("staff/cases/filing", model, title: context.t("nav.filing"), context, state: state)
    }

    static func villages(in inner: CommandContext) throws -> [RegionRow] {
        guard let region = inner.actor.staff?.region else { return [] }
        return region.level == .village
            ? try inner.store.region(region).map { [$0] } ?? [] : try inner.store.regions(.village, in: region)
    }

    private func make(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let program = reader.choice("program", label: context.t("case.program"), as: Program.self)
        let region = reader.text("region", label: context.t("filing.village")).flatMap { try? RegionCode($0) }
        let phone = reader.phone("phone", label: context.t("filing.phone"))
        guard let program, let region, let phone, try desk.actor(context).region.contains(region) else {
            return try await start(reader.state, context)
        }
        let outcome = try await desk.perform(
            StartDraft(program: program, region: region, applicantPhone: phone), submission, context)
        guard let id = outcome.value else {
            return try await start(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("\(Self.path)/\(id.text)")
    }

    private func overview(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let view = try await Self.draft(desk, context)
        let address = "\(Self.path)/\(view.draft.id.text)"
        let words = CaseWords(context)
        let form = view.draft.content.form
        let tasks = view.tasks.map { task -> Fields in
            let tone: StatusTag.Tone =
                switch task.state {
                case .complete: .ok
                case .partial: .warn
                case .needsChange: .bad
                case .empty: .neutral
                }
            return [
                "title": context.t("section.\(task.section.rawValue)"),
                "address": [.members, .authorizations].contains(task.section)
                    ? nil : "\(address)/part/\(task.section.rawValue)",
                "tag": StatusTag(words.word(task.state.chinese, task.state.english), tone),
                "problems": task.problems.map(words.reason),
            ]
        }
        let model: Fields = [
            "name": form.applicant?.name ?? context.t("filing.unnamed"), "program": form.program.name(context),
            "tasks": tasks,
            "members": form.members.map { member in
                [
                    "name": member.name, "relation": words.relation(member.relation),
                    "address": "\(address)/member/\(member.number)",
                    "unconfirmed": member.health == nil || member.employment == nil
                        ? StatusTag(context.t("filing.unconfirmed"), .warn) : nil,
                ] as Fields
            },
            "addMember": "\(address)/member/0", "mode": "\(address)/mode", "mandate": "\(address)/mandate",
            "modeText": Self.mode(form, context),
            "held": FilingHeldPage.roles.contains(try desk.actor(context).role) ? "\(address)/held" : nil,
            "isPrefilled": view.draft.content.isPrefilled,
            "authorizations": view.authorizations.map { line in
                [
                    "name": line.name, "tag": words.authorization(line.status),
                    "address": "\(address)/authorization/\(line.memberNumber)",
                ] as Fields
            },
            "hasMembers": !form.members.isEmpty, "open": view.openReasons.map(words.reason), "isReady": view.isReady,
            "form": desk.site.form(
                context, action: "\(address)/submit", submit: context.t("filing.send"), state: state),
            "discard": desk.site.form(
                context, action: "\(address)/discard", submit: context.t("filing.discard"), isDangerous: true),
        ]
        return try await desk.page(
            "staff/cases/filing-draft", model, title: context.t("nav.filing"), context,
            crumbs: [Link(context.t("nav.filing"), Self.path)], state: state)
    }

    /// How the draft is filed, in one line.
    private static func mode(_ form: ApplicationForm, _ context: BackstopContext) -> String {
        let alone = form.filing?.alone.map {
            "\(context.t("mode.alone"))：\(context.t("ground.\($0.ground.rawValue)"))"
        }
        let help = form.filing?.help.map { context.t("agency.\($0.rawValue)") }
        return [alone ?? context.t("mode.whole"), help].compactMap { $0 }.joined(separator: " · ")
    }

    private func submit(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = DraftID(try context.number("id"))
        // A draft that was sent is no draft any more; the same key then gives the first answer again.
        let version = try await desk.found(context) { try $0.store.draft(id, of: $0.actor.row)?.version }
        let outcome = try await desk.perform(SubmitApplication(draftID: id, version: version), submission, context)
        guard let sent = outcome.value else {
            return try await overview(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("/staff/cases/\(sent.caseID.text)?done=filed")
    }

    private func part(_ state: FormState?, _ context: BackstopContext) async throws -> Response {
        let view = try await Self.draft(desk, context)
        guard let section = DraftSection(rawValue: try context.parameter("section")),
            section != .members, section != .authorizations
        else { throw PageProblem.notFound }
        let places = try await desk.view(context) { try Self.villages(in: $0) }
        let questions = FilingQuestions(section: section, draft: view.draft, villages: places, context: context)
        var state = state ?? FormState(values: questions.known)
        if state.values.text("version") == nil { state.values.set("version", String(view.draft.version)) }
        let address = "\(Self.path)/\(view.draft.id.text)"
        let title = context.t("section.\(section.rawValue)")
        let form = desk.site.form(
            context, action: "\(address)/part/\(section.rawValue)", submit: context.t("button.save"), state: state,
            [.hidden("version")] + questions.fields)
        let model: Fields = [
            "title": title, "explanation": context.t("sectionHint.\(section.rawValue)"), "form": form,
            "backAddress": address,
            "uploads": section == .materials
                ? view.uploads.map {
                    Link(
                        UploadPurpose(rawValue: $0.purpose).map { CaseWords(context).word($0.chinese, $0.english) }
                            ?? $0.purpose,
                        "/staff/uploads/\($0.id.text)")
                } : [Link](),
        ]
        return try await desk.page(
            "staff/cases/filing-part", model, title: title, context, crumbs: Self.crumbs(view, context), state: state)
    }

    private func save(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let view = try await Self.draft(desk, context)
        guard let section = DraftSection(rawValue: try context.parameter("section")) else { throw PageProblem.notFound }
        let address = "\(Self.path)/\(view.draft.id.text)"
        var reader = FormReader(submission.values, context)
        if section == .materials { return try await keepFile(submission, view, address, &reader, context) }
        let questions = FilingQuestions(section: section, draft: view.draft, villages: [], context: context)
        guard let part = questions.read(&reader), reader.state.isValid else {
            return try await self.part(reader.state, context)
        }
        let version = submission.values.seenVersion()
        let outcome = try await desk.perform(
            SaveDraftPart(draftID: view.draft.id, version: version, part: part), submission, context)
        guard outcome.value != nil else {
            var state = desk.refused(outcome.reasons, submission.values, context)
            state.values.set("version", String(view.draft.version))
            return try await self.part(state, context)
        }
        return .seeOther(address)
    }

    private func keepFile(
        _ submission: Submission, _ view: DraftView, _ address: String, _ reader: inout FormReader,
        _ context: BackstopContext
    ) async throws -> Response {
        let purpose = reader.choice("purpose", label: context.t("filing.purpose"), as: UploadPurpose.self)
        var file: Upload?
        do throws(UploadProblem) {
            file = try submission.file("photo")
        } catch {
            reader.add("photo", error.message(context.messages))
        }
        guard let purpose, let file else { return try await part(reader.state, context) }
        let outcome = try await desk.bureau.attachUpload(
            file.bytes, mediaType: file.kind.mediaType, purpose: purpose,
            to: .draft(view.draft.id), as: .staff(desk.actor(context)), key: submission.idempotencyKey ?? "")
        guard outcome.value != nil else {
            return try await part(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("\(address)/part/materials")
    }
}
