import Casework
import Documents
import Foundation
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

@Suite struct ImportRecipientsTests {
    private static let heading = "证号,申请人,身份证号,家庭成员,类别,月保障金额,银行账号,起始月份"
    private static let reader = SpreadsheetReader(python: "/nowhere")

    /// A county of two families that were paid in February, one of them through its child.
    private static func world() async throws -> (town: PayTown, ids: [CitizenID]) {
        let ids = try (0..<3).map { try PayTown.citizenID($0 + 1) }
        let rows = [
            "1,\(ids[0].text),371621,dibao,2026-02,500.00", "2,\(ids[0].text),371621,dibao,2026-01,480.00",
            "3,\(ids[2].text),371621,dibao,2026-02,321.50", "4,\(ids[0].text),371622,dibao,2026-02,537.00",
        ]
        let snapshots = try CaseWorld.snapshots(
            ["assistance_payment": rows], asOf: try CivilDate(year: 2026, month: 3, day: 1))
        let town = try await PayTown.open(snapshots: snapshots)
        let (now, village) = (town.test.clock.now, try RegionCode("371621001201"))
        try await town.test.bureau.store.write { store in
            let day = try CivilDate(year: 2025, month: 1, day: 1)
            for members in [[ids[0]], [ids[1], ids[2]]] {
                _ = try store.insertFamily(
                    FamilyEntry(
                        registerNumber: "R\(members[0].lastFour)", program: .dibao, area: .rural, region: village,
                        startedDay: day,
                        members: members.enumerated().map { index, id in
                            FamilyMemberEntry(number: index + 1, name: "王芳", citizenID: id, relation: "本人")
                        }), on: day, at: now)
            }
        }
        return (town, ids)
    }

    private static func list(_ ids: [CitizenID], amounts: [String] = ["500.00", "321.50"]) -> [UInt8] {
        let rows = [
            "DB1,王芳,\(ids[0].text),,A,\(amounts[0]),\(PayTown.account(1)),2025-01",
            "DB2,王芳,\(ids[1].text),\(ids[2].text),B,\(amounts[1]),,2025-01",
        ]
        return Array(([heading] + rows).joined(separator: "\n").utf8)
    }

    private func take(_ content: [UInt8], _ town: PayTown, as actor: Actor? = nil, key: String = "k") async throws
        -> Outcome<ImportedRecipients>
    {
        try await town.test.bureau.importRecipients(
            content, reader: Self.reader, county: town.county, program: .dibao, as: actor ?? town.payer, key: key)
    }

    @Test func `A list equal to the fen becomes awards that pay from the month after the last paid`() async throws {
        let (town, ids) = try await Self.world()
        let taken = try #require(try await take(Self.list(ids), town).value)
        #expect(taken.familyCount == 2 && taken.personCount == 3)
        #expect(taken.monthlyTotal == Money(fen: 82_150))
        #expect(taken.lastPaidMonth == town.march.adding(months: -1))
        #expect(try await take(Self.list(ids), town).value == taken)
        let roster = try #require(try await town.makeRoster().value)
        #expect(roster.itemCount == 1)
        #expect(roster.total == Money(yuan: 500))
        let again = try await take(Self.list(ids), town, key: "another")
        #expect(again.reasons.count == 4)
        await town.close()
    }

    @Test func `A fen too much is refused with its row, and nothing is made`() async throws {
        let (town, ids) = try await Self.world()
        let outcome = try await take(Self.list(ids, amounts: ["500.01", "321.50"]), town)
        #expect(outcome.reasons.map(\.chinese) == ["第2行“月保障金额”列：名单500.01元，2026-02名册500.00元，应当一致"])
        #expect(try await town.makeRoster().codes == ["roster.nothingDue"])
        await town.close()
    }

    @Test func `A paid family that the list leaves out is named`() async throws {
        let (town, ids) = try await Self.world()
        let short = Array(Self.list(ids).split(separator: UInt8(ascii: "\n")).dropLast().joined(separator: [10]))
        #expect(try await take(short, town).reasons.count == 1)
        await town.close()
    }

    @Test func `A bad list, a wrong post, another county and missing data are refused`() async throws {
        let (town, ids) = try await Self.world()
        #expect(try await take(Array("证号,申请人\n".utf8), town).reasons.count == 6)
        #expect(try await take(Self.list(ids), town, as: town.checker).codes == ["notAllowed"])
        let other = Actor.staff(try await town.test.staff(.payer, at: "371622"))
        #expect(try await take(Self.list(ids), town, as: other).codes == ["notFound"])
        await town.close()
        let bare = try await PayTown.open()
        #expect(try await take(Self.list(ids), bare).codes == ["recipients.noPaidRoster"])
        await bare.close()
    }
}
