import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Where a citizen is: the village whose code was scanned or that was chosen, otherwise the whole city.
struct Place: Sendable, Hashable {
    /// Name in the page header.
    let name: String
    /// The places above it.
    let detail: String?
    /// Whom to ring, as it is dialled: the helper, else the hotline.
    let phone: String
    /// The township's or county's own number, else the bureau's.
    let hotline: String
    /// The village; nil while none is known.
    let village: RegionCode?
    /// The open code that was scanned.
    let code: VillageCode?
}

extension Portal {
    /// Name of the cookie with the place: a village code's token, or `at-` and a region code.
    static let placeCookie = "backstop_place"

    /// The place of the cookie; one that no longer opens counts as none.
    ///
    /// At most 7 queries.
    func place(_ request: Request, _ context: BackstopContext) async throws -> Place {
        let value = request.cookies[Self.placeCookie]?.value ?? ""
        return try await look(context) { try Self.place(value, in: $0) }
    }

    static func place(_ value: String, in context: CommandContext) throws -> Place {
        if value.hasPrefix("at-"), let region = try? RegionCode(value.dropFirst(3)), region.level == .village,
            try RegionChoices.allows(region, in: context)
        {
            let path = try context.store.regionPath(region)
            let hotline = try context.hotline(at: region)
            return Place(
                name: path.last ?? region.text, detail: detail(path), phone: hotline, hotline: hotline, village: region,
                code: nil)
        }
        if !value.isEmpty, value.utf8.count <= 64, let code = try VillageCode.load(value, in: context) {
            return at(code)
        }
        let city = try RegionChildren.load(in: context)?.parent
        let hotline = try context.hotline(at: city?.code)
        return Place(
            name: city?.name ?? context.bureau.settings.name, detail: nil, phone: hotline, hotline: hotline,
            village: nil,
            code: nil)
    }

    /// The place of a scanned code.
    static func at(_ code: VillageCode) -> Place {
        Place(
            name: code.regionPath.last ?? "", detail: detail(code.regionPath),
            phone: code.helperPhone.isEmpty ? code.hotline : code.helperPhone, hotline: code.hotline,
            village: code.region, code: code)
    }

    private static func detail(_ path: [String]) -> String? {
        let above = path.dropLast().suffix(2).joined()
        return above.isEmpty ? nil : above
    }
}
