package import Columns
import FoundationEssentials
package import Primitives

/// Problems of a city folder: the first two hundred, and how many more there are.
package struct CityProblems: Hashable, Sendable {
    /// Most problems listed one by one.
    package static let mostListed = 200
    /// The first problems, in the order in which they were found.
    package private(set) var listed: [RowProblem] = []
    /// Problems beyond those listed.
    package private(set) var omitted = 0

    /// All problems, listed or not.
    package var count: Int { listed.count + omitted }
    /// Whether nothing is wrong.
    package var isEmpty: Bool { listed.isEmpty }

    mutating func add(_ problem: RowProblem) {
        if listed.count < Self.mostListed { listed.append(problem) } else { omitted += 1 }
    }

    /// The problems as lines for a screen or log, the rest as a number.
    package var messages: [String] {
        listed.map(\.message) + (omitted > 0 ? ["……另有 \(omitted) 处问题未列出；请先改正以上各处。"] : [])
    }
}

/// Reads a folder in the layout of the reference city.
///
/// `household.csv`, `member.csv`, `standard.csv` and one file for each dataset of the catalogue; other files are left
/// alone.
package struct CityLayout: Sendable {
    /// The datasets expected.
    package let catalogue: Catalogue
    /// What each file may hold.
    package let limits: CSVLimits

    /// A layout by its catalogue.
    package init(catalogue: Catalogue, limits: CSVLimits = CSVLimits()) {
        self.catalogue = catalogue
        self.limits = limits
    }

    static let householdSchema = TableSchema(
        name: "household",
        columns: [
            Column("household_id", .text), Column("county_code", .text), Column("area", .text),
            Column("program", .text),
            Column("town", .text), Column("start_date", .date), Column("declared_vehicles", .integer),
        ])
    static let memberSchema = TableSchema(
        name: "member",
        columns: [
            Column("household_id", .text), Column("member_no", .integer), Column("id_no", .text), Column("name", .text),
            Column("relation", .text), Column("declared_income", .hundredths), Column("declared_pension", .hundredths),
        ])
    static let standardSchema = TableSchema(
        name: "standard",
        columns: [
            Column("county_code", .text), Column("area", .text), Column("monthly_standard", .hundredths),
        ])

    /// Reads and checks the folder as it stands on a day; department files are checked by their header only.
    package func read(folder: String, asOf: CivilDate) throws(SnapshotError) -> CityReading {
        var reader = CityReader(folder: folder, asOf: asOf, limits: limits)
        try reader.readStandards()
        try reader.readHouseholds()
        try reader.readMembers()
        var datasets: [CityDatasetFile] = []
        for definition in catalogue.datasets {
            let path = "\(folder)/\(definition.code).csv"
            if try reader.checkFile(path, schema: definition.schema) {
                datasets.append(CityDatasetFile(definition: definition, path: path))
            }
        }
        let households = reader.finishedHouseholds()
        guard reader.problems.isEmpty else { return .refused(reader.problems) }
        return .city(City(households: households, standards: reader.standards, datasets: datasets))
    }
}
