import Casework
import Documents
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Documents as they were issued: on the screen, and as the one PDF that every reprint repeats byte for byte.
struct DocumentPages: Sendable {
    let desk: Desk
    static let path = "/staff/documents"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(Posts.caseReaders + [.payer])
        routes.get("\(Self.path)/{id}", for: .staff, roles: roles, summary: "A document as it was issued, for print.") {
            _, context in
            let paper = try Paper(try await standing(context), Self.words(context))
            return desk.site.page(PaperSheet.template, paper.model, frame: paper.frame, context)
        }
        routes.get(
            "\(Self.path)/{id}/pdf", for: .staff, roles: roles, kind: .export,
            summary: "A document as a PDF, the same bytes at every reprint."
        ) { _, context in try await pdf(context) }
    }

    /// A document within the scope, or the page of an address that does not exist.
    func standing(_ context: BackstopContext) async throws -> DocumentStanding {
        let id = DocumentID(try context.number("id"))
        return try await desk.found(context) { try DocumentStanding.load(id, in: $0) }
    }

    /// What counts is kept as printed first; what does not count yet is printed anew, with what it lacks on top.
    private func pdf(_ context: BackstopContext) async throws -> Response {
        let standing = try await standing(context)
        let paper = try Paper(standing, Self.words(context))
        guard standing.lacks.isEmpty, standing.isIntact else {
            return await desk.site.pdf(
                PaperSheet.template, paper.model, frame: paper.frame, fileName: paper.fileName, context)
        }
        let actor = try desk.actor(context)
        let bytes = try await desk.bureau.printed(standing.row.id, as: .staff(actor)) {
            await desk.site.pdfBytes(PaperSheet.template, paper.model, frame: paper.frame, context)
        }
        guard let bytes else {
            return desk.site.page(PaperSheet.template, paper.model, frame: paper.frame, context)
        }
        return desk.site.download(bytes, mediaType: "application/pdf", fileName: paper.fileName)
    }

    private static func words(_ context: BackstopContext) -> String { context.t("paper.damaged") }
}

/// A document ready for its template; its words are the document's own, whatever language the desk speaks.
struct Paper: Sendable {
    let model: Fields
    let frame: PrintFrame
    let fileName: String

    /// Takes a document with its signatures; `damaged` is said when what is stored is not what was issued.
    init(_ standing: DocumentStanding, _ damaged: String) throws {
        let content = standing.content
        let picture = QRPicture(try QRCode(standing.checkAddress))
        let lacks = standing.isIntact ? standing.lacks.map(\.chinese) : [damaged]
        let sheet = PaperSheet(
            addressee: content.addressee, blocks: Self.blocks(content),
            marks: standing.marks.map { .init($0.mark.chinese) },
            lacks: lacks.isEmpty ? nil : lacks.joined(separator: ""), issuer: content.issuer,
            sealed: standing.marks.contains { if case .seal = $0.mark.method { true } else { false } },
            day: content.issuedOn.chineseText,
            code: (picture.viewBox, picture.path, standing.checkAddress))
        model = sheet.model
        frame = Self.frame(content)
        fileName = "\(content.title)\(content.number).pdf"
    }

    /// A paper with nothing to verify: the blank form of a template, or a list that is not issued.
    init(specimen content: DocumentContent, day: String = "　　年　月　日") {
        model =
            PaperSheet(
                addressee: content.addressee, blocks: Self.blocks(content), issuer: content.issuer, sealed: false,
                day: day, code: nil
            ).model
        frame = Self.frame(content)
        fileName = "\(content.kind.rawValue)-\(content.kind.chinese).pdf"
    }

    /// A paper with invented facts, marked as such over its whole face.
    init(sample content: DocumentContent, address: String, mark: String) throws {
        let picture = QRPicture(try QRCode(address))
        model =
            PaperSheet(
                addressee: content.addressee, blocks: Self.blocks(content), lacks: mark, issuer: content.issuer,
                sealed: false, day: content.issuedOn.chineseText, code: (picture.viewBox, picture.path, address),
                isSample: true
            ).model
        frame = Self.frame(content)
        fileName = "样张-\(content.kind.rawValue)-\(content.kind.chinese).pdf"
    }

    private static func frame(_ content: DocumentContent) -> PrintFrame {
        PrintFrame(
            title: content.title, issuer: content.issuer, documentNumber: content.number.isEmpty ? nil : content.number,
            layout: content.layout.rawValue)
    }

    private static func blocks(_ content: DocumentContent) -> [PaperSheet.Block] {
        content.blocks.map { block in
            PaperSheet.Block(
                block.kind.rawValue, text: block.text, lines: block.lines.map { ($0.label, $0.value) },
                headings: block.headings, rows: block.rows)
        }
    }
}
