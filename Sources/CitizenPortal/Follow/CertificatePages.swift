import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The certificate on a phone, its loss reported, and what anybody learns who scans it: valid or not, nothing else.
struct CertificatePages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/certificate/{token}", for: .public, summary: "Whether a certificate is valid today.") {
            request, context in
            let token = try context.parameter("token")
            let check = try await portal.look(context) { try CertificateCheck.load(token: token, in: $0) }
            let formats = Formats(context)
            let model: Fields = [
                "isValid": check.isValid, "headline": context.t(check.isValid ? "card.valid" : "card.invalid"),
                "day": context.t("card.day", ["day": formats.date(check.on)]),
                "phone": try await portal.hotline(request, context),
            ]
            return try await portal.page(
                "citizen/follow/certificate-status", model, title: context.t("card.status"), request, context,
                back: "/")
        }
        routes.get("/progress/{case}/certificate", for: .citizen, summary: "The own certificate on the phone.") {
            request, context in try await show(FormState(), request.query.text("done"), request, context)
        }
        routes.post("/progress/{case}/certificate", for: .citizen, summary: "Reports the own certificate lost.") {
            submission, context in try await reportLoss(submission, context)
        }
    }

    /// The certificate that may be shown or was lost, of the own case.
    private func own(_ context: BackstopContext) async throws -> CertificateView {
        let id = CaseID(try context.number("case"))
        let found = try await portal.view(context) { inner in
            try CertificateView.list(id, in: inner).first { [.valid, .lost].contains($0.row.certificate.state) }
        }
        guard let found else { throw PageProblem.notFound }
        return found
    }

    private func show(
        _ state: FormState, _ done: String?, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let view = try await own(context)
        let (content, certificate) = (view.row.content, view.row.certificate)
        let formats = Formats(context)
        let path = "/progress/\(view.row.caseID.text)"
        var state = state
        if state.values.text("version") == nil { state.values.set("version", String(view.row.version)) }
        let form = portal.site.form(
            context, action: "\(path)/certificate", submit: context.t("card.report"), state: state, isDangerous: true,
            [.hidden("version"), .text("reason", label: context.t("card.reason"), hint: context.t("card.reasonHint"))])
        let model: Fields = [
            "title": certificate.title, "number": certificate.number, "isValid": view.isValid,
            "isLost": certificate.state == .lost,
            "rows": [
                SummaryRow(context.t("card.holder"), content.holders.first?.name ?? "", isStored: true),
                SummaryRow(
                    context.t("card.members"),
                    content.holders.map(\.name).joined(separator: context.t("follow.comma")), isStored: true),
                SummaryRow(context.t("card.through"), formats.date(certificate.validThrough)),
                SummaryRow(context.t("card.issuer"), content.issuer, isStored: true),
            ],
            "qr": QRPicture(view.address, label: context.t("card.code")), "form": form,
            "done": done == "lost" ? context.t("card.reported") : nil,
        ]
        return try await portal.page(
            "citizen/follow/certificate", model, title: certificate.title, request, context, back: path, state: state)
    }

    private func reportLoss(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let view = try await own(context)
        var reader = FormReader(submission.values, context)
        let reason = reader.text("reason", label: context.t("card.reason"))
        guard let reason else { return try await show(reader.state, nil, submission.request, context) }
        let seen = submission.values.seenVersion()
        let outcome = try await portal.perform(
            ChangeCertificate(certificate: view.row.id, seenVersion: seen, event: .reportLoss, reason: reason),
            submission, context)
        guard outcome.value != nil else {
            return try await show(
                portal.refused(outcome.reasons, submission.values, context), nil, submission.request, context)
        }
        return .seeOther("/progress/\(view.row.caseID.text)/certificate?done=lost")
    }
}
