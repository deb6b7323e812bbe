import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

@Suite struct NodeLeaseTests {
    @Test func `each process gets a number of its own and keeps it while it renews`() async throws {
        try await withSignInBureau { test in
            let engine = test.bureau.store.engine
            let first = try await NodeLease.take(on: engine, holder: "a", at: test.clock.now)
            let second = try await NodeLease.take(on: engine, holder: "b", at: test.clock.now)
            #expect((first.node, second.node) == (0, 1))
            test.clock.advance(seconds: 100)
            try await second.renew(on: engine, at: test.clock.now)
            test.clock.advance(seconds: 100)
            let third = try await NodeLease.take(on: engine, holder: "c", at: test.clock.now)
            #expect(third.node == 0, "the first let its lease run out")
            let error = await #expect(throws: StoreError.self) {
                try await first.renew(on: engine, at: test.clock.now)
            }
            #expect(error?.code == .noNodeFree)
            try await second.release(on: engine)
            #expect(try await NodeLease.take(on: engine, holder: "d", at: test.clock.now).node == 1)
        }
    }
}
