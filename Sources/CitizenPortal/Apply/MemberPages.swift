import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The members one by one: who, health, work and phone; each page is kept by itself.
struct MemberPages: Sendable {
    let door: DraftDoor

    func register(in routes: RouteRegistry) {
        routes.get("/apply/{draft}/members", for: .citizen, summary: "The members so far.") { request, context in
            try await door.open(context) { view in try await list(view, request, context) }
        }
        routes.get("/apply/{draft}/members/{number}", for: .citizen, summary: "Asks who a member is; 0 adds one.") {
            request, context in
            try await door.open(context) { view in
                let member = try member(view, context, allowsNone: true)
                let state = door.known(
                    request, MemberAnswers.who(member, isFirst: view.draft.content.form.members.isEmpty))
                return try await askWho(view, member?.number ?? 0, state, request, context)
            }
        }
        routes.post("/apply/{draft}/members/{number}", for: .citizen, summary: "Keeps who a member is.") {
            submission, context in
            try await door.open(context) { view in try await keepWho(view, submission, context) }
        }
        for step in MemberStep.allCases {
            routes.get("/apply/{draft}/members/{number}/\(step)", for: .citizen, summary: step.asks) {
                request, context in
                try await door.open(context) { view in
                    guard let member = try member(view, context) else { throw PageProblem.notFound }
                    let phone = view.draft.content.form.phone
                    let state = door.known(request, step.known(member, filerPhone: phone))
                    return try await ask(step, view, member, state, request, context)
                }
            }
            routes.post("/apply/{draft}/members/{number}/\(step)", for: .citizen, summary: step.keeps) {
                submission, context in
                try await door.open(context) { view in try await keep(step, view, submission, context) }
            }
        }
        registerRemoval(in: routes)
    }

    private func registerRemoval(in routes: RouteRegistry) {
        routes.get("/apply/{draft}/members/{number}/remove", for: .citizen, summary: "Asks whether to take one out.") {
            request, context in
            try await door.open(context) { view in
                guard let member = try member(view, context) else { throw PageProblem.notFound }
                return try await askRemoval(view, member, FormState(), request, context)
            }
        }
        routes.post("/apply/{draft}/members/{number}/remove", for: .citizen, summary: "Takes a member out.") {
            submission, context in
            try await door.open(context) { view in
                guard let number = Int(try context.parameter("number")) else { throw PageProblem.notFound }
                let list = DraftDoor.path(view, "members")
                guard let member = try member(view, context) else { return .seeOther(list) }
                let result = try await door.save(.removeMember(number), of: view, submission, context) { _ in nil }
                guard let state = result.state else { return .seeOther(list) }
                return try await askRemoval(view, member, state, submission.request, context)
            }
        }
    }

    private func member(
        _ view: DraftView, _ context: BackstopContext, allowsNone: Bool = false
    ) throws -> DeclaredMember? {
        guard let number = Int(try context.parameter("number")) else { throw PageProblem.notFound }
        if number == 0, allowsNone { return nil }
        let found = view.draft.content.form.members.first { $0.number == number }
        if found == nil, allowsNone { throw PageProblem.notFound }
        return found
    }

    private func list(_ view: DraftView, _ request: Request, _ context: BackstopContext) async throws -> Response {
        let problems = view.tasks.first { $0.section == .members }?.problems ?? []
        let members = view.draft.content.form.members.map { member in
            let own = problems.filter { $0.field?.hasPrefix("members.\(member.number).") == true }
            return PersonLine(
                name: member.name.isEmpty ? context.t("apply.members.unnamed") : member.name,
                detail: context.word("relation", member.relation?.rawValue ?? "open"),
                problems: own.map { door.portal.say($0, context) },
                changeAddress: DraftDoor.path(view, "members/\(member.number)"),
                removeAddress: DraftDoor.path(view, "members/\(member.number)/remove"))
        }
        let general = problems.filter { $0.field == "members" }.map { door.portal.say($0, context) }
        let model: Fields = [
            "members": members, "isEmpty": members.isEmpty, "add": DraftDoor.path(view, "members/0"),
            "alone": DraftDoor.path(view, "alone"),
            "aloneNow": view.draft.content.form.filing?.alone.map { context.t("alone.\($0.ground.rawValue)") },
            "done": DraftDoor.path(view), "isPrefilled": view.draft.content.isPrefilled,
            "problems": general.map { ["text": $0] as Fields },
            "said": view.draft.content.said.flatMap { said in
                said.people == members.count
                    ? nil : context.t("fits.said.people", ["count": String(said.people)])
            },
        ]
        return try await door.portal.page(
            "citizen/apply/members", model, title: context.t("apply.members.title"), request, context,
            back: DraftDoor.path(view))
    }

    private func askWho(
        _ view: DraftView, _ number: Int, _ state: FormState, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let form = door.form(
            view, "members/\(number)", state, context,
            [
                .text("name", label: context.t("apply.who.name"), lengthMax: 40, width: .medium),
                .text(
                    "idNumber", label: context.t("apply.who.idNumber"), hint: context.t("apply.who.idHint"),
                    lengthMax: 18, width: .medium),
                .radios(
                    "relation", label: context.t("apply.who.relation"),
                    context.choices(MemberRelation.self, "relation")),
            ])
        return try await door.question(
            "who", form, request, context, back: DraftDoor.path(view, "members"), state: state)
    }

    private func keepWho(
        _ view: DraftView, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        guard let number = Int(try context.parameter("number")) else { throw PageProblem.notFound }
        var reader = FormReader(submission.values, context)
        let name = reader.text("name", label: context.t("apply.who.name"), lengthMax: 40)
        let idNumber = reader.text("idNumber", label: context.t("apply.who.idNumber"), lengthMax: 24)
        let relation = reader.choice("relation", label: context.t("apply.who.relation"), as: MemberRelation.self)
        guard let name, let idNumber, let relation else {
            return try await askWho(view, number, reader.state, submission.request, context)
        }
        var member =
            view.draft.content.form.members.first { $0.number == number }
            ?? DeclaredMember(number: number, name: name, idNumber: idNumber, relation: relation)
        (member.name, member.idNumber, member.relation) = (name, MemberAnswers.plain(idNumber), relation)
        let result = try await door.save(.member(member), of: view, submission, context) {
            MemberAnswers.field($0, among: ["name", "idNumber", "relation"])
        }
        let saved = result.saved?.memberNumber ?? number
        if let state = result.state { return try await askWho(view, saved, state, submission.request, context) }
        return .seeOther(DraftDoor.path(view, "members/\(saved)/health"))
    }

    private func ask(
        _ step: MemberStep, _ view: DraftView, _ member: DeclaredMember, _ state: FormState, _ request: Request,
        _ context: BackstopContext
    ) async throws -> Response {
        let back = step == .health ? "members/\(member.number)" : "members/\(member.number)/health"
        let form = door.form(view, "members/\(member.number)/\(step)", state, context, step.fields(context))
        return try await door.question(
            "\(step)", form, request, context, back: DraftDoor.path(view, back), state: state,
            heading: ["name": member.name])
    }

    private func keep(
        _ step: MemberStep, _ view: DraftView, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        guard var member = try member(view, context) else { throw PageProblem.notFound }
        var reader = FormReader(submission.values, context)
        step.read(&reader, into: &member, context)
        guard reader.state.isValid else {
            return try await ask(step, view, member, reader.state, submission.request, context)
        }
        let result = try await door.save(.member(member), of: view, submission, context) {
            MemberAnswers.field($0, among: step.names)
        }
        if let state = result.state { return try await ask(step, view, member, state, submission.request, context) }
        return .seeOther(DraftDoor.path(view, step == .health ? "members/\(member.number)/work" : "members"))
    }

    private func askRemoval(
        _ view: DraftView, _ member: DeclaredMember, _ state: FormState, _ request: Request,
        _ context: BackstopContext
    ) async throws -> Response {
        let form = door.form(
            view, "members/\(member.number)/remove", state, context, submit: context.t("button.remove"),
            isDangerous: true, [])
        let list = DraftDoor.path(view, "members")
        return try await door.question(
            "removeMember", form, request, context, back: list, state: state, heading: ["name": member.name],
            links: [Link(context.t("button.cancel"), list)])
    }
}

/// A person in a list with ways to change and take out.
struct PersonLine: ViewModel {
    let name: String
    let detail: String
    let problems: [String]
    let changeAddress: String
    let removeAddress: String

    static let fields: ViewFields<PersonLine> = [
        "name": \.name, "detail": \.detail, "problems": { $0.problems.map { ["text": $0] as Fields } },
        "changeAddress": \.changeAddress, "removeAddress": \.removeAddress,
    ]
}
