import Foundation
import SQLText
import Synchronization

extension EngineConformance {
    static let concurrency: [EngineCheck] = [
        EngineCheck("Concurrent increments are all counted") { engine in
            try await createTables(engine)
            try await engine.write { try $0.addFamily(0, "0") }
            let writers = 16
            let rounds = 10
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...writers {
                    group.addTask {
                        for _ in 1...rounds {
                            try await engine.write { transaction in
                                let text = try transaction.one("SELECT name FROM family").text("name")
                                try transaction.execute("UPDATE family SET name = \(String((Int(text) ?? 0) + 1))")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let total = try await engine.read { try $0.one("SELECT name FROM family").text("name") }
            try expectEqual(total, "\(writers * rounds)", "increments")
        },
        EngineCheck("Two transactions cannot both act on what the other is changing") { engine in
            try await createTables(engine)
            for round in 1...5 {
                try await engine.write { transaction in
                    try transaction.execute("DELETE FROM family")
                    for id in 1...2 as ClosedRange<Int64> { try transaction.addFamily(id, "on duty") }
                }
                let meeting = Meeting()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for id in 1...2 {
                        group.addTask {
                            try await engine.write { transaction in
                                let present = try transaction.count(
                                    "SELECT count(*) FROM family WHERE name = \("on duty")")
                                meeting.arrive(waitingMilliseconds: 100)
                                guard present == 2 else { return }
                                try transaction.execute("UPDATE family SET name = \("away") WHERE id = \(id)")
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                let left = try await engine.read { try $0.count("SELECT count(*) FROM family WHERE name = 'on duty'") }
                try expectEqual(left, 1, "people left on duty in round \(round)")
            }
        },
        EngineCheck("A read neither waits for a writer nor sees half of its work") { engine in
            try await createTables(engine)
            let isWritten = Flag()
            let isRead = Flag()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await engine.write { transaction in
                        try transaction.addFamily(1)
                        isWritten.raise()
                        try expect(isRead.wait(milliseconds: 10_000), "a read waited for an open write")
                    }
                }
                group.addTask {
                    while !isWritten.isRaised { try await Task.sleep(for: .milliseconds(1)) }
                    try expectEqual(try await engine.read { try $0.familyCount() }, 0, "an uncommitted row was seen")
                    isRead.raise()
                }
                try await group.waitForAll()
            }
            try expectEqual(try await engine.read { try $0.familyCount() }, 1, "families after the commit")
        },
        EngineCheck("A read sees one moment from its first statement to its last") { engine in
            try await createTables(engine)
            let hasBegun = Flag()
            let isWritten = Flag()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await engine.read { transaction in
                        let before = try transaction.familyCount()
                        hasBegun.raise()
                        try expect(isWritten.wait(milliseconds: 10_000), "a write waited for an open read")
                        try expectEqual(try transaction.familyCount(), before, "the second count of one read")
                    }
                }
                group.addTask {
                    while !hasBegun.isRaised { try await Task.sleep(for: .milliseconds(1)) }
                    try await engine.write { try $0.addFamily(1) }
                    isWritten.raise()
                }
                try await group.waitForAll()
            }
        },
        EngineCheck("A failing write disturbs none of those around it") { engine in
            struct Refused: Error {}
            try await createTables(engine)
            let outcomes = await withTaskGroup(of: (Int64, String).self) { group in
                for id in 1...200 as ClosedRange<Int64> {
                    group.addTask { (id, await outcome(of: id, on: engine)) }
                }
                return await group.reduce(into: [Int64: String]()) { $0[$1.0] = $1.1 }
            }
            for id in 1...200 as ClosedRange<Int64> {
                try expectEqual(
                    outcomes[id], id % 10 == 0 ? "refused" : id % 7 == 0 ? "syntax" : "stored", "write \(id)")
            }
            let expected = (1...200).count { $0 % 10 != 0 && $0 % 7 != 0 }
            try expectEqual(try await engine.read { try $0.familyCount() }, expected, "families")

            @Sendable func outcome(of id: Int64, on engine: any SQLEngine) async -> String {
                do {
                    try await engine.write { transaction in
                        try transaction.addFamily(id)
                        if id % 10 == 0 { throw Refused() }
                        if id % 7 == 0 { try transaction.execute("INSERT INTO nowhere VALUES (1)") }
                    }
                    return "stored"
                } catch is Refused {
                    return "refused"
                } catch {
                    return (error as? SQLError)?.code.rawValue ?? "\(error)"
                }
            }
        },
        EngineCheck("Workers that take jobs from a table never take the same one") { engine in
            try await createTables(engine)
            let jobs: Int64 = 40
            try await engine.write { transaction in
                for id in 1...jobs { try transaction.addFamily(id, "waiting") }
            }
            let taken = try await withThrowingTaskGroup(of: [Int64].self) { group in
                for _ in 1...4 { group.addTask { try await takeAll(from: engine) } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            try expectEqual(taken.sorted(), Array(1...jobs), "jobs taken")

            @Sendable func takeAll(from engine: any SQLEngine) async throws -> [Int64] {
                var mine: [Int64] = []
                while true {
                    let job = try await engine.write { transaction -> Int64? in
                        let next: Statement = """
                            SELECT id FROM family WHERE name = \("waiting") ORDER BY id LIMIT 1\
                            \(raw: transaction.dialect.skipLocked)
                            """
                        guard let id = try transaction.first(next)?.integer("id") else { return nil }
                        try transaction.execute("UPDATE family SET name = \("taken") WHERE id = \(id)")
                        return id
                    }
                    guard let job else { return mine }
                    mine.append(job)
                }
            }
        },
    ]
}

/// Something that happens once and that another thread waits for.
private final class Flag: Sendable {
    private let state = Mutex(false)

    var isRaised: Bool { state.withLock { $0 } }

    func raise() { state.withLock { $0 = true } }

    /// Blocks the engine's thread, never one of the cooperative pool.
    func wait(milliseconds: Int) -> Bool {
        for _ in 0..<milliseconds {
            if isRaised { return true }
            Thread.sleep(forTimeInterval: 0.001)
        }
        return isRaised
    }
}

/// Where two transactions wait for each other once, if their engine lets both be open.
private final class Meeting: Sendable {
    private let arrived = Mutex(0)

    func arrive(waitingMilliseconds: Int) {
        arrived.withLock { $0 += 1 }
        for _ in 0..<waitingMilliseconds where arrived.withLock({ $0 }) < 2 { Thread.sleep(forTimeInterval: 0.001) }
    }
}
