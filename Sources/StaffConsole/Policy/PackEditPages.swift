import Casework
import Hummingbird
import Operations
import Policies
import Primitives
import Storage
import WebSupport

/// Changing a draft: one value by a form, or the texts themselves.
///
/// What was typed is kept whatever is wrong with it.
struct PackEditPages: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        let path = "\(PolicyListPage.path)/versions/{id}"
        let roles = Posts.names(PolicyAuthority.drafters)
        routes.get("\(path)/value/{name}", for: .staff, roles: roles, summary: "Asks for a value of a policy draft.") {
            _, context in try await askValue(context, nil)
        }
        routes.post("\(path)/value/{name}", for: .staff, roles: roles, summary: "Puts a value into a policy draft.") {
            submission, context in try await setValue(submission, context)
        }
        routes.get("\(path)/text", for: .staff, roles: roles, summary: "Shows the texts of a policy draft to edit.") {
            _, context in try await askText(context, nil)
        }
        routes.post("\(path)/text", for: .staff, roles: roles, summary: "Keeps the texts of a policy draft.") {
            submission, context in try await saveText(submission, context)
        }
    }

    /// The fields of a draft's head: its day and what it rests on.
    static func headFields(_ context: BackstopContext) -> [Field] {
        [
            .date("inForceFrom", label: context.t("pack.from"), hint: context.t("pack.fromHint")),
            .text("note", label: context.t("pack.note"), hint: context.t("pack.noteHint"), lengthMax: 200),
        ]
    }

    static func head(_ reader: inout FormReader, _ context: BackstopContext) -> (day: CivilDate, note: String)? {
        let day = reader.date("inForceFrom", label: context.t("pack.from"))
        let note = reader.text("note", label: context.t("pack.note"), lengthMax: 200)
        return day.flatMap { day in note.map { (day, $0) } }
    }

    private func load(_ context: BackstopContext) async throws -> PackVersionView {
        let id = PackVersionID(try context.number("id"))
        let found = try await desk.view(context) { try PackVersionView.load(id, in: $0) }
        guard let found, found.mayEdit else { throw PageProblem.notFound }
        return found
    }

    private func crumbs(_ view: PackVersionView, _ context: BackstopContext) -> [Link] {
        [
            Link(context.t("pack.title"), PolicyListPage.path),
            Link("\(view.title) · \(view.place)", PolicyListPage.version(view.row.id)),
        ]
    }

    // MARK: One value

    private func askValue(_ context: BackstopContext, _ typed: FormState?) async throws -> Response {
        let view = try await load(context)
        let (row, name) = (view.row, try context.parameter("name"))
        // A text with mistakes still shows what is in force.
        let shown =
            try desk.bureau.tried(row, in: view.timeline).packs ?? view.timeline.packs(on: row.inForceFrom)
        let known = try? shown.parameters(of: row.program, for: row.region).first { $0.name == name }
        guard let parameter = known else { throw PageProblem.notFound }
        var state = typed ?? FormState()
        if typed == nil {
            state.values.set("from", row.inForceFrom.text)
            state.values.set("citation", row.note)
            let value = try? parameter.value(on: row.inForceFrom)
            state.values.set("value", value.flatMap { parameter.typed($0.value) } ?? "")
        }
        state.values.set("seen", String(row.version))
        let form = desk.site.form(
            context, action: "\(PolicyListPage.version(row.id))/value/\(name)", submit: context.t("pack.keep"),
            state: state, valueFields(parameter, context))
        let rows = parameter.values.map { value in
            SummaryRow(
                Formats(context).date(value.from), parameter.text(value.value),
                tag: value.demo ? StatusTag(context.t("pack.demo"), .warn) : nil, isStored: true)
        }
        return try await desk.formPage(
            parameter.label, explanation: context.t("pack.valueHint"), rows: rows, form: form,
            back: PolicyListPage.version(row.id), context, crumbs: crumbs(view, context), state: state)
    }

    private func valueFields(_ parameter: Parameter, _ context: BackstopContext) -> [Field] {
        let label = context.t("pack.value")
        let value: Field =
            switch parameter.unit {
            case .flag:
                .radios("value", label: label, ["true", "false"].map { .init($0, context.t("pack.\($0)")) })
            case .choice: .select("value", label: label, parameter.choices.map { .init($0, $0) })
            case .text, .textList, .permilleList, .ratio:
                .text("value", label: label, hint: context.t("pack.listHint"), lengthMax: 2_000)
            default:
                .number("value", label: label, unit: parameter.unitText, hasDecimals: true)
            }
        return [
            .hidden("seen"), value, .date("from", label: context.t("pack.valueFrom")),
            .text("citation", label: context.t("pack.citation"), lengthMax: 300),
            .checkboxes("demo", label: context.t("pack.demoLabel"), [.init("yes", context.t("pack.demoYes"))]),
        ]
    }

    private func setValue(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let values = submission.values
        var reader = FormReader(values, context)
        let from = reader.date("from", label: context.t("pack.valueFrom"))
        let value = reader.text("value", label: context.t("pack.value"), lengthMax: 2_000)
        let citation = reader.text("citation", label: context.t("pack.citation"), lengthMax: 300)
        guard let from, let value, let citation, reader.state.isValid,
            let seen = values.text("seen").flatMap({ Int64($0) })
        else { return try await askValue(context, reader.state) }
        let id = PackVersionID(try context.number("id"))
        let outcome = try await desk.perform(
            SetPackValue(
                id: id, seen: seen, parameter: try context.parameter("name"), from: from, value: value,
                citation: citation, demo: values.text("demo") != nil), submission, context)
        guard outcome.value != nil else {
            return try await askValue(context, desk.refused(outcome.reasons, values, context))
        }
        return .seeOther("\(PolicyListPage.version(id))?done=keep")
    }

    // MARK: The texts

    private func askText(_ context: BackstopContext, _ typed: FormState?) async throws -> Response {
        let view = try await load(context)
        let row = view.row
        let base = "\(PolicyListPage.version(row.id))/text"
        var state = typed ?? FormState()
        if typed == nil {
            state.values.set("inForceFrom", row.inForceFrom.text)
            state.values.set("note", row.note)
        }
        state.values.set("seen", String(row.version))
        let form = desk.site.form(
            context, action: base, submit: context.t("pack.keepText"), state: state,
            [.hidden("seen")] + Self.headFields(context)
                + [
                    .text(
                        "caseName", label: context.t("pack.caseName"), hint: context.t("pack.caseHint"),
                        isOptional: true)
                ]
        )
        let names = Set(row.files.keys).union(["pack.yaml"])
        let texts = names.sorted().map { name -> Fields in
            let text = state.values["files.\(name)"] ?? row.files[name] ?? ""
            return [
                "id": "field-files.\(name)", "field": "files.\(name)", "name": name, "text": text,
                "lines": max(6, min(36, text.split(separator: "\n", omittingEmptySubsequences: false).count + 1)),
            ]
        }
        // After somebody else's change: how what was typed differs from what is kept now.
        let differing = names.sorted().compactMap { name in
            typed.flatMap { $0.values["files.\(name)"] }.flatMap {
                LineDifference(name: name, before: row.files[name] ?? "", after: $0 + ($0.hasSuffix("\n") ? "" : "\n"))
            }
        }
        let problems = try desk.bureau.tried(row, in: view.timeline).problems
        let model: Fields = [
            "title": context.t("pack.editText"), "form": form, "texts": texts,
            "differences": differing.map(PackVersionPage.difference), "hasDifferences": !differing.isEmpty,
            "problems": problems.map(\.description), "hasProblems": !problems.isEmpty,
            "backAddress": PolicyListPage.version(row.id),
        ]
        return try await desk.page(
            "staff/policy/text", model, title: context.t("pack.editText"), context, crumbs: crumbs(view, context),
            state: state)
    }

    private func saveText(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let values = submission.values
        let id = PackVersionID(try context.number("id"))
        let view = try await load(context)
        var reader = FormReader(values, context)
        let head = Self.head(&reader, context)
        guard let head, reader.state.isValid, let seen = values.text("seen").flatMap({ Int64($0) }) else {
            return try await askText(context, reader.state)
        }
        var files: [String: String] = [:]
        for name in Set(view.row.files.keys).union(["pack.yaml"]) { files[name] = values["files.\(name)"] ?? "" }
        if let added = values.text("caseName") { files["cases/\(added).yaml"] = Self.caseText(added, view.row) }
        let outcome = try await desk.perform(
            SavePackText(id: id, seen: seen, inForceFrom: head.day, note: head.note, files: files), submission, context)
        guard outcome.value != nil else {
            return try await askText(context, desk.refused(outcome.reasons, values, context))
        }
        let next = values.text("caseName") == nil ? "?done=keep" : "/text"
        return .seeOther(PolicyListPage.version(id) + next)
    }

    /// The form of a worked case, to be filled in.
    private static func caseText(_ name: String, _ row: PackVersionRow) -> String {
        """
        id: \(name)
        title: ''
        source: \(PackValueEdit.quoted(row.note))
        day: \(row.inForceFrom.text)
        facts: {}
        expect: {}

        """
    }
}
