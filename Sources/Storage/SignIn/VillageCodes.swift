package import Primitives
import SQLText

/// The code on a village's wall: where its QR leads, and who helps there.
package struct VillageCodeRow: Hashable, Sendable {
    /// The random token of the address.
    package let token: String
    /// The village.
    package let region: RegionCode
    /// The helper's name, as the poster shows it.
    package let helperName: String
    /// The helper's work phone, as the poster shows it.
    package let helperPhone: String
    /// Since when.
    package let createdAt: Instant

    /// Takes the parts.
    package init(
        token: String, region: RegionCode, helperName: String, helperPhone: String, createdAt: Instant
    ) {
        self.token = token
        self.region = region
        self.helperName = helperName
        self.helperPhone = helperPhone
        self.createdAt = createdAt
    }
}

extension StoreTransaction {
    /// Adds a village's code.
    package func insertVillageCode(_ code: VillageCodeRow) throws {
        try sql.execute(
            """
            INSERT INTO village_code (token, region_code, helper_name, helper_phone, created_at)
            VALUES (\(code.token), \(code.region), \(code.helperName), \(code.helperPhone), \(code.createdAt))
            """)
    }

    /// An open code by its token; a mistyped or closed one is nil.
    package func villageCode(token: String) throws -> VillageCodeRow? {
        try sql.first("SELECT * FROM village_code WHERE token = \(token) AND closed_at IS NULL").map(
            Self.villageCodeRow)
    }

    /// Closes a code, so that its poster leads nowhere.
    package func closeVillageCode(token: String, at instant: Instant) throws {
        try sql.execute("UPDATE village_code SET closed_at = \(instant) WHERE token = \(token) AND closed_at IS NULL")
    }

    /// The open codes inside a region, by village and age.
    package func villageCodes(in region: RegionCode) throws -> [VillageCodeRow] {
        try sql.query(
            """
            SELECT * FROM village_code WHERE closed_at IS NULL AND region_code >= \(region)
            AND region_code < \(region.text + ":") ORDER BY region_code, created_at, token
            """
        ).map(Self.villageCodeRow)
    }

    private static func villageCodeRow(_ row: Row) throws -> VillageCodeRow {
        VillageCodeRow(
            token: try row.text("token"), region: try row.region("region_code"),
            helperName: try row.text("helper_name"), helperPhone: try row.text("helper_phone"),
            createdAt: try row.instant("created_at"))
    }
}
