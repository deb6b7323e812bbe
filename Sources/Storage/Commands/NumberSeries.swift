package import Primitives
import SQLText

extension StoreTransaction {
    /// The next number of a series per region and year: gapless, since it is taken inside the command's transaction.
    package func nextNumber(series: String, region: RegionCode, year: Int) throws -> Int64 {
        try sql.one(
            """
            INSERT INTO number_series (series, region_code, year, last_number) VALUES (\(series), \(region), \(year), 1)
            ON CONFLICT (series, region_code, year) DO UPDATE SET last_number = number_series.last_number + 1
            RETURNING last_number
            """
        ).integer("last_number")
    }
}
