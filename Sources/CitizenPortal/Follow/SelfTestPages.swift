import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The self-test (C2): six questions, nobody signs in, nothing is kept; the answers travel in the address only.
struct SelfTestPages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/fits", for: .public, summary: "Six questions about what may fit; nothing is stored.") {
            request, context in
            guard let asked = request.query.text("asked") else { return try await begin(request, context) }
            return try await next(asked, request, context)
        }
    }

    private func begin(_ request: Request, _ context: BackstopContext) async throws -> Response {
        try await portal.page(
            "citizen/follow/fits", ["start": "/fits?asked=start"] as Fields, title: context.t("fits.title"), request,
            context, back: "/")
    }

    /// The first question without a sound answer, or the result.
    private func next(_ asked: String, _ request: Request, _ context: BackstopContext) async throws -> Response {
        let place = try await portal.place(request, context)
        let form = SelfTestForm(query: request.query, context: context, village: place.village)
        guard let question = form.open else { return try await result(form, request, context) }
        let counties =
            question == .area && place.village == nil
            ? try await portal.look(context) { try RegionChoices.load(.county, in: $0).regions } : []
        let state = asked == question.rawValue ? form.state(of: question) : FormState(values: form.values)
        var shown = state
        let carried = form.carried(except: question)
        for other in carried { shown.values.set(other.name, other.value) }
        shown.values.set("asked", question.rawValue)
        let view = portal.site.form(
            context, action: "/fits", submit: context.t("button.continue"), state: shown,
            form.fields(question, counties) + carried.map { Field.hidden($0.name) }
                + [.hidden("asked")])
        let number = SelfTestForm.Question.allCases.firstIndex(of: question).map { $0 + 1 } ?? 1
        let count = String(SelfTestForm.Question.allCases.count)
        let model: Fields = [
            "step": context.t("fits.step", ["number": String(number), "count": count]),
            "heading": context.t("fits.\(question.rawValue).title"),
            "lead": context.t("fits.\(question.rawValue).lead"),
            "form": view,
        ]
        return try await portal.page(
            "citizen/follow/fits-question", model, title: context.t("fits.\(question.rawValue).title"), request,
            context, back: form.back(from: question), state: state)
    }

    private func result(
        _ form: SelfTestForm, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        guard let answers = form.answers else { throw PageProblem.malformed }
        let test = try await portal.look(context) { try SelfTest.run(answers, in: $0) }
        let items = test.items.map { item in
            [
                "name": context.t("fits.kind.\(item.kind.rawValue)"), "why": context.t("fits.why.\(item.why.rawValue)"),
                "tag": StatusTag(context.t("fits.fit.\(item.fit.rawValue)"), Self.tone(item.fit)),
            ] as Fields
        }
        let program = test.program
        let apply = PageAddress("/apply").with("program", program?.rawValue ?? "unknown")
            .with("people", String(answers.people)).with("income", answers.monthlyIncome?.text)
        let place = try await portal.place(request, context)
        let model: Fields = [
            "items": items, "isNothing": program == nil, "apply": apply.text, "phone": place.phone,
            "hasSudden": answers.isSudden, "again": "/fits?asked=start", "rows": form.rows,
        ]
        return try await portal.page(
            "citizen/follow/fits-result", model, title: context.t("fits.resultTitle"), request, context,
            back: form.back(from: nil))
    }

    private static func tone(_ fit: SelfTest.Fit) -> StatusTag.Tone {
        switch fit {
        case .likely: .ok
        case .unsure: .info
        case .unlikely: .neutral
        }
    }
}
