import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// One user: posts, and everything an administrator may do to the account; each act says why and is audited.
struct UserPage: Sendable {
    let desk: Desk

    /// What may be done to an account; the raw value stands in the address.
    private enum Act: String, CaseIterable, Sendable {
        case post, password, unlock, sessions, secondFactor = "second-factor", close

        var messageKey: String { self == .secondFactor ? "secondFactor" : rawValue }
        var isDangerous: Bool { self == .close || self == .secondFactor }
    }

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.administrator])
        routes.get("/staff/users/{id}", for: .staff, roles: roles, summary: "Shows a staff user.") { request, context in
            let done = request.query.text("done").flatMap { $0 == "add" ? "add" : Act(rawValue: $0)?.messageKey }
            return try await show(context, done: done)
        }
        for act in Act.allCases {
            let path = "/staff/users/{id}/\(act.rawValue)"
            routes.get(path, for: .staff, roles: roles, summary: "Asks to confirm an act on a user: \(act.rawValue).") {
                _, context in try await ask(act, context, FormState())
            }
            routes.post(path, for: .staff, roles: roles, summary: "An act on a user: \(act.rawValue).") {
                submission, context in try await take(act, submission, context)
            }
        }
        routes.get("/staff/users/{id}/posts/{post}/close", for: .staff, roles: roles, summary: "Asks to end a post.") {
            _, context in try await askToEnd(context, FormState())
        }
        routes.post("/staff/users/{id}/posts/{post}/close", for: .staff, roles: roles, summary: "Ends a post.") {
            submission, context in
            let outcome = try await desk.perform(
                ClosePost(
                    postID: PostID(try context.number("post")), reason: submission.values.text("reason") ?? ""),
                submission, context)
            guard outcome.value != nil else {
                return try await askToEnd(context, desk.refused(outcome.reasons, submission.values, context))
            }
            return .seeOther("/staff/users/\(try context.number("id"))?done=post")
        }
    }

    private func file(_ context: BackstopContext) async throws -> StaffUserFile {
        let id = StaffID(try context.number("id"))
        return try await desk.found(context) { try StaffUserFile.load(id, in: $0) }
    }

    private func show(_ context: BackstopContext, done: String?) async throws -> Response {
        let file = try await file(context)
        let isOwn = try desk.actor(context).staffID == file.id
        let base = "/staff/users/\(file.id.text)"
        let acts = file.closedAt != nil || isOwn ? [] : Act.allCases
        let model: Fields = [
            "name": file.name, "done": done.map { context.t("userDone.\($0)") }, "isOwn": isOwn,
            "rows": rows(file, context), "hasPosts": !file.posts.isEmpty,
            "posts": file.posts.map { post in
                [
                    "role": post.role.name(context), "region": post.regionName,
                    "close": isOwn ? nil : "\(base)/posts/\(post.id.text)/close",
                ] as Fields
            },
            "acts": acts.map {
                [
                    "title": context.t("userAct.\($0.messageKey)"), "hint": context.t("userHint.\($0.messageKey)"),
                    "address": "\(base)/\($0.rawValue)", "isDangerous": $0.isDangerous,
                ] as Fields
            }, "hasActs": !acts.isEmpty,
        ]
        return try await desk.page(
            "staff/office/user", model, title: file.name, context, crumbs: crumbs(context))
    }

    private func rows(_ file: StaffUserFile, _ context: BackstopContext) -> [SummaryRow] {
        let tag = UserWords(context).tag(
            isClosed: file.closedAt != nil, isLocked: file.lockedUntil != nil, hasFactor: file.hasSecondFactor)
        var rows = [
            SummaryRow(context.t("user.login"), file.login, tag: tag), SummaryRow(context.t("user.name"), file.name),
        ]
        if let until = file.lockedUntil {
            rows.append(SummaryRow(context.t("user.lockedUntil"), Formats(context).moment(until)))
        }
        return rows
    }

    private func ask(_ act: Act, _ context: BackstopContext, _ state: FormState) async throws -> Response {
        let file = try await file(context)
        let title = context.t("userAct.\(act.messageKey)")
        let fields: [Field] =
            switch act {
            case .post: try await PostChoices.load(desk, context).fields(context)
            case .password: [.password("password", label: context.t("user.password"), isFresh: true)]
            default: [reason(context)]
            }
        let form = desk.site.form(
            context, action: "/staff/users/\(file.id.text)/\(act.rawValue)", submit: title, state: state,
            isDangerous: act.isDangerous, fields)
        return try await step(
            title, context.t("userHint.\(act.messageKey)"), form, rows(file, context), file, context, state)
    }

    private func askToEnd(_ context: BackstopContext, _ state: FormState) async throws -> Response {
        let file = try await file(context)
        let id = PostID(try context.number("post"))
        guard let post = file.posts.first(where: { $0.id == id }) else { throw PageProblem.notFound }
        let title = context.t("user.endPost")
        let form = desk.site.form(
            context, action: "/staff/users/\(file.id.text)/posts/\(id.text)/close", submit: title, state: state,
            isDangerous: true, [reason(context)])
        let row = SummaryRow(context.t("user.post"), "\(post.regionName) \(post.role.name(context))")
        return try await step(
            title, context.t("user.endPostHint"), form, rows(file, context) + [row], file, context, state)
    }

    private func take(_ act: Act, _ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = StaffID(try context.number("id"))
        let values = submission.values
        let reason = values.text("reason") ?? ""
        func done<C: Command>(_ command: C) async throws -> [Reason]? {
            let outcome = try await desk.perform(command, submission, context)
            return outcome.value == nil ? outcome.reasons : nil
        }
        let reasons: [Reason]?
        switch act {
        case .post:
            var reader = FormReader(values, context)
            guard let post = PostChoices.read(&reader, context), reader.state.isValid else {
                return try await ask(act, context, reader.state)
            }
            reasons = try await done(AssignPost(staffID: id, role: post.role, region: post.region))
        case .password: reasons = try await done(SetStaffPassword(staffID: id, password: values["password"] ?? ""))
        case .unlock: reasons = try await done(UnlockStaffUser(staffID: id, reason: reason))
        case .sessions: reasons = try await done(EndStaffSessions(staffID: id, reason: reason))
        case .secondFactor: reasons = try await done(ResetSecondFactor(staffID: id, reason: reason))
        case .close: reasons = try await done(CloseStaffUser(staffID: id, reason: reason))
        }
        if let reasons { return try await ask(act, context, desk.refused(reasons, values, context)) }
        return .seeOther("/staff/users/\(id.text)?done=\(act.rawValue)")
    }

    private func reason(_ context: BackstopContext) -> Field {
        .textarea("reason", label: context.t("money.reason"), lengthMax: 500)
    }

    private func step(
        _ title: String, _ hint: String, _ form: FormView, _ rows: [SummaryRow], _ file: StaffUserFile,
        _ context: BackstopContext, _ state: FormState
    ) async throws -> Response {
        let back = "/staff/users/\(file.id.text)"
        return try await desk.formPage(
            title, explanation: hint, rows: rows, form: form, back: back, context,
            crumbs: crumbs(context) + [Link(file.name, back)], state: state)
    }

    private func crumbs(_ context: BackstopContext) -> [Link] { [Link(context.t("user.title"), UserListPage.path)] }
}
