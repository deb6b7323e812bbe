import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import SQLText
import Storage
import Testing

/// The long-term boards from draft to wall.
@Suite struct DraftBoardsTests {
    private struct Town: BureauWorld {
        let test: TestBureau
        let reviewer: StaffActor
        let clerk: StaffActor
        let stranger: StaffActor

        static func make() async throws -> Town {
            let test = try await TestBureau.make()
            return Town(
                test: test, reviewer: try await test.staff(.townshipReviewer, at: "371621001"),
                clerk: try await test.staff(.townshipClerk, at: "371621001"),
                stranger: try await test.staff(.townshipReviewer, at: "371621101"))
        }

        /// Puts a paid family into a village: name and birth year of each member.
        @discardableResult
        func family(_ people: [(String, Int)], program: Program = .dibao) async throws -> FamilyID {
            let now = test.clock.now
            return try await test.bureau.store.write { store in
                let village = try RegionCode("371621001201")
                let family: FamilyID = store.ids.next()
                let award: AwardID = store.ids.next()
                try store.sql.execute(
                    """
                    INSERT INTO family (id, version, program, area, region_code, started_day, created_at)
                    VALUES (\(family), 1, 'dibao', 'rural', \(village), \(now.chinaDate), \(now))
                    """)
                try store.sql.execute(
                    """
                    INSERT INTO award (id, version, family_id, program, certificate_number, class, region_code,
                    head_count, payee_name, account_last_four, amount_fen, from_month, status, origin, created_at)
                    VALUES (\(award), 1, \(family), \(program.rawValue), \(award.text), 'A', \(village),
                    \(people.count),
                    \(people[0].0), '0000', 50000, \(now.chinaDate.calendarMonth), 'active', 'imported', \(now))
                    """)
                for (index, person) in people.enumerated() {
                    let id: PersonID = store.ids.next()
                    let born = try CivilDate(year: person.1, month: 1, day: 1)
                    try store.sql.execute(
                        """
                        INSERT INTO person (id, version, name, name_key, sex, birth_day, id_last_four, created_at)
                        VALUES (\(id), 1, \(person.0), \(person.0), '1', \(born), '0000', \(now))
                        """)
                    try store.sql.execute(
                        """
                        INSERT INTO family_member (id, family_id, person_id, member_number, relation, valid_from)
                        VALUES (\(id.rawValue), \(family), \(id), \(index + 1), 'child', \(now.chinaDate))
                        """)
                    try store.sql.execute(
                        "INSERT INTO award_member (award_id, person_id) VALUES (\(award), \(id))")
                }
                return family
            }
        }

        func boards() async throws -> [StandingPostingRow] {
            try await test.bureau.view(as: .staff(reviewer)) { try $0.store.standingPostings(in: $0.scope, limit: 9) }
        }

        func hang(_ board: StandingPostingRow, code: String, as staff: StaffActor) async throws -> [String] {
            try await test.bureau.hangBoard(
                board.id, code: code, photo: [0xFF, 0xD8, 1], mediaType: "image/jpeg", as: .staff(staff),
                key: "hang-\(test.clock.now.milliseconds)"
            ).reasons.map(\.code)
        }
    }

    @Test func `a changed list is drafted, approved as it was shown, and hangs only with its own code`() async throws {
        let town = try await Town.make()
        try await town.family([("赵小龙", 1950), ("高莉真", 1994), ("赵咏香", 2019)])
        try await town.family([("孙小宝", 2015)], program: .destituteSupport)
        #expect(try await town.test.bureau.draftBoards() == 1)
        #expect(try await town.test.bureau.draftBoards() == 0, "once a day")
        let draft = try #require(try await town.boards().first)
        #expect(draft.content.rows == [["赵小龙", "3人", "500.00元", "低保"]], "an orphaned child is on no wall")
        #expect(!draft.content.footer.contains("高莉真"))
        let approve = ApproveBoard(boardID: draft.id, shownDigest: draft.digest)
        #expect(try await town.codes(approve, as: town.stranger) == ["notFound"])
        #expect(try await town.codes(approve, as: town.clerk) == ["notAllowed"])
        let stale = ApproveBoard(boardID: draft.id, shownDigest: "0")
        #expect(try await town.codes(stale, as: town.reviewer) == ["changedMeanwhile"])
        #expect(try await town.hang(draft, code: draft.checkCode, as: town.clerk) == ["boardNotApproved"])
        let paper = try #require(try await town.test.perform(approve, as: .staff(town.reviewer)).value)
        #expect(try await town.codes(approve, as: town.reviewer) == ["boardNotDrafted"])
        let standing = try #require(
            try await town.test.bureau.view(as: .staff(town.clerk)) { try DocumentStanding.load(paper, in: $0) })
        #expect(standing.lacks.isEmpty && standing.content.lines.contains(DocumentLine("名单校验码", draft.checkCode)))
        #expect(try await town.hang(draft, code: "00000000", as: town.clerk) == ["boardCodeDiffers"])
        #expect(try await town.hang(draft, code: draft.checkCode.lowercased(), as: town.stranger) == ["notFound"])
        #expect(try await town.hang(draft, code: draft.checkCode.lowercased(), as: town.clerk).isEmpty)
        #expect(try await town.boards().map(\.state) == [.posted])
        let photo = try await town.test.bureau.boardPhoto(draft.id, as: .staff(town.reviewer))
        #expect(photo?.bytes == [0xFF, 0xD8, 1])
        await town.test.close()
    }

    @Test func `the board follows every change; what hangs stays until the next one hangs`() async throws {
        let town = try await Town.make()
        try await town.family([("赵小龙", 1950)])
        _ = try await town.test.bureau.draftBoards()
        let first = try #require(try await town.boards().first)
        _ = try await town.test.perform(
            ApproveBoard(boardID: first.id, shownDigest: first.digest), as: .staff(town.reviewer))
        #expect(try await town.hang(first, code: first.checkCode, as: town.clerk).isEmpty)
        town.test.clock.advance(days: 1)
        #expect(try await town.test.bureau.draftBoards() == 0, "the same list again makes nothing")
        town.test.clock.advance(days: 1)
        try await town.family([("王桂兰", 1948)])
        #expect(try await town.test.bureau.draftBoards() == 1)
        let boards = try await town.boards()
        #expect(boards.map(\.state) == [.drafted, .posted] && boards[0].content.rows.count == 2)
        town.test.clock.advance(days: 1)
        try await town.family([("李四", 1960)])
        #expect(try await town.test.bureau.draftBoards() == 1)
        #expect(try await town.boards().filter { $0.state == .drafted }.count == 1, "one draft at a time")
        await town.test.close()
    }

    @Test func `a family whose name cannot be shown is told to the reviewer, and nobody approves a board without it`()
        async throws
    {
        let town = try await Town.make()
        try await town.family([("赵小龙", 1950)])
        try await town.family([("张3", 1960), ("张小明", 2019)])
        try await town.family([("李4", 2015)], program: .destituteSupport)
        #expect(try await town.test.bureau.draftBoards() == 1)
        let draft = try #require(try await town.boards().first)
        #expect(draft.content.rows.map(\.[0]) == ["赵小龙"])
        let said = try #require(draft.content.leftOut.first)
        #expect(draft.content.leftOut.count == 1, "who is kept off the wall by law is no matter to settle")
        #expect(said.contains("户主张*") && said.contains("数字或符号") && said.contains("更正姓名"))
        #expect(!said.contains("张3"))
        let paper = try #require(
            try await town.test.perform(
                ApproveBoard(boardID: draft.id, shownDigest: draft.digest), as: .staff(town.reviewer)
            ).value)
        let standing = try #require(
            try await town.test.bureau.view(as: .staff(town.clerk)) { try DocumentStanding.load(paper, in: $0) })
        #expect(!"\(standing.content)".contains("张*"), "the wall says nothing of it")
        await town.test.close()
    }

    @Test func `a board on which nobody could be listed is drafted for its reasons, and not approved`() async throws {
        let town = try await Town.make()
        try await town.family([("张3", 1960)])
        #expect(try await town.test.bureau.draftBoards() == 1)
        let draft = try #require(try await town.boards().first)
        #expect(draft.content.rows.isEmpty && draft.content.leftOut.count == 1)
        let approve = ApproveBoard(boardID: draft.id, shownDigest: draft.digest)
        #expect(try await town.codes(approve, as: town.reviewer) == ["boardHasNobody"])
        await town.test.close()
    }

    @Test func `a village whose name cannot hang is told to the reviewer`() async throws {
        let town = try await Town.make()
        try await town.family([("赵小龙", 1950)])
        _ = try await town.test.bureau.store.write {
            try $0.sql.execute("UPDATE region SET name = '205国道村' WHERE code = '371621001201'")
        }
        #expect(try await town.test.bureau.draftBoards() == 1)
        let draft = try #require(try await town.boards().first)
        #expect(draft.content.rows.isEmpty && draft.content.leftOut.first?.contains("205国道村") == true)
        await town.test.close()
    }

    @Test func `the fields are those of the region on the day: Chongqing adds members and income`() async throws {
        let test = try await TestBureau.make()
        let policies = test.bureau.policies
        let day = try CivilDate(parsing: "2026-03-02")
        let here = try PostingRule(policies, region: RegionCode("371621"), on: day)
        let chongqing = try PostingRule(policies, region: RegionCode("500103"), on: day)
        #expect(!here.fields.contains(.members) && !here.fields.contains(.income))
        #expect(chongqing.fields.contains(.members) && chongqing.fields.contains(.income))
        #expect(throws: (any Error).self) {
            try PostingRule(policies, region: RegionCode("371621"), on: CivilDate(parsing: "2015-01-01"))
        }
        await test.close()
    }
}
