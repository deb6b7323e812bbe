import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import SQLText
import Storage
import Testing

/// A family handed over between townships: no month without payment, none paid twice.
@Suite struct SendTransferTests {
    private static let target = "371621101201"

    private static func send(
        _ world: CaseWorld, to target: String = target, month: String = "2026-05", reason: String = "随女儿居住"
    ) async throws -> SendTransfer {
        SendTransfer(
            caseID: world.caseID, seenVersion: try await world.version(), target: try RegionCode(target),
            firstMonth: try CalendarMonth(parsing: month), reason: reason)
    }

    private static func receiver(_ world: CaseWorld, at township: String = "371621101") async throws -> StaffActor {
        try await world.test.staff(.townshipReviewer, at: township, name: "郝接收")
    }

    @Test func `sent, sent back, sent again, taken: the sum stands and the receiver sees the family`() async throws {
        let world = try await CaseWorld.inForce()
        let (id, receiver) = (try await world.ok(Self.send(world), as: world.clerk), try await Self.receiver(world))
        #expect(try await world.codes(Self.send(world), as: world.clerk) == ["transferRunning"])
        let waiting = try await world.test.bureau.view(as: .staff(receiver)) {
            try WaitingTransferList.load(in: $0)?.rows ?? []
        }
        #expect(waiting.map(\.id) == [id] && waiting[0].applicantMasked == "赵*龙")
        func back(_ reason: String) -> AnswerTransfer { AnswerTransfer(transfer: id, isTaken: false, reason: reason) }
        #expect(try await world.codes(back(" "), as: receiver) == ["transfer.reasonMissing"])
        _ = try await world.ok(back("缺户口页"), as: receiver)
        #expect(try await world.services().openTransfer?.state == .returned)
        #expect(try await world.ok(Self.send(world), as: world.clerk) == id)
        let award = try await world.award()
        _ = try await world.ok(AnswerTransfer(transfer: id, isTaken: true, reason: ""), as: receiver)
        let caseID = world.caseID
        let taken = try await world.test.bureau.view(as: .staff(receiver)) {
            try $0.store.caseRow(caseID, in: $0.scope)
        }
        #expect(taken?.region.text == Self.target && taken?.state == .active)
        let gone = try await world.test.bureau.view(as: .staff(world.clerk)) {
            try $0.store.caseRow(caseID, in: $0.scope) == nil
        }
        #expect(gone, "the sender's desk is rid of the case")
        let after = try await world.test.bureau.store.read { store in
            try store.sql.one("SELECT region_code, amount_fen FROM award")
        }
        #expect(try after.text("region_code") == Self.target)
        #expect(try after.integer("amount_fen") == award.monthlyAmount.fen)
        await world.end()
    }

    @Test func `a returned hand-over may be taken back, a waiting one not`() async throws {
        let world = try await CaseWorld.inForce()
        let cancel = CancelTransfer(caseID: world.caseID, reason: "不迁了")
        #expect(try await world.codes(cancel, as: world.clerk) == ["noTransfer"])
        let id = try await world.ok(Self.send(world), as: world.clerk)
        #expect(try await world.codes(cancel, as: world.clerk) == ["noTransfer"])
        _ = try await world.ok(AnswerTransfer(transfer: id, isTaken: false, reason: "缺页"), as: Self.receiver(world))
        #expect(
            try await world.codes(CancelTransfer(caseID: world.caseID, reason: " "), as: world.clerk)
                == ["transfer.reasonMissing"])
        #expect(try await world.codes(cancel, as: world.reviewer) == ["notAllowed"])
        _ = try await world.ok(cancel, as: world.clerk)
        #expect(try await world.services().transfers.map(\.state) == [.cancelled])
        await world.end()
    }

    @Test func `a wrong place, a month that is paid, no reason and strangers are refused`() async throws {
        let world = try await CaseWorld.inForce()
        #expect(
            try await world.codes(Self.send(world, to: "371621101", reason: " "), as: world.clerk)
                == ["missingReason", "transferNeedsVillage"])
        #expect(
            try await world.codes(Self.send(world, to: "371621999201"), as: world.clerk) == ["placeUnknown"])
        #expect(
            try await world.codes(Self.send(world, to: "371621001202"), as: world.clerk) == ["transfer.sameTownship"])
        #expect(
            try await world.codes(Self.send(world, month: "2026-01"), as: world.clerk) == ["transfer.monthUnsuitable"])
        #expect(try await world.codes(Self.send(world), as: world.stranger) == ["notFound"])
        #expect(try await !world.codes(Self.send(world), as: world.gridWorker).isEmpty)
        let id = try await world.ok(Self.send(world), as: world.clerk)
        let answer = AnswerTransfer(transfer: id, isTaken: true, reason: "")
        #expect(try await world.codes(answer, as: world.reviewer) == ["notFound"])
        #expect(try await world.codes(answer, as: world.stranger) == ["notAllowed"])
        await world.end()
    }

    @Test func `another county computes by its own standard and waits until the sender has paid`() async throws {
        let world = try await CaseWorld.inForce()
        let id = try await world.ok(Self.send(world, to: "371622101201", month: "2026-05"), as: world.clerk)
        let answer = AnswerTransfer(transfer: id, isTaken: true, reason: "")
        let receiver = try await Self.receiver(world, at: "371622101")
        #expect(try await world.codes(answer, as: receiver) == ["transferTooEarly"])
        let here = try await world.test.bureau.today()
        let first = try CivilDate(parsing: "2026-05-04")
        world.test.clock.advance(seconds: here.days(until: first) * 86_400)
        _ = try await world.ok(answer, as: receiver)
        let row = try await world.test.bureau.store.read { store in
            try store.sql.one("SELECT region_code FROM award")
        }
        #expect(try row.text("region_code") == "371622101201")
        await world.end()
    }

    @Test func `what the file lacks is named with its day, stands in the letter, and the receiver sees it`()
        async throws
    {
        let world = try await CaseWorld.inForce()
        func send(_ missing: [String], by day: String?) async throws -> SendTransfer {
            SendTransfer(
                caseID: world.caseID, seenVersion: try await world.version(), target: try RegionCode(Self.target),
                firstMonth: try CalendarMonth(parsing: "2026-05"), reason: "随女儿居住", missing: missing,
                missingDue: try day.map { try CivilDate(parsing: $0) })
        }
        #expect(try await world.codes(send(["残疾证"], by: nil), as: world.clerk) == ["transfer.fileIncomplete"])
        let past = try await world.test.bureau.today().text
        #expect(try await world.codes(send(["残疾证"], by: past), as: world.clerk) == ["transfer.fileIncomplete"])
        let long = String(repeating: "证", count: 61)
        #expect(try await world.codes(send([long], by: "2026-04-20"), as: world.clerk) == ["textTooLong"])
        let many = Array(repeating: "残疾证", count: SendTransfer.missingMax + 1)
        #expect(try await world.codes(send(many, by: "2026-04-20"), as: world.clerk) == ["tooManyMissing"])
        _ = try await world.ok(send(["户口簿复印件", "残疾证"], by: "2026-04-20"), as: world.clerk)
        let receiver = try await Self.receiver(world)
        let waiting = try await world.test.bureau.view(as: .staff(receiver)) {
            try WaitingTransferList.load(in: $0)?.rows ?? []
        }
        #expect(waiting.map(\.missing?.papers) == [["户口簿复印件", "残疾证"]])
        #expect(waiting[0].missing?.due.text == "2026-04-20")
        #expect(try await world.documents()["E14"]?.lines.contains { $0.value == "户口簿复印件、残疾证" } == true)
        #expect(try await world.services().openTransfer?.missing?.papers.count == 2)
        await world.end()
    }
}
