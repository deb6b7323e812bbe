import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Checking all answers, sending them, and the receipt.
struct SendPages: Sendable {
    let door: DraftDoor

    func register(in routes: RouteRegistry) {
        routes.get("/apply/{draft}/check", for: .citizen, summary: "All answers, to be checked before sending.") {
            request, context in
            try await door.open(context) { view in try await check(view, FormState(), request, context) }
        }
        routes.post("/apply/{draft}/check", for: .citizen, summary: "Sends the application.") {
            submission, context in
            try await door.open(context) { view in
                let version = submission.values[DraftDoor.version].flatMap { Int64($0) } ?? view.draft.version
                let outcome = try await door.portal.perform(
                    SubmitApplication(draftID: view.draft.id, version: version), submission, context)
                guard outcome.value == nil else { return .seeOther(DraftDoor.path(view, "done")) }
                let values = door.again(submission.values, view.draft.version)
                let state = door.portal.refused(outcome.reasons, values, context)
                return try await check(view, state, submission.request, context)
            }
        }
        routes.get("/apply/{draft}/done", for: .citizen, summary: "The receipt: number, dates, whom to ring.") {
            request, context in try await done(request, context)
        }
    }

    private func check(
        _ view: DraftView, _ state: FormState, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let names = try await PlacePages(door: door).names(of: view.draft.content.form, context)
        let groups = CheckGroups(view: view, context: context, residence: names.residence, register: names.register)
        let program = BeforePages.name(view.draft.program, context)
        let form = door.form(
            view, "check", state, context, submit: context.t("apply.check.send", ["program": program]), [])
        let open = state.isValid ? view.openReasons.map { ["text": door.portal.say($0, context)] as Fields } : []
        let waiting = view.authorizations.filter { if case .pending = $0.status { true } else { false } }.map(\.name)
        let model: Fields = [
            "groups": groups.all, "form": form, "isReady": view.isReady, "open": open, "isOpen": !open.isEmpty,
            "waiting": waiting.isEmpty
                ? nil : context.t("apply.check.waiting", ["names": waiting.joined(separator: "、")]),
            "list": DraftDoor.path(view),
        ]
        return try await door.portal.page(
            "citizen/apply/check", model, title: context.t("apply.check.title"), request, context,
            back: DraftDoor.path(view), state: state)
    }

    private func done(_ request: Request, _ context: BackstopContext) async throws -> Response {
        guard let id = DraftID(text: try context.parameter("draft")) else { throw PageProblem.notFound }
        let row = try await door.portal.view(context) { command -> (isOpen: Bool, row: CaseRow?)? in
            guard let draft = try command.store.draft(id, of: command.actor.row) else { return nil }
            let row = try draft.caseID.flatMap { try command.store.caseRow($0, in: command.scope) }
            return (draft.caseID == nil, row)
        }
        guard let row else { throw PageProblem.notFound }
        guard !row.isOpen else { return .seeOther("/apply/\(id.text)") }
        guard let sent = row.row else { throw PageProblem.notFound }
        let settings = door.portal.bureau.settings
        let link = "\(settings.publicAddress)/t/\(sent.trackingToken)"
        // A link is far below what a QR code holds; without the picture the link still stands.
        let picture = QRPicture(link, label: context.t("apply.done.picture"))
        let place = try await door.portal.place(request, context)
        let model: Fields = [
            "number": sent.number, "answerBy": sent.deadlineDay.map { Formats(context).date($0) },
            "phone": place.phone, "helper": place.code?.helperName, "hotline": place.hotline, "link": link,
            "picture": picture, "tracking": "/t/\(sent.trackingToken)", "progress": "/progress/\(sent.id.text)",
        ]
        let title = context.t("apply.done.title")
        return door.portal.site.page(
            "citizen/apply/done", model, frame: door.portal.frame(title, at: place), context)
    }
}
