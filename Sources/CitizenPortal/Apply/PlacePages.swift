import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Where the family lives and where its register is: chosen step by step, then the address.
struct PlacePages: Sendable {
    let door: DraftDoor

    /// Which place is being chosen.
    enum Which: String, CaseIterable, CustomStringConvertible {
        case residence, register
        var description: String { rawValue }
    }

    /// Provinces by code (GB/T 2260), for a register outside this installation.
    static let provinces = [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
        "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
    ]

    func register(in routes: RouteRegistry) {
        routes.get("/apply/{draft}/places", for: .citizen, summary: "Register, residence and the address.") {
            request, context in
            try await door.open(context) { view in
                let state = door.known(request, [("address", view.draft.content.form.address)])
                return try await summary(view, state, request, context)
            }
        }
        routes.post("/apply/{draft}/places", for: .citizen, summary: "Keeps the address.") { submission, context in
            try await door.open(context) { view in try await keepAddress(view, submission, context) }
        }
        for which in Which.allCases {
            routes.get("/apply/{draft}/places/\(which)", for: .citizen, summary: "One step of choosing the \(which).") {
                request, context in
                try await door.open(context) { view in
                    try await choose(which, view, request.query.text("at"), FormState(), request, context)
                }
            }
            routes.post("/apply/{draft}/places/\(which)", for: .citizen, summary: "Goes down or keeps the \(which).") {
                submission, context in
                try await door.open(context) { view in try await keep(which, view, submission, context) }
            }
        }
    }

    private func summary(
        _ view: DraftView, _ state: FormState, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let form = view.draft.content.form
        let names = try await names(of: form, context)
        let missing = context.t("task.empty")
        let rows = Which.allCases.map { which in
            SummaryRow(
                context.t("apply.places.\(which)"), (which == .residence ? names.residence : names.register) ?? missing,
                changeAddress: DraftDoor.path(view, "places/\(which)"))
        }
        let fields = door.form(
            view, "places", state, context,
            [.text("address", label: context.t("apply.places.address"), hint: context.t("apply.places.addressHint"))])
        return try await door.portal.page(
            "citizen/apply/places", ["rows": rows, "form": fields] as Fields, title: context.t("apply.places.title"),
            request, context, back: DraftDoor.path(view), state: state)
    }

    /// The names of both places as a page shows them; a province outside the installation by its own name.
    func names(
        of form: ApplicationForm, _ context: BackstopContext
    ) async throws -> (residence: String?, register: String?) {
        let (residence, register) = (form.residenceRegion, form.registerRegion)
        let paths = try await door.portal.view(context) { command in
            [
                try residence.map { try command.store.regionPath($0).joined() },
                try register.flatMap {
                    try command.store.region($0) == nil ? nil : command.store.regionPath($0).joined()
                },
            ]
        }
        let province = register.flatMap { $0.ancestor(at: .province) ?? $0 }?.text
        return (paths[0], paths[1] ?? province.map { context.word("province", "p\($0)") })
    }

    private func keepAddress(
        _ view: DraftView, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        let form = view.draft.content.form
        let part = DraftPart.places(
            register: form.registerRegion, residence: form.residenceRegion,
            address: submission.values.text("address") ?? "")
        let result = try await door.save(part, of: view, submission, context) { $0 }
        guard let state = result.state else { return door.after(view, submission.values) }
        return try await summary(view, state, submission.request, context)
    }

    private func choose(
        _ which: Which, _ view: DraftView, _ at: String?, _ state: FormState, _ request: Request,
        _ context: BackstopContext
    ) async throws -> Response {
        let back = DraftDoor.path(view, "places")
        var choices: [Field.Choice] = []
        var lead: String?
        if at == "elsewhere", which == .register {
            choices = Self.provinces.map { Field.Choice($0, context.word("province", "p\($0)")) }
        } else {
            let code = at.flatMap { try? RegionCode($0) }
            let step = try await door.portal.view(context) { try RegionChildren.load(of: code, in: $0) }
            guard let step else { throw PageProblem.notFound }
            choices = step.children.map { Field.Choice($0.code.text, $0.name) }
            if code != nil { lead = step.path.dropFirst().map(\.name).joined(separator: " › ") }
            if which == .register, code == nil {
                if view.draft.content.form.residenceRegion != nil {
                    choices.insert(Field.Choice("same", context.t("apply.register.same")), at: 0)
                }
                choices.append(Field.Choice("elsewhere", context.t("apply.register.elsewhere")))
            }
        }
        let form = door.form(
            view, "places/\(which)", state, context,
            [.radios("region", label: context.t("apply.places.choose"), choices)])
        return try await door.question("\(which)", form, request, context, back: back, state: state, lead: lead)
    }

    private func keep(
        _ which: Which, _ view: DraftView, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        var form = view.draft.content.form
        var reader = FormReader(submission.values, context)
        let here = DraftDoor.path(view, "places/\(which)")
        guard let chosen = reader.text("region", label: context.t("apply.places.choose"), lengthMax: 12) else {
            return try await choose(which, view, nil, reader.state, submission.request, context)
        }
        if chosen == "elsewhere" { return .seeOther("\(here)?at=elsewhere") }
        let code = chosen == "same" ? form.residenceRegion : try? RegionCode(chosen)
        guard let code else { throw PageProblem.malformed }
        let isProvince = which == .register && Self.provinces.contains(code.text)
        if !isProvince {
            guard try await door.portal.view(context, { try RegionChoices.allows(code, in: $0) }) else {
                throw PageProblem.notFound
            }
            if code.level != .village { return .seeOther("\(here)?at=\(code.text)") }
        }
        if which == .residence { form.residenceRegion = code } else { form.registerRegion = code }
        let part = DraftPart.places(
            register: form.registerRegion, residence: form.residenceRegion, address: form.address)
        let result = try await door.save(part, of: view, submission, context) {
            $0 == "\(which)Region" ? "region" : nil
        }
        guard let state = result.state else {
            let next = which == .residence && form.registerRegion == nil ? "places/register" : "places"
            return .seeOther(DraftDoor.path(view, next))
        }
        return try await choose(which, view, nil, state, submission.request, context)
    }
}
