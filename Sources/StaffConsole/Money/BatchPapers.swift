import Casework
import Documents
import Hummingbird
import Operations
import Payments
import Primitives
import Storage
import WebSupport

/// What leaves the system: the roster on paper (D21) and as a workbook, both masked, and the files for the bank.
struct BatchPapers: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        let readers = Posts.names(Posts.payReaders)
        routes.get(
            "/staff/batches/{id}/print", for: .staff, roles: readers, summary: "The roster for paper (D21), masked."
        ) { _, context in try await roster(context) }
        routes.get(
            "/staff/batches/{id}/roster.xlsx", for: .staff, roles: readers, kind: .export,
            summary: "The roster as a workbook, masked."
        ) { _, context in try await workbook(context) }
        routes.get(
            "/staff/batches/{id}/bank-file/{format}", for: .staff, roles: Posts.names([.payer]), kind: .export,
            summary: "The bank file of a batch, the same bytes every time; each download is audited."
        ) { _, context in try await bankFile(context) }
    }

    private func roster(_ context: BackstopContext) async throws -> Response {
        let id = BatchID(try context.number("id"))
        let document = try await desk.found(context) { try RosterDocument.load(id, in: $0) }
        let paper = Paper(specimen: document.content, day: document.content.issuedOn.chineseText)
        return desk.site.page(PaperSheet.template, paper.model, frame: paper.frame, context)
    }

    private func workbook(_ context: BackstopContext) async throws -> Response {
        let id = BatchID(try context.number("id"))
        let actor = try desk.actor(context)
        let key = desk.site.forms.idempotencyKey()
        let outcome = try await desk.bureau.perform(ExportBatch(batch: id), as: .staff(actor), key: key)
        guard let export = outcome.value else { throw PageProblem.notFound }
        let (now, left) = try await desk.view(context) { ($0.now, try BatchView.load(id, in: $0)?.exclusions ?? []) }
        let headings: [(String, Double)] = [
            ("paper.number", 8), ("paper.certificate", 26), ("paper.payee", 14), ("paper.account", 14),
            ("paper.amount", 14), ("money.state", 40),
        ]
        let rows = export.rows.map { row -> [SheetCell] in
            [
                .integer(row.number), .text(row.certificateNumber), .text(row.payee), .text(row.account),
                .money(row.amount), .text(row.state),
            ]
        }
        let leftRows = left.map { line -> [SheetCell] in
            [.text(line.certificateNumber), .text(line.payeeMasked), .text(line.reason), .money(line.withheld)]
        }
        let workbook = Workbook(
            title: WorkbookTitle(
                context.t("paper.roster"), madeBy: "\(actor.name)（\(actor.role.name(context))）", madeAt: now,
                scope: "\(export.countyName) \(export.month.text) \(export.number)"),
            sheets: [
                Sheet(
                    context.t("paper.sheetItems"),
                    columns: headings.map { SheetColumn(context.t($0.0), width: $0.1) }, rows: rows),
                Sheet(
                    context.t("paper.sheetLeft"),
                    columns: [
                        SheetColumn(context.t("paper.certificate"), width: 26),
                        SheetColumn(context.t("paper.payee")),
                        SheetColumn(context.t("roster.reason"), width: 50), SheetColumn(context.t("roster.withheld")),
                    ], rows: leftRows),
            ])
        return desk.site.download(
            try workbook.bytes(), mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            fileName: "\(export.number).xlsx")
    }

    private func bankFile(_ context: BackstopContext) async throws -> Response {
        let id = BatchID(try context.number("id"))
        guard let format = BankFileFormat(rawValue: try context.parameter("format")) else { throw PageProblem.notFound }
        let isWritten = try await desk.view(context) { try BatchView.load(id, in: $0)?.row.instructedAt != nil }
        // Only the confirmed step writes the file first; this address gives again what was written.
        guard isWritten else { throw PageProblem.notFound }
        let outcome = try await desk.bureau.writeBankFile(
            id, format: format, as: .staff(desk.actor(context)), key: desk.site.forms.idempotencyKey())
        guard let file = outcome.value else { throw PageProblem.notFound }
        let media = format == .oneCard ? "text/plain; charset=utf-8" : "application/xml; charset=utf-8"
        return desk.site.download(file.bytes, mediaType: media, fileName: file.name)
    }
}
