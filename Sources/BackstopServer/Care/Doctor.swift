import Columns
import Foundation
package import Logging
import Operations
import Primitives
import SQLText
import SQLiteEngine
import Sealing
import Storage

/// What is wrong with an installation, each finding with what to do next.
package enum Doctor {
    /// One finding.
    package struct Finding: Hashable, Sendable {
        /// How bad it is.
        package enum Weight: String, Sendable { case good, warning, fault }
        /// How bad it is.
        package let weight: Weight
        /// The sentence.
        package let sentence: String

        static func good(_ sentence: String) -> Finding { Finding(weight: .good, sentence: sentence) }
        static func warning(_ sentence: String) -> Finding { Finding(weight: .warning, sentence: sentence) }
        static func fault(_ sentence: String) -> Finding { Finding(weight: .fault, sentence: sentence) }
    }

    /// Examines an installation, also one that cannot be opened any more.
    package static func examine(_ configuration: Configuration, log: Logger) async -> [Finding] {
        let findings = DoctorOfFiles.examine(configuration)
        do {
            let installed = try await InstalledBureau.open(configuration, create: false, log: log)
            let more = await examine(installed)
            await installed.close()
            return findings + more
        } catch let error as SQLError where error.code == .damaged {
            return findings + [.fault(damaged(error.message))]
        } catch {
            return findings + [.fault("\(error)")]
        }
    }

    private static func examine(_ installed: InstalledBureau) async -> [Finding] {
        if let damage = await damage(installed) { return [.fault(damage)] + snapshots(installed) }
        var findings = await audit(installed)
        findings += await keys(installed)
        findings += await uploads(installed)
        findings += await calendar(installed)
        findings += snapshots(installed)
        findings += await queues(installed)
        return findings
    }

    private static func damaged(_ cause: String) -> String {
        "The database is damaged (\(cause)). Stop the server and restore the last backup."
    }

    /// Why the database cannot be used, after which nothing in it is worth asking.
    private static func damage(_ installed: InstalledBureau) async -> String? {
        do {
            return try await installed.sqlite?.integrityCheck().first.map(damaged)
        } catch let error as SQLError where error.code == .damaged {
            return damaged(error.message)
        } catch {
            return "The database does not answer: \(error)"
        }
    }

    private static func audit(_ installed: InstalledBureau) async -> [Finding] {
        do {
            let faults = try await installed.bureau.verifyAuditChain(headFile: installed.configuration.auditHeadFile)
            let chain = faults.map { Finding.fault("Audit, position \($0.position): \($0.sentence)") }
            return [.good("The database answers and is whole.")]
                + (chain.isEmpty ? [.good("The audit chain verifies.")] : chain)
        } catch {
            return [.fault("The audit chain cannot be read: \(error)")]
        }
    }

    /// Opens a few values of every sealed column: a key file of another installation opens none of them.
    private static func keys(_ installed: InstalledBureau) async -> [Finding] {
        do {
            let columns = SealedColumn.rotating + SealedColumn.standing.filter { $0.table != "blob_content" }
            let faults = try await installed.bureau.store.read { transaction in
                try columns.compactMap { try transaction.fault(in: $0, sample: 5) }
            }
            guard let first = faults.first else { return [.good("Sealed values open with the key file.")] }
            return [
                .fault(
                    """
                    Values of \(faults.count) sealed columns do not open with \(installed.configuration.keyFile). \
                    \(first.description) If it is the key file of another installation, put this one's back.
                    """)
            ]
        } catch {
            return [.fault("Sealed values cannot be read: \(error)")]
        }
    }

    /// Looks for the file of every upload, by its address.
    private static func uploads(_ installed: InstalledBureau) async -> [Finding] {
        let store = installed.bureau.store
        do {
            var (last, seen, missing) = ("", 0, [String]())
            while true {
                let from = last
                let addresses = try await store.read { try $0.uploadAddresses(after: from, limit: 1_000) }
                guard let next = addresses.last else { break }
                for address in addresses where try await !store.blobs.holds(address) { missing.append(address) }
                (last, seen) = (next, seen + addresses.count)
            }
            guard let first = missing.first else { return [.good("All \(seen) uploaded files are there.")] }
            return [
                .fault(
                    """
                    \(missing.count) of \(seen) uploaded files are missing, \(first) among them. Restore them from the \
                    last backup's blobs folder.
                    """)
            ]
        } catch {
            return [.fault("Uploads cannot be examined: \(error)")]
        }
    }

    private static func calendar(_ installed: InstalledBureau) async -> [Finding] {
        guard let today = try? await installed.bureau.today() else { return [] }
        let missing = [today.year, today.year + (today.month >= 11 ? 1 : 0)].filter {
            !installed.bureau.calendar.years.contains($0)
        }
        return Set(missing).sorted().map {
            .warning(
                "The holidays of \($0) are missing; deadlines are provisional. Add reference/holidays/\($0).csv.")
        }
    }

    private static func snapshots(_ installed: InstalledBureau) -> [Finding] {
        guard let store = installed.bureau.snapshots else { return [] }
        do {
            let names = try store.open().datasets()
            guard !names.isEmpty else {
                return [
                    .warning(
                        "No department data are imported; every source answers “no answer”. Run backstop import city.")
                ]
            }
            let plain = try store.days().filter { !$0.isSealed }
            guard plain.isEmpty else {
                return [
                    .good("\(names.count) department datasets are in force."),
                    .warning(
                        """
                        \(plain.count) days of department data lie unsealed on disk. Import them again, or keep the \
                        data folder on an encrypted volume.
                        """),
                ]
            }
            return [.good("\(names.count) department datasets are in force, sealed block by block.")]
        } catch {
            return [.warning("Department data cannot be opened: \(error)")]
        }
    }

    private static func queues(_ installed: InstalledBureau) async -> [Finding] {
        do {
            let (jobs, messages) = try await installed.bureau.store.read { try $0.givenUp() }
            var findings: [Finding] = []
            if jobs > 0 { findings.append(.warning("\(jobs) background jobs were given up.")) }
            if messages > 0 { findings.append(.warning("\(messages) messages were given up; see the message list.")) }
            return findings
        } catch {
            return [.fault("The queues cannot be read: \(error)")]
        }
    }
}
