import Columns
import Foundation
import Primitives
import Testing
import Verification

/// The reference rules and the findings that stand for them.
private let findingOfRule: [String: String] = [
    "R01": "death.registered", "R02": "vehicle.undeclared", "R03": "vehicle.value", "R04": "home.count",
    "R05": "home.area", "R06": "property.nonResidential", "R07": "business.legalRepresentative",
    "R08": "business.shareholder", "R09": "deposit.limit", "R10": "securities.limit", "R11": "wage.base",
    "R12": "pension.amount", "R13": "tax.income", "R14": "marriage.spouseWage", "R15": "payment.twoCounties",
    "R16": "prison.inside", "R17": "travel.days", "R18": "hospital.selfPay", "R19": "disability.noNursingSubsidy",
    "R20": "school.notEnrolled", "R21": "housingFund.withoutInsurance", "R22": "insurance.premium", "R23": "power.high",
    "R24": "power.zero", "R25": "population.name", "R26": "population.absent", "R27": "realty.sales",
    "R28": "machine.value", "R29": "farmSubsidy.amount", "R30": "unemployment.amount", "R31": "residence.elsewhere",
    "R32": "residentPension.double",
]

/// The reference city's planted truths are found, all of them and no others.
@Suite(.enabled(if: ReferenceData.isPresent, "no reference data: set BACKSTOP_ANCHORS"))
struct GoldenCityTests {
    static func lines(_ name: String) throws -> [[String]] {
        let text = try String(contentsOfFile: "\(ReferenceData.goldenCity)/\(name)", encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The number as the reference writes it: always hundredths.
    static func text(_ quantity: Quantity) -> String {
        switch quantity.unit {
        case .fen, .hundredthsSquareMetre: Money(fen: quantity.value).text
        case .count, .days, .kilowattHours: Money(yuan: quantity.value).text
        }
    }

    @Test func `every household of the truth shows its finding, with observed and limit, and no other does`() throws {
        let asOf = try CivilDate(parsing: "2025-06-29")
        let imported = try ImportedCity(folder: ReferenceData.goldenCity, asOf: asOf)
        let comparison = Comparison(catalogue: try ReferenceData.catalogue(), limits: .referenceCity)
        let ruleOfFinding = Dictionary(uniqueKeysWithValues: findingOfRule.map { ($1, $0) })
        var hits: Set<[String]> = []
        for household in imported.city.households {
            let report = comparison.report(for: try imported.request(household), in: imported.view)
            #expect(report.answers.count == 28 * household.members.count)
            #expect(report.silentAnswers.isEmpty)
            for finding in report.findings {
                guard let rule = ruleOfFinding[finding.rule] else { continue }
                hits.insert([
                    rule, household.id, finding.member ?? "", Self.text(finding.observed), Self.text(finding.limit),
                ])
            }
        }
        let expected = Set(try Self.lines("expected_hits.csv").map { Array($0.prefix(5)) })
        #expect(hits.subtracting(expected) == [])
        #expect(expected.subtracting(hits) == [])
        let truth = Set(try Self.lines("truth.csv"))
        #expect(Set(hits.map { Array($0.prefix(3)) }) == truth)
    }

    @Test func `the golden city has the numbers of its description`() throws {
        let imported = try ImportedCity(folder: ReferenceData.goldenCity, asOf: try CivilDate(parsing: "2025-06-29"))
        #expect(imported.city.households.count == 365)
        #expect(imported.city.households.map(\.members.count).reduce(0, +) == 1001)
        #expect(imported.view.datasets().count == 28)
        #expect(imported.view.current("deposit")?.rows == 4069)
        #expect(imported.view.current("marriage")?.rows == 855)
        try imported.view.verify()
    }

    @Test func `without authorisation the banks, securities and insurers are silent, never empty`() throws {
        let imported = try ImportedCity(folder: ReferenceData.goldenCity, asOf: try CivilDate(parsing: "2025-06-29"))
        let comparison = Comparison(catalogue: try ReferenceData.catalogue(), limits: .referenceCity)
        let hidden = Set(try Self.lines("truth.csv").filter { ["R09", "R10", "R22"].contains($0[0]) }.map { $0[1] })
        for household in imported.city.households where hidden.contains(household.id) {
            let request = try imported.request(household, authorization: .absent(reason: "尚未签署"))
            let report = comparison.report(for: request, in: imported.view)
            #expect(Set(report.silentAnswers.map(\.dataset)) == ["deposit", "securities", "insurance"])
            #expect(report.silentAnswers.allSatisfy { $0.status == .noAnswer && $0.reason == "未取得有效授权（尚未签署）" })
            #expect(!report.findings.contains { ["deposit", "securities", "insurance"].contains($0.dataset) })
            #expect(report.lines.first { $0.item == "deposit.balance" }?.found == nil)
            #expect(report.conclusion != .meets)
        }
    }
}
