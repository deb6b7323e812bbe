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

    private var portal: Portal { consent.portal }

    func register(in routes: RouteRegistry) {
        let path = "\(consent.door.base)/{number}/represented"
        routes.get(path, for: .citizen, summary: "Asks who signs, and why.") { request, context in
            try await consent.page(context) { place, item in
                try await ask(place, item, FormState(), request, context)
            }
        }
        routes.post(path, for: .citizen, takes: .files, summary: "Keeps a representation with its proof.") {
            submission, context in
            try await consent.page(context) { place, item in try await keep(place, item, submission, context) }
        }
    }

    private func ask(
        _ place: ConsentPlace, _ item: DraftAuthorization, _ state: FormState, _ request: Request,
        _ context: BackstopContext
    ) async throws -> Response {
        let form = consent.form(
            item, place.path(item, "represented"), state, context,
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
                    hint: context.t("apply.represented.evidenceHint"),
                    isOptional: state.values.text("evidenceHeld") != nil || item.row?.evidenceID != nil),
                .hidden("evidenceHeld"),
            ])
        return try await DraftDoor(portal: portal).question(
            "represented", form, request, context, back: place.path(item), state: state,
            heading: ["name": item.name], paragraphs: item.text.paragraphs, areStored: true)
    }

    private func keep(
        _ place: ConsentPlace, _ item: DraftAuthorization, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let name = reader.text("name", label: context.t("apply.represented.name"), lengthMax: 40)
        let standing = reader.choice(
            "standing", label: context.t("apply.represented.standing"), as: Representation.Standing.self)
        let reason = reader.text("reason", label: context.t("apply.represented.reason"))
        var state = reader.state
        // A proof serves the person it was sent for: the one that stands, or the one of an earlier try of this page.
        var evidence = submission.values.text("evidenceHeld").flatMap { UploadID(text: $0) } ?? item.row?.evidenceID
        var received: Upload?
        do throws(UploadProblem) {
            received = try submission.file("evidence")
        } catch  where error == .missing && evidence != nil {
            // The proof is here already.
        } catch {
            state.add(FieldProblem(field: "evidence", message: error.message(context.messages)))
        }
        if let received {
            let outcome = try await portal.bureau.attachUpload(
                Array(received.content.readableBytesView), mediaType: received.kind.mediaType,
                purpose: .authorizationEvidence, to: place.owner, as: portal.actor(context),
                key: "\(portal.key(submission))-evidence")
            evidence = outcome.value
            for problem in outcome.reasons {
                state.add(FieldProblem(field: "evidence", message: portal.say(problem, context)))
            }
        }
        guard let name, let standing, let reason, let evidence, state.isValid else {
            if let evidence { state.values.set("evidenceHeld", evidence.text) }
            return try await ask(place, item, state, submission.request, context)
        }
        let act = AuthorizationAct.represented(name: name, standing: standing, reason: reason, evidence: evidence)
        return try await consent.record(act, place, item, submission, context) {
            try await ask(place, item, $0, submission.request, context)
        }
    }
}
