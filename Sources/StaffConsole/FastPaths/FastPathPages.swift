import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The fast paths beside the cases: what waits, the townships' reserves, and the pledge for signing.
struct FastPathRoutes: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        FastPathListPage(desk: desk).register(in: routes)
        ReservePage(desk: desk).register(in: routes)
        PledgePage(desk: desk).register(in: routes)
    }
}

/// What waits on the fast paths (S10, S11, S12): owed steps, owed papers, undertakings, entries, medical security.
struct FastPathListPage: Sendable {
    static let path = "/staff/fast-paths"
    static let readers: [Role] = [.townshipClerk, .townshipReviewer, .countyReviewer, .leader, .auditor]
    let desk: Desk

    func register(in routes: RouteRegistry) {
        routes.get(
            Self.path, for: .staff, roles: Posts.names(Self.readers),
            summary: "Lists what waits on the fast paths, by last day."
        ) { _, context in try await show(context) }
    }

    private func show(_ context: BackstopContext) async throws -> Response {
        let (list, today) = try await desk.view(context) { (try FastPathList.load(in: $0), $0.today) }
        let formats = Formats(context)
        let sections = FastPathRows(list: list, today: today, context: context).sections
        let model: Fields = [
            "sections": sections.map { key, rows in
                [
                    "title": context.t("fastBlock.\(key)"), "count": formats.count(rows.count), "rows": rows,
                    "hasRows": !rows.isEmpty, "empty": context.t("fastEmpty.\(key)"),
                ] as Fields
            },
            "reserveAddress": ReservePage.path,
        ]
        return try await desk.page("staff/fast/list", model, title: context.t("fast.listTitle"), context)
    }
}

/// The lists of the page in words.
private struct FastPathRows {
    let list: FastPathList
    let today: CivilDate
    let context: BackstopContext

    var sections: [(String, [Fields])] {
        [("promise", promises), ("aid", aid), ("conference", undertakings), ("credit", credit), ("medical", medical)]
    }

    private func tag(_ due: CivilDate?) -> StatusTag? {
        due.map { day in
            let text = Formats(context).date(day)
            return day < today
                ? StatusTag(context.t("fast.lateSince", ["day": text]), .bad)
                : StatusTag(context.t("fast.dueOn", ["day": text]), .info)
        }
    }

    private func row(_ id: CaseID, _ number: String, _ name: String, _ what: String, _ tag: StatusTag?) -> Fields {
        ["address": "/staff/cases/\(id.text)", "number": number, "name": name, "what": what, "tag": tag]
    }

    private func row(_ place: CasePlaceRow, _ what: String, _ tag: StatusTag?) -> Fields {
        row(place.caseID, place.number, place.applicantMasked, what, tag)
    }

    private var promises: [Fields] {
        list.promises.map { promise in
            let next = promise.next.map { " · " + context.t("owedStep.\($0.step.rawValue)") } ?? ""
            return row(
                promise.line.place, context.t("backCheck.\(promise.line.row.check.rawValue)") + next,
                tag(promise.next?.due.on))
        }
    }

    private var aid: [Fields] {
        list.aid.map { line in
            let owed = line.row.plan.owed(having: line.row.papers).count
            return row(
                line.place,
                "\(line.row.plan.amount.grouped)\(context.t("case.yuan")) · "
                    + context.t("aid.owes", ["count": String(owed)]),
                tag(line.row.plan.papersDue.on))
        }
    }

    private var undertakings: [Fields] {
        list.undertakings.map { line in
            row(
                line.row.caseID, line.caseNumber, line.applicantMasked, line.row.undertaking.department,
                tag(line.row.undertaking.due))
        }
    }

    private var credit: [Fields] {
        list.credit.map { line in
            row(line.place, context.t("creditState.\(line.row.entry.state.rawValue)"), tag(line.row.due))
        }
    }

    private var medical: [Fields] {
        list.medical.map { line in
            row(
                line.notice.caseID, line.caseNumber, line.applicantMasked,
                context.t("medicalKind.\(line.notice.kind.rawValue)"),
                StatusTag(
                    context.t("medical.waits", ["tries": String(line.notice.handOver.tries.count)]), .warn))
        }
    }
}

/// The credit pledge of a case, printed for signing.
struct PledgePage: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        routes.get(
            "/staff/cases/{id}/pledge", for: .staff, roles: Posts.names([.townshipClerk, .townshipReviewer]),
            summary: "The credit pledge of a case, for printing and signing."
        ) { _, context in
            let id = CaseID(try context.number("id"))
            let pledge = try await desk.found(context) { try PledgeView.load(id, in: $0) }
            let model: Fields = [
                "paragraphs": pledge.text.paragraphs, "number": pledge.caseNumber,
                "hash": String(pledge.text.hash.prefix(16)),
            ]
            return desk.site.page(
                "staff/fast/pledge", model,
                frame: PrintFrame(title: "信用承诺书", issuer: desk.bureau.settings.name), context)
        }
    }
}
