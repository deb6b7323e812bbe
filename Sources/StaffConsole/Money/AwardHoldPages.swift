import Casework
import Hummingbird
import Operations
import Payments
import Primitives
import Storage
import WebSupport

/// Awards that wait by order: the list, one award with what it was paid, ordering it and letting it go on.
struct AwardHoldPages: Sendable {
    let desk: Desk
    private static let path = "/staff/awards"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.payer, .payChecker])
        routes.get(Self.path, for: .staff, roles: roles, summary: "Awards that wait, and a certificate's award.") {
            request, context in try await list(request, context)
        }
        routes.get("\(Self.path)/{award}", for: .staff, roles: roles, summary: "An award and what it was paid.") {
            request, context in
            try await show(try await file(context), FormState(), done: request.query.text("done"), context)
        }
        routes.post("\(Self.path)/{award}/hold", for: .staff, roles: roles, summary: "Orders an award to wait.") {
            submission, context in
            let file = try await file(context)
            return try await act(
                HoldAward(award: file.award, reason: submission.values.text("reason") ?? ""), "hold", file,
                submission, context)
        }
        routes.post("\(Self.path)/{award}/release", for: .staff, roles: roles, summary: "Lets an award go on.") {
            submission, context in
            let file = try await file(context)
            return try await act(ReleaseAward(award: file.award), "release", file, submission, context)
        }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let (query, size) = (request.query, 50)
        let asked = query.text("certificate")
        let page = query.page
        let (found, list) = try await desk.view(context) { inner in
            (
                try asked.flatMap { try AwardFile.find(certificate: $0, in: inner) },
                try HeldAwardList.load(limit: size, offset: (page - 1) * size, in: inner)
            )
        }
        if let found { return .seeOther("\(Self.path)/\(found.text)") }
        guard let list else { throw PageProblem.forbidden }
        let rows = list.rows.map { row in
            [
                "address": "\(Self.path)/\(row.award.text)", "certificate": row.certificateNumber,
                "payee": row.payeeMasked, "program": row.program.name(context), "reason": row.reason,
                "who": list.names[row.heldBy] ?? "—", "since": Formats(context).moment(row.heldAt),
            ] as Fields
        }
        let model: Fields = [
            "rows": rows, "hasRows": !rows.isEmpty, "asked": asked, "isMissing": asked != nil,
            "pager": Pager(
                total: list.total, pageSize: size, query: query, address: PageAddress(Self.path, query), context),
        ]
        return try await desk.page("staff/money/holds", model, title: context.t("hold.title"), context)
    }

    private func file(_ context: BackstopContext) async throws -> AwardFile {
        let id = AwardID(try context.number("award"))
        return try await desk.found(context) { try AwardFile.load(id, in: $0) }
    }

    private func act<C: Command>(
        _ command: C, _ step: String, _ file: AwardFile, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        let outcome = try await desk.perform(command, submission, context)
        guard outcome.value != nil else {
            let state = desk.refused(outcome.reasons, submission.values, context)
            return try await show(file, state, done: nil, context)
        }
        return .seeOther("\(Self.path)/\(file.award.text)?done=\(step)")
    }

    private func show(
        _ file: AwardFile, _ state: FormState, done: String?, _ context: BackstopContext
    ) async throws -> Response {
        let formats = Formats(context)
        let address = "\(Self.path)/\(file.award.text)"
        let isHeld = file.hold != nil
        let form = desk.site.form(
            context, action: "\(address)/\(isHeld ? "release" : "hold")",
            submit: context.t(isHeld ? "hold.release" : "hold.hold"), state: state, isDangerous: !isHeld,
            isHeld ? [] : [.textarea("reason", label: context.t("money.reason"), lengthMax: 500)])
        var rows = [
            SummaryRow(context.t("account.certificate"), file.certificateNumber),
            SummaryRow(context.t("account.holder"), file.payeeMasked ?? "—"),
            SummaryRow(
                context.t("account.now"),
                file.accountLastFour.map { context.t("account.lastFour", ["digits": $0]) } ?? context.t("account.none")
            ),
            SummaryRow(context.t("case.headCount"), String(file.headCount)),
            SummaryRow(
                context.t("hold.amount"), formats.money(file.amount),
                tag: isHeld ? StatusTag(context.t("hold.waits"), .warn) : StatusTag(context.t("hold.runs"), .ok)),
        ]
        if let hold = file.hold {
            rows.append(SummaryRow(context.t("money.reason"), hold.reason))
            rows.append(
                SummaryRow(context.t("hold.since"), "\(formats.moment(hold.heldAt)) \(file.heldBy ?? "")"))
        }
        let model: Fields = [
            "title": "\(context.t("hold.title")) · \(file.certificateNumber)", "form": form, "rows": rows,
            "explanation": context.t(isHeld ? "hold.releaseHint" : "hold.holdHint"),
            "done": done.flatMap { ["hold", "release"].contains($0) ? context.t("holdDone.\($0)") : nil },
            "payments": file.payments.map { line in
                [
                    "month": context.language == .english ? line.month.text : line.month.chineseText,
                    "amount": line.amount.grouped, "state": BatchWords(context).tag(line.state),
                    "day": line.answeredDay.map(formats.date) ?? "—", "account": line.accountLastFour,
                ] as Fields
            },
            "hasPayments": !file.payments.isEmpty, "backAddress": Self.path,
        ]
        return try await desk.page(
            "staff/money/award", model, title: file.certificateNumber, context,
            crumbs: [Link(context.t("hold.title"), Self.path)], state: state)
    }
}
