import Hummingbird
import Operations
import Primitives
import Storage
import Verification
import WebSupport

/// Imports of department data: what came when, what was refused and where, and the form that takes more in.
struct ImportPages: Sendable {
    let desk: Desk
    static let path = CentreWords.root + "/imports"
    private static let uploadPath = path + "/file"

    static func address(_ id: ImportID) -> String { "\(path)/\(id.text)" }

    func register(in routes: RouteRegistry) {
        let keepers = Posts.names(RunAuthority.keepers)
        routes.get(Self.path, for: .staff, roles: CentreOverview.roles, summary: "Lists imports of department data.") {
            request, context in try await list(request.query, context)
        }
        routes.get(Self.uploadPath, for: .staff, roles: keepers, summary: "Asks for a department's file.") {
            _, context in try await upload(FormState(), context)
        }
        routes.post(Self.path, for: .staff, roles: keepers, summary: "Takes a prepared folder in.") {
            submission, context in try await takeFolder(submission, context)
        }
        routes.post(
            Self.uploadPath, for: .staff, roles: keepers, takes: .files, summary: "Takes a department's file in."
        ) { submission, context in try await takeFile(submission, context) }
        routes.get("\(Self.path)/{id}", for: .staff, roles: CentreOverview.roles, summary: "One import.") {
            request, context in try await show(request, context)
        }
    }

    private func list(
        _ query: FormValues, _ context: BackstopContext, _ typed: FormState = FormState()
    ) async throws -> Response {
        let (batches, pager, today) = try await desk.view(context) { inner in
            let total = try inner.store.imports(limit: 0, offset: 0).total
            let pager = Pager(
                total: total, pageSize: 20, query: query, address: PageAddress(Self.path, query), context)
            return (
                try inner.store.imports(limit: pager.pageSize, offset: pager.offset).rows, pager, inner.today
            )
        }
        let words = CentreWords(context)
        var page = CentrePage()
        page.intro = context.t("import.intro")
        if RunAuthority.keepers.contains(try desk.actor(context).role) {
            page.tools = [Link(context.t("import.upload"), Self.uploadPath)]
            page.form = folderForm(typed, today, context)
            page.formTitle = context.t("import.folderTitle")
        }
        page.tablesBehind = [
            CentreTable(
                context.t("nav.imports"), CentreWords.importColumns, rows: batches.map(words.row),
                empty: context.t("import.none"), pager: pager, context)
        ]
        return try await page.response(desk, title: context.t("nav.imports"), context, state: typed)
    }

    private func folderForm(_ typed: FormState, _ today: CivilDate, _ context: BackstopContext) -> FormView? {
        guard let inbox = desk.bureau.inbox else { return nil }
        var state = typed
        if state.values["asOf"] == nil { state.values.set("asOf", today.text) }
        let folders = inbox.folders.map { folder in
            let key = folder.isCity ? "import.cityFolder" : "import.filesFolder"
            return Field.Choice(folder.name, "\(folder.name)（\(context.t(key, ["count": String(folder.files)]))）")
        }
        return desk.site.form(
            context, action: Self.path, submit: context.t("import.take"), state: state,
            [
                .select("folder", label: context.t("import.folder"), hint: context.t("import.folderHint"), folders),
                .date("asOf", label: context.t("import.asOf"), hint: context.t("import.asOfHint")),
                .checkboxes("changes", label: context.t("import.form"), [.init("1", context.t("import.isChanges"))]),
            ])
    }

    private func upload(_ typed: FormState, _ context: BackstopContext) async throws -> Response {
        let today = try await desk.view(context) { $0.today }
        var state = typed
        if state.values["asOf"] == nil { state.values.set("asOf", today.text) }
        let datasets = (desk.bureau.catalogue?.datasets ?? []).map {
            Field.Choice($0.code, "\($0.department) · \($0.name)")
        }
        var page = CentrePage()
        page.intro = context.t("import.uploadIntro")
        page.formTitle = context.t("import.upload")
        page.form = desk.site.form(
            context, action: Self.uploadPath, submit: context.t("import.take"), state: state,
            [
                .select("dataset", label: context.t("dataset.name"), datasets),
                .date("asOf", label: context.t("import.asOf"), hint: context.t("import.asOfHint")),
                .checkboxes("changes", label: context.t("import.form"), [.init("1", context.t("import.isChanges"))]),
                .dataFile(
                    "file", label: context.t("import.file"), hint: context.t("import.fileHint"),
                    accept: ".csv,.gz,.xlsx"),
            ])
        return try await page.response(
            desk, title: context.t("import.upload"), context, crumbs: [Link(context.t("nav.imports"), Self.path)],
            state: state)
    }

    private func takeFolder(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let folder = reader.text("folder", label: context.t("import.folder"))
        let asOf = reader.date("asOf", label: context.t("import.asOf"))
        guard let folder, let asOf, let key = submission.idempotencyKey else {
            return try await list(FormValues(), context, reader.state)
        }
        let outcome = try await desk.bureau.askImport(
            folder: folder, asOf: asOf, isChanges: submission.values.text("changes") != nil,
            as: .staff(desk.actor(context)), key: key)
        guard let id = outcome.value else {
            return try await list(FormValues(), context, desk.refused(outcome.reasons, submission.values, context))
        }
        return .seeOther(Self.address(id))
    }

    private func takeFile(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let asOf = reader.date("asOf", label: context.t("import.asOf"))
        var file: (name: String, bytes: [UInt8])?
        do {
            let sent = try submission.data("file")
            file = (sent.fileName, sent.bytes)
        } catch {
            reader.add("file", error.message(context.messages))
        }
        guard let asOf, let file, let key = submission.idempotencyKey else {
            return try await upload(reader.state, context)
        }
        let outcome = try await desk.bureau.askImport(
            file: file, dataset: submission.values.text("dataset"), asOf: asOf,
            isChanges: submission.values.text("changes") != nil, as: .staff(desk.actor(context)), key: key)
        guard let id = outcome.value else {
            return try await upload(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther(Self.address(id))
    }

    private func show(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let (id, query) = (ImportID(try context.number("id")), request.query)
        let found = try await desk.view(context) { inner -> (ImportBatch, [ImportFinding], Pager)? in
            guard let batch = try inner.store.importBatch(id) else { return nil }
            let total = try inner.store.importFindings(of: id, limit: 0, offset: 0).total
            let pager = Pager(
                total: total, pageSize: 50, query: query, address: PageAddress(Self.address(id), query), context)
            return (
                batch, try inner.store.importFindings(of: id, limit: pager.pageSize, offset: pager.offset).rows, pager
            )
        }
        guard let (batch, findings, pager) = found else { throw PageProblem.notFound }
        let words = CentreWords(context)
        let page = model(batch, findings, pager, words)
        return try await page.response(
            desk, title: "\(context.t("importKind.\(batch.kind)")) \(words.formats.date(batch.asOf))", context,
            crumbs: [Link(context.t("nav.imports"), Self.path)])
    }

    private func model(
        _ batch: ImportBatch, _ findings: [ImportFinding], _ pager: Pager, _ words: CentreWords
    ) -> CentrePage {
        let context = words.context
        var page = CentrePage()
        page.tag = words.batchState(batch.state)
        let result = CentreWords.result(batch)
        switch batch.state {
        case "waiting", "running":
            page.progress = (
                context.t("import.running") + " " + words.summary(batch), batch.stageDone, batch.stageTotal,
                Self.address(batch.id)
            )
        case "done": page.notice = words.summary(batch)
        default:
            page.notice = context.t("import.lastGood") + (result?.error.map { " \($0)" } ?? "")
            page.noticeTone = "bad"
        }
        page.rows = [
            SummaryRow(context.t("import.asOf"), words.formats.date(batch.asOf)),
            SummaryRow(context.t("run.askedBy"), words.asker(batch), isStored: true),
            SummaryRow(context.t("run.askedAt"), words.formats.moment(batch.createdAt)),
            SummaryRow(
                context.t("import.datasets"),
                result.map { $0.datasets.isEmpty ? "—" : words.formats.count($0.datasets.count) } ?? "—"),
            SummaryRow(context.t("import.finished"), batch.finishedAt.map { words.formats.moment($0) } ?? "—"),
        ]
        if batch.state == "refused" {
            page.tables = [
                CentreTable(
                    context.t("import.findings"),
                    ["import.fileName", "#dataset.row", "dataset.column", "dataset.reason", "import.sentence"],
                    rows: findings.map { finding in
                        [
                            .code(finding.file), .number(finding.row.map(String.init) ?? "—"),
                            .code(finding.column ?? "—"), CentreCell(words.problem(finding.reason)),
                            CentreCell(finding.sentence),
                        ]
                    }, empty: "—", pager: pager, context)
            ]
        }
        return page
    }
}
