import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// What one should know before applying, the own drafts, and the start of another one.
struct BeforePages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/apply", for: .public, summary: "What to know before applying, and the own drafts.") {
            request, context in
            let known = ["program", "people", "income"].map { ($0, request.query[$0] ?? "") }
            return try await show(FormState(values: FormValues(known)), request, context)
        }
        routes.post("/apply", for: .citizen, summary: "Begins an application.") { submission, context in
            try await start(submission, context)
        }
    }

    /// Programs a family may ask for by itself; the filing is sorted over all of them anyway.
    private static let programs: [Program] = [.dibao, .destituteSupport, .temporaryRelief]

    private func show(
        _ state: FormState, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let isSignedIn = context.session?.audience == .citizen
        let drafts = isSignedIn ? try await portal.view(context) { try DraftLine.list(in: $0) } : []
        let formats = Formats(context)
        let links = drafts.map { draft in
            let name = draft.applicantName.map(Masking.name) ?? context.t("apply.before.unnamed")
            return SummaryRow(
                "\(Self.name(draft.program, context)) · \(name)", formats.moment(draft.updatedAt),
                changeAddress: "/apply/\(draft.id.text)")
        }
        let choices =
            Self.programs.map {
                Field.Choice($0.rawValue, Self.name($0, context), hint: context.word("program", $0.rawValue))
            }
            + [Field.Choice("unknown", context.t("apply.before.unsure"), hint: context.t("apply.before.unsureHint"))]
        let form =
            isSignedIn
            ? portal.site.form(
                context, action: "/apply", submit: context.t("apply.before.start"), state: state,
                [
                    .radios("program", label: context.t("apply.before.program"), choices), .hidden("people"),
                    .hidden("income"),
                ]) : nil
        let model: Fields = [
            "form": form, "drafts": links, "hasDrafts": !links.isEmpty,
            "signIn": isSignedIn ? nil : PageAddress("/sign-in").with("next", Self.address(state.values)).text,
        ]
        return try await portal.page(
            "citizen/apply/before", model, title: context.t("apply.before.title"), request, context, back: "/",
            state: state)
    }

    private func start(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let asked = reader.choice(
            "program", label: context.t("apply.before.program"),
            among: Self.programs.map(\.rawValue) + ["unknown"])
        guard let asked else { return try await show(reader.state, submission.request, context) }
        let village = try await portal.place(submission.request, context).village
        let city = try await portal.look(context) { try RegionChildren.load(in: $0)?.parent.code }
        guard let region = village ?? city else { throw PageProblem.maintenance }
        // Whoever does not know asks for dibao: every filing is sorted over all programs anyway.
        let program = asked == "unknown" ? .dibao : Program(rawValue: asked)
        guard let program else { throw PageProblem.malformed }
        let command = StartDraft(program: program, region: region, said: Self.said(submission.values))
        let outcome = try await portal.perform(command, submission, context)
        guard let id = outcome.value else {
            let state = portal.refused(outcome.reasons, submission.values, context)
            return try await show(state, submission.request, context)
        }
        return .seeOther("/apply/\(id.text)")
    }

    /// This page with what was said in the self-test, for after signing in.
    private static func address(_ values: FormValues) -> String {
        ["program", "people", "income"].reduce(PageAddress("/apply")) { $0.with($1, values.text($1)) }.text
    }

    /// What was said in the self-test; anything else in its place was never said.
    private static func said(_ values: FormValues) -> SaidBefore? {
        guard let people = values.text("people").flatMap({ Int($0) }), (1...20).contains(people) else { return nil }
        let income = values.text("income").flatMap { try? Money(parsing: $0) }
        return SaidBefore(people: people, monthlyIncome: income)
    }

    static func name(_ program: Program, _ context: BackstopContext) -> String {
        context.language == .english ? program.english : program.chineseShort
    }
}
