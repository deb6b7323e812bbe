import Casework
import Hummingbird
import Operations
import Policies
import Primitives
import Storage
import WebSupport

/// What else may be open to a family, in plain words: it applied once and is sorted over every program (C12).
struct MorePages: Sendable {
    let portal: Portal
    private static let questionsMax = 3

    func register(in routes: RouteRegistry) {
        routes.get("/progress/{case}/more", for: .citizen, summary: "What else may be open to the family.") {
            request, context in try await show(request, context)
        }
    }

    private func show(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let id = CaseID(try context.number("case"))
        guard let found = try await portal.view(context, { try CitizenSorting.load(id, in: $0) }) else {
            throw PageProblem.notFound
        }
        let place = try await portal.place(request, context)
        let other = found.entries.filter { $0.program != found.program.pack || $0.member != nil }
        let fits = other.filter { $0.outcome == .eligible || $0.startsAtOnce }
        let open = other.filter { $0.outcome == .undetermined && !$0.startsAtOnce }
        let not = other.filter { $0.outcome.isRefusal }
        let model: Fields = [
            "day": Formats(context).date(found.day), "fits": fits.map { Self.card($0, context) },
            "hasFits": !fits.isEmpty, "open": open.map { Self.card($0, context) }, "hasOpen": !open.isEmpty,
            "not": not.map { Self.card($0, context) }, "hasNot": !not.isEmpty,
            "isAwaiting": found.isAwaiting, "phone": place.phone, "isChinese": context.englishOnly("chinese.papers"),
        ]
        return try await portal.page(
            "citizen/follow/more", model, title: context.t("more.title"), request, context,
            back: "/progress/\(id.text)")
    }

    private static func card(_ entry: SortedProgram, _ context: BackstopContext) -> Fields {
        let questions = entry.questions.prefix(questionsMax).map(\.question)
        let reasons = entry.outcome.isRefusal ? entry.reasons.prefix(2).map(\.sentence) : []
        return [
            "name": context.t("more.name.\(entry.program)"), "what": context.t("more.what.\(entry.program)"),
            "tag": entry.startsAtOnce
                ? StatusTag(context.t("more.now"), .ok)
                : entry.outcome == .eligible ? StatusTag(context.t("more.fits"), .ok) : nil,
            "isAlone": entry.member != nil, "isAmountOnly": entry.outcome == .eligible, "questions": questions,
            "hasQuestions": !questions.isEmpty,
            "reasons": reasons, "hasReasons": !reasons.isEmpty,
        ]
    }
}
