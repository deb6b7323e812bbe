import Casework
import Hummingbird
import NIOCore
import Operations
import Primitives
import Storage
import WebSupport

/// A guardian or close relative signs for an adult who cannot: who, why, and what proves it.
struct RepresentationPages: Sendable {
    let consent: ConsentPages

    private var door: DraftDoor { consent.door }

    func register(in routes: RouteRegistry) {
        routes.get("/apply/{draft}/consent/{number}/represented", for: .citizen, summary: "Asks who signs, and why.") {
            request, context in
            try await consent.page(context) { view, item in
                try await ask(view, item, door.known(request, []), request, context)
            }
        }
        routes.post(
            "/apply/{draft}/consent/{number}/represented", for: .citizen, takes: .files,
            summary: "Keeps a representation with its proof."
        ) { submission, context in
            try await consent.page(context) { view, item in try await keep(view, item, submission, context) }
        }
    }

    private func ask(
        _ view: DraftView, _ item: DraftAuthorization, _ state: FormState, _ request: Request,
        _ context: BackstopContext
    ) async throws -> Response {
        let form = consent.form(
            view, item, ConsentPages.path(item, "represented"), state, context,
            submit: context.t("apply.consent.sign"),
            [
                .text("name", label: context.t("apply.represented.name"), lengthMax: 40, width: .medium),
                .radios(
                    "standing", label: context.t("apply.represented.standing"),
                    context.choices(Representation.Standing.self, "standing")),
                .textarea(
                    "reason", label: context.t("apply.represented.reason"),
                    hint: context.t("apply.represented.reasonHint"), lengthMax: 200),
                .photo(
                    "evidence", label: context.t("apply.represented.evidence"),
                    hint: context.t("apply.represented.evidenceHint"), isOptional: held(view) != nil),
                .hidden("evidenceHeld"),
            ])
        return try await door.question(
            "represented", form, request, context, back: DraftDoor.path(view, ConsentPages.path(item)), state: state,
            heading: ["name": item.name], paragraphs: item.text.paragraphs)
    }

    /// The proof that came last, which need not be sent again when something else was wrong.
    private func held(_ view: DraftView) -> UploadID? {
        view.uploads.last { $0.purpose == UploadPurpose.authorizationEvidence.rawValue }?.id
    }

    private func keep(
        _ view: DraftView, _ item: DraftAuthorization, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let name = reader.text("name", label: context.t("apply.represented.name"), lengthMax: 40)
        let standing = reader.choice(
            "standing", label: context.t("apply.represented.standing"), as: Representation.Standing.self)
        let reason = reader.text("reason", label: context.t("apply.represented.reason"))
        var state = reader.state
        var evidence = submission.values.text("evidenceHeld").flatMap { UploadID(text: $0) }
        var received: Upload?
        do throws(UploadProblem) {
            received = try submission.file("evidence")
        } catch  where error == .missing && (evidence ?? held(view)) != nil {
            // The proof is here already.
        } catch {
            state.add(FieldProblem(field: "evidence", message: error.message(context.messages)))
        }
        if let received {
            let outcome = try await door.portal.bureau.attachUpload(
                Array(received.content.readableBytesView), mediaType: received.kind.mediaType,
                purpose: .authorizationEvidence, to: .draft(view.draft.id), as: door.portal.actor(context),
                key: "\(door.portal.key(submission))-evidence")
            evidence = outcome.value
            for problem in outcome.reasons {
                state.add(FieldProblem(field: "evidence", message: door.portal.say(problem, context)))
            }
        }
        guard let name, let standing, let reason, let evidence = evidence ?? held(view), state.isValid else {
            if let evidence { state.values.set("evidenceHeld", evidence.text) }
            return try await ask(view, item, state, submission.request, context)
        }
        let act = AuthorizationAct.represented(name: name, standing: standing, reason: reason, evidence: evidence)
        return try await consent.record(act, view, item, submission, context) {
            try await ask(view, item, $0, submission.request, context)
        }
    }
}
