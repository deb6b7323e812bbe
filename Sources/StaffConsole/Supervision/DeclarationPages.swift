import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The yearly declaration of relatives: everybody on staff for themselves, the township for its villages' officials.
struct DeclarationPages: Sendable {
    let desk: Desk
    static let path = "/staff/declare-relatives"
    /// Lines offered at once; whoever has more sends the form again.
    private static let lines = 5

    func register(in routes: RouteRegistry) {
        let everyone = Posts.names(Role.allCases.filter { !$0.isCitizen })
        let keepers = Posts.names(OfficialKeeping.roles)
        routes.get(Self.path, for: .staff, roles: everyone, summary: "The own yearly declaration of relatives.") {
            request, context in
            try await show(nil, FormState(), context, done: request.query.text("done") == "declare")
        }
        routes.post(Self.path, for: .staff, roles: everyone, summary: "Declares the own relatives for the year.") {
            submission, context in try await declare(nil, submission, context)
        }
        routes.get("\(Self.path)/{id}", for: .staff, roles: keepers, summary: "An official's yearly declaration.") {
            _, context in
            try await show(OfficialID(try context.number("id")), FormState(), context, done: false)
        }
        routes.post("\(Self.path)/{id}", for: .staff, roles: keepers, summary: "Takes down an official's relatives.") {
            submission, context in
            try await declare(OfficialID(try context.number("id")), submission, context)
        }
    }

    private func show(
        _ id: OfficialID?, _ state: FormState, _ context: BackstopContext, done: Bool
    ) async throws -> Response {
        let own = try await desk.found(context) { try OwnDeclaration.load(id, in: $0) }
        let words = CaseWords(context)
        let name = try own.official?.name ?? desk.actor(context).name
        let address = id.map { "\(Self.path)/\($0.text)" } ?? Self.path
        let ownID: [Field] =
            own.official?.personID == nil
            ? [
                .text(
                    "ownID", label: context.t("declare.ownID"), hint: context.t("declare.ownIDHint"),
                    isOptional: true, lengthMax: 18, width: .medium)
            ] : []
        let lines = (1...Self.lines).flatMap { number -> [Field] in
            func label(_ key: String) -> String { context.t("declare.\(key)", ["number": String(number)]) }
            return [
                .text("name\(number)", label: label("name"), isOptional: true, lengthMax: 40, width: .medium),
                .text("id\(number)", label: label("id"), isOptional: true, lengthMax: 18, width: .medium),
                .select(
                    "kinship\(number)", label: label("kinship"), isOptional: true,
                    Kinship.allCases.map { .init($0.rawValue, words.kinship($0)) }),
            ]
        }
        let form = desk.site.form(
            context, action: address, submit: context.t("declare.submit", ["year": String(own.year)]), state: state,
            ownID + lines + [
                .checkboxes(
                    "truth", label: context.t("declare.truth"), [.init("yes", context.t("declare.truthWords"))])
            ])
        let model: Fields = [
            "title": context.t("declare.title", ["year": String(own.year), "name": name]), "form": form,
            "done": done ? context.t("declare.done") : nil,
            "declared": own.declaredOn.map { context.t("declare.on", ["day": Formats(context).date($0)]) },
            "owed": own.declaredOn == nil ? context.t("declare.owed", ["year": String(own.year)]) : nil,
            "entries": own.entries.map {
                [
                    "name": $0.nameMasked, "lastFour": $0.lastFour, "kinship": words.kinship($0.entry.kinship),
                    "source": words.source($0.entry.source), "day": Formats(context).date($0.entry.on),
                ] as Fields
            }, "hasEntries": !own.entries.isEmpty,
        ]
        return try await desk.page(
            "staff/supervision/declare", model, title: context.t("declare.navTitle"), context, state: state)
    }

    private func declare(
        _ id: OfficialID?, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let values = submission.values
        _ = reader.isTicked("truth", elseSay: context.t("declare.truthMissing"))
        var relatives: [DeclaredRelative] = []
        for number in 1...Self.lines {
            let (name, text) = (values.text("name\(number)"), values.text("id\(number)"))
            guard name != nil || text != nil else { continue }
            let label = context.t("declare.kinship", ["number": String(number)])
            let kinship = reader.choice("kinship\(number)", label: label, as: Kinship.self)
            _ = reader.text("name\(number)", label: context.t("declare.name", ["number": String(number)]))
            _ = reader.citizenID("id\(number)", label: context.t("declare.id", ["number": String(number)]))
            if let kinship {
                relatives.append(DeclaredRelative(name: name ?? "", idNumber: text ?? "", kinship: kinship))
            }
        }
        guard reader.state.isValid else { return try await show(id, reader.state, context, done: false) }
        let outcome = try await desk.perform(
            DeclareRelatives(officialID: id, ownID: values.text("ownID") ?? "", relatives: relatives), submission,
            context)
        guard let added = outcome.value else {
            return try await show(id, desk.refused(outcome.reasons, values, context), context, done: false)
        }
        return .seeOther(
            id == nil ? "\(Self.path)?done=declare" : "\(RelativePages.path)?done=declare&added=\(added)")
    }
}
