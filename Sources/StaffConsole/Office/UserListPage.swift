import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The administrator's users: the list by login, and adding one with a first post.
struct UserListPage: Sendable {
    let desk: Desk
    static let path = "/staff/users"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.administrator])
        routes.get(Self.path, for: .staff, roles: roles, summary: "Lists the staff users.") { request, context in
            try await list(request, context)
        }
        routes.get("\(Self.path)/add", for: .staff, roles: roles, summary: "Asks for a new user.") { _, context in
            try await ask(context, FormState())
        }
        routes.post("\(Self.path)/add", for: .staff, roles: roles, summary: "Adds a staff user with a first post.") {
            submission, context in try await add(submission, context)
        }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let after = request.query.text("after") ?? ""
        guard let list = try await desk.view(context, { try StaffUserList.load(after: after, in: $0) }) else {
            throw PageProblem.forbidden
        }
        let rows = list.lines.map { line in
            [
                "address": "\(Self.path)/\(line.id.text)", "login": line.login, "name": line.name,
                "posts": line.posts.map { "\($0.regionName) \($0.role.name(context))" }.joined(separator: "、"),
                "tag": UserWords(context).tag(
                    isClosed: line.isClosed, isLocked: line.lockedUntil != nil, hasFactor: line.hasSecondFactor),
            ] as Fields
        }
        let model: Fields = [
            "rows": rows, "hasRows": !rows.isEmpty, "isFirst": after.isEmpty,
            "next": list.next.map { PageAddress(Self.path).with("after", $0).text },
        ]
        return try await desk.page("staff/office/users", model, title: context.t("user.title"), context)
    }

    private func ask(_ context: BackstopContext, _ state: FormState) async throws -> Response {
        let choices = try await PostChoices.load(desk, context)
        let form = desk.site.form(
            context, action: "\(Self.path)/add", submit: context.t("user.add"), state: state,
            [
                .text(
                    "login", label: context.t("user.login"), hint: context.t("user.loginHint"), lengthMax: 32,
                    width: .medium),
                .text("name", label: context.t("user.name"), lengthMax: 40, width: .medium),
                .password("password", label: context.t("user.firstPassword"), isFresh: true),
            ] + choices.fields(context))
        let model: Fields = ["form": form, "explanation": context.t("user.addHint")]
        return try await desk.page(
            "staff/office/user-add", model, title: context.t("user.add"), context,
            crumbs: [Link(context.t("user.title"), Self.path)], state: state)
    }

    private func add(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let values = submission.values
        var reader = FormReader(values, context)
        let post = PostChoices.read(&reader, context)
        guard let post, reader.state.isValid else { return try await ask(context, reader.state) }
        let outcome = try await desk.perform(
            AddStaffUser(
                login: values.text("login") ?? "", name: values.text("name") ?? "",
                password: values["password"] ?? "", role: post.role, region: post.region), submission, context)
        guard let added = outcome.value else {
            return try await ask(context, desk.refused(outcome.reasons, values, context))
        }
        return .seeOther("\(Self.path)/\(added.staffID.text)?done=add")
    }
}

/// The words of users.
struct UserWords {
    let context: BackstopContext

    init(_ context: BackstopContext) { self.context = context }

    func tag(isClosed: Bool, isLocked: Bool, hasFactor: Bool) -> StatusTag {
        if isClosed { return StatusTag(context.t("user.closed"), .neutral) }
        if isLocked { return StatusTag(context.t("user.locked"), .bad) }
        return hasFactor ? StatusTag(context.t("user.ready"), .ok) : StatusTag(context.t("user.noFactor"), .warn)
    }
}

/// Roles and regions that an administrator may give.
struct PostChoices: Sendable {
    let regions: [RegionRow]
    /// Villages are listed only where they are few; elsewhere their code is typed.
    private static let mostVillages = 200

    static func load(_ desk: Desk, _ context: BackstopContext) async throws -> PostChoices {
        let own = try desk.actor(context).region
        return try await desk.view(context) { inner in
            var regions: [RegionRow] = []
            for level in [RegionLevel.city, .county, .township] { regions += try inner.store.regions(level, in: own) }
            let villages = try inner.store.regions(.village, in: own)
            if villages.count <= mostVillages { regions += villages }
            return PostChoices(regions: regions)
        }
    }

    func fields(_ context: BackstopContext) -> [Field] {
        [
            .select(
                "role", label: context.t("user.role"),
                Role.allCases.filter { !$0.isCitizen }.map { .init($0.rawValue, $0.name(context)) }),
            .select(
                "region", label: context.t("user.region"), isOptional: true,
                regions.map { .init($0.code.text, "\($0.name) \($0.code.text)") }),
            .text(
                "regionCode", label: context.t("user.regionCode"), hint: context.t("user.regionHint"),
                isOptional: true, lengthMax: 12, width: .short),
        ]
    }

    /// The role, and the region by its typed code or by the list.
    static func read(_ reader: inout FormReader, _ context: BackstopContext) -> (role: Role, region: RegionCode)? {
        let role = reader.choice("role", label: context.t("user.role"), as: Role.self)
        let typed = reader.state.values.text("regionCode") ?? reader.state.values.text("region")
        guard let region = typed.flatMap({ try? RegionCode($0) }) else {
            reader.add("region", context.t("user.regionMissing"))
            return nil
        }
        return role.map { ($0, region) }
    }
}
