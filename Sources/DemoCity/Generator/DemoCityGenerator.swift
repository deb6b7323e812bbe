import Foundation
import Primitives

/// Invents a city and writes what its departments would hand over; a plan gives the same bytes on every machine.
///
/// About eleven department rows for each inhabitant, in the layout of the reference city. Every fact about a watched
/// family is either honest in all files or planted and listed in `truth.csv`.
package struct DemoCityGenerator {
    private let city: City
    /// Everything that the files say on purpose, with no file written yet.
    package let facts: DemoCityFacts

    /// Invents the city in memory.
    package init(plan: DemoCityPlan) {
        city = CityBuilder.build(plan)
        let watched = city.households.filter { $0.program != nil }
        facts = DemoCityFacts(
            plan: plan, map: city.map, watchedHouseholds: watched.count,
            watchedPeople: watched.reduce(0) { $0 + $1.members.count }, truths: city.truths,
            candidates: city.candidates(), recipients: city.recipients())
    }

    /// Writes all files into a folder, which is made when it is missing; files of the same names are replaced.
    package func write(to folder: String) throws -> DemoCitySummary {
        let url = URL(filePath: folder, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        var files: [DemoCityFile] = []
        for make in [city.householdTable, city.memberTable, city.standardTable, city.truthTable] {
            files.append(try make().writeInOrder(to: url))
        }
        // One department after the other, so that only one file's rows are in memory.
        for make in departmentTables { files.append(try make().write(to: url)) }
        for table in city.businessTables() { files.append(try table.write(to: url)) }
        return DemoCitySummary(facts: facts, files: files)
    }

    private var departmentTables: [() -> DatasetTable] {
        [
            city.populationTable, city.deathTable, city.marriageTable, city.residenceTable, city.exitEntryTable,
            city.prisonTable, city.schoolTable, city.employmentInsuranceTable, city.housingFundTable,
            city.pensionTable, city.residentPensionTable, city.incomeTaxTable, city.unemploymentTable,
            city.farmSubsidyTable, city.vehicleTable, city.propertyTable, city.realtySaleTable,
            city.farmMachineTable, city.powerTable, city.depositTable, city.securitiesTable, city.insuranceTable,
            city.hospitalTable, city.disabilityTable, city.departmentSubsidyTable, city.assistancePaymentTable,
        ]
    }
}
