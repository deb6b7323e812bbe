import Hummingbird
import Operations
import Policies
import Primitives
import WebSupport

/// Advice for everybody: help, who can act for me, what support there is (C3), and what happens to my data.
struct GuidePages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/help", for: .public, summary: "Answers to common questions.") { request, context in
            try await page("citizen/follow/help", title: "follow.help.title", request, context)
        }
        routes.get("/helper", for: .public, summary: "Whom to ask to do it for me.") { request, context in
            try await page("citizen/follow/helper", title: "follow.helper.title", request, context)
        }
        routes.get("/policies", for: .public, summary: "The kinds of support there are.") { request, context in
            try await page("citizen/follow/policies", title: "follow.policies.title", request, context)
        }
        routes.get("/policies/dibao", for: .public, summary: "Who gets dibao, how much, and how.") {
            request, context in
            try await dibao(request, context)
        }
        routes.get("/privacy", for: .public, summary: "What is done with personal data.") { request, context in
            try await page("citizen/follow/privacy", title: "follow.privacy.title", request, context)
        }
    }

    private func page(
        _ template: String, title: String, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let place = try await portal.place(request, context)
        let model: Fields = [
            "phone": place.hotline, "helperName": place.code?.helperName,
            "helperPhone": place.code.flatMap { $0.helperPhone.isEmpty ? nil : $0.helperPhone },
        ]
        let frame = portal.frame(context.t(title), at: place, back: "/")
        return portal.site.page(template, model, frame: frame, context)
    }

    private func dibao(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let place = try await portal.place(request, context)
        let county = place.village?.ancestor(at: .county)
        let guide = try await portal.look(context) { try DibaoGuide.load(county: county, in: $0) }
        guard let guide else { throw PageProblem.notFound }
        let days = [
            "accept": String(guide.acceptWorkingDays), "notice": String(guide.publicityDays),
            "total": String(guide.totalWorkingDays),
        ]
        let model: Fields = [
            "standards": guide.standards.map { StandardCard($0, context) },
            "citations": Set(
                guide.standards.filter { !$0.isDemonstration }.map {
                    context.t(
                        "follow.dibao.published", ["citation": $0.citation, "date": Formats(context).date($0.from)])
                }
            ).sorted(),
            "isDemonstration": guide.standards.contains(where: \.isDemonstration),
            "exempt": guide.exemptIncome.map { context.language == .english ? $0.english : $0.chinese },
            "exemptCitation": guide.exemptCitation, "terms": context.t("follow.dibao.terms", days),
        ]
        let frame = portal.frame(context.t("follow.dibao.title"), at: place, back: "/policies")
        return portal.site.page("citizen/follow/dibao", model, frame: frame, context)
    }
}

/// The standards of a county as a row of the table.
struct StandardCard: ViewModel {
    let county: String
    let urban: String
    let rural: String

    init(_ standard: DibaoGuide.Standard, _ context: BackstopContext) {
        county = standard.county
        urban = standard.urban.map(\.grouped) ?? context.t("follow.dibao.notSet")
        rural = standard.rural.map(\.grouped) ?? context.t("follow.dibao.notSet")
    }

    static let fields: ViewFields<StandardCard> = ["county": \.county, "urban": \.urban, "rural": \.rural]
}

extension IncomeKind {
    /// The kind on English pages.
    var english: String {
        switch self {
        case .wage: "Wages"
        case .business: "Business income"
        case .farming: "Farm income"
        case .property: "Property income"
        case .transfer: "Transfers"
        case .pension: "Pension"
        case .maintenance: "Support from relatives"
        case .farmSubsidy: "Farm subsidies"
        case .other: "Other income"
        case .basicResidentPension: "The basic residents' pension"
        case .preferentialPension: "Pensions for the disabled and bereaved of the forces"
        case .governmentAssistance: "Government assistance"
        case .scholarship: "Scholarships and student aid"
        case .birthPlanningAward: "Birth planning awards"
        case .goodSamaritanAward: "Awards for bravery"
        }
    }
}
