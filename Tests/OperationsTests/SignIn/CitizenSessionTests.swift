import Operations
import OperationsTestKit
import Primitives
import Testing

@Suite struct CitizenSessionTests {
    @Test func `a session is found by its token and ended by it`() async throws {
        try await withSignInBureau { test in
            let opened = try await test.signedIn()
            let session = try #require(try await test.bureau.citizenSession(token: opened.token))
            #expect(session.accountID == opened.accountID)
            #expect(session.phoneLastFour == "0001")
            #expect(session.formSecret.count == 32)
            #expect(try await test.bureau.citizenSession(token: opened.token + "0") == nil)
            #expect(try await test.perform(EndSession(token: opened.token), as: session.actor).value?.count == 1)
            #expect(try await test.perform(EndSession(token: opened.token), as: session.actor).value?.count == 0)
            #expect(try await test.bureau.citizenSession(token: opened.token) == nil)
        }
    }

    @Test func `a session ends an hour after the last request`() async throws {
        try await withSignInBureau { test in
            let opened = try await test.signedIn()
            for _ in 1...3 {
                test.clock.advance(seconds: 3500)
                #expect(try await test.bureau.citizenSession(token: opened.token) != nil, "each request extends it")
            }
            test.clock.advance(seconds: 3600)
            #expect(try await test.bureau.citizenSession(token: opened.token) == nil)
        }
    }

    @Test func `a session ends after twelve hours in any case`() async throws {
        try await withSignInBureau { test in
            let opened = try await test.signedIn()
            for _ in 1..<24 {
                test.clock.advance(seconds: 1800)
                #expect(try await test.bureau.citizenSession(token: opened.token) != nil)
            }
            test.clock.advance(seconds: 1800)
            #expect(try await test.bureau.citizenSession(token: opened.token) == nil)
        }
    }

    @Test func `limits are the caller's to set`() async throws {
        try await withSignInBureau { test in
            let opened = try await test.signedIn()
            var limits = SessionLimits()
            limits.citizenIdleSeconds = 10
            test.clock.advance(seconds: 11)
            #expect(try await test.bureau.citizenSession(token: opened.token, limits: limits) == nil)
        }
    }
}
