import Foundation
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Synchronization
import Testing

/// A gateway that keeps what it was given and fails as told.
private final class Memory: MessageGateway {
    private let seen = Mutex<[OutboxID]>([])
    private let failing: Bool
    private let during: @Sendable () -> Void

    init(failing: Bool = false, during: @escaping @Sendable () -> Void = {}) {
        self.failing = failing
        self.during = during
    }

    var ids: [OutboxID] { seen.withLock { $0 } }

    func send(_ message: OutboxMessage) async throws {
        seen.withLock { $0.append(message.id) }
        during()
        if failing { throw MessageGatewayError("网关忙") }
    }
}

@Suite struct DeliverOutboxTests {
    private static func bureau(messages: Int) async throws -> TestBureau {
        let test = try await TestBureau.make()
        let now = test.clock.now
        try await test.bureau.store.write { store in
            for index in 0..<messages {
                try store.enqueueMessage(
                    channel: "sms", template: "paid", recipient: "1990000000\(index)",
                    recipientMasked: "199****000\(index)",
                    body: "已发放", caseID: nil, at: now, on: now.chinaDate)
            }
        }
        return test
    }

    @Test func `Each message goes out once, oldest first`() async throws {
        let test = try await Self.bureau(messages: 3)
        let gateway = Memory()
        let round = try await test.bureau.deliverOutbox(holder: "a", gateway: gateway)
        #expect(round.sent == 3)
        #expect(gateway.ids == gateway.ids.sorted())
        #expect(try await test.bureau.deliverOutbox(holder: "a", gateway: gateway) == .nothing)
        await test.close()
    }

    @Test func `A failed message waits longer each time and is given up at last`() async throws {
        let test = try await Self.bureau(messages: 1)
        let gateway = Memory(failing: true)
        var tries = 0
        for _ in 0..<40 where gateway.ids.count < 3 {
            _ = try await test.bureau.deliverOutbox(holder: "a", gateway: gateway, attemptsMax: 3)
            tries += 1
            test.clock.advance(seconds: 6)
        }
        #expect(tries > 3)
        test.clock.advance(days: 9)
        #expect(try await test.bureau.deliverOutbox(holder: "a", gateway: gateway) == .nothing)
        let row = try await test.bureau.store.read {
            try $0.sql.one("SELECT failed_at, last_error FROM outbox_message").text("last_error")
        }
        #expect(row == "网关忙")
        await test.close()
    }

    @Test func `Two senders at once hand nothing over twice while leases hold`() async throws {
        let test = try await Self.bureau(messages: 9)
        let gateway = Memory()
        async let first = test.bureau.deliverOutbox(holder: "a", gateway: gateway, limit: 5)
        async let second = test.bureau.deliverOutbox(holder: "b", gateway: gateway, limit: 5)
        let sent = try await first.sent + second.sent
        #expect(sent == gateway.ids.count)
        #expect(Set(gateway.ids).count == gateway.ids.count)
        await test.close()
    }

    @Test func `A sender that lost its lease is not believed, and the message goes out again under its id`()
        async throws
    {
        let test = try await Self.bureau(messages: 1)
        let clock = test.clock
        let slow = Memory { clock.advance(seconds: 120) }
        let other = Memory()
        // The slow sender's lease runs out while it sends; another one takes the message meanwhile.
        let now = test.clock.now
        let stale = try await test.bureau.store.write {
            try $0.leaseMessages(holder: "slow", limit: 1, at: now, leaseSeconds: 60)
        }
        try await slow.send(try #require(stale.first))
        #expect(try await test.bureau.deliverOutbox(holder: "b", gateway: other).sent == 1)
        let late = test.clock.now
        let believed = try await test.bureau.store.write { try $0.markSent(stale[0], at: late) }
        #expect(!believed)
        #expect(slow.ids == other.ids)
        await test.close()
    }

    @Test func `The log file holds one line of JSON a message, the receiver masked`() async throws {
        let test = try await Self.bureau(messages: 2)
        let path = test.folder + "/messages.jsonl"
        _ = try await test.bureau.deliverOutbox(holder: "a", gateway: LogFileGateway(path: path))
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.contains("\"body\":\"已发放\"") && $0.contains("\"id\":") })
        #expect(lines.allSatisfy { !$0.contains("1990000000") })
        await test.close()
    }

    @Test func `A file that cannot be opened fails the message, not the program`() async throws {
        let test = try await Self.bureau(messages: 1)
        let round = try await test.bureau.deliverOutbox(holder: "a", gateway: LogFileGateway(path: "/nowhere/at/all"))
        #expect(round.failed == 1)
        await test.close()
    }

    @Test func `A closure is a gateway`() async throws {
        let test = try await Self.bureau(messages: 1)
        let seen = Memory()
        let round = try await test.bureau.deliverOutbox(holder: "a", gateway: HTTPGateway { try await seen.send($0) })
        #expect(round.sent == 1 && seen.ids.count == 1)
        await test.close()
    }
}
