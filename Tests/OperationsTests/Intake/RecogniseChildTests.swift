import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// A household with an orphan or an unattended child is decided without a public notice.
@Suite struct RecogniseChildTests {
    private func recognition(
        _ world: CaseWorld, member: Int = 3, kind: NoticeExemption? = .orphan, basis: String = "惠民县民政局孤儿认定〔2026〕7号",
        hasPaper: Bool = true
    ) async throws -> RecogniseChild {
        let id = world.caseID
        let members = try await world.test.bureau.view(as: .staff(world.county)) {
            try $0.store.caseMembers(id, in: $0.scope)
        }
        let found = members.first { $0.number == member }
        guard let found else { throw WorldError("no member \(member)") }
        return RecogniseChild(
            caseID: id, caseMemberID: found.id, kind: kind, basis: basis,
            evidenceID: hasPaper ? try await world.photo("paper") : nil)
    }

    @Test(arguments: RecogniseChild.kinds)
    func `the opinion leads straight to the decision and nothing may be posted`(kind: NoticeExemption) async throws {
        let world = try await CaseWorld.make()
        #expect(try await world.ok(try await recognition(world, kind: kind), as: world.clerk))
        try await world.investigate()
        _ = try await world.determine()
        _ = try await world.ok(try await world.opinion(), as: world.reviewer)
        #expect(try await world.state() == .confirming)
        let posting = PostNotice(caseID: world.caseID, seenVersion: try await world.version())
        #expect(try await !world.codes(posting, as: world.clerk).isEmpty)
        _ = try await world.ok(
            ConfirmCase(caseID: world.caseID, seenVersion: try await world.version()), as: world.county)
        #expect(try await world.state() == .active)
        #expect(try await world.count("publicity_notice") == 0)
        await world.end()
    }

    @Test func `a notice that hangs comes down at once and the case goes on`() async throws {
        let world = try await CaseWorld.make()
        let posted = try await world.post()
        #expect(try await world.ok(try await recognition(world), as: world.reviewer))
        let (id, token) = (world.caseID, posted.token)
        let hung = try await world.test.bureau.view(as: .visitor) { try PublicNoticeView.load(token: token, in: $0) }
        #expect(hung == nil)
        #expect(
            try await world.test.bureau.view(as: .staff(world.county)) {
                try $0.store.notices(of: id, in: $0.scope).map(\.outcome)
            } == ["withdrawn"])
        _ = try await world.ok(CloseNotice(caseID: id, seenVersion: try await world.version()), as: world.clerk)
        #expect(try await world.state() == .confirming)
        await world.end()
    }

    @Test func `it needs a child, a paper and its words, and can be taken back`() async throws {
        let world = try await CaseWorld.make()
        let adult = try await recognition(world, member: 2)
        #expect(try await world.codes(adult, as: world.clerk) == ["recognisedIsAdult"])
        let bare = try await recognition(world, basis: " ", hasPaper: false)
        #expect(try await world.codes(bare, as: world.clerk) == ["recognitionBasisMissing", "recognitionPaperMissing"])
        let minor = try await recognition(world, kind: .minorApplicant)
        #expect(try await world.codes(minor, as: world.clerk) == ["recognitionKindWrong"])
        let right = try await recognition(world)
        #expect(try await world.codes(right, as: world.stranger) == ["notFound"])
        #expect(try await world.codes(right, as: world.gridWorker) == ["notAllowed"])
        #expect(try await world.codes(right, as: .visitor) == ["notAllowed"])
        #expect(try await world.count("child_recognition") == 0)
        let id = world.caseID
        func exemption() async throws -> NoticeExemption? {
            try await world.test.bureau.view(as: .staff(world.county)) {
                try CaseFile(id, in: $0).noticeExemption(on: $0.today)
            }
        }
        _ = try await world.ok(right, as: world.clerk)
        #expect(try await exemption() == .orphan)
        _ = try await world.ok(try await recognition(world, kind: .unattendedChild), as: world.clerk)
        #expect(try await exemption() == .unattendedChild)
        _ = try await world.ok(try await recognition(world, kind: nil, basis: "登记错人", hasPaper: false), as: world.clerk)
        #expect(try await exemption() == nil)
        world.test.clock.advance(days: 366 * 12)
        _ = try await world.test.perform(right, as: .staff(world.clerk))
        #expect(try await exemption() == nil, "a child who has grown up is posted like everybody")
        await world.end()
    }
}
