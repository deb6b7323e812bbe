import HTTPTypes
import Hummingbird
import Operations
import Primitives
import WebSupport

/// Whether a paper is what it says, by the code printed on it; its content is never shown (C17).
struct DocumentCheckPages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/check", for: .public, summary: "Asks for the code of a paper.") { request, context in
            try await ask(request, context)
        }
        routes.get("/check/{token}", for: .public, summary: "Says whether a paper is valid.") { request, context in
            try await answer(request, context)
        }
    }

    private func ask(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let typed = request.query["code"].map(Self.code)
        if let typed, !typed.isEmpty { return .seeOther("/check/\(typed)") }
        return try await portal.page(
            "citizen/follow/check", ["isEmpty": typed != nil] as Fields, title: context.t("follow.check.title"),
            request,
            context, back: "/")
    }

    /// The code out of whatever was typed: blanks gone, letters small, and the last part of a pasted address.
    private static func code(_ typed: String) -> String {
        let last = typed.split(separator: "/").last.map(String.init) ?? ""
        return String(last.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(64))
    }

    private func answer(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let token = try context.parameter("token")
        let check = try await portal.look(context) { try DocumentCheck.load(token: token, in: $0) }
        let frame = try await portal.frame(context.t("follow.check.title"), request, context, back: "/check")
        guard let check else {
            return portal.site.page(
                "citizen/follow/check-unknown", ["phone": try await portal.hotline(request, context)] as Fields,
                frame: frame, context, status: .notFound)
        }
        let formats = Formats(context)
        var rows = [SummaryRow(context.t("follow.check.kind"), check.kind, isStored: true)]
        if !check.number.isEmpty {
            rows.append(SummaryRow(context.t("follow.check.number"), check.number, isStored: true))
        }
        if !check.issuer.isEmpty {
            rows.append(SummaryRow(context.t("follow.check.issuer"), check.issuer, isStored: true))
        }
        rows.append(SummaryRow(context.t("follow.check.issuedOn"), formats.date(check.issuedOn)))
        if let day = check.validUntil {
            rows.append(SummaryRow(context.t("follow.check.validUntil"), formats.date(day)))
        }
        let model: Fields = [
            "isValid": check.status == .valid, "headline": context.t("follow.check.\(check.status.rawValue)"),
            "rows": rows,
            "advice": check.status == .valid ? nil : context.t("follow.check.advice.\(check.status.rawValue)"),
        ]
        return portal.site.page("citizen/follow/check-result", model, frame: frame, context)
    }
}
