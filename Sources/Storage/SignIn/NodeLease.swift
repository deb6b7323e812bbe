package import Primitives
package import SQLText

/// The node number one process makes ids with, held by a lease that it renews.
///
/// It is taken before the store is put together, since the store's ids need the number. A process that cannot renew
/// stops making ids: another may hold the number by then.
package struct NodeLease: Hashable, Sendable {
    /// The node number, 0 to 511.
    package let node: Int
    /// The process that holds it, for example host and process id with a random part.
    package let holder: String

    /// Leases the lowest number that is free, or whose lease ran out.
    package static func take(
        on engine: any SQLEngine, holder: String, at instant: Instant, leaseSeconds: Int64 = 120
    ) async throws -> NodeLease {
        try await engine.write { sql in
            let taken = try sql.query("SELECT node FROM node_lease WHERE leased_until > \(instant)").map {
                try $0.int("node")
            }
            guard let node = IdentifierMaker.nodes.first(where: { !taken.contains($0) }) else {
                throw StoreError(
                    .noNodeFree, "All 512 node numbers are leased. Stop a server or wait for a lease to end.")
            }
            try sql.execute(
                """
                INSERT INTO node_lease (node, holder, leased_until)
                VALUES (\(node), \(holder), \(instant.adding(seconds: leaseSeconds)))
                ON CONFLICT (node) DO UPDATE SET holder = excluded.holder, leased_until = excluded.leased_until
                """)
            return NodeLease(node: node, holder: holder)
        }
    }

    /// Holds the number for longer; throws `noNodeFree` when another process took it meanwhile.
    package func renew(on engine: any SQLEngine, at instant: Instant, leaseSeconds: Int64 = 120) async throws {
        let (node, holder) = (node, holder)
        try await engine.write { sql in
            let changed = try sql.execute(
                """
                UPDATE node_lease SET leased_until = \(instant.adding(seconds: leaseSeconds))
                WHERE node = \(node) AND holder = \(holder)
                """)
            guard changed == 1 else {
                throw StoreError(
                    .noNodeFree, "Node number \(node) was taken by another process. Stop this one and start it again.")
            }
        }
    }

    /// Gives the number back at a graceful stop.
    package func release(on engine: any SQLEngine) async throws {
        let (node, holder) = (node, holder)
        try await engine.write { sql in
            try sql.execute("DELETE FROM node_lease WHERE node = \(node) AND holder = \(holder)")
        }
    }
}
