import Casework
import Documents
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Village codes: which village has one, issuing, closing, and the poster (P6) for the wall.
struct VillagePages: Sendable {
    let desk: Desk
    private static let path = "/staff/villages"
    private static let pageSize = 50

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.administrator, .townshipClerk])
        routes.get(Self.path, for: .staff, roles: roles, summary: "Lists the villages with their codes.") {
            request, context in try await list(request, context)
        }
        routes.get("\(Self.path)/{region}/issue", for: .staff, roles: roles, summary: "Asks for a village's helper.") {
            _, context in try await ask(context, FormState())
        }
        routes.post("\(Self.path)/{region}/issue", for: .staff, roles: roles, summary: "Issues a village's code.") {
            submission, context in try await issue(submission, context)
        }
        routes.get("\(Self.path)/code/{token}/close", for: .staff, roles: roles, summary: "Asks to close a code.") {
            _, context in try await askToClose(context, FormState())
        }
        routes.post("\(Self.path)/code/{token}/close", for: .staff, roles: roles, summary: "Closes a village's code.") {
            submission, context in
            let token = try context.parameter("token")
            let outcome = try await desk.perform(CloseVillageCode(token: token), submission, context)
            guard outcome.value != nil else {
                return try await askToClose(context, desk.refused(outcome.reasons, submission.values, context))
            }
            return .seeOther("\(Self.path)?done=close")
        }
        routes.get("\(Self.path)/code/{token}/poster", for: .staff, roles: roles, summary: "The poster of a code (P6).")
        {
            _, context in try await poster(context)
        }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let part = query.text("within").flatMap { try? RegionCode($0) }
        let (list, choices) = try await desk.view(context) { inner in
            (
                try VillageCodeList.load(within: part, in: inner),
                try inner.actor.staff.map { try inner.store.regions(.township, in: $0.region) } ?? []
            )
        }
        guard let list else { throw PageProblem.notFound }
        let pager = Pager(
            total: list.lines.count, pageSize: Self.pageSize, query: query,
            address: PageAddress(Self.path, query).with("done", nil), context)
        let rows = list.lines.dropFirst(pager.offset).prefix(Self.pageSize).map { line in
            [
                "name": line.name, "code": line.region.text, "issueAddress": "\(Self.path)/\(line.region.text)/issue",
                "hasCodes": !line.codes.isEmpty,
                "codes": line.codes.map { code in
                    [
                        "address": code.address, "helper": code.helperName, "phone": code.helperPhone,
                        "poster": "\(Self.path)/code/\(code.token)/poster",
                        "close": "\(Self.path)/code/\(code.token)/close",
                    ] as Fields
                },
            ] as Fields
        }
        let done = query.text("done").flatMap {
            ["issue", "close"].contains($0) ? context.t("villageDone.\($0)") : nil
        }
        let model: Fields = [
            "rows": rows, "hasRows": !rows.isEmpty, "pager": pager, "done": done,
            "withCode": Formats(context).count(list.lines.count { !$0.codes.isEmpty }),
            "total": Formats(context).count(list.lines.count),
            "townships": FilterOption.list(choices.map { ($0.code.text, $0.name) }, chosen: part?.text),
        ]
        return try await desk.page("staff/office/villages", model, title: context.t("village.title"), context)
    }

    private func ask(_ context: BackstopContext, _ state: FormState) async throws -> Response {
        guard let code = try? RegionCode(context.parameter("region")), code.level == .village else {
            throw PageProblem.notFound
        }
        let path = try await desk.found(context) { inner in
            inner.scope.contains(code) ? try inner.store.regionPath(code) : nil
        }
        let form = desk.site.form(
            context, action: "\(Self.path)/\(code.text)/issue", submit: context.t("village.issue"), state: state,
            [
                .text("helperName", label: context.t("village.helper"), lengthMax: 40, width: .medium),
                .phone("helperPhone", label: context.t("village.phone"), hint: context.t("village.phoneHint")),
            ])
        return try await step(
            context.t("village.issue"), hint: context.t("village.issueHint"), form,
            [SummaryRow(context.t("village.village"), path.joined(separator: " "))], context, state)
    }

    private func issue(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        guard let code = try? RegionCode(context.parameter("region")) else { throw PageProblem.notFound }
        let values = submission.values
        let outcome = try await desk.perform(
            IssueVillageCode(
                region: code, helperName: values.text("helperName") ?? "",
                helperPhone: values.text("helperPhone") ?? ""), submission, context)
        guard outcome.value != nil else {
            return try await ask(context, desk.refused(outcome.reasons, values, context))
        }
        return .seeOther(PageAddress(Self.path).with("done", "issue").with("within", code.parent?.text).text)
    }

    private func code(_ context: BackstopContext) async throws -> VillageCode {
        let token = try context.parameter("token")
        let code = try await desk.found(context) { inner in
            try VillageCode.load(token, in: inner).flatMap { inner.scope.contains($0.region) ? $0 : nil }
        }
        return code
    }

    private func askToClose(_ context: BackstopContext, _ state: FormState) async throws -> Response {
        let code = try await code(context)
        let form = desk.site.form(
            context, action: "\(Self.path)/code/\(code.token)/close", submit: context.t("village.close"), state: state,
            isDangerous: true)
        return try await step(
            context.t("village.close"), hint: context.t("village.closeHint"), form,
            [
                SummaryRow(context.t("village.village"), code.regionPath.joined(separator: " ")),
                SummaryRow(context.t("village.helper"), "\(code.helperName) \(code.helperPhone)"),
            ], context, state)
    }

    private func step(
        _ title: String, hint: String, _ form: FormView, _ rows: [SummaryRow], _ context: BackstopContext,
        _ state: FormState
    ) async throws -> Response {
        try await desk.formPage(
            title, explanation: hint, rows: rows, form: form, back: Self.path, context,
            crumbs: [Link(context.t("village.title"), Self.path)], state: state)
    }

    private func poster(_ context: BackstopContext) async throws -> Response {
        let code = try await code(context)
        let settings = desk.bureau.settings
        let address = VillageCode.address(of: code.token, settings)
        let picture = QRPicture(try QRCode(address, correction: .quartile))
        let model: Fields = [
            "village": code.regionPath.last, "place": code.regionPath.dropLast().joined(separator: " "),
            "viewBox": picture.viewBox, "path": picture.path, "address": address, "helper": code.helperName,
            "phone": code.helperPhone, "hotline": code.hotline, "bureau": settings.name,
        ]
        let title = "\(context.t("village.poster")) \(code.regionPath.last ?? "")"
        return desk.site.page("staff/office/poster", model, frame: PlainFrame(title: title), context)
    }
}

/// A QR code as the attributes of an `svg` element, so that the template writes the element itself.
struct QRPicture {
    let viewBox: String
    let path: String

    init(_ code: QRCode) {
        let quiet = 4
        viewBox = "0 0 \(code.width + 2 * quiet) \(code.width + 2 * quiet)"
        var path = ""
        for row in 0..<code.width {
            for column in 0..<code.width where code[row, column] {
                path += "M\(column + quiet) \(row + quiet)h1v1h-1z"
            }
        }
        self.path = path
    }
}
