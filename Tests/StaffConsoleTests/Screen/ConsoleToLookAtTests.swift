import Foundation
import Hummingbird
import Testing

/// Serves the console over a small county to whoever wants to look at its pages.
///
/// With `BACKSTOP_LOOK` holding a port it serves for ten minutes; the cookie `backstop_staff` names the person of
/// `PayDesk.posts`.
@Suite struct ConsoleToLookAtTests {
    static let port = ProcessInfo.processInfo.environment["BACKSTOP_LOOK"].flatMap { Int($0) }

    @Test(.enabled(if: port != nil)) func `the console can be looked at`() async throws {
        let desk = try await PayDesk.open()
        try await OfficeWalk(desk: desk).everything()
        for number in 10...29 { try await desk.award(number, yuan: Int64(200 + number * 7)) }
        _ = try await desk.post("/staff/batches/make", as: "payer", ["month": "2026-03", "program": "dibao"])
        let server = desk.served(port: Self.port ?? 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.runService() }
            group.addTask { try await Task.sleep(for: .seconds(600)) }
            try await group.next()
            group.cancelAll()
        }
        await desk.close()
    }
}
