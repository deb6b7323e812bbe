import Casework
import Foundation
import HTTPTypes
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing
import WebSupport

/// The page of a change for the past: who is named, what a person orders, and what stays for a person.
@Suite struct RetroactivePageTests {
    @Test func `what was underpaid is ordered by one button, and what cannot be computed stays listed by name`()
        async throws
    {
        let desk = try await PayDesk.open()
        try await desk.payEverybody(families: 2)
        let version = try await desk.publishForThePast()
        let page = "\(PayDesk.address(version))/retroactive"
        let listed = try await desk.get(page, as: "reviewer").text
        #expect(listed.contains("赵*1") && listed.contains("名单导入的家庭，没有可以重算的决定") && listed.contains("要由人判断"))
        #expect(!listed.contains("\(page)/order"), "nothing can be ordered of what is not known")
        let award = try await desk.owe(on: version)
        let owed = try await desk.get(page, as: "reviewer").text
        #expect(owed.contains("action=\"\(page)/order\"") && owed.contains("把少发的列入补发（1条）"))
        #expect(try await !desk.get(page, as: "auditor").text.contains("\(page)/order"), "who reads orders nothing")
        let file = try await desk.get("\(page).csv", as: "reviewer").text
        #expect(file.contains("姓名") && file.contains("赵*1"))
        let done = try await desk.post("\(page)/order", as: "reviewer", from: page)
        #expect(done.location == "\(page)?done=ordered")
        let after = try await desk.get("\(page)?done=ordered", as: "reviewer").text
        #expect(after.contains("已列入补发") && !after.contains("\(page)/order"))
        #expect(try await desk.get("\(page)?done=refused", as: "reviewer").text.contains("没有可以补发的月份"))
        let due = try await desk.test.bureau.store.read { store in
            try store.awardRow(award, in: StoreTransaction.payrollScope)?.award.amountDue(
                in: try CalendarMonth(year: 2026, month: 3))
        }
        #expect(due == Money(yuan: 451))
        await desk.close()
    }
}

extension PayDesk {
    fileprivate static func address(_ id: PackVersionID) -> String { "/staff/policies/versions/\(id.text)" }

    /// A raised rural standard from the first day of the month that was paid, drafted, approved and published.
    fileprivate func publishForThePast() async throws -> PackVersionID {
        let (drafter, leader) = (Actor.staff(try actor("reviewer")), Actor.staff(try actor("leader")))
        let day = try CivilDate(parsing: "2026-03-01")
        let begun = try #require(
            try await test.perform(
                DraftPack(
                    program: "standards", region: try RegionCode("371621"), inForceFrom: day, note: "滨民字〔2026〕12号"),
                as: drafter
            ).value)
        let edited = try #require(
            try await test.perform(
                SetPackValue(
                    id: begun.id, seen: begun.version, parameter: "standardRural", from: day, value: "850",
                    citation: "滨民字〔2026〕12号"), as: drafter
            ).value)
        let submitted = try #require(
            try await test.bureau.submitPack(edited.id, seen: edited.version, as: drafter, key: "submit").value)
        let approved = try #require(
            try await test.perform(ApprovePack(id: edited.id, seen: submitted.version), as: leader).value)
        let published = try await test.bureau.publishPack(
            edited.id, seen: approved.version, forThePast: true, as: leader, key: "publish")
        #expect(published.value != nil, "\(published.reasons.map(\.chinese))")
        return edited.id
    }

    /// One more line of the trial, with money owed; answers its award.
    fileprivate func owe(on id: PackVersionID) async throws -> AwardID {
        try await test.bureau.store.write { store in
            let awards = try store.awardRows(
                program: .dibao, county: try RegionCode("371621"), in: StoreTransaction.payrollScope)
            guard let row = awards.first(where: { $0.award.terms.monthlyAmount == Money(yuan: 301) }),
                let trial = try store.packVersion(id)?.trial
            else { throw PageProblem.notFound }
            let line = RetroactiveLineRow(
                program: .dibao, family: row.award.terms.family, caseID: nil, award: row.award.id, number: "补-1",
                region: row.region, month: try CalendarMonth(year: 2026, month: 3), paid: Money(yuan: 301),
                due: Money(yuan: 451))
            try store.insertRetroactive([line], of: trial)
            return row.award.id
        }
    }
}
