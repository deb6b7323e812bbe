import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// One person of a draft.
struct FilingMemberPages: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(Posts.filing)
        let path = "\(FilingPages.path)/{id}/member/{number}"
        routes.get(path, for: .staff, roles: roles, summary: "A person of the draft; number 0 adds one.") {
            _, context in
            try await show(nil, context)
        }
        routes.post(path, for: .staff, roles: roles, summary: "Keeps a person of the draft.") { submission, context in
            try await save(submission, context)
        }
        routes.post("\(path)/remove", for: .staff, roles: roles, summary: "Takes a person out of the draft.") {
            submission, context in
            let view = try await FilingPages.draft(desk, context)
            let number = Int(try context.number("number"))
            let outcome = try await desk.perform(
                SaveDraftPart(draftID: view.draft.id, version: view.draft.version, part: .removeMember(number)),
                submission, context)
            return outcome.value == nil
                ? try await show(desk.refused(outcome.reasons, submission.values, context), context)
                : .seeOther("\(FilingPages.path)/\(view.draft.id.text)")
        }
    }

    private func show(_ typed: FormState?, _ context: BackstopContext) async throws -> Response {
        let view = try await FilingPages.draft(desk, context)
        let number = Int(try context.number("number"))
        let known = view.draft.content.form.members.first { $0.number == number }
        guard number == 0 || known != nil else { throw PageProblem.notFound }
        var state = typed ?? FormState(values: known.map(Self.values) ?? FormValues())
        if state.values.text("version") == nil { state.values.set("version", String(view.draft.version)) }
        let words = CaseWords(context)
        let address = "\(FilingPages.path)/\(view.draft.id.text)"
        let form = desk.site.form(
            context, action: "\(address)/member/\(number)", submit: context.t("button.save"), state: state,
            [
                .hidden("version"), .text("name", label: context.t("case.name"), lengthMax: 40, width: .medium),
                .text("idNumber", label: context.t("filing.idNumber"), lengthMax: 18, width: .medium),
                .select("relation", label: context.t("case.relation"), words.choices(MemberRelation.self, "relation")),
                .select("health", label: context.t("case.health"), words.choices(HealthCondition.self, "health")),
                .select(
                    "disability", label: context.t("determine.disability"), isOptional: true,
                    words.choices(DisabilityKind.self, "disability")),
                .number("grade", label: context.t("determine.grade"), isOptional: true),
                .select("work", label: context.t("case.work"), words.choices(Casework.Employment.self, "work")),
                .radios("able", label: context.t("visit.able"), words.yesNo),
                .radios("student", label: context.t("filing.student"), words.yesNo),
                .phone("phone", label: context.t("filing.ownPhone"), isOptional: true),
                .checkboxes(
                    "represented", label: context.t("filing.represented"),
                    [Field.Choice("yes", context.t("filing.representedYes"))]),
            ])
        let model: Fields = [
            "title": context.t("filing.member"), "explanation": context.t("sectionHint.members"), "form": form,
            "backAddress": address, "uploads": [Link](),
            "remove": known == nil
                ? nil
                : desk.site.form(
                    context, action: "\(address)/member/\(number)/remove", submit: context.t("filing.remove"),
                    isDangerous: true),
        ]
        return try await desk.page(
            "staff/cases/filing-part", model, title: context.t("filing.member"), context,
            crumbs: FilingPages.crumbs(view, context), state: state)
    }

    private static func values(_ member: DeclaredMember) -> FormValues {
        FormValues(
            [
                ("name", member.name), ("idNumber", member.idNumber), ("relation", member.relation?.rawValue ?? ""),
                ("health", member.health?.rawValue ?? ""), ("disability", member.disability?.kind.rawValue ?? ""),
                ("grade", member.disability.map { String($0.grade) } ?? ""),
                ("work", member.employment?.rawValue ?? ""),
                ("able", member.isAbleToWork.map { $0 ? "yes" : "no" } ?? ""),
                ("student", member.isStudent.map { $0 ? "yes" : "no" } ?? ""),
                ("phone", member.phone),
            ] + (member.isRepresented ? [("represented", "yes")] : []))
    }

    private func save(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let view = try await FilingPages.draft(desk, context)
        let number = Int(try context.number("number"))
        var reader = FormReader(submission.values, context)
        let name = reader.text("name", label: context.t("case.name"), lengthMax: 40)
        let id = reader.citizenID("idNumber", label: context.t("filing.idNumber"))
        let relation = reader.choice("relation", label: context.t("case.relation"), as: MemberRelation.self)
        let health = reader.choice("health", label: context.t("case.health"), as: HealthCondition.self)
        let work = reader.choice("work", label: context.t("case.work"), as: Casework.Employment.self)
        let able = reader.choice("able", label: context.t("visit.able"), among: ["yes", "no"])
        let student = reader.choice("student", label: context.t("filing.student"), among: ["yes", "no"])
        let kind = reader.choice(
            "disability", label: context.t("determine.disability"), as: DisabilityKind.self, isRequired: false)
        let grade = reader.integer("grade", label: context.t("determine.grade"), in: 1...4, isRequired: kind != nil)
        let phone = reader.phone("phone", label: context.t("filing.ownPhone"), isRequired: false)
        guard let name, let id, let relation, let health, let work, let able, let student, reader.state.isValid else {
            return try await show(reader.state, context)
        }
        let member = DeclaredMember(
            number: number, name: name, idNumber: id.text, relation: relation, health: health,
            disability: kind.flatMap { kind in grade.map { Casework.Disability(kind: kind, grade: Int($0)) } },
            isStudent: student == "yes", isAbleToWork: able == "yes", employment: work, phone: phone ?? "",
            isRepresented: submission.values.text("represented") != nil)
        let version = submission.values.seenVersion()
        let outcome = try await desk.perform(
            SaveDraftPart(draftID: view.draft.id, version: version, part: .member(member)), submission, context)
        guard outcome.value != nil else {
            var state = desk.refused(outcome.reasons, submission.values, context)
            state.values.set("version", String(view.draft.version))
            return try await show(state, context)
        }
        return .seeOther("\(FilingPages.path)/\(view.draft.id.text)")
    }
}

/// The authorisations of a draft, signed before the clerk.
struct FilingAuthorizationPages: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        let path = "\(FilingPages.path)/{id}/authorization/{number}"
        let roles = Posts.names(Posts.filing)
        routes.get(path, for: .staff, roles: roles, summary: "The text of the authorisation, to sign at the window.") {
            _, context in try await show(FormState(), context)
        }
        routes.post(path, for: .staff, roles: roles, summary: "Records an authorisation of the draft.") {
            submission, context in
            var reader = FormReader(submission.values, context)
            guard let act = AuthorizationForm.act(&reader, context) else {
                return try await show(reader.state, context)
            }
            let id = DraftID(try context.number("id"))
            let outcome = try await desk.perform(
                RecordAuthorization(
                    owner: .draft(id), memberNumber: Int(try context.number("number")), act: act,
                    textHash: submission.values.text("textHash") ?? ""), submission, context)
            guard outcome.value != nil else {
                return try await show(desk.refused(outcome.reasons, submission.values, context), context)
            }
            return .seeOther("\(FilingPages.path)/\(id.text)")
        }
    }

    private func show(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let view = try await FilingPages.draft(desk, context)
        let number = Int(try context.number("number"))
        guard let line = view.authorizations.first(where: { $0.memberNumber == number }) else {
            throw PageProblem.notFound
        }
        let address = "\(FilingPages.path)/\(view.draft.id.text)"
        let form = AuthorizationForm(
            action: "\(address)/authorization/\(number)", text: line.text, backAddress: address, isAdult: line.isAdult)
        return try await form.show(desk, state, FilingPages.crumbs(view, context), context)
    }
}
