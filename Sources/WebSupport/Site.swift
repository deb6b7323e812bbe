package import Foundation
package import HTTPTypes
package import Hummingbird
import NIOCore

/// Everything that the doors share: templates, sentences, files, form tokens, sessions and the site's options.
package struct Site: Sendable {
    /// Addresses and protections of this installation.
    package let options: SiteOptions
    /// Templates of every room.
    package let templates: TemplateSet
    /// Sentences of every room.
    package let messages: Catalogue
    /// Style sheets, scripts and pictures.
    package let assets: AssetStore
    /// Tokens and keys of forms.
    package let forms: FormGuard
    /// Names and protection of cookies.
    package let cookies: CookiePolicy
    /// Who is signed in.
    package let sessions: any SessionResolving
    /// Sees every page before it is rendered, so that a test can audit templates over real models.
    package var watch: (@Sendable (String, any MustacheParentModel, any PageFrame, BackstopContext) -> Void)?
    /// Makes PDF documents of pages; `nil` where nothing does.
    package var printer: PagePrinter?

    /// A site from its parts; `roomFolders` are the `Templates` folders of the doors.
    package init(
        options: SiteOptions, roomFolders: [URL] = [], forms: FormGuard, sessions: any SessionResolving
    ) throws {
        let files = try SiteFiles.load(roomFolders: roomFolders, vendorFolder: options.vendorFolder)
        self.init(options: options, files: files, forms: forms, sessions: sessions)
    }

    /// A site over files that were read before.
    package init(options: SiteOptions, files: SiteFiles, forms: FormGuard, sessions: any SessionResolving) {
        self.options = options
        (templates, messages, assets) = (files.templates, files.messages, files.assets)
        self.forms = forms
        cookies = CookiePolicy(isSecure: options.isSecure)
        self.sessions = sessions
    }

    /// A whole page, the template over the model inside a frame; a form with problems answers 422.
    package func page(
        _ template: String, _ model: any MustacheParentModel, frame: some PageFrame, _ context: BackstopContext,
        state: FormState = FormState(), status: HTTPResponse.Status = .ok
    ) -> Response {
        recordedPage(template, model, frame: frame, context, state: state, status: status).response
    }

    /// A whole page together with its text, where a record is kept of what somebody was shown.
    package func recordedPage(
        _ template: String, _ model: any MustacheParentModel, frame: some PageFrame, _ context: BackstopContext,
        state: FormState = FormState(), status: HTTPResponse.Status = .ok
    ) -> (response: Response, text: String) {
        watch?(template, model, frame, context)
        let text = templates.render(template, root(model, frame, context))
        var response = html(text)
        response.status = status == .ok && !state.isValid ? .unprocessableContent : status
        return (response, text)
    }

    /// The text of a page without a request: documents made by jobs, and pages looked at by tests.
    package func text(
        _ template: String, _ model: any MustacheParentModel, frame: any PageFrame, _ context: BackstopContext
    ) -> String {
        templates.render(template, root(model, frame, context))
    }

    /// A part of a page, for htmx.
    package func fragment(
        _ template: String, _ model: any MustacheParentModel, _ context: BackstopContext
    ) -> Response {
        html(templates.render(template, root(model, PlainFrame(title: ""), context)))
    }

    /// The part when htmx asks for it, the whole page for everybody else: every address can be opened and shared.
    package func pageOrFragment(
        _ template: String, fragment: String, model: any MustacheParentModel, frame: some PageFrame,
        _ request: Request, _ context: BackstopContext
    ) -> Response {
        var response =
            request.wantsFragment
            ? self.fragment(fragment, model, context) : page(template, model, frame: frame, context)
        response.headers[.vary] = "HX-Request"
        return response
    }

    /// A form with its token and a fresh idempotency key; a form shown again for problems keeps its key.
    package func form(
        _ context: BackstopContext, action: String, submit: String, state: FormState = FormState(),
        isDangerous: Bool = false, _ fields: [Field] = []
    ) -> FormView {
        FormView(
            action: action, submit: submit, fields: fields, state: state,
            token: forms.token(boundTo: context.formSecret),
            key: state.values.text(FormGuard.idempotencyField) ?? forms.idempotencyKey(), isDangerous: isDangerous)
    }

    /// Data for programs, keys in order so that two answers can be compared.
    package func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Encoding fails only for numbers that JSON cannot hold, which no answer of ours contains.
        let bytes = (try? encoder.encode(value)) ?? Data("null".utf8)
        return Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A file to keep, named in ASCII and in UTF-8 (RFC 6266); never opened inside the site.
    package func download(_ bytes: ByteBuffer, mediaType: String, fileName: String) -> Response {
        let plain = fileName.utf8.allSatisfy(PageAddress.isUnreserved) ? fileName : "download"
        let encoded = PageAddress.percentEncoded(fileName)
        return Response(
            status: .ok,
            headers: [
                .contentType: mediaType,
                .contentDisposition: "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)",
            ], body: .init(byteBuffer: bytes))
    }

    /// A file to keep, from bytes made in memory.
    package func download(_ bytes: [UInt8], mediaType: String, fileName: String) -> Response {
        download(ByteBuffer(bytes: bytes), mediaType: mediaType, fileName: fileName)
    }

    /// A picture shown by the browser and kept nowhere; its type is the one its own bytes have.
    package func picture(_ bytes: [UInt8], mediaType: String, fileName: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: mediaType, .xContentTypeOptions: "nosniff", .cacheControl: "no-store",
                .contentDisposition: "inline; filename=\"\(PageAddress.percentEncoded(fileName))\"",
            ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    func html(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    func root(_ model: any MustacheParentModel, _ frame: any PageFrame, _ context: BackstopContext) -> PageRoot {
        PageRoot(
            content: model, frame: frame, ambient: Ambient(context: context, site: self), assets: assets,
            messages: context.messages)
    }
}

/// Addresses and protections of an installation.
package struct SiteOptions: Sendable {
    /// Name of the system in headers and titles.
    package var productName = "兜底 · 社会救助"
    /// Whether people reach the site through TLS, here or at a proxy.
    package var isSecure = false
    /// Days browsers must insist on TLS, in seconds; 0 sends no such header.
    package var hstsSeconds = 0
    /// First page of the citizens.
    package var citizenHomePath = "/"
    /// Where citizens sign in.
    package var citizenSignInPath = "/sign-in"
    /// Where a relative or helper is asked to act.
    package var citizenHelperPath = "/helper"
    /// First page of the staff.
    package var staffHomePath = "/staff"
    /// Where staff sign in.
    package var staffSignInPath = "/staff/sign-in"
    /// Where staff sign out, by POST.
    package var staffSignOutPath = "/staff/sign-out"
    /// Where the staff's search box sends, nil for no box.
    package var staffSearchPath: String? = "/staff/search"
    /// Folder of third-party files, nil for none.
    package var vendorFolder: URL?

    /// The options of a site on one's own machine.
    package init() {}
}

extension Response {
    /// Sends the browser on with GET after a change (303).
    package static func seeOther(_ path: String) -> Response { .redirect(to: path, type: .normal) }
}
