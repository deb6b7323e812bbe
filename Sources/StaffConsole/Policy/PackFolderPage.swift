import Casework
import Hummingbird
import Operations
import Policies
import Primitives
import Storage
import WebSupport

/// What holds for a program in a region on a day, its history, and the beginning of a draft.
struct PackFolderPage: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        let path = "\(PolicyListPage.path)/packs/{program}/{folder}"
        routes.get(path, for: .staff, roles: PolicyListPage.roles, summary: "What holds for a program in a region.") {
            request, context in try await show(request, context)
        }
        let drafters = Posts.names(PolicyAuthority.drafters)
        routes.get("\(path)/draft", for: .staff, roles: drafters, summary: "Asks what a policy draft rests on.") {
            _, context in try await ask(context, FormState())
        }
        routes.post("\(path)/draft", for: .staff, roles: drafters, summary: "Begins a policy draft.") {
            submission, context in try await begin(submission, context)
        }
    }

    private func load(_ day: CivilDate?, _ context: BackstopContext) async throws -> PackFolderView {
        let (program, folder) = (try context.parameter("program"), try context.parameter("folder"))
        return try await desk.found(context) { try PackFolderView.load(program, folder, on: day, in: $0) }
    }

    private func show(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let view = try await load(request.query.text("day").flatMap { try? CivilDate(parsing: $0) }, context)
        let (words, formats) = (PackWords(context), Formats(context))
        let model: Fields = [
            "title": "\(view.title) · \(view.place)", "day": view.day.text, "program": view.program,
            "folder": view.folder,
            "draftAddress": view.mayDraft ? "\(PolicyListPage.folder(view.program, view.folder))/draft" : nil,
            "rows": [
                SummaryRow(context.t("pack.holds"), words.origin(view.publication)),
                SummaryRow(context.t("pack.day"), formats.date(view.day)),
            ],
            "dependents": view.dependents.isEmpty
                ? context.t("pack.onlyItself") : view.dependents.joined(separator: "、"),
            "parameters": view.parameters.map { words.parameter($0, on: view.day, places: view.places, change: nil) },
            "hasParameters": !view.parameters.isEmpty,
            "rules": view.rules.map { ["label": $0.label, "name": $0.name, "formula": $0.formula] as Fields },
            "hasRules": !view.rules.isEmpty, "ruleCount": formats.count(view.rules.count),
            "versions": view.versions.map(words.line), "hasVersions": !view.versions.isEmpty,
            "texts": (view.text?.files ?? [:]).sorted { $0.key < $1.key }.map {
                ["name": $0.key, "text": $0.value] as Fields
            },
        ]
        return try await desk.page(
            "staff/policy/folder", model, title: "\(view.title) · \(view.place)", context, crumbs: crumbs(context))
    }

    private func ask(_ context: BackstopContext, _ state: FormState) async throws -> Response {
        let view = try await load(nil, context)
        let address = PolicyListPage.folder(view.program, view.folder)
        let form = desk.site.form(
            context, action: "\(address)/draft", submit: context.t("pack.begin"), state: state,
            PackEditPages.headFields(context))
        let title = context.t("pack.draft")
        return try await desk.formPage(
            title, heading: "\(title)：\(view.title) · \(view.place)", explanation: context.t("pack.draftHint"),
            rows: [
                SummaryRow(context.t("pack.program"), view.title), SummaryRow(context.t("pack.place"), view.place),
                SummaryRow(context.t("pack.holds"), PackWords(context).origin(view.publication)),
            ], form: form, back: address, context,
            crumbs: crumbs(context) + [Link("\(view.title) · \(view.place)", address)], state: state)
    }

    private func begin(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let head = PackEditPages.head(&reader, context)
        guard let head, reader.state.isValid else { return try await ask(context, reader.state) }
        guard let region = try? RegionCode(try context.parameter("folder")) else { throw PageProblem.notFound }
        let outcome = try await desk.perform(
            DraftPack(
                program: try context.parameter("program"), region: region, inForceFrom: head.day, note: head.note),
            submission, context)
        guard let draft = outcome.value else {
            return try await ask(context, desk.refused(outcome.reasons, submission.values, context))
        }
        return .seeOther(PolicyListPage.version(draft.id))
    }

    private func crumbs(_ context: BackstopContext) -> [Link] { [Link(context.t("pack.title"), PolicyListPage.path)] }
}
