package import Primitives
import Storage

/// What a scanned village code opens: the place, and who helps there.
package struct VillageCode: Sendable, Hashable {
    /// The token of the address.
    package let token: String
    /// The village.
    package let region: RegionCode
    /// The names from the county down to the village.
    package let regionPath: [String]
    /// The helper's name.
    package let helperName: String
    /// The helper's work phone.
    package let helperPhone: String
    /// The hotline to call instead.
    package let hotline: String

    /// An open code by its token; a mistyped or closed one is nil; at most 6 queries.
    package static func load(_ token: String, in context: CommandContext) throws -> VillageCode? {
        guard let row = try context.store.villageCode(token: token) else { return nil }
        return VillageCode(
            token: row.token, region: row.region, regionPath: try context.store.regionPath(row.region),
            helperName: row.helperName, helperPhone: row.helperPhone, hotline: try context.hotline(at: row.region))
    }

    /// The address in a village's QR code.
    package static func address(of token: String, _ settings: BureauSettings) -> String {
        "\(settings.publicAddress)/v/\(token)"
    }
}

extension Bureau {
    /// An open village code by its token, for anybody; a mistyped or closed one is nil.
    package func villageCode(token: String) async throws -> VillageCode? {
        try await view(as: .visitor) { try VillageCode.load(token, in: $0) }
    }
}

/// The villages of an area with their open codes, for the clerk who prints posters; two or three queries.
package struct VillageCodeList: Sendable, Hashable {
    /// A village and its codes.
    package struct Line: Sendable, Hashable {
        /// The village.
        package let region: RegionCode
        /// The village's name.
        package let name: String
        /// The open codes; empty when the village has none yet.
        package let codes: [Code]
    }

    /// An open code.
    package struct Code: Sendable, Hashable {
        /// The token.
        package let token: String
        /// The address for the QR code.
        package let address: String
        /// The helper's name.
        package let helperName: String
        /// The helper's work phone.
        package let helperPhone: String
    }

    /// The villages, by code.
    package let lines: [Line]

    /// The villages in the staff member's region, or in a part of it; nil for anybody but staff, and outside.
    package static func load(within part: RegionCode? = nil, in context: CommandContext) throws -> VillageCodeList? {
        guard let staff = context.actor.staff, staff.region.contains(part ?? staff.region) else { return nil }
        let part = part ?? staff.region
        let codes = Dictionary(grouping: try context.store.villageCodes(in: part), by: \.region)
        let villages = try context.store.regions(.village, in: part)
        return VillageCodeList(
            lines: villages.map { village in
                Line(
                    region: village.code, name: village.name,
                    codes: codes[village.code, default: []].map { code in
                        Code(
                            token: code.token, address: VillageCode.address(of: code.token, context.bureau.settings),
                            helperName: code.helperName, helperPhone: code.helperPhone)
                    })
            })
    }
}
