import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The record of a broken promise: why, until when to speak, and afterwards what was decided and how to object.
struct CreditPages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/progress/{case}/credit", for: .citizen, summary: "The record of a broken promise, and why.") {
            request, context in try await show(request, context, FormState())
        }
        routes.post(
            "/progress/{case}/credit", for: .citizen, takes: .files,
            summary: "Keeps what the person says against the record of a broken promise."
        ) { submission, context in try await send(submission, context) }
    }

    /// The card of the progress page while the person may speak before anything is recorded; nil otherwise.
    static func card(_ found: CitizenCredit, at path: String, _ context: BackstopContext) -> Fields? {
        guard found.answer == .defend else { return nil }
        return ["address": "\(path)/credit", "until": until(found, context)]
    }

    private static func until(_ found: CitizenCredit, _ context: BackstopContext) -> String? {
        let date = found.due.map { ["date": Formats(context).date($0)] }
        return switch found.row.entry.state {
        case .noticed: date.map { context.t("honesty.defendBy", $0) }
        case .contested: date.map { context.t("honesty.answerBy", $0) }
        default: nil
        }
    }

    private func show(_ request: Request, _ context: BackstopContext, _ state: FormState) async throws -> Response {
        let id = CaseID(try context.number("case"))
        guard let found = try await portal.view(context, { try CitizenCredit.load(id, in: $0) }) else {
            throw PageProblem.notFound
        }
        let (path, formats) = ("/progress/\(id.text)", Formats(context))
        let entry = found.row.entry
        let isEntered = entry.state == .entered || entry.state == .contested
        let model: Fields = [
            "lead": context.t("honesty.\(entry.state.rawValue)"), "until": Self.until(found, context),
            "grounds": found.row.grounds, "number": found.row.number, "text": Self.tag(entry.state, context).text,
            "tone": Self.tag(entry.state, context).tone,
            "form": found.answer.map { form(for: $0, at: path, state, context) },
            // A page that was opened before a decision: what it sent is refused, and there is no form to say so in.
            "refused": found.answer == nil ? state.problems.map(\.message) : [],
            "formTitle": found.answer.map { context.t("honesty.\($0.rawValue)") },
            "steps": Self.steps(found, context), "hasSteps": !found.steps.isEmpty, "isEntered": isEntered,
            "ends": entry.state == .entered
                ? found.due.map { context.t("honesty.ends", ["date": formats.date($0)]) } : nil,
            "repair": found.repairFrom.map { context.t("honesty.repair", ["month": formats.month($0)]) },
            "debt": found.debt > .zero
                ? context.t("honesty.debt", ["amount": formats.money(found.debt)]) : nil,
            "remedies": found.remedies, "hasRemedies": !found.remedies.isEmpty, "phone": found.hotline, "back": path,
        ]
        return try await portal.page(
            "citizen/follow/credit", model, title: context.t("honesty.title"), request, context, back: path,
            state: state)
    }

    private static func tag(_ state: CreditEntryState, _ context: BackstopContext) -> (text: String, tone: String) {
        let tone =
            switch state {
            case .noticed, .heard, .contested: "warn"
            case .entered: "bad"
            case .lifted, .repaired, .expired, .dropped: "ok"
            }
        return (context.t("honestyState.\(state.rawValue)"), tone)
    }

    private static func steps(_ found: CitizenCredit, _ context: BackstopContext) -> [TimelineStep] {
        let formats = Formats(context)
        let began = TimelineStep(
            context.t("honesty.began"), when: formats.date(found.row.entry.noticedOn), .done)
        return [began]
            + found.steps.map { step in
                TimelineStep(
                    context.t("honestyStep.\(step.event.rawValue)"), when: formats.date(step.on),
                    detail: step.note.isEmpty ? nil : step.note, .done)
            }
    }

    private func form(
        for event: CreditEntryEvent, at path: String, _ typed: FormState, _ context: BackstopContext
    ) -> FormView {
        var state = typed
        state.values.set("event", event.rawValue)
        return portal.site.form(
            context, action: "\(path)/credit", submit: context.t("honesty.send"), state: state,
            [
                .hidden("event"),
                .textarea(
                    "note", label: context.t("honesty.text"), hint: context.t("honesty.textHint"), lengthMax: 1_000),
                .photo(
                    "photo", label: context.t("honesty.photo"), hint: context.t("honesty.photoHint"),
                    isOptional: true),
            ])
    }

    private func send(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = CaseID(try context.number("case"))
        let found = try await portal.view(context) { try CitizenCredit.load(id, in: $0) }
        guard let found else { throw PageProblem.notFound }
        var reader = FormReader(submission.values, context)
        let event = reader.choice("event", label: context.t("honesty.text"), among: ["defend", "contest"])
        let words = reader.text("note", label: context.t("honesty.text"), isRequired: true)
        var state = reader.state
        var upload: Upload?
        do throws(UploadProblem) {
            upload = try submission.file("photo")
        } catch {
            // A photo is welcome, not asked for: only one that came and is unfit is a mistake.
            if error != .missing { state.add(FieldProblem(field: "photo", message: error.message(context.messages))) }
        }
        guard let words, let event = event.flatMap(CreditEntryEvent.init(rawValue:)), state.isValid else {
            return try await show(submission.request, context, state)
        }
        if let upload, event == found.answer {
            let kept = try await portal.bureau.attachUpload(
                upload.bytes, mediaType: upload.kind.mediaType, purpose: .objection, to: .file(id),
                as: portal.actor(context), key: "\(try portal.key(submission))-photo")
            for reason in kept.reasons {
                state.add(FieldProblem(field: "photo", message: portal.say(reason, context)))
            }
            guard state.isValid else { return try await show(submission.request, context, state) }
        }
        let outcome = try await portal.perform(
            TakeCreditStep(entryID: found.row.id, event: event, note: words), submission, context)
        if outcome.value != nil { return .seeOther("/progress/\(id.text)?done=credit") }
        return try await show(
            submission.request, context, portal.refused(outcome.reasons, submission.values, context))
    }
}
