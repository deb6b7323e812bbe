import Casework
import Foundation
import Operations
import OperationsTestKit
import Primitives
import Storage
import Synchronization
import Testing
import Verification

/// A back-check while the platform above is asked too: only what it answers counts, and its silence passes nothing.
@Suite struct BackCheckWatchTests {
    private let platform = AskHigherPlatformTests.Platform()
    private static let terms = Result { try RelayTerms.load(file: TestBureau.repository + "/catalogue/relay.yaml") }

    /// A family approved before the check is back; every department at hand has answered since, the platform has not.
    private func approved(isAuthorised: Bool = true) async throws -> StrokeWorld {
        platform.state.withLock { ($0.questions, $0.parts) = ([], []) }
        let world = try await StrokeWorld.make(relay: try Self.terms.get(), isAuthorised: isAuthorised)
        try await fetch(world)
        _ = try await world.approved()
        world.base.test.clock.advance(days: 2)
        try await world.everybodyAnswers()
        #expect(try await world.look() == 1)
        return world
    }

    /// Looks for replies, and compares again as the background does.
    private func fetch(_ world: StrokeWorld) async throws {
        _ = try await world.base.test.bureau.exchangeRelay(gateway: platform, limit: 10)
        _ = try await world.base.test.bureau.runJobs(holder: "test", kinds: [.comparison], limit: 5)
    }

    /// Every pair of the latest question answered with nothing, but those answered otherwise or left out.
    private func say(
        _ others: [RelayAnswer] = [], without items: Set<String> = [], isLast: Bool = true, on world: StrokeWorld
    ) async throws {
        let question = try #require(platform.state.withLock { $0.questions.last })
        let day = try await world.base.test.bureau.today()
        let said = Set(others.map(\.pair))
        let none = question.pairs.filter { !said.contains($0) && !items.contains($0.item) }
            .map { RelayAnswer($0, .noHit, source: "省库", asOf: day) }
        try platform.say(
            RelayPart(number: question.number, sequence: 1, isLast: isLast, answers: others + none))
        world.base.test.clock.advance(seconds: 400)
        try await fetch(world)
    }

    private func hit(
        _ item: String, _ record: RelayRecord, status: AnswerStatus = .hit, on world: StrokeWorld
    ) async throws -> RelayAnswer {
        RelayAnswer(
            RelayPair(person: "m2", item: item), status, source: "省厅",
            asOf: try await world.base.test.bureau.today(), records: [record])
    }

    private func awaited(_ world: StrokeWorld) async throws -> [String] {
        let id = world.caseID
        let view = try await world.base.test.bureau.view(as: .staff(world.base.county)) {
            try CaseScene.load(id, in: $0)?.fast
        }
        return try #require(view?.provisional).awaited
    }

    private func isWaiting(_ world: StrokeWorld) async throws -> Bool {
        let row = try await world.row()
        return row.check == .waiting && row.settled == nil && row.checkReportID == nil
    }

    @Test func `a platform that has not answered passes nobody, and is named`() async throws {
        let world = try await approved()
        #expect(try await isWaiting(world))
        let awaited = try await awaited(world)
        #expect(
            awaited.map { String($0.prefix { $0 != "（" }) }
                == ["省内银行存款", "省内其他城市不动产", "省内其他地区社会救助"])
        #expect(awaited.allSatisfy { $0.hasSuffix("省级核对平台已受理（回执 R-1），还没有答复") })
        #expect(try await world.look() == 0)
        await world.base.end()
    }

    @Test func `answered with nothing, by every source: it passes by itself`() async throws {
        let world = try await approved()
        try await say(on: world)
        let row = try await world.row()
        #expect(row.check == .passes && row.settledBy == nil && row.checkReportID != nil)
        #expect(try await awaited(world).isEmpty)
        await world.base.end()
    }

    @Test(arguments: [false, true])
    func `a deposit above counts as one at hand does`(isMuch: Bool) async throws {
        let world = try await approved()
        let record = RelayRecord(label: "定期存款", amountFen: isMuch ? 90_000_000 : 10_000)
        try await say([try await hit("province_deposit", record, on: world)], on: world)
        #expect(try await world.row().check == (isMuch ? .doubtful : .passes))
        let id = world.caseID
        let report = try await world.base.test.bureau.view(as: .staff(world.base.officer)) {
            try ReportView.load(id, in: $0)?.report
        }
        let line = try #require(report?.lines.first { $0.feeds == .deposits })
        #expect(line.found == Quantity(record.amountFen ?? 0, .fen) && line.isComplete)
        await world.base.end()
    }

    @Test(arguments: [
        ("province_deposit", RelayRecord(label: "定期存款"), AnswerStatus.hit),
        ("province_deposit", RelayRecord(label: "定期存款", amountFen: 100), .nameMismatch),
        ("province_realty", RelayRecord(label: "济南市房屋一处"), .hit),
        ("province_aid", RelayRecord(label: "济南市低保"), .hit),
    ])
    func `a record that cannot be counted is for a person to look at`(
        item: String, record: RelayRecord, status: AnswerStatus
    ) async throws {
        let world = try await approved()
        try await say([try await hit(item, record, status: status, on: world)], on: world)
        #expect(try await world.row().check == .doubtful)
        await world.base.end()
    }

    @Test func `partial: what is still out is waited for, and a record for a person is raised at once`() async throws {
        let world = try await approved()
        try await say(without: ["province_realty", "province_aid"], isLast: false, on: world)
        #expect(try await isWaiting(world))
        #expect(try await awaited(world).count == 2)
        let other = try await approved()
        try await say(
            [try await hit("province_aid", RelayRecord(label: "济南市低保"), on: other)],
            without: ["province_realty"], isLast: false, on: other)
        #expect(try await other.row().check == .doubtful)
        for world in [world, other] { await world.base.end() }
    }

    @Test func `late: it waits past the last day, and the answer still settles it`() async throws {
        let world = try await approved()
        world.base.test.clock.advance(days: 6)
        try await fetch(world)
        #expect(try await isWaiting(world))
        try await say(on: world)
        #expect(try await world.row().check == .passes)
        await world.base.end()
    }

    @Test func `expired, or ended without some answers: nothing passes`() async throws {
        let world = try await approved()
        world.base.test.clock.advance(days: 40)
        try await fetch(world)
        #expect(try await isWaiting(world))
        let awaited = try await awaited(world)
        #expect(awaited.count == 3 && awaited.allSatisfy { $0.hasSuffix("没有全部答复") }, "asked again, and it waits on")
        let ended = try await approved()
        try await say(without: ["province_aid"], on: ended)
        #expect(try await isWaiting(ended))
        #expect(try await self.awaited(ended).map { $0.hasSuffix("省级核对平台的回复里没有这一项") } == [true])
        for world in [world, ended] { await world.base.end() }
    }

    @Test func `a dropped connection and a wrong answer pass nothing`() async throws {
        platform.state.withLock { $0.isBroken = true }
        let world = try await approved()
        #expect(try await isWaiting(world))
        #expect(try await awaited(world).allSatisfy { $0.hasSuffix("还没有送达省级核对平台，正在重试") })
        platform.state.withLock { $0.isBroken = false }
        world.base.test.clock.advance(seconds: 3_600)
        try await fetch(world)
        platform.state.withLock { $0.parts = [Array("{\"number\":".utf8)] }
        world.base.test.clock.advance(seconds: 400)
        try await fetch(world)
        #expect(try await world.base.count("relay_answer") == 0)
        let isStillWaiting = try await isWaiting(world)
        #expect(isStillWaiting)
        await world.base.end()
    }

    @Test func `who signs afterwards is asked about afterwards, and only then it passes`() async throws {
        let world = try await approved(isAuthorised: false)
        #expect(platform.state.withLock { $0.questions.map { Set($0.pairs.map(\.item)).count } } == [2])
        try await world.authorise()
        try await say(on: world)
        #expect(try await isWaiting(world))
        platform.state.withLock { $0.parts = [] }
        try await fetch(world)
        #expect(platform.state.withLock { $0.questions.map(\.number) }.count == 2)
        try await say(on: world)
        #expect(try await world.row().check == .passes)
        await world.base.end()
    }

    @Test func `where this node does not know the platform that was asked, nothing passes`() async throws {
        let world = try await StrokeWorld.make(isAuthorised: true)
        _ = try await world.approved()
        let (id, now) = (world.caseID, world.base.test.clock.now)
        try await world.base.test.bureau.store.write { store in
            let version = try store.caseRow(id, in: .system("a test asks elsewhere"))?.factsVersion ?? 0
            try store.insertRelay(
                RelayRow(
                    id: store.ids.next(), caseID: id, factsVersion: version, number: "SJ-1", state: "taken",
                    nextAttempt: now, askedPairs: 1, answerBy: now.chinaDate, lateThrough: now.chinaDate,
                    question: Array("{}".utf8), createdAt: now))
        }
        world.base.test.clock.advance(days: 2)
        try await world.everybodyAnswers()
        #expect(try await world.look() == 1)
        #expect(try await isWaiting(world))
        #expect(try await awaited(world) == ["上级核对平台：已发问（SJ-1），这次核对没有取到它的答复"])
        await world.base.end()
    }

    @Test func `a record at hand under another name passes nobody, and is named`() async throws {
        let world = try await StrokeWorld.make(isAuthorised: true)
        _ = try await world.approved()
        world.base.test.clock.advance(days: 2)
        let people = zip(CaseWorld.ids, ["赵小龙", "高丽珍", "赵咏香"]).enumerated().map {
            "\($0 + 1),\($1.0),\($1.1),男,371621,1,滨州市惠民县,N"
        }
        try await world.everybodyAnswers(["population": people])
        #expect(try await world.look() == 1)
        #expect(try await isWaiting(world))
        let said = try await awaited(world)
        #expect(said.contains { $0.contains("高莉真") && $0.contains("高丽珍") && $0.contains("是不是同一个人") }, "\(said)")
        await world.base.end()
    }

    @Test func `that it passes is nobody's to say by hand`() async throws {
        let world = try await StrokeWorld.doubtful()
        let settle = SettleBackCheck(
            caseID: world.caseID, seenVersion: try await world.base.version(), outcome: .passes, text: "都没有查到")
        #expect(try await world.base.codes(settle, as: world.base.secondCounty) == ["backCheckPassesByItself"])
        await world.base.end()
    }
}
