import Foundation
import Hummingbird
import Primitives
import Testing

/// Serves the console over cases in several states, to whoever wants to look at its pages.
///
/// With `BACKSTOP_LOOK_CASES` holding a port it serves for five minutes; `backstop_staff` names the person.
@Suite struct CasesToLookAtTests {
    static let port = ProcessInfo.processInfo.environment["BACKSTOP_LOOK_CASES"].flatMap { Int($0) }

    @Test(.enabled(if: port != nil)) func `cases can be looked at`() async throws {
        let desk = try await PayDesk.open()
        for serial in 1...6 {
            let page = "/staff/cases/\(try await desk.fileAtWindow(serial: serial).text)"
            guard serial > 1 else { continue }
            if serial == 2 {
                try await desk.must("\(page)/supplement", as: "clerk", ["items": "income", "more": "村委会说明"])
                continue
            }
            try await desk.investigate(page)
            if serial == 3 { continue }
            try await desk.determine(page, as: "clerk")
            if serial == 4 { continue }
            try await desk.giveOpinion(page)
            if serial == 5 { continue }
            try await desk.must("\(page)/post-notice", as: "clerk")
        }
        let server = desk.served(port: Self.port ?? 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.runService() }
            group.addTask { try await Task.sleep(for: .seconds(300)) }
            try await group.next()
            group.cancelAll()
        }
        await desk.close()
    }
}
