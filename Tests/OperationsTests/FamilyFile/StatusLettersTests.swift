import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Letters written for other regions, and letters of other regions that are asked about.
@Suite struct StatusLettersTests {
    private static func take(
        _ world: CaseWorld, number: String = "宁民证〔2026〕7号", office: String = "南京市秦淮区民政局",
        purpose: String = "2025年起享受低保", way: String = "电话 025-12345", through: String = "2026-05-01"
    ) throws -> TakeStatusLetter {
        TakeStatusLetter(
            caseID: world.caseID,
            content: StatusLetterContent(
                number: number, people: "赵小龙", office: office, purpose: purpose, way: way),
            validThrough: try CivilDate(parsing: through))
    }

    @Test func `a letter says who is helped and until when, and counts once the county has sealed it`() async throws {
        let world = try await CaseWorld.inForce()
        let command = IssueStatusLetter(caseID: world.caseID, office: "南京市秦淮区红花街道办事处", purpose: "申请临时救助")
        let id = try await world.ok(command, as: world.county)
        let letter = try #require(try await world.services().letters.first)
        #expect(letter.documentID == id && letter.state == .issued && letter.on.days(until: letter.validThrough) == 90)
        let (paper, token) = try await world.test.bureau.view(as: .staff(world.county)) { context in
            let standing = try #require(try DocumentStanding.load(id, in: context))
            return (standing, standing.row.token)
        }
        #expect(paper.content.addressee.contains("红花街道") && paper.lacks.isEmpty)
        let check = try await world.test.bureau.view(as: .visitor) { try DocumentCheck.load(token: token, in: $0) }
        #expect(check?.status == .valid && check?.validUntil == letter.validThrough)
        world.test.clock.advance(seconds: 100 * 86_400)
        let late = try await world.test.bureau.view(as: .visitor) { try DocumentCheck.load(token: token, in: $0) }
        #expect(late?.status == .expired)
        await world.end()
    }

    @Test func `a letter without need, reader or force is refused`() async throws {
        let world = try await CaseWorld.make()
        let blank = IssueStatusLetter(caseID: world.caseID, office: " ", purpose: " ")
        #expect(
            try await world.codes(blank, as: world.clerk)
                == ["letterNotInForce", "officeMissing", "letterPurposeMissing"])
        #expect(try await world.codes(blank, as: world.reviewer) == ["notAllowed"])
        #expect(try await world.codes(blank, as: world.stranger) == ["notFound"])
        #expect(try await world.test.count("status_letter") == 0)
        await world.end()
    }

    @Test func `a letter from elsewhere is asked about, and silence is recorded only when the limit has passed`()
        async throws
    {
        let world = try await CaseWorld.make()
        let id = try await world.ok(Self.take(world), as: world.clerk)
        #expect(try await world.services().letters.first?.state == .asked)
        #expect(try await world.codes(Self.take(world), as: world.clerk) == ["letterTwice"])
        let silence = AnswerStatusLetter(letter: id, state: .noAnswer, answer: "没有人接电话")
        #expect(try await world.codes(silence, as: world.clerk) == ["letterStillOpen"])
        #expect(
            try await world.codes(AnswerStatusLetter(letter: id, state: .asked, answer: " "), as: world.clerk)
                == ["letterAnswerMissing", "letterAnswerMissing"])
        #expect(
            try await world.codes(AnswerStatusLetter(letter: id, state: .genuine, answer: "属实"), as: world.stranger)
                == ["notFound"])
        world.test.clock.advance(seconds: 30 * 86_400)
        _ = try await world.ok(silence, as: world.clerk)
        #expect(try await world.services().letters.first?.content.answer == "没有人接电话")
        #expect(try await world.codes(silence, as: world.clerk) == ["letterAnswered"])
        #expect(try await world.codes(silence, as: world.county) == ["notAllowed"])
        await world.end()
    }

    @Test func `a letter without number, writer, words, way or validity is refused`() async throws {
        let world = try await CaseWorld.make()
        let bare = try Self.take(world, number: "", office: "", purpose: "", way: "", through: "2026-01-01")
        #expect(
            try await world.codes(bare, as: world.clerk)
                == ["letterNumberMissing", "officeMissing", "letterPurposeMissing", "wayMissing", "letterExpired"])
        #expect(try await world.codes(Self.take(world), as: world.county) == ["notAllowed"])
        await world.end()
    }
}
