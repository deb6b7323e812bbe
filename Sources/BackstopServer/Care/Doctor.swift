import Columns
import Foundation
import Operations
import Primitives
import SQLText
import SQLiteEngine
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
    }

    /// Examines an opened installation.
    package static func examine(_ installed: InstalledBureau) async -> [Finding] {
        var findings = files(installed.configuration)
        findings += await database(installed)
        findings += await calendar(installed)
        findings += snapshots(installed)
        findings += await queues(installed)
        return findings
    }

    private static func files(_ configuration: Configuration) -> [Finding] {
        var findings: [Finding] = []
        let attributes = try? FileManager.default.attributesOfItem(atPath: configuration.keyFile)
        if let mode = attributes?[.posixPermissions] as? Int, mode & 0o077 != 0 {
            findings.append(
                Finding(
                    weight: .fault, sentence: "\(configuration.keyFile) can be read by others. Run chmod 600 on it."))
        } else {
            findings.append(Finding(weight: .good, sentence: "The key file opens and is its owner's alone."))
        }
        if configuration.keyFile.hasPrefix(configuration[.data] + "/") {
            findings.append(
                Finding(
                    weight: .fault,
                    sentence: "The key file lies inside the data folder and would be in every backup. Move it out."))
        }
        for tool in ["echarts.esm.min.js", "htmx-2.min.js"]
        where !FileManager.default.fileExists(atPath: configuration.inHome("Public/vendor/\(tool)")) {
            findings.append(
                Finding(weight: .warning, sentence: "Public/vendor/\(tool) is missing. Run scripts/setup web."))
        }
        let space = try? FileManager.default.attributesOfFileSystem(forPath: configuration[.data])
        if let free = space?[.systemFreeSize] as? Int, free < 2_000_000_000 {
            findings.append(
                Finding(weight: .warning, sentence: "Less than 2 GB are free on the data folder's disk. Make room."))
        }
        return findings
    }

    private static func database(_ installed: InstalledBureau) async -> [Finding] {
        do {
            if let engine = installed.bureau.store.engine as? SQLiteEngine {
                let faults = try await engine.integrityCheck()
                guard faults.isEmpty else {
                    return [
                        Finding(
                            weight: .fault,
                            sentence:
                                "The database is damaged (\(faults[0])). Stop the server and restore the last backup.")
                    ]
                }
            }
            let audit = try await installed.bureau.verifyAuditChain(headFile: installed.configuration.auditHeadFile)
            let chain = audit.map { Finding(weight: .fault, sentence: "Audit: \($0.sentence)") }
            return [Finding(weight: .good, sentence: "The database answers and is whole.")]
                + (chain.isEmpty ? [Finding(weight: .good, sentence: "The audit chain verifies.")] : chain)
        } catch {
            return [Finding(weight: .fault, sentence: "The database does not answer: \(error)")]
        }
    }

    private static func calendar(_ installed: InstalledBureau) async -> [Finding] {
        guard let today = try? await installed.bureau.today() else { return [] }
        let missing = [today.year, today.year + (today.month >= 11 ? 1 : 0)].filter {
            !installed.bureau.calendar.years.contains($0)
        }
        return Set(missing).sorted().map {
            Finding(
                weight: .warning,
                sentence:
                    "The holidays of \($0) are missing; deadlines are provisional. Add reference/holidays/\($0).csv."
            )
        }
    }

    private static func snapshots(_ installed: InstalledBureau) -> [Finding] {
        guard let store = installed.bureau.snapshots else { return [] }
        do {
            let view = try store.open()
            let names = view.datasets()
            return [
                Finding(
                    weight: names.isEmpty ? .warning : .good,
                    sentence: names.isEmpty
                        ? "No department data are imported; every source answers “no answer”. Run backstop import city."
                        : "\(names.count) department datasets are in force."),
                Finding(
                    weight: .warning,
                    sentence:
                        "Snapshots lie unsealed on disk in this version. Keep the data folder on an encrypted volume."),
            ]
        } catch {
            return [Finding(weight: .warning, sentence: "Department data cannot be opened: \(error)")]
        }
    }

    private static func queues(_ installed: InstalledBureau) async -> [Finding] {
        do {
            return try await installed.bureau.store.read { transaction in
                let failedJobs = try transaction.sql.count("SELECT count(*) FROM job WHERE state = 'failed'")
                let failedMessages = try transaction.sql.count(
                    "SELECT count(*) FROM outbox_message WHERE failed_at IS NOT NULL")
                var findings: [Finding] = []
                if failedJobs > 0 {
                    findings.append(Finding(weight: .warning, sentence: "\(failedJobs) background jobs were given up."))
                }
                if failedMessages > 0 {
                    findings.append(
                        Finding(
                            weight: .warning,
                            sentence: "\(failedMessages) messages were given up; see the message list."))
                }
                return findings
            }
        } catch {
            return [Finding(weight: .fault, sentence: "The queues cannot be read: \(error)")]
        }
    }
}
