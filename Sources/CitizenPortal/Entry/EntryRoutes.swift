import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The first pages: the home of a village or of the city, and the choice of a village without a code.
struct EntryRoutes: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/", for: .public, summary: "The citizens' home, of the village that is known or of the city.") {
            request, context in
            home(at: try await portal.place(request, context), context)
        }
        routes.get("/v/{token}", for: .public, summary: "The home of the village whose code was scanned.") {
            _, context in try await scanned(context)
        }
        IdentityPages(portal: portal).register(in: routes)
        routes.get("/places", for: .public, summary: "The counties, to choose a village from.") { request, context in
            try await choose(nil, request, context)
        }
        routes.get("/places/{region}", for: .public, summary: "One step further down; a village is remembered.") {
            request, context in
            guard let code = try? RegionCode(context.parameter("region")) else { throw PageProblem.notFound }
            return try await choose(code, request, context)
        }
    }

    private func scanned(_ context: BackstopContext) async throws -> Response {
        let token = try context.parameter("token")
        guard token.utf8.count <= 64, let code = try await portal.bureau.villageCode(token: token) else {
            let place = try await portal.look(context) { try Portal.place("", in: $0) }
            return portal.site.page(
                "citizen/entry/lost-code", ["hotline": place.hotline] as Fields,
                frame: portal.frame(context.t("entry.lostTitle"), at: place), context, status: .notFound)
        }
        var response = home(at: Portal.at(code), context)
        response.setCookie(portal.site.cookies.preference(name: Portal.placeCookie, value: token))
        return response
    }

    private func home(at place: Place, _ context: BackstopContext) -> Response {
        let model = HomePage(
            hasVillage: place.village != nil,
            helper: place.code.flatMap { $0.helperName.isEmpty ? nil : $0.helperName },
            helperPhone: place.code.flatMap { $0.helperPhone.isEmpty ? nil : $0.helperPhone },
            noticesAddress: place.code.map { "/notices/\($0.token)" }, isSignedIn: context.session != nil)
        return portal.site.page(
            "citizen/entry/home", model, frame: portal.frame(context.t("entry.homeTitle"), at: place), context)
    }

    private func choose(_ code: RegionCode?, _ request: Request, _ context: BackstopContext) async throws -> Response {
        guard let step = try await portal.look(context, { try RegionChildren.load(of: code, in: $0) }) else {
            throw PageProblem.notFound
        }
        if step.parent.level == .village {
            var response = Response.seeOther("/")
            response.setCookie(
                portal.site.cookies.preference(name: Portal.placeCookie, value: "at-\(step.parent.code.text)"))
            return response
        }
        let above = step.path.dropLast().last
        let links = step.children.map { Link($0.name, "/places/\($0.code.text)") }
        return try await portal.page(
            "citizen/entry/places",
            ["parent": code == nil ? nil : step.parent.name, "links": links, "isEmpty": links.isEmpty] as Fields,
            title: context.t("entry.placesTitle"), request, context,
            back: above.map { $0.level < .county ? "/places" : "/places/\($0.code.text)" } ?? "/")
    }
}

/// The home page with its three ways on.
struct HomePage: ViewModel {
    let hasVillage: Bool
    let helper: String?
    let helperPhone: String?
    let noticesAddress: String?
    let isSignedIn: Bool

    static let fields: ViewFields<HomePage> = [
        "hasVillage": \.hasVillage, "helper": \.helper, "helperPhone": \.helperPhone,
        "noticesAddress": \.noticesAddress, "isSignedIn": \.isSignedIn,
    ]
}
