import Casework
import Documents
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Primitives
import WebSupport

/// Papers of the own case as they print, and the files that the family sent.
struct PaperPages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/documents/{document}", for: .citizen, summary: "A paper of the own case, ready to print.") {
            _, context in
            try await paper(context)
        }
        routes.get(
            "/documents/{document}/qr.svg", for: .citizen, kind: .export, summary: "The code that verifies a paper."
        ) { _, context in
            let document = try await document(context)
            let picture = try QRCode(document.checkAddress).svg(size: 160, label: context.t("follow.paper.code"))
            return Self.inline(Array(picture.utf8), mediaType: "image/svg+xml")
        }
        routes.get("/progress/{case}/why-sheet", for: .citizen, summary: "The why-sheet of the own case, for print.") {
            _, context in
            let sheet = try await sheet(context)
            return portal.site.page(WhySheetPaper.template, Self.paper(sheet).model, frame: frame(sheet), context)
        }
        routes.get(
            "/progress/{case}/why-sheet/pdf", for: .citizen, kind: .export,
            summary: "The why-sheet of the own case as a PDF document."
        ) { _, context in
            let sheet = try await sheet(context)
            return await portal.site.pdf(
                WhySheetPaper.template, Self.paper(sheet).model, frame: frame(sheet),
                fileName: "\(sheet.title).pdf", context)
        }
        routes.get(
            "/progress/{case}/why-sheet/text", for: .citizen, kind: .export,
            summary: "The why-sheet of the own case as plain text."
        ) { _, context in
            let sheet = try await sheet(context)
            return portal.site.plain(sheet.text, fileName: "\(sheet.title).txt")
        }
        routes.get(
            "/uploads/{upload}", for: .citizen, kind: .export, summary: "A file of the own case or draft."
        ) { _, context in
            let id = UploadID(try context.number("upload"))
            let found = try await portal.bureau.upload(id, as: try portal.actor(context))
            guard let found else { throw PageProblem.notFound }
            return Self.inline(found.bytes, mediaType: found.mediaType)
        }
    }

    /// The sheet behind a decision; before it there is none for the family to read.
    private func sheet(_ context: BackstopContext) async throws -> WhySheetView {
        let id = CaseID(try context.number("case"))
        let found = try await portal.view(context) { inner -> WhySheetView? in
            guard try CitizenResult.load(id, in: inner) != nil else { return nil }
            return try WhySheetView.load(id, in: inner)
        }
        guard let found else { throw PageProblem.notFound }
        return found
    }

    private static func paper(_ sheet: WhySheetView) -> WhySheetPaper {
        WhySheetPaper(
            intro: sheet.intro, sections: sheet.sections.map { ($0.heading, $0.lines) },
            result: WhySheetView.resultHeading, day: sheet.day.chineseText)
    }

    private func frame(_ sheet: WhySheetView) -> PrintFrame {
        PrintFrame(title: sheet.title, issuer: portal.bureau.settings.name)
    }

    private func document(_ context: BackstopContext) async throws -> CitizenDocument {
        let id = DocumentID(try context.number("document"))
        guard let document = try await portal.view(context, { try CitizenDocument.load(id, in: $0) }) else {
            throw PageProblem.notFound
        }
        return document
    }

    private func paper(_ context: BackstopContext) async throws -> Response {
        let document = try await document(context)
        let content = document.content
        let code = QRPicture(document.checkAddress, label: context.t("follow.paper.code"))
        let sheet = PaperSheet(
            addressee: content.addressee,
            blocks: content.blocks.map { block in
                PaperSheet.Block(
                    block.kind.rawValue, text: block.text, lines: block.lines.map { ($0.label, $0.value) },
                    headings: block.headings, rows: block.rows)
            },
            marks: document.marks.map { .init($0) },
            lacks: document.isIntact ? document.lacks : context.t("follow.paper.damaged"), issuer: content.issuer,
            sealed: document.isSealed, day: content.issuedOn.chineseText,
            code: code.map { ($0.box, $0.runs, document.checkAddress) })
        let frame = PrintFrame(
            title: content.title, issuer: content.issuer,
            documentNumber: content.number.isEmpty ? nil : content.number, layout: content.layout.rawValue)
        return portal.site.page(PaperSheet.template, sheet.model, frame: frame, context)
    }

    /// A picture or PDF shown in the browser; its type is what its bytes say, and scripts in it never run.
    private static func inline(_ bytes: [UInt8], mediaType: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: mediaType, .contentDisposition: "inline"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
