import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The object library: every family on file, masked.
struct ObjectPages: Sendable {
    let desk: Desk
    private static let path = "/staff/objects"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.townshipClerk, .townshipReviewer, .countyReviewer, .leader, .auditor])
        routes.get(Self.path, for: .staff, roles: roles, summary: "The families on file.") { request, context in
            try await list(request, context)
        }
        routes.get("\(Self.path)/{id}", for: .staff, roles: roles, summary: "A family on file.") { _, context in
            try await family(context)
        }
    }

    static func rows(_ rows: [FamilyListRow], _ context: BackstopContext) -> [Fields] {
        rows.map { row in
            [
                "address": "\(path)/\(row.id.text)", "register": row.registerNumber ?? "—", "head": row.headMasked,
                "lastFour": row.headLastFour, "count": row.memberCount,
                "program": context.t("familyProgram.\(row.program.rawValue)"), "region": row.regionName,
                "area": context.t("area.\(row.area.rawValue)"), "since": Formats(context).date(row.startedDay),
            ]
        }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let filter = FamilyFilter(
            text: String((query.text("q") ?? "").prefix(60)),
            program: query.text("program").flatMap(FamilyProgram.init(rawValue:)))
        let page = min(max(1, query.text("page").flatMap { Int($0) } ?? 1), 100_000)
        let size =
            query.text("size").flatMap { Int($0) }.flatMap { CaseQueueFilter.pageSizes.contains($0) ? $0 : nil } ?? 20
        let list = try await desk.view(context) { try FamilyList.load(filter, page: page, pageSize: size, in: $0) }
        let pager = Pager(
            total: list.total, pageSize: size, query: query, address: PageAddress(Self.path, query), context)
        let model: Fields = [
            "rows": Self.rows(list.rows, context), "hasRows": !list.rows.isEmpty, "pager": pager,
            "q": filter.text.isEmpty ? nil : filter.text,
            "programs": FilterOption.list(
                FamilyProgram.allCases.map { ($0.rawValue, context.t("familyProgram.\($0.rawValue)")) },
                chosen: filter.program?.rawValue),
        ]
        return try await desk.page("staff/cases/objects", model, title: context.t("nav.objects"), context)
    }

    private func family(_ context: BackstopContext) async throws -> Response {
        let id = FamilyID(try context.number("id"))
        let found = try await desk.view(context) { inner -> (FamilyPage, CivilDate)? in
            try FamilyPage.load(id, in: inner).map { ($0, inner.today) }
        }
        guard let (page, today) = found else { throw PageProblem.notFound }
        let formats = Formats(context)
        let words = CaseWords(context)
        let head = page.members.first.map { Masking.name($0.person.name) } ?? ""
        let model: Fields = [
            "head": head,
            "rows": [
                SummaryRow(context.t("object.register"), page.family.registerNumber ?? "—"),
                SummaryRow(
                    context.t("case.program"), context.t("familyProgram.\(page.family.program.rawValue)")),
                SummaryRow(context.t("case.place"), page.place.joined(separator: " ")),
                SummaryRow(context.t("object.area"), context.t("area.\(page.family.area.rawValue)")),
                SummaryRow(context.t("object.since"), formats.date(page.family.startedDay)),
            ],
            "members": page.members.map { member in
                [
                    "name": Masking.name(member.person.name), "lastFour": member.person.lastFour,
                    "sex": context.t("sex.\(member.person.sex.rawValue)"),
                    "age": words.age(member.person.birthDate.fullYears(until: today)),
                    "income": member.income.grouped,
                    "died": member.person.deathDay.map {
                        StatusTag(context.t("object.died", ["day": formats.date($0)]), .bad)
                    },
                ] as Fields
            },
            "search": PageAddress(QueuePage.path).with("q", page.members.first?.person.lastFour).text,
        ]
        return try await desk.page(
            "staff/cases/object", model, title: head, context, crumbs: [Link(context.t("nav.objects"), Self.path)])
    }
}
