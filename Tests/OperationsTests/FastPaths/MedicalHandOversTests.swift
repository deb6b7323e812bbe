import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Synchronization
import Testing

/// Telling medical security: at once, repeated until acknowledged, never twice, and by hand where there is no line.
@Suite struct MedicalHandOversTests {
    /// An example receiver in memory: it takes a notice's number once, and may be out of order.
    final class Receiver: MedicalGateway {
        struct State {
            var taken: [MedicalNoticeContent] = []
            var isBroken = false
        }
        let state = Mutex(State())

        func hand(_ notice: MedicalNoticeContent) async throws -> String {
            try state.withLock { state in
                guard !state.isBroken else { throw MedicalGatewayError("医保接口维护中。") }
                if !state.taken.contains(notice) { state.taken.append(notice) }
                return "YB-\(notice.id)"
            }
        }
    }

    private let receiver = Receiver()

    private func waiting(_ world: StrokeWorld) async throws -> Int {
        try await world.base.test.bureau.view(as: .staff(world.base.county)) {
            try $0.store.medicalNoticeCounts(in: $0.scope).waiting
        }
    }

    @Test func `a provisional recognition is told at once, with names and numbers and nothing of its means`()
        async throws
    {
        let world = try await StrokeWorld.make()
        let granted = try await world.approved()
        let bureau = world.base.test.bureau
        #expect(try await bureau.handOverToMedical(gateway: receiver) == 1)
        #expect(try await bureau.handOverToMedical(gateway: receiver) == 0)
        let notice = try #require(receiver.state.withLock { $0.taken }.first)
        #expect(notice.kind == .provisional && notice.program == "dibao" && notice.entryDay == granted.entryDay)
        #expect(notice.people.map(\.idNumber) == CaseWorld.ids && notice.county == "371621")
        let row = try #require(try await world.notices().first)
        #expect(row.receipt == "YB-\(row.id.text)" && row.handOver.tries.count == 1)
        await world.base.end()
    }

    @Test func `what is not taken is tried again after growing waits, and an alarm is raised`() async throws {
        let world = try await StrokeWorld.make()
        _ = try await world.approved()
        let bureau = world.base.test.bureau
        receiver.state.withLock { $0.isBroken = true }
        for minutes in [0, 1, 2, 4, 8] {
            world.base.test.clock.advance(seconds: minutes * 60 + 1)
            #expect(try await bureau.handOverToMedical(gateway: receiver) == 0)
            #expect(try await bureau.handOverToMedical(gateway: receiver) == 0)
        }
        let row = try #require(try await world.notices().first)
        #expect(row.handOver.tries.count == 5 && row.lastError == "医保接口维护中。")
        let region = world.base.clerk.region
        let terms = try await bureau.view(as: .system) {
            try HandOverTerms($0.policies(on: $0.today), region: region, on: $0.today)
        }
        #expect(row.handOver.needsAlarm(terms))
        receiver.state.withLock { $0.isBroken = false }
        world.base.test.clock.advance(seconds: 16 * 60)
        #expect(try await bureau.handOverToMedical(gateway: receiver) == 1)
        #expect(try await waiting(world) == 0)
        await world.base.end()
    }

    @Test func `a note after the lease was lost changes nothing`() async throws {
        let world = try await StrokeWorld.make()
        _ = try await world.approved()
        let bureau = world.base.test.bureau
        let now = world.base.test.clock.now
        let scope = try await bureau.view(as: .system) { $0.scope }
        let first = try await bureau.store.write { try $0.leaseMedicalNotice(at: now, leaseSeconds: 60, in: scope) }
        #expect(first != nil)
        #expect(try await bureau.handOverToMedical(gateway: receiver) == 0)
        world.base.test.clock.advance(seconds: 61)
        #expect(try await bureau.handOverToMedical(gateway: receiver) == 1)
        #expect(try await world.notices().first?.handOver.tries.count == 1)
        await world.base.end()
    }

    @Test func `without a line a person records who took it, once`() async throws {
        let world = try await StrokeWorld.make()
        _ = try await world.approved()
        let base = world.base
        let id = try #require(try await world.notices().first?.id)
        let note = AcknowledgeByHand(noticeID: id, receipt: "滨医保收〔2026〕12号，张科长")
        #expect(try await base.codes(note, as: base.clerk) == ["notAllowed"])
        #expect(try await base.codes(AcknowledgeByHand(noticeID: id, receipt: " "), as: base.county) == ["textMissing"])
        let elsewhere = try await base.test.staff(.countyReviewer, at: "371622", name: "外县")
        #expect(try await base.codes(note, as: elsewhere) == ["notFound"])
        #expect(try await base.ok(note, as: base.county))
        #expect(try await base.codes(note, as: base.county) == ["noticeAcknowledged"])
        #expect(try await base.test.bureau.handOverToMedical(gateway: receiver) == 0)
        await base.end()
    }

    @Test func `an ordinary confirmation is told too, and its end`() async throws {
        let base = try await CaseWorld.make()
        try await base.close(try await base.post())
        _ = try await base.ok(ConfirmCase(caseID: base.caseID, seenVersion: try await base.version()), as: base.county)
        let world = StrokeWorld(base: base)
        #expect(try await world.notices().map(\.kind) == [.recognised])
        _ = try await base.ok(
            Step(caseID: base.caseID, event: .terminate(reasonCodes: [.incomeRose])), as: base.county)
        #expect(try await world.notices().map(\.kind) == [.recognised, .ended])
        await base.end()
    }
}
