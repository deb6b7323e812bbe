import Casework
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

@Suite struct BoardPagesTests {
    @Test func `who could not be put on a board is listed to the desk with what to do`() async throws {
        let desk = try await PayDesk.open()
        try await award(desk, "张3", "DB-1")
        _ = try await desk.test.bureau.draftBoards()
        let list = try await desk.get("/staff/boards", as: "townshipReviewer").text
        #expect(list.contains("1 项没有列上"))
        let board = String(try #require(list.firstMatch(of: #/href="(/staff/boards/\d+)"/#)?.1))
        let shown = try await desk.get(board, as: "townshipReviewer").text
        #expect(shown.contains("没有列上这张榜的") && shown.contains("证号DB-1（户主张*）") && shown.contains("更正姓名"))
        #expect(!shown.contains("张3"))
        let digest = try desk.hidden("digest", of: "\(board)/approve", in: shown)
        let refused = try await desk.post(
            "\(board)/approve", as: "townshipReviewer", ["digest": digest], from: board)
        #expect(refused.status == .unprocessableContent && refused.text.contains("这张榜不能批准"))
        #expect(desk.audit.findings.isEmpty, "\(desk.audit.findings)")
        await desk.close()
    }

    private func award(_ desk: PayDesk, _ name: String, _ certificate: String) async throws {
        let now = desk.test.clock.now
        try await desk.test.bureau.store.write { store in
            let village = try RegionCode("371621001201")
            let (family, person): (FamilyID, PersonID) = (store.ids.next(), store.ids.next())
            let award: AwardID = store.ids.next()
            try store.sql.execute(
                """
                INSERT INTO family (id, version, program, area, region_code, started_day, created_at)
                VALUES (\(family), 1, 'dibao', 'rural', \(village), \(now.chinaDate), \(now))
                """)
            try store.sql.execute(
                """
                INSERT INTO award (id, version, family_id, program, certificate_number, class, region_code, head_count,
                payee_name, account_last_four, amount_fen, from_month, status, origin, created_at)
                VALUES (\(award), 1, \(family), 'dibao', \(certificate), 'A', \(village), 1, \(name), '0000', 50000,
                \(now.chinaDate.calendarMonth), 'active', 'imported', \(now))
                """)
            try store.sql.execute(
                """
                INSERT INTO person (id, version, name, name_key, sex, birth_day, id_last_four, created_at)
                VALUES (\(person), 1, \(name), \(name), '1', \(try CivilDate(parsing: "1950-05-01")), '0000', \(now))
                """)
            try store.sql.execute("INSERT INTO award_member (award_id, person_id) VALUES (\(award), \(person))")
        }
    }
}
