import Casework
import Hummingbird
import Operations
import Policies
import Primitives
import Storage
import WebSupport

/// Why one program came to yes or no: its conditions with what was measured, and every step with its source.
struct ProgramWhyPage: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        routes.get(
            "\(ProgramPages.path)/{program}", for: .staff, roles: Posts.names(Posts.caseReaders),
            summary: "Why a program fits or does not."
        ) { request, context in try await show(request, context) }
    }

    private func show(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let (id, program) = (CaseID(try context.number("id")), try context.parameter("program"))
        let member = request.query.text("member")
        let found = try await desk.found(context) {
            try ProgramWhyView.load(id, program: program, member: member, in: $0)
        }
        let names = Dictionary(
            found.row.form.members.map { (HouseholdFacts.key(of: $0.number), $0.name) },
            uniquingKeysWith: { first, _ in first })
        let words = ProgramWords(context, names: names, form: found.row.form)
        let address = "/staff/cases/\(id.text)"
        let title = words.title(found.entry)
        let steps = ProgramSteps(words)
        // The conditions below say the same sentences one by one.
        let told = Set(found.tests.map(\.sentence))
        let reasons = found.entry.reasons.filter { !told.contains($0.sentence) }.map { words.mask($0.sentence) }
        let hasQuestions = !found.entry.questions.isEmpty
        let model: Fields = [
            "title": title, "tag": words.tag(found.entry), "amount": words.amount(found.entry),
            "day": Formats(context).date(found.day), "backAddress": "\(address)/programs",
            "reasons": reasons, "hasReasons": !reasons.isEmpty || hasQuestions,
            "isAmountOnly": found.entry.outcome == .eligible,
            "questions": found.entry.questions.map { question in
                ["question": words.mask(question.question), "reason": words.mask(question.reason)] as Fields
            }, "hasQuestions": hasQuestions, "tests": found.tests.map { Self.test($0, words, steps) },
            "hasTests": !found.tests.isEmpty, "steps": steps.groups(found.steps), "hasSteps": !found.steps.isEmpty,
        ]
        return try await desk.page(
            "staff/cases/program-why", model, title: title, context,
            crumbs: [
                Link(context.t("queue.title"), QueuePage.path),
                Link("\(Masking.name(found.row.applicantName)) \(found.row.number)", address),
                Link(context.t("programs.title"), "\(address)/programs"),
            ])
    }

    private static func test(_ test: TestOutcome, _ words: ProgramWords, _ steps: ProgramSteps) -> Fields {
        let context = words.context
        let tag =
            switch test.verdict {
            case .pass: StatusTag(context.t("verdict.pass"), .ok)
            case .fail: StatusTag(context.t("verdict.fail"), .bad)
            case .open: StatusTag(context.t("verdict.open"), .warn)
            }
        let hasMeasure = test.unit != .none
        return [
            "label": test.label, "sentence": steps.rounded(words.mask(test.sentence)), "citation": test.citation,
            "tag": tag,
            "measured": hasMeasure ? test.measuredText : nil, "limit": hasMeasure ? test.limitText : nil,
        ]
    }
}
