import Casework
import Foundation
import Operations
import OperationsTestKit
import Primitives
import Storage
import Synchronization
import Testing
import Verification

/// Asking the platform above about a case, and what its replies do to the report.
@Suite struct AskHigherPlatformTests {
    /// A platform in memory that says what a test tells it to.
    final class Platform: RelayGateway {
        struct State {
            var questions: [RelayQuestion] = []
            var parts: [[UInt8]?] = []
            var isBroken = false
        }
        let state = Mutex(State())

        func submit(_ question: RelayQuestion) async throws -> String {
            try state.withLock { state in
                guard !state.isBroken else { throw RelayGatewayError("连不上上级平台。") }
                if !state.questions.contains(question) { state.questions.append(question) }
                return "R-1"
            }
        }

        func part(of number: String, after sequence: Int) async throws -> [UInt8]? {
            try state.withLock { state in
                guard !state.isBroken else { throw CocoaError(.fileReadUnknown) }
                return sequence < state.parts.count ? state.parts[sequence] : nil
            }
        }

        func say(_ part: RelayPart) throws {
            let bytes = Array(try JSONEncoder().encode(part))
            state.withLock { $0.parts.append(bytes) }
        }
    }

    private let platform = Platform()
    private static let terms = Result { try RelayTerms.load(file: TestBureau.repository + "/catalogue/relay.yaml") }

    private func started() async throws -> CaseWorld {
        let world = try await CaseWorld.make(relay: try Self.terms.get())
        _ = try await world.ok(
            StartInvestigation(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        #expect(try await world.test.bureau.runJobs(holder: "a", limit: 5) == 1)
        return world
    }

    private func report(_ world: CaseWorld) async throws -> VerificationReport {
        let id = world.caseID
        let view = try await world.test.bureau.view(as: .staff(world.reviewer)) { try ReportView.load(id, in: $0) }
        return try #require(view).report
    }

    private func exchange(_ world: CaseWorld) async throws -> Int {
        try await world.test.bureau.exchangeRelay(gateway: platform, limit: 10)
    }

    private func lines(_ world: CaseWorld) async throws -> [RelayLine] {
        try await world.test.bureau.view(as: .staff(world.officer)) { try RelayListView.load(in: $0).lines }
    }

    private func noHit(_ person: String, _ item: String, on day: CivilDate) -> RelayAnswer {
        RelayAnswer(RelayPair(person: person, item: item), .noHit, source: "省库", asOf: day)
    }

    @Test func `a comparison asks above by itself, once, and says that nothing has come yet`() async throws {
        let world = try await started()
        let silent = try await report(world).answers.filter { $0.dataset.hasPrefix("province_") }
        #expect(silent.count == 9 && silent.allSatisfy { $0.status == .noAnswer })
        #expect(try await report(world).conclusion == .needsReview)
        _ = try await world.test.bureau.compare(world.caseID, as: .staff(world.officer))
        #expect(try await world.count("relay_exchange") == 1)
        #expect(try await exchange(world) == 1)
        let question = try #require(platform.state.withLock { $0.questions.first })
        #expect(question.number == "SJ371621-2026-000001" && question.askedBy == "孙武街道")
        // Nobody has authorised, so no bank is asked.
        #expect(Set(question.pairs.map(\.item)) == ["province_realty", "province_aid"])
        #expect(try await lines(world).map(\.state) == ["taken"])
        await world.end()
    }

    @Test func `partial answers make another version of the report, whose silences are those left`() async throws {
        let world = try await started()
        let day = try await world.test.bureau.today()
        _ = try await exchange(world)
        let found = RelayAnswer(
            RelayPair(person: "m2", item: "province_realty"), .hit, source: "省自然资源厅", asOf: day,
            records: [RelayRecord(label: "济南市住宅一套", note: "鲁2020济南不动产权第1号")])
        try platform.say(
            RelayPart(
                number: "SJ371621-2026-000001", sequence: 1, isLast: false,
                answers: [found, noHit("m1", "province_realty", on: day)]))
        world.test.clock.advance(seconds: 400)
        // The part, and the look behind it.
        #expect(try await exchange(world) == 2)
        #expect(try await world.test.bureau.runJobs(holder: "a", limit: 5) == 1)
        let report = try await report(world)
        #expect(report.version == 2)
        #expect(report.findings.contains { $0.rule == "relay.province_realty" && $0.severity == .question })
        #expect(report.reasons.contains { $0.contains("济南市住宅一套") && $0.hasPrefix("高莉真") })
        let statuses = report.answers.filter { $0.dataset == "province_realty" }.map(\.status)
        #expect(statuses == [.noHit, .hit, .noAnswer])
        #expect(try await lines(world).map(\.answered) == [2])
        await world.end()
    }

    @Test func `a dropped connection and a wrong answer are no answer, and are tried again`() async throws {
        let world = try await started()
        platform.state.withLock { $0.isBroken = true }
        #expect(try await exchange(world) == 1)
        #expect(try await exchange(world) == 0)
        #expect(try await lines(world).map(\.lastError) == ["连不上上级平台。"])
        platform.state.withLock { $0.isBroken = false }
        world.test.clock.advance(seconds: 31)
        #expect(try await exchange(world) == 1)
        platform.state.withLock { $0.parts = [Array("{\"number\":\"SJ371621-2026-000001\"".utf8)] }
        world.test.clock.advance(seconds: 301)
        #expect(try await exchange(world) == 1)
        let line = try #require(try await lines(world).first)
        #expect(line.failures == 1 && line.lastError?.hasPrefix("回复不能使用") == true && line.answered == 0)
        #expect(try await world.count("relay_answer") == 0)
        #expect(try await world.test.bureau.runJobs(holder: "a", limit: 5) == 0)
        #expect(
            try await report(world).answers.filter { $0.dataset == "province_aid" }.allSatisfy {
                $0.status == .noAnswer
            })
        await world.end()
    }

    @Test func `a late answer is kept and marked, and one that never comes is given up as unanswered`() async throws {
        let world = try await started()
        let day = try await world.test.bureau.today()
        _ = try await exchange(world)
        world.test.clock.advance(seconds: 6 * 86_400)
        try platform.say(
            RelayPart(
                number: "SJ371621-2026-000001", sequence: 1, isLast: false,
                answers: [noHit("m1", "province_aid", on: day)]))
        _ = try await exchange(world)
        #expect(try await lines(world).map { [$0.state, "\($0.late)"] } == [["overdue", "1"]])
        world.test.clock.advance(seconds: 40 * 86_400)
        _ = try await exchange(world)
        #expect(try await lines(world).map(\.state) == ["expired"])
        #expect(try await exchange(world) == 0)
        _ = try await world.test.bureau.compare(world.caseID, as: .system)
        let left = try await report(world).answers.filter { $0.dataset == "province_aid" }
        #expect(left.map(\.status) == [.noHit, .noAnswer, .noAnswer])
        #expect(left[1].reason == "还没有送达省级核对平台；前一次发问（SJ371621-2026-000001）没有全部答复")
        await world.end()
    }

    @Test func `what was never answered is asked again under the same facts, once the days for late answers are over`()
        async throws
    {
        let world = try await started()
        let day = try await world.test.bureau.today()
        _ = try await exchange(world)
        func compare() async throws { _ = try await world.test.bureau.compare(world.caseID, as: .system) }
        func asked() -> [String] { platform.state.withLock { $0.questions.map(\.number) } }
        // It says of one person that its own source failed, and that this is all.
        let failed = RelayAnswer(
            RelayPair(person: "m2", item: "province_aid"), .error, source: "省库", reason: "系统维护")
        let others =
            ["m1", "m2", "m3"].map { noHit($0, "province_realty", on: day) }
            + ["m1", "m3"].map { noHit($0, "province_aid", on: day) }
        try platform.say(
            RelayPart(number: "SJ371621-2026-000001", sequence: 1, isLast: true, answers: others + [failed]))
        world.test.clock.advance(seconds: 400)
        _ = try await exchange(world)
        try await compare()
        _ = try await exchange(world)
        #expect(asked().count == 1, "not while the days for an answer run")
        platform.state.withLock { $0.parts = [] }
        world.test.clock.advance(seconds: 36 * 86_400)
        try await compare()
        _ = try await exchange(world)
        #expect(asked() == ["SJ371621-2026-000001", "SJ371621-2026-000002"])
        let again = try await report(world).answers.filter { $0.dataset == "province_aid" }
        #expect(again.map(\.status) == [.noHit, .error, .noHit], "what was said stays")
        try platform.say(
            RelayPart(
                number: "SJ371621-2026-000002", sequence: 1, isLast: true,
                answers: [noHit("m2", "province_aid", on: day)]))
        world.test.clock.advance(seconds: 400)
        _ = try await exchange(world)
        world.test.clock.advance(seconds: 36 * 86_400)
        try await compare()
        _ = try await exchange(world)
        #expect(asked().count == 2, "everything has been answered")
        await world.end()
    }

    @Test func `who may not ask is refused, and a stranger to the place sees no exchange`() async throws {
        let world = try await started()
        #expect(try await world.codes(AskHigherPlatform(caseID: world.caseID), as: world.clerk) == ["notAllowed"])
        let far = try await world.test.staff(.verificationOfficer, at: "371622")
        #expect(try await world.codes(AskHigherPlatform(caseID: world.caseID), as: far) == ["notFound"])
        let view = try await world.test.bureau.view(as: .staff(far)) { try RelayListView.load(in: $0) }
        #expect(view.lines.isEmpty && view.total == 0)
        let plain = try await CaseWorld.make()
        #expect(
            try await plain.codes(AskHigherPlatform(caseID: plain.caseID), as: plain.officer) == ["noHigherPlatform"])
        let early = try await CaseWorld.make(relay: try Self.terms.get())
        #expect(
            try await early.codes(AskHigherPlatform(caseID: early.caseID), as: early.officer) == ["notInvestigating"])
        for world in [world, plain, early] { await world.end() }
    }

    @Test func `where every item needs an authorisation that nobody gave, nothing is sent`() async throws {
        let text = try String(contentsOfFile: TestBureau.repository + "/catalogue/relay.yaml", encoding: .utf8)
            .replacing("needsAuthorization: false", with: "needsAuthorization: true")
        let world = try await CaseWorld.make(relay: try RelayTerms(yaml: text, file: "relay.yaml"))
        _ = try await world.ok(
            StartInvestigation(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        #expect(
            try await world.codes(AskHigherPlatform(caseID: world.caseID), as: world.officer) == ["nothingToAskAbove"])
        #expect(try await world.count("relay_exchange") == 0)
        await world.end()
    }
}
