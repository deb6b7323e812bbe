import Primitives
package import Storage

extension Bureau {
    /// Links the audit entries that are not linked yet, and writes the head to a file outside the database.
    ///
    /// One process does it at a time, under a lease; nil when another holds it. Call it every few seconds. A head that
    /// was linked but not written, because the process died between, is written by the next call.
    @discardableResult
    package func sealAudit(holder: String, headFile: String, limit: Int = 5_000) async throws -> AuditHead? {
        let now = systemClock()
        let head = try await store.write { transaction -> AuditHead? in
            guard try transaction.takeLease("audit-sealer", holder: holder, at: now, leaseSeconds: 60) else {
                return nil
            }
            return try transaction.linkAuditEntries(limit: limit, at: now)
        }
        guard let head, head.position > 0 else { return head }
        let file = AuditHeadFile(path: headFile)
        if try file.read(keys: store.keys).lines.last?.head != head {
            try file.append(head, at: now, keys: store.keys)
        }
        return head
    }

    /// Recomputes the audit chain and compares it with the heads written outside; every fault, or none.
    ///
    /// The chain finds entries changed, removed or put in; the head file finds a chain whose end was cut off.
    package func verifyAuditChain(headFile: String? = nil) async throws -> [AuditFault] {
        guard let headFile else { return try await store.read { try $0.auditFaults() } }
        let written = try AuditHeadFile(path: headFile).read(keys: store.keys)
        return try await store.read { transaction in
            var faults = try transaction.auditFaults() + written.faults
            let head = try transaction.auditHead()
            let hashes = try transaction.auditLinkHashes(at: written.lines.map(\.head.position))
            for line in written.lines {
                if line.head.position > head.position {
                    faults.append(
                        AuditFault(
                            position: line.head.position,
                            sentence: """
                                The chain ends at \(head.position), but line \(line.row) of the head file knows \
                                \(line.head.position): its end was cut off, or an earlier backup was restored.
                                """))
                } else if hashes[line.head.position] != line.head.hash {
                    faults.append(
                        AuditFault(
                            position: line.head.position,
                            sentence:
                                "Link \(line.head.position) is not the one line \(line.row) of the head file knows."))
                }
            }
            if written.lines.isEmpty, head.position > 0 {
                faults.append(
                    AuditFault(
                        position: 0,
                        sentence: "The head file is missing or empty although \(head.position) entries are linked."))
            }
            return faults
        }
    }
}
