import Casework
import Documents
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Taking in tickets: one by hand, or a list as the hotline's platform gives it out.
struct HotlineTakePages: Sendable {
    let desk: Desk
    let spreadsheets: SpreadsheetReader
    private static let takePath = "\(HotlineRoutes.path)/take"
    private static let listPath = "\(HotlineRoutes.path)/list"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.countyReviewer])
        routes.get(Self.takePath, for: .staff, roles: roles, summary: "Asks for a ticket of the hotline.") {
            _, context in try await ask(FormState(), context)
        }
        routes.post(Self.takePath, for: .staff, roles: roles, summary: "Takes in a ticket of the hotline.") {
            submission, context in try await take(submission, context)
        }
        routes.get(Self.listPath, for: .staff, roles: roles, summary: "Asks for a list of the hotline's tickets.") {
            _, context in try await askList(FormState(), taken: nil, context)
        }
        routes.post(
            Self.listPath, for: .staff, roles: roles, takes: .files,
            summary: "Takes in a list of the hotline's tickets."
        ) { submission, context in try await takeList(submission, context) }
    }

    private func ask(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let region = try desk.actor(context).region
        let (offices, staff, today) = try await desk.view(context) { inner in
            (
                try HotlineChoices.offices(of: region, in: inner), try HotlineChoices.staff(of: region, in: inner),
                inner.today
            )
        }
        var state = state
        if state.values["received"] == nil { state.values.set("received", today.text) }
        let t: (String) -> String = { context.t($0) }
        let form = desk.site.form(
            context, action: Self.takePath, submit: t("hotline.take"), state: state,
            [
                .text("number", label: t("hotline.number"), lengthMax: 40, width: .medium),
                .date("received", label: t("hotline.received")),
                .radios(
                    "subject", label: t("hotline.subject"),
                    HotlineSubject.allCases.map {
                        Field.Choice($0.rawValue, t("hotlineSubject.\($0.rawValue)"))
                    }),
                .text("caller", label: t("hotline.caller"), isOptional: true, lengthMax: 40, width: .medium),
                .phone("phone", label: t("hotline.phone"), isOptional: true),
                .textarea("content", label: t("hotline.content"), hint: t("hotline.contentHint")),
                .textarea("gist", label: t("hotline.gist"), hint: t("hotline.gistHint"), isOptional: true),
                .select("office", label: t("hotline.office"), offices),
                .select(
                    "about", label: t("hotline.about"), hint: t("hotline.aboutHint"), isOptional: true, staff),
                .text(
                    "caseNumber", label: t("hotline.case"), hint: t("hotline.caseHint"), isOptional: true,
                    lengthMax: 40, width: .medium),
                .text("repeats", label: t("hotline.repeats"), isOptional: true, lengthMax: 40, width: .medium),
            ])
        let model: Fields = ["form": form, "lead": t("hotline.takeLead"), "backAddress": HotlineRoutes.path]
        return try await desk.page(
            "staff/hotline/take", model, title: t("hotline.take"), context, crumbs: crumbs(context), state: state)
    }

    private func crumbs(_ context: BackstopContext) -> [Link] { [Link(context.t("nav.hotline"), HotlineRoutes.path)] }

    private func take(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let t: (String) -> String = { context.t($0) }
        var reader = FormReader(submission.values, context)
        let number = reader.text("number", label: t("hotline.number"), lengthMax: 40)
        let received = reader.date("received", label: t("hotline.received"))
        let subject = reader.choice("subject", label: t("hotline.subject"), as: HotlineSubject.self)
        let content = reader.text("content", label: t("hotline.content"), lengthMax: 2_000)
        let office = submission.values.text("office").flatMap { try? RegionCode($0) }
        if office == nil { reader.add("office", t("hotline.officeMissing")) }
        guard let number, let received, let subject, let content, let office, reader.state.isValid else {
            return try await ask(reader.state, context)
        }
        func typed(_ name: String) -> String { submission.values.text(name) ?? "" }
        let incoming = IncomingTicket(
            number: number, receivedOn: received, subject: subject, callerName: typed("caller"),
            callerPhone: typed("phone"), content: content, gist: typed("gist"), office: office,
            caseNumber: typed("caseNumber"), repeats: typed("repeats"),
            about: Set(submission.values.text("about").flatMap { StaffID(text: $0) }.map { [$0] } ?? []))
        let outcome = try await desk.perform(TakeTicket(incoming), submission, context)
        guard let id = outcome.value else {
            return try await ask(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("\(HotlineRoutes.address(id))?done=take")
    }

    private func askList(
        _ state: FormState, taken: TakenTickets?, _ context: BackstopContext
    ) async throws -> Response {
        let form = desk.site.form(
            context, action: Self.listPath, submit: context.t("hotline.takeList"), state: state,
            [
                .dataFile(
                    "file", label: context.t("hotline.file"), hint: context.t("hotline.fileHint"),
                    accept: ".csv,.xlsx")
            ])
        let model: Fields = [
            "form": form, "lead": context.t("hotline.listLead"), "backAddress": HotlineRoutes.path,
            "columns": HotlineColumn.allCases.map {
                ["tag": StatusTag($0.rawValue, $0.isNeeded ? .info : .neutral)] as Fields
            },
            "taken": taken.map {
                context.t("hotline.listDone", ["taken": String($0.taken), "held": String($0.held)])
            },
        ]
        return try await desk.page(
            "staff/hotline/list", model, title: context.t("hotline.takeList"), context, crumbs: crumbs(context),
            state: state)
    }

    private func takeList(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        guard let key = submission.idempotencyKey else { throw PageProblem.malformed }
        let bytes: [UInt8]
        do throws(UploadProblem) {
            bytes = try submission.data("file").bytes
        } catch {
            var state = FormState(values: submission.values)
            let message = error == .missing ? context.t("hotline.noFile") : error.message(context.messages)
            state.add(FieldProblem(field: "file", message: message))
            return try await askList(state, taken: nil, context)
        }
        let outcome = try await desk.bureau.takeHotlineList(
            bytes, reader: spreadsheets, as: .staff(desk.actor(context)), key: key)
        guard let taken = outcome.value else {
            return try await askList(
                desk.refused(outcome.reasons, submission.values, context), taken: nil, context)
        }
        return try await askList(FormState(), taken: taken, context)
    }
}

/// The choices of offices and staff in the forms of tickets.
enum HotlineChoices {
    /// The county itself and its townships.
    static func offices(of region: RegionCode, in context: CommandContext) throws -> [Field.Choice] {
        let county = region.ancestor(at: .county) ?? region
        let towns = try context.store.regions(.township, in: county)
        return [Field.Choice(county.text, try context.store.regionName(county) + "民政局")]
            + towns.map { Field.Choice($0.code.text, $0.name) }
    }

    /// The staff who hold a post in a county, by login.
    static func staff(of region: RegionCode, in context: CommandContext) throws -> [Field.Choice] {
        try context.store.staffLines(in: region, after: "", limit: 500, on: context.today, at: context.now)
            .filter { !$0.isClosed }
            .map { Field.Choice($0.id.text, "\($0.name)（\($0.login)）") }
    }
}
