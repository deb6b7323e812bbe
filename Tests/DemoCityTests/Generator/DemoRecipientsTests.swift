import DemoCity
import Foundation
import Primitives
import Testing

@Suite struct DemoRecipientsTests {
    private let city: CityFiles

    init() throws { city = try CityFiles.shared.get() }

    @Test func `the awards equal the last paid month of each family to the fen`() throws {
        var counties: [String: String] = [:]
        var families: [CitizenID: String] = [:]
        for household in city["household"] where household["program"] == "dibao" {
            guard let id = household["household_id"] else { continue }
            counties[id] = household["county_code"]
            for member in city.members(of: id) { families[member] = id }
        }
        var paid: [String: Int64] = [:]
        for row in city["assistance_payment"] where row["month"] == city.facts.plan.lastPaidMonth.text {
            guard let family = families[try CitizenID(row["id_no"] ?? "")] else { continue }
            guard row["county_code"] == counties[family] else { continue }
            paid[family, default: 0] += try CityFiles.fen(row["amount"])
        }
        let awards = city.facts.recipients.rows.map { ($0.householdID, $0.monthlyAmount.fen) }
        #expect(Dictionary(uniqueKeysWithValues: awards) == paid)
        #expect(!paid.isEmpty)
    }

    @Test func `the awards name the members, the applicant first, with cards and certificates of their own`() {
        let rows = city.facts.recipients.rows
        for row in rows {
            #expect(row.memberIDs == city.members(of: row.householdID))
            #expect(Luhn.isBankCardNumber(row.account))
            #expect(row.fromMonth < city.facts.plan.lastPaidMonth)
        }
        #expect(Set(rows.map(\.certificate)).count == rows.count)
    }

    @Test func `the list is a table of eight columns`() throws {
        let lines = city.facts.recipients.csv.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
            lines.first == "certificate,applicant_name,applicant_id,member_ids,class,monthly_amount,account,from_month")
        #expect(lines.last == "")
        let row = try #require(city.facts.recipients.rows.first)
        let members = row.memberIDs.map(\.text).joined(separator: ";")
        #expect(
            lines[1] == """
                \(row.certificate),\(row.applicantName),\(row.memberIDs[0].text),\(members),\
                \(row.classification.rawValue),\(row.monthlyAmount.text),\(row.account),\(row.fromMonth.text)
                """)
        #expect(lines.count == city.facts.recipients.rows.count + 2)
    }
}
