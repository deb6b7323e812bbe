import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Looking after department data: merging layers and removing days past their retention, as jobs with their results.
struct CarePage: Sendable {
    let desk: Desk
    static let path = CentreWords.root + "/care"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(RunAuthority.keepers)
        routes.get(Self.path, for: .staff, roles: roles, summary: "How department data are looked after.") {
            request, context in try await show(request.query.text("said"), context)
        }
        for task in CareTask.allCases {
            routes.post(
                "\(Self.path)/\(task.rawValue)", for: .staff, roles: roles,
                summary: "Asks that department data are looked after: \(task.rawValue)."
            ) { submission, context in
                let outcome = try await desk.perform(AskCare(task: task), submission, context)
                guard outcome.value != nil else { throw PageProblem.forbidden }
                return .seeOther("\(Self.path)?said=\(task.rawValue)")
            }
        }
    }

    private func show(_ said: String?, _ context: BackstopContext) async throws -> Response {
        let jobs = try await desk.view(context) { inner in
            let kind = JobKind.snapshotCare.rawValue
            return try inner.store.simulationJobs(kind: kind, limit: 20).map {
                try inner.store.simulationJob($0.id, kind: kind) ?? $0
            }
        }
        let words = CentreWords(context)
        var page = CentrePage()
        page.intro = context.t("care.intro")
        if said != nil { page.notice = context.t("care.asked") }
        page.buttons = CareTask.allCases.map { task in
            desk.site.form(context, action: "\(Self.path)/\(task.rawValue)", submit: context.t("care.\(task.rawValue)"))
        }
        if jobs.contains(where: { ["waiting", "running"].contains($0.state) }) {
            page.progress = (context.t("care.running"), 0, 1, Self.path)
        }
        let tones: [String: StatusTag.Tone] = ["done": .ok, "failed": .bad, "running": .info]
        page.tables = [
            CentreTable(
                context.t("care.latest"), ["care.what", "run.state", "run.askedAt", "import.finished", "care.result"],
                rows: jobs.map { job in
                    let task = CareTask.allCases.first { job.payload.contains("\"\($0.rawValue)\"") }
                    return [
                        CentreCell(task.map { context.t("care.\($0.rawValue)") } ?? "—"),
                        .tag(StatusTag(context.t("jobState.\(job.state)"), tones[job.state] ?? .neutral)),
                        CentreCell(words.formats.moment(job.createdAt)),
                        CentreCell(job.finishedAt.map { words.formats.moment($0) } ?? "—"),
                        CentreCell(result(job, words)),
                    ]
                }, empty: context.t("care.none"), context)
        ]
        return try await page.response(desk, title: context.t("nav.snapshotCare"), context)
    }

    private func result(_ job: SimulationJobRow, _ words: CentreWords) -> String {
        if let error = job.lastError, job.state == "failed" { return error }
        guard let text = job.result,
            let result = try? StoreTransaction.fromJSON(Array(text.utf8), as: CareResult.self)
        else { return "—" }
        let counts = [
            "looked": words.formats.count(result.looked), "touched": words.formats.count(result.lines.count),
            "bytes": words.formats.count(result.freedBytes / 1024),
        ]
        return words.context.t("care.did", counts)
            + (result.lines.isEmpty ? "" : "：" + result.lines.joined(separator: "、"))
    }
}
