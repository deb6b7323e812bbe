import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The case (S5): everything of a household on one page, and the steps that this person may take now.
struct CasePage: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(Posts.caseReaders)
        routes.get("/staff/cases/{id}", for: .staff, roles: roles, summary: "All of a household's case.") {
            request, context in try await show(request, context)
        }
        routes.get(
            "/staff/cases/{id}/report", for: .staff, roles: roles, kind: .fragment,
            summary: "How far the comparison is, and its report."
        ) { request, context in
            let scene = try await scene(context)
            return desk.site.pageOrFragment(
                "staff/cases/report-page", fragment: "staff/cases/report", model: model(scene, nil, context),
                frame: try await frame(scene, context), request, context)
        }
    }

    private func show(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let scene = try await scene(context)
        let done = request.query.text("done").flatMap { code in
            CaseStep.doneCodes.contains(code) ? context.t("caseDone.\(code)") : nil
        }
        return desk.site.page(
            "staff/cases/case", model(scene, done, context), frame: try await frame(scene, context), context)
    }

    private func scene(_ context: BackstopContext) async throws -> CaseScene {
        let id = CaseID(try context.number("id"))
        return try await desk.found(context) { try CaseScene.load(id, in: $0) }
    }

    private func frame(_ scene: CaseScene, _ context: BackstopContext) async throws -> StaffFrame {
        try await desk.frame(
            "\(scene.view.applicantMasked) \(scene.view.row.number)", context,
            crumbs: [Link(context.t("queue.title"), QueuePage.path)])
    }

    private func model(_ scene: CaseScene, _ done: String?, _ context: BackstopContext) -> CaseModel {
        CaseModel(scene: scene, done: done, actor: try? desk.actor(context), context: context)
    }
}

/// The case as its templates read it; every part is made when it is asked for.
struct CaseModel: ViewModel {
    let scene: CaseScene
    let done: String?
    let actor: StaffActor?
    let context: BackstopContext

    var view: CaseView { scene.view }
    var words: CaseWords { CaseWords(context) }
    var formats: Formats { Formats(context) }
    var mask: NameMask { NameMask(view.row.form) }
    var address: String { "/staff/cases/\(view.row.id.text)" }

    static let fields: ViewFields<CaseModel> = [
        "done": \.done, "address": \.address, "number": \.view.row.number, "applicant": \.view.applicantMasked,
        "lastFour": \.view.row.applicantLastFour, "headCount": \.view.row.headCount,
        "program": { $0.view.row.program.name($0.context) }, "place": { $0.view.place.joined(separator: " ") },
        "state": { $0.words.state($0.view.row.state) },
        "deadline": { $0.words.deadline($0.view.deadline?.on, $0.view.daysLeft) },
        "isProvisional": { $0.view.deadline?.provisional == true },
        "isStopped": { $0.view.row.clock?.openStop != nil }, "rows": \.summary, "steps": \.steps,
        "hasSteps": { !$0.steps.isEmpty }, "otherSteps": \.otherSteps, "members": \.members, "incomes": \.incomes,
        "properties": \.properties, "expenses": \.expenses, "hasMeans": \.hasMeans,
        "hardship": { $0.view.row.form.hardshipReason }, "supplement": \.supplement, "report": \.report,
        "check": \.check, "after": \.after,
        "isComparing": \.isComparing, "visits": \.visits, "hasVisits": { !$0.view.visits.isEmpty },
        "determination": \.determination, "opinions": \.opinions, "hasOpinions": { !$0.view.opinions.isEmpty },
        "notices": \.notices, "hasNotices": { !$0.view.notices.isEmpty }, "objections": \.objections,
        "hasObjections": { !$0.view.objections.isEmpty }, "documents": \.documents,
        "hasDocuments": { !$0.view.documents.isEmpty }, "uploads": \.uploads,
        "hasUploads": { !$0.view.uploads.isEmpty }, "messages": \.messages,
        "hasMessages": { !$0.view.messages.isEmpty }, "servicesAddress": { "\($0.address)/services" },
        "familyAddress": { "\(FamilyFileScene.path)/\($0.view.row.familyID.text)" }, "relations": \.relations,
        "hasRelations": { !$0.view.relations.isEmpty }, "timeline": \.timeline, "fastPaths": \.fastPaths,
        "supervision": \.supervision, "openCorrections": \.openCorrections,
        "hotline": \.hotline,
    ]
}
