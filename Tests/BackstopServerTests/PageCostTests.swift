import BackstopServer
import Casework
import HTTPTypes
import HummingbirdTesting
import Operations
import OperationsTestKit
import Primitives
import Synchronization
import Testing
import WebSupport

/// What a page costs in statements: a number that does not grow with the rows behind it.
///
/// The routes come from the registry, so that a page added later is counted as well.
@Suite(.timeLimit(.minutes(30))) struct PageCostTests {
    /// The most statements of a page: the file of a case draws on some thirty tables, some of them asked twice; other
    /// pages show one list or one table.
    static func limit(of path: String) -> Int {
        path.hasPrefix("/staff/cases/{id}") || path.hasPrefix("/staff/reports/{id}") ? 100 : 60
    }

    @Test func `no page asks the store more often when there are more cases`() async throws {
        let town = try await LeakTown.make(people: 2_000)
        var colleagues: [Intruder] = []
        for role in Role.allCases where !role.isCitizen { colleagues.append(try await town.colleague(role)) }
        let few = try await town.statements(as: colleagues)
        try await town.installed.bureau.seedCases(count: 180, village: town.village().text)
        let many = try await town.statements(as: colleagues)
        await town.close()
        #expect(few.count > 60, "the pages of the desk are counted: \(few.count)")
        for (path, count) in many.sorted(by: { $0.key < $1.key }) {
            #expect(count <= Self.limit(of: path), "\(path) takes \(count) statements")
            let before = few[path] ?? 0
            #expect(count <= before + 3, "\(path) took \(before) statements, and \(count) with 180 cases more")
        }
    }
}

extension LeakTown {
    /// The most statements that each page took, by route, asked by one who may open it.
    fileprivate func statements(as colleagues: [Intruder]) async throws -> [String: Int] {
        let counter = counter
        let found = Mutex<[String: Int]>([:])
        try await application.test(.router) { client in
            for entry in entries where entry.method == "GET" && entry.kind == .page && entry.audience == .staff {
                guard let person = colleagues.first(where: { entry.roles.isEmpty || entry.roles.contains($0.name) })
                else {
                    continue
                }
                for (path, _) in addresses(entry) where !path.contains("?") {
                    _ = counter.take()
                    _ = try await client.execute(uri: path, method: .get, headers: headers(person, nil))
                    let taken = counter.take()
                    found.withLock { $0[entry.path] = max($0[entry.path] ?? 0, taken) }
                }
            }
        }
        return found.withLock(\.self)
    }
}
