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
            request, context in try await show(FormState(), request, context)
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
                [.radios("program", label: context.t("apply.before.program"), choices)]) : nil
        let model: Fields = [
            "form": form, "drafts": links, "hasDrafts": !links.isEmpty,
            "signIn": isSignedIn ? nil : PageAddress("/sign-in").with("next", "/apply").text,
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
        let command = StartDraft(program: Program(rawValue: asked) ?? .dibao, region: region)
        let outcome = try await portal.perform(command, submission, context)
        guard let id = outcome.value else {
            let state = portal.refused(outcome.reasons, submission.values, context)
            return try await show(state, submission.request, context)
        }
        return .seeOther("/apply/\(id.text)")
    }

    static func name(_ program: Program, _ context: BackstopContext) -> String {
        context.language == .english ? program.english : program.chineseShort
    }
}
