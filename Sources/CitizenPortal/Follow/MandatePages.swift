import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Asking somebody to act for the family 请人代办 (C15): who, what, until when; what they did; and taking it back.
struct MandatePages: Sendable {
    let portal: Portal
    private static let path = "/progress/{case}/mandate"
    /// The months offered, as far as the region lets a mandate run.
    private static let months = [1, 3, 6, 12]

    func register(in routes: RouteRegistry) {
        routes.get(Self.path, for: .citizen, summary: "Who may act for the family, and what they did.") {
            request, context in try await show(FormState(), request, context)
        }
        routes.post(Self.path, for: .citizen, summary: "Lets somebody act for the family.") {
            submission, context in try await grant(submission, context)
        }
        routes.post("\(Self.path)/{mandate}/end", for: .citizen, summary: "Ends that somebody acts for the family.") {
            submission, context in try await end(submission, context)
        }
    }

    private func own(_ context: BackstopContext) async throws -> OwnMandates {
        let id = CaseID(try context.number("case"))
        guard let found = try await portal.view(context, { try OwnMandates.load(id, in: $0) }) else {
            throw PageProblem.notFound
        }
        return found
    }

    private func show(_ state: FormState, _ request: Request, _ context: BackstopContext) async throws -> Response {
        let found = try await own(context)
        let back = "/progress/\(found.row.id.text)"
        let done = request.query.text("done")
        let model: Fields = [
            "mandates": found.mandates.map { mandate($0, found, context) }, "hasMandates": !found.mandates.isEmpty,
            "form": found.row.state.isEnded ? nil : form(found, state, context),
            "done": done.flatMap { ["grant", "end"].contains($0) ? context.t("helper.done.\($0)") : nil },
            "back": back,
        ]
        return try await portal.page(
            "citizen/follow/mandate", model, title: context.t("helper.title"), request, context, back: back,
            state: state)
    }

    private func form(_ found: OwnMandates, _ state: FormState, _ context: BackstopContext) -> FormView {
        let helpers = found.helpers.map { helper in
            Field.Choice(
                helper.id.text, helper.name, hint: context.language == .english ? nil : helper.duty)
        }
        let months = Self.months.filter { $0 <= found.monthsMax }
        return portal.site.form(
            context, action: "/progress/\(found.row.id.text)/mandate", submit: context.t("helper.grant"), state: state,
            [
                .radios(
                    "who", label: context.t("helper.who"),
                    helpers + [Field.Choice("other", context.t("helper.other"))]),
                .text(
                    "agentName", label: context.t("helper.name"), hint: context.t("helper.nameHint"), isOptional: true,
                    lengthMax: 40),
                .phone("agentPhone", label: context.t("helper.phone"), isOptional: true),
                .checkboxes(
                    "events", label: context.t("helper.events"),
                    GrantMandate.matters.map { Field.Choice($0.rawValue, context.t("helper.event.\($0.rawValue)")) }),
                .radios(
                    "months", label: context.t("helper.until"),
                    months.map { count in
                        Field.Choice(
                            String(count), context.t("helper.months", ["count": String(count)]),
                            hint: Formats(context).date(Self.last(count, from: found.today)))
                    }),
            ])
    }

    private static func last(_ months: Int, from today: CivilDate) -> CivilDate { today.addingMonths(months) }

    private func mandate(_ one: OwnMandate, _ found: OwnMandates, _ context: BackstopContext) -> Fields {
        let (content, formats) = (one.row.content, Formats(context))
        let separator = context.t("follow.comma")
        return [
            "name": content.agentName, "relation": context.language == .english ? nil : content.relation,
            "events": content.mandate.events.map(\.rawValue).sorted().map { context.t("helper.event.\($0)") }
                .joined(separator: separator),
            "through": formats.date(content.mandate.through),
            "tag": one.isInForce
                ? StatusTag(context.t("helper.stands"), .ok) : StatusTag(context.t("helper.over"), .neutral),
            "acts": one.acts.map { act in
                [
                    "day": formats.date(act.on),
                    "what": context.language == .english ? act.kind.rawValue : act.kind.chinese,
                ] as Fields
            },
            "hasActs": !one.acts.isEmpty, "isDesk": one.row.staff != nil,
            "end": one.isInForce
                ? portal.site.form(
                    context, action: "/progress/\(found.row.id.text)/mandate/\(one.row.id.text)/end",
                    submit: context.t("helper.end"), state: FormState(), isDangerous: true, [])
                : nil,
        ]
    }

    private func grant(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let found = try await own(context)
        var reader = FormReader(submission.values, context)
        let who = reader.choice(
            "who", label: context.t("helper.who"), among: found.helpers.map(\.id.text) + ["other"])
        let isOther = who == "other"
        let name = reader.text("agentName", label: context.t("helper.name"), isRequired: isOther, lengthMax: 40)
        let phone = reader.phone("agentPhone", label: context.t("helper.phone"), isRequired: isOther)
        let months = reader.choice("months", label: context.t("helper.until"), among: Self.months.map(String.init))
        guard let who, let count = months.flatMap({ Int($0) }), reader.state.isValid else {
            return try await show(reader.state, submission.request, context)
        }
        let outcome = try await portal.perform(
            GrantMandate(
                caseID: found.row.id, agent: isOther ? nil : StaffID(text: who), agentName: isOther ? name ?? "" : "",
                agentPhone: isOther ? phone ?? "" : "",
                events: Set(submission.values.all("events").compactMap(CaseEventKind.init)),
                through: Self.last(count, from: found.today)),
            submission, context)
        guard outcome.value != nil else {
            return try await show(
                portal.refused(outcome.reasons, submission.values, context), submission.request, context)
        }
        return .seeOther("/progress/\(found.row.id.text)/mandate?done=grant")
    }

    private func end(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let found = try await own(context)
        let id = MandateID(try context.number("mandate"))
        guard found.mandates.contains(where: { $0.row.id == id }) else { throw PageProblem.notFound }
        let outcome = try await portal.perform(RevokeMandate(mandate: id), submission, context)
        guard outcome.value != nil else {
            return try await show(
                portal.refused(outcome.reasons, submission.values, context), submission.request, context)
        }
        return .seeOther("/progress/\(found.row.id.text)/mandate?done=end")
    }
}
