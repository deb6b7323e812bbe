import Casework
import Documents
import Hummingbird
import Operations
import Primitives
import Storage
import Verification
import WebSupport

/// Reports and why-sheets of a case for print, and the files it holds.
struct PaperPages: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(Posts.caseReaders)
        routes.get("/staff/reports/{id}", for: .staff, roles: roles, summary: "A verification report for print (D11).")
        {
            _, context in try await report(context)
        }
        routes.get(
            "/staff/reports/{id}/pdf", for: .staff, roles: roles, kind: .export,
            summary: "A verification report (D11) as a PDF document."
        ) { _, context in
            let paper = try await reportPaper(context)
            return await desk.site.pdf(
                Self.reportTemplate, paper.model, frame: paper.frame, fileName: "\(paper.name).pdf", context)
        }
        routes.get(
            "/staff/reports/{id}/workbook.xlsx", for: .staff, roles: roles, kind: .export,
            summary: "A verification report as an Excel workbook."
        ) { _, context in try await reportWorkbook(context) }
        routes.get("/staff/determinations/{id}", for: .staff, roles: roles, summary: "A why-sheet for print.") {
            _, context in try await whySheet(context)
        }
        routes.get(
            "/staff/determinations/{id}/pdf", for: .staff, roles: roles, kind: .export,
            summary: "A why-sheet as a PDF document."
        ) { _, context in
            let sheet = try await sheet(context)
            return await desk.site.pdf(
                WhySheetPaper.template, Self.paper(sheet).model, frame: frame(sheet),
                fileName: "\(sheet.title).pdf", context)
        }
        routes.get(
            "/staff/determinations/{id}/text", for: .staff, roles: roles, kind: .export,
            summary: "A why-sheet as plain text."
        ) { _, context in
            let sheet = try await sheet(context)
            return desk.site.plain(sheet.text, fileName: "\(sheet.title).txt")
        }
        routes.get(
            "/staff/uploads/{id}", for: .staff, roles: roles, kind: .export, summary: "A photo or paper of a case."
        ) {
            _, context in try await upload(context)
        }
    }

    private static let reportTemplate = "staff/cases/report-paper"

    private func report(_ context: BackstopContext) async throws -> Response {
        let paper = try await reportPaper(context)
        return desk.site.page(Self.reportTemplate, paper.model, frame: paper.frame, context)
    }

    /// A report of a case within the actor's scope, with the case.
    private func reportScene(_ context: BackstopContext) async throws -> (CaseScene, ReportView) {
        let id = ReportID(try context.number("id"))
        let found = try await desk.found(context) { inner -> (CaseScene, ReportView)? in
            guard let row = try inner.store.report(id, in: inner.scope),
                let scene = try CaseScene.load(row.entry.caseID, in: inner),
                let report = try ReportView.load(row.entry.caseID, report: id, in: inner)
            else { return nil }
            return (scene, report)
        }
        return found
    }

    private func reportPaper(
        _ context: BackstopContext
    ) async throws -> (model: Fields, frame: PrintFrame, name: String) {
        let (scene, report) = try await reportScene(context)
        let file = CaseModel(scene: scene.showing(report), done: nil, actor: nil, context: context)
        let address = "\(desk.bureau.settings.publicAddress)/check/\(report.token)"
        let picture = QRPicture(try QRCode(address))
        let model: Fields = [
            "file": file, "commissionedBy": report.report.commissionedBy, "purpose": report.report.purpose,
            "people": report.report.members.map { "\(Masking.name($0.name))（\($0.lastFour)）" }.joined(separator: "、"),
            // Who did not answer has a section of its own below.
            "reasons": report.report.reasons.filter { !$0.hasPrefix("未答复：") }.map { file.mask($0) },
            "disclaimer": VerificationReport.disclaimer,
            "objection": report.report.objectionChannel, "hash": report.hash, "isIntact": report.isIntact,
            "viewBox": picture.viewBox, "path": picture.path, "checkAddress": address,
        ]
        let frame = PrintFrame(
            title: context.t("paper.report"), issuer: report.report.commissionedBy,
            documentNumber: report.report.number)
        return (model, frame, Self.fileName(report))
    }

    private static func fileName(_ report: ReportView) -> String { "\(report.report.number)-\(report.report.version)" }

    private func reportWorkbook(_ context: BackstopContext) async throws -> Response {
        let (scene, report) = try await reportScene(context)
        let actor = try desk.actor(context)
        let workbook = report.workbook(
            madeBy: "\(actor.name)（\(actor.role.name(context))）", at: desk.bureau.systemClock(),
            mask: { NameMask(scene.view.row.form)($0) })
        return desk.site.download(
            try workbook.bytes(), mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            fileName: "\(Self.fileName(report)).xlsx")
    }

    private func sheet(_ context: BackstopContext) async throws -> WhySheetView {
        let id = DeterminationID(try context.number("id"))
        return try await desk.found(context) { try WhySheetView.load(id, in: $0) }
    }

    private static func paper(_ sheet: WhySheetView) -> WhySheetPaper {
        WhySheetPaper(
            intro: sheet.intro, sections: sheet.sections.map { ($0.heading, $0.lines) },
            result: WhySheetView.resultHeading, day: sheet.day.chineseText)
    }

    private func frame(_ sheet: WhySheetView) -> PrintFrame {
        PrintFrame(title: sheet.title, issuer: desk.bureau.settings.name)
    }

    private func whySheet(_ context: BackstopContext) async throws -> Response {
        let sheet = try await sheet(context)
        return desk.site.page(
            WhySheetPaper.template, Self.paper(sheet).model, frame: frame(sheet), context)
    }

    /// Pictures are shown by the browser; a PDF could carry script, so it is kept as a file.
    private func upload(_ context: BackstopContext) async throws -> Response {
        let id = UploadID(try context.number("id"))
        guard let file = try await desk.bureau.upload(id, as: .staff(desk.actor(context))) else {
            throw PageProblem.notFound
        }
        let name = "\(id.text).\(file.mediaType.split(separator: "/").last.map(String.init) ?? "bin")"
        return ["image/jpeg", "image/png", "image/webp"].contains(file.mediaType)
            ? desk.site.picture(file.bytes, mediaType: file.mediaType, fileName: name)
            : desk.site.download(file.bytes, mediaType: file.mediaType, fileName: name)
    }
}
