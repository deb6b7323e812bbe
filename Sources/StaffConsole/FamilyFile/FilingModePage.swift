import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// How a draft is filed at the window: whole household or one person alone, permit, and with whose help.
struct FilingModePage: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(Posts.filing)
        let path = "\(FilingPages.path)/{id}/mode"
        routes.get(path, for: .staff, roles: roles, summary: "Asks how a draft is filed.") { _, context in
            try await show(nil, context)
        }
        routes.post(path, for: .staff, roles: roles, summary: "Keeps how a draft is filed.") { submission, context in
            try await save(submission, context)
        }
        let mandate = "\(FilingPages.path)/{id}/mandate"
        routes.get(mandate, for: .staff, roles: roles, summary: "Asks for the mandate of a draft.") { _, context in
            try await ask(FormState(), context)
        }
        routes.post(mandate, for: .staff, roles: roles, summary: "Keeps the mandate of a draft.") {
            submission, context in try await record(submission, context)
        }
    }

    private func show(_ state: FormState?, _ context: BackstopContext) async throws -> Response {
        let view = try await FilingPages.draft(desk, context)
        let filing = view.draft.content.form.filing
        var state =
            state
            ?? FormState(
                values: FormValues([
                    ("mode", filing?.alone == nil ? "whole" : "alone"),
                    ("ground", filing?.alone?.ground.rawValue ?? ""),
                    (
                        "years",
                        filing?.alone.flatMap { $0.ground == .religiousLife ? String($0.religiousYears) : nil } ?? ""
                    ),
                    ("basis", filing?.alone?.localBasis ?? ""),
                    ("permit", filing?.hasResidencePermit.map { $0 ? "yes" : "no" } ?? ""),
                    ("help", filing?.help?.rawValue ?? ""),
                ]))
        if state.values.text("version") == nil { state.values.set("version", String(view.draft.version)) }
        let address = "\(FilingPages.path)/\(view.draft.id.text)"
        let words = CaseWords(context)
        let form = desk.site.form(
            context, action: "\(address)/mode", submit: context.t("button.save"), state: state,
            [
                .hidden("version"),
                .radios(
                    "mode", label: context.t("mode.who"),
                    ["whole", "alone"].map {
                        Field.Choice($0, context.t("mode.\($0)"), hint: context.t("mode.\($0)Hint"))
                    }),
                .select(
                    "ground", label: context.t("mode.ground"), hint: context.t("mode.groundHint"), isOptional: true,
                    SingleFilingGround.allCases.map { Field.Choice($0.rawValue, context.t("ground.\($0.rawValue)")) }),
                .number("years", label: context.t("mode.years"), isOptional: true),
                .text("basis", label: context.t("mode.basis"), isOptional: true, lengthMax: 100),
                .radios(
                    "permit", label: context.t("mode.permit"), hint: context.t("mode.permitHint"), isOptional: true,
                    words.yesNo),
                .radios(
                    "help", label: context.t("mode.help"), isOptional: true,
                    AgencyKind.allCases.map {
                        Field.Choice(
                            $0.rawValue, context.t("agency.\($0.rawValue)"),
                            hint: context.t("agencyHint.\($0.rawValue)"))
                    }),
            ])
        return try await desk.formPage(
            context.t("mode.title"), explanation: context.t("mode.hint"), form: form, back: address, context,
            crumbs: FilingPages.crumbs(view, context), state: state)
    }

    private func save(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let view = try await FilingPages.draft(desk, context)
        var reader = FormReader(submission.values, context)
        let mode = reader.choice("mode", label: context.t("mode.who"), among: ["whole", "alone"])
        let isAlone = mode == "alone"
        let ground = reader.choice(
            "ground", label: context.t("mode.ground"), as: SingleFilingGround.self, isRequired: isAlone)
        let years = reader.integer("years", label: context.t("mode.years"), in: 0...100, isRequired: false)
        let basis = reader.text("basis", label: context.t("mode.basis"), isRequired: false, lengthMax: 100)
        let permit = reader.choice("permit", label: context.t("mode.permit"), among: ["yes", "no"], isRequired: false)
        let help = reader.choice("help", label: context.t("mode.help"), as: AgencyKind.self, isRequired: false)
        guard reader.state.isValid else { return try await show(reader.state, context) }
        let alone = ground.flatMap { ground in
            isAlone ? AloneDeclaration(ground: ground, religiousYears: Int(years ?? 0), localBasis: basis ?? "") : nil
        }
        let part = DraftPart.filing(
            FilingDeclaration(alone: alone, hasResidencePermit: permit.map { $0 == "yes" }, help: help))
        let version = submission.values.seenVersion()
        let outcome = try await desk.perform(
            SaveDraftPart(draftID: view.draft.id, version: version, part: part), submission, context)
        guard outcome.value != nil else {
            var state = desk.refused(outcome.reasons, submission.values, context)
            state.values.set("version", String(view.draft.version))
            return try await show(state, context)
        }
        return .seeOther("\(FilingPages.path)/\(view.draft.id.text)")
    }

    private func ask(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let view = try await FilingPages.draft(desk, context)
        let address = "\(FilingPages.path)/\(view.draft.id.text)"
        let form = desk.site.form(
            context, action: "\(address)/mandate", submit: context.t("act.mandate"), state: state,
            MandateForm.fields(context))
        return try await desk.formPage(
            context.t("act.mandate"), explanation: context.t("actHint.mandate"), form: form, back: address, context,
            crumbs: FilingPages.crumbs(view, context), state: state)
    }

    private func record(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let view = try await FilingPages.draft(desk, context)
        var reader = FormReader(submission.values, context)
        let call = FamilyCall(submission: submission, desk: desk, context: context, seenVersion: 0)
        guard let content = MandateForm.read(&reader, call) else { return try await ask(reader.state, context) }
        let reasons = try await call.perform(RecordMandate(owner: .draft(view.draft.id), content: content))
        guard let reasons else { return .seeOther("\(FilingPages.path)/\(view.draft.id.text)") }
        return try await ask(desk.refused(reasons, submission.values, context), context)
    }
}
