package import Primitives
import SQLText

extension StoreTransaction {
    /// Whether any application has been filed here.
    package func holdsCases() throws -> Bool {
        let scope = Scope.system("an import asks whether there are cases at all, and reads none of them")
        return try sql.first("SELECT 1 AS held FROM \(scope.table(.aidCase)) AS c LIMIT 1") != nil
    }

    /// Whether any person is known, so that an import has to look before it adds.
    package func holdsPeople() throws -> Bool {
        let scope = Scope.system("an import asks whether anybody is known at all, and reads nobody")
        return try sql.first("SELECT 1 AS held FROM \(scope.table(.person)) AS p LIMIT 1") != nil
    }

    /// The codes of the regions right below one, by name.
    package func childCodes(of code: RegionCode) throws -> [String: RegionCode] {
        Dictionary(
            try childRegions(of: code).map { ($0.name, $0.code) }, uniquingKeysWith: { first, _ in first })
    }
}
