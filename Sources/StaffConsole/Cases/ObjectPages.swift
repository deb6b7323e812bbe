import Casework
import Hummingbird
import Insight
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
        let age = query.text("age").flatMap(AgeBand.init(rawValue:))
        let region = query.text("region").flatMap { try? RegionCode($0) }
        let program = query.text("program").flatMap(FamilyProgram.init(rawValue:))
        let text = String((query.text("q") ?? "").prefix(60))
        // An age is a person's, so a list of an age is one of people; a name is looked for among families.
        let isByPerson = text.isEmpty && (age != nil || query.text("by") == "person")
        let size =
            query.text("size").flatMap { Int($0) }.flatMap { CaseQueueFilter.pageSizes.contains($0) ? $0 : nil } ?? 20
        let families = FamilyFilter(
            text: text, program: program, region: region, isInBenefit: query.text("benefit") == "yes")
        let persons = PersonFilter(age: age, region: region, program: program)
        let (found, today, regionName) = try await desk.view(context) { inner in
            let name = try region.map { try inner.store.regionName($0) }
            let page = query.page
            guard isByPerson else {
                let list = try FamilyList.load(families, page: page, pageSize: size, in: inner)
                return (Found.families(list), inner.today, name)
            }
            let list = try PersonList.load(persons, limit: size, offset: (page - 1) * size, in: inner)
            return (Found.persons(list), inner.today, name)
        }
        let pager = Pager(
            total: found.total, pageSize: size, query: query, address: PageAddress(Self.path, query), context)
        let address = PageAddress(Self.path, query).with("page", nil)
        let model: Fields = [
            "families": found.families.map { Self.rows($0, context) } ?? [],
            "persons": found.persons.map { Self.rows($0, on: today, context) } ?? [],
            "isByPerson": isByPerson, "hasRows": found.total > 0, "pager": pager,
            "q": families.text.isEmpty ? nil : families.text,
            "isInBenefit": families.isInBenefit,
            "ways": FilterOption.list(
                [("family", context.t("object.byFamily")), ("person", context.t("object.byPerson"))],
                chosen: isByPerson ? "person" : "family"),
            "ages": FilterOption.list(
                AgeBand.allCases.map { ($0.rawValue, context.t("age.\($0.rawValue)")) }, chosen: age?.rawValue),
            "region": region.map { code in
                [
                    "value": code.text, "label": regionName ?? code.text, "address": address.with("region", nil).text,
                ] as Fields
            },
            "programs": FilterOption.list(
                FamilyProgram.allCases.map { ($0.rawValue, context.t("familyProgram.\($0.rawValue)")) },
                chosen: program?.rawValue),
        ]
        return try await desk.page("staff/cases/objects", model, title: context.t("nav.objects"), context)
    }

    private enum Found: Sendable {
        case families(FamilyList)
        case persons(PersonList)

        var total: Int {
            switch self {
            case .families(let list): list.total
            case .persons(let list): list.total
            }
        }
        var families: [FamilyListRow]? { if case .families(let list) = self { list.rows } else { nil } }
        var persons: [PersonListRow]? { if case .persons(let list) = self { list.rows } else { nil } }
    }

    private static func rows(_ rows: [PersonListRow], on today: CivilDate, _ context: BackstopContext) -> [Fields] {
        rows.map { row in
            [
                "address": "\(path)/\(row.familyID.text)", "name": row.nameMasked, "lastFour": row.lastFour,
                "sex": context.t("sex.\(row.sex.rawValue)"),
                "age": CaseWords(context).age(row.birthDay.fullYears(until: today)),
                "program": context.t("familyProgram.\(row.program.rawValue)"), "region": row.regionName,
            ]
        }
    }
}
