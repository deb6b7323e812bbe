package import Hummingbird
import NIOCore

/// Makes a document of a whole page; `files` are the style sheets that the page links to, by their addresses.
package typealias PagePrinter =
    @Sendable (
        _ html: String, _ files: [(address: String, mediaType: String, bytes: [UInt8])], _ subject: String
    ) async throws -> [UInt8]

extension Site {
    /// A page in the print frame as a PDF; where this machine cannot make one, the page itself, which browsers print.
    package func pdf(
        _ template: String, _ model: any MustacheParentModel, frame: PrintFrame, fileName: String,
        _ context: BackstopContext
    ) async -> Response {
        guard let bytes = await pdfBytes(template, model, frame: frame, context) else {
            return html(text(template, model, frame: frame, context))
        }
        return download(bytes, mediaType: "application/pdf", fileName: fileName)
    }

    /// The bytes of a page in the print frame as a PDF; nil where this machine cannot make one.
    package func pdfBytes(
        _ template: String, _ model: any MustacheParentModel, frame: PrintFrame, _ context: BackstopContext
    ) async -> [UInt8]? {
        watch?(template, model, frame, context)
        guard let printer, let style = assets.file("print.css") else { return nil }
        return try? await printer(text(template, model, frame: frame, context), [style], frame.title)
    }

    /// A page kept earlier as a PDF, with the present style sheets under the addresses that the page links to.
    ///
    /// Where this machine makes no PDF, the page's text as a file, never as a page that could act.
    package func pdf(html: String, subject: String, fileName: String) async -> Response {
        let links = html.split(separator: "\"").filter { $0.hasPrefix("/assets/") && $0.hasSuffix(".css") }
        let sheets = links.compactMap { link in
            assets.file(link.split(separator: "/").dropFirst(2).joined(separator: "/")).map {
                (address: String(link.dropFirst()), mediaType: $0.mediaType, bytes: $0.bytes)
            }
        }
        guard let printer, let bytes = try? await printer(html, sheets, subject) else {
            return plain(html, fileName: fileName.replacing(".pdf", with: ".html"))
        }
        return download(bytes, mediaType: "application/pdf", fileName: fileName)
    }

    /// Plain text to keep, in UTF-8.
    package func plain(_ text: String, fileName: String) -> Response {
        download(Array(text.utf8), mediaType: "text/plain; charset=utf-8", fileName: fileName)
    }
}
