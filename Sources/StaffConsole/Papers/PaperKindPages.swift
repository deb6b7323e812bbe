import Casework
import Hummingbird
import Operations
import Primitives
import WebSupport

/// Every kind of document with its template, and its blank form for the day the power fails.
struct PaperKindPages: Sendable {
    let desk: Desk
    static let path = "/staff/papers"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(Posts.caseReaders + [.administrator])
        routes.get(Self.path, for: .staff, roles: roles, summary: "The kinds of documents, and their blank forms.") {
            _, context in try await list(context)
        }
        routes.get(
            "\(Self.path)/{kind}", for: .staff, roles: roles, summary: "The blank form of a kind, for print."
        ) { _, context in
            let paper = try await specimen(context)
            return desk.site.page(PaperSheet.template, paper.model, frame: paper.frame, context)
        }
        routes.get(
            "\(Self.path)/{kind}/sample", for: .staff, roles: roles,
            summary: "A kind filled with invented facts, for print."
        ) { _, context in
            let paper = try await sample(context)
            return desk.site.page(PaperSheet.template, paper.model, frame: paper.frame, context)
        }
        routes.get(
            "\(Self.path)/{kind}/sample/pdf", for: .staff, roles: roles, kind: .export,
            summary: "A kind filled with invented facts, as a PDF."
        ) { _, context in
            let paper = try await sample(context)
            return await desk.site.pdf(
                PaperSheet.template, paper.model, frame: paper.frame, fileName: paper.fileName, context)
        }
        routes.get(
            "\(Self.path)/{kind}/pdf", for: .staff, roles: roles, kind: .export,
            summary: "The blank form of a kind as a PDF."
        ) { _, context in
            let paper = try await specimen(context)
            return await desk.site.pdf(
                PaperSheet.template, paper.model, frame: paper.frame, fileName: paper.fileName, context)
        }
    }

    private func list(_ context: BackstopContext) async throws -> Response {
        let actor = try desk.actor(context)
        let rows = try await desk.view(context) { inner in
            DocumentKind.catalogue.map { entry -> (DocumentEntry, DocumentTemplate?) in
                (entry, inner.bureau.papers.template(entry.kind, for: actor.region, on: inner.today))
            }
        }
        let formats = Formats(context)
        let model: Fields = [
            "rows": rows.map { entry, template in
                [
                    "number": entry.number, "title": entry.kind.chinese,
                    "issuer": context.t("paperIssuer.\(entry.issuer.rawValue)"),
                    "signature": context.t("paperSigned.\(entry.kind.signature.rawValue)"),
                    "series": entry.kind.series,
                    "retention": context.t("paperKept.\(entry.retention.rawValue)"),
                    "layout": template.map { context.t("paperLayout.\($0.layout.rawValue)") },
                    "from": template.map { formats.date($0.from) }, "source": template?.source,
                    "address": "\(Self.path)/\(entry.number)", "pdf": "\(Self.path)/\(entry.number)/pdf",
                    "sample": "\(Self.path)/\(entry.number)/sample",
                    "samplePDF": "\(Self.path)/\(entry.number)/sample/pdf",
                ] as Fields
            }
        ]
        return try await desk.page("staff/papers/kinds", model, title: context.t("papers.kinds"), context)
    }

    /// What a family would get, with nothing in it that is true; the code leads to a page that says so.
    private func sample(_ context: BackstopContext) async throws -> Paper {
        let actor = try desk.actor(context)
        guard let kind = DocumentKind(rawValue: try context.parameter("kind")) else { throw PageProblem.notFound }
        return try await desk.view(context) { inner in
            let content = try inner.template(kind, at: actor.region).sample(
                inner.bureau.papers.samples, issuer: PaperIssuer.sampleName(kind), on: inner.today)
            return try Paper(
                sample: content, address: "\(inner.bureau.settings.publicAddress)/check/sample",
                mark: context.t("papers.sampleMark"))
        }
    }

    private func specimen(_ context: BackstopContext) async throws -> Paper {
        let actor = try desk.actor(context)
        guard let kind = DocumentKind(rawValue: try context.parameter("kind")) else { throw PageProblem.notFound }
        return try await desk.view(context) { inner in
            let template = try inner.template(kind, at: actor.region)
            return Paper(specimen: template.specimen(issuer: kind.entry.issuer.chinese, on: inner.today))
        }
    }
}
