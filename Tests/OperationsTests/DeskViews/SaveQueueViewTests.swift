import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// A queue narrowed once is at hand again, for its owner and nobody else.
@Suite struct SaveQueueViewTests {
    @Test func `a view is kept, replaced under its name, and removed by its owner only`() async throws {
        try await withBureau { test in
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let other = Actor.staff(try await test.staff(.townshipReviewer, at: "371621001"))
            var filter = CaseQueueFilter()
            filter.group = .toAccept
            filter.page = 7
            #expect(try await test.perform(SaveQueueView(viewName: " 待受理 ", filter: filter), as: clerk).value == true)
            filter.program = .dibao
            #expect(try await test.perform(SaveQueueView(viewName: "待受理", filter: filter), as: clerk).value == true)
            let lines = try await test.bureau.view(as: clerk) { try SavedQueueViews.load(in: $0).lines }
            #expect(lines.map(\.name) == ["待受理"])
            let line = try #require(lines.first)
            #expect((line.filter.group, line.filter.program, line.filter.page) == (.toAccept, .dibao, 1))
            #expect(try await test.bureau.view(as: other) { try SavedQueueViews.load(in: $0).lines }.isEmpty)
            #expect(try await test.perform(RemoveQueueView(viewID: line.id), as: other).reasonCodes == ["notFound"])
            #expect(try await test.perform(RemoveQueueView(viewID: line.id), as: clerk).value == true)
            #expect(try await test.bureau.view(as: clerk) { try SavedQueueViews.load(in: $0).lines }.isEmpty)
        }
    }

    @Test func `no name, a long name, the twenty-first view and a visitor are refused`() async throws {
        try await withBureau { test in
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            func save(_ name: String, as actor: Actor) async throws -> [String] {
                try await test.perform(SaveQueueView(viewName: name, filter: CaseQueueFilter()), as: actor).reasonCodes
            }
            #expect(try await save("  ", as: clerk) == ["viewNameWrong"])
            #expect(try await save(String(repeating: "长", count: 21), as: clerk) == ["viewNameWrong"])
            for number in 1...20 { #expect(try await save("视图\(number)", as: clerk) == []) }
            #expect(try await save("视图21", as: clerk) == ["tooManyViews"])
            #expect(try await save("视图20", as: clerk) == [])
            #expect(try await save("看看", as: .visitor) == ["notAllowed"])
        }
    }
}
