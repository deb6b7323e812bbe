import Columns
import Foundation
package import Logging
package import Operations
import Policies
import PostgresEngine
package import Primitives
import SQLText
import SQLiteEngine
import Sealing
package import Storage
import Verification

/// An opened installation: the bureau and what keeps it alive.
package struct InstalledBureau: Sendable {
    /// The bureau.
    package let bureau: Bureau
    /// The configuration it was opened with.
    package let configuration: Configuration
    /// The node number of this process, renewed by background work.
    package let lease: NodeLease
    /// What this process measures about itself.
    package let metrics: PrometheusText
    /// Names this process in leases.
    package var holder: String { lease.holder }

    /// Whether the store is missing.
    package static func isMissing(_ configuration: Configuration) -> Bool {
        configuration[.store].isEmpty
            && !FileManager.default.fileExists(atPath: configuration.inData("backstop.sqlite"))
    }

    /// Opens the store, or makes an empty one with fresh keys when `create` is set.
    package static func open(_ configuration: Configuration, create: Bool, demo: Bool = false, log: Logger) async throws
        -> InstalledBureau
    {
        let files = FileManager.default
        if create {
            try files.createDirectory(
                atPath: configuration[.data], withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } else if isMissing(configuration) {
            throw InstallationError(
                """
                There is no store in \(configuration[.data]). Run `backstop demo` or `backstop import city` first, or \
                name the folder with --data.
                """
            )
        }
        let keys = try KeyFiles.open(configuration.keyFile, create: create)
        let metrics = PrometheusText()
        let engine = MeasuredEngine(base: try await engine(configuration), metrics: metrics)
        let clock: @Sendable () -> Instant = { SystemClock.now() }
        try await Migrator().migrate(engine, at: clock().milliseconds)
        let holder =
            "\(ProcessInfo.processInfo.hostName)/\(ProcessInfo.processInfo.processIdentifier)/\(Token.link().prefix(8))"
        let lease = try await NodeLease.take(on: engine, holder: holder, at: clock())
        let blobs: any BlobStore =
            configuration[.store].isEmpty
            ? try BlobFolder(path: configuration.inData("blobs")) : BlobTable(engine: engine)
        let store = Store(engine: engine, keys: keys, ids: IdentifierMaker(node: lease.node, now: clock), blobs: blobs)
        let isDemo = try await isDemo(store, demo)
        let catalogue = configuration.inHome(configuration[.catalogue])
        let book = configuration[.audience] == "citizen" ? nil : try ReportBook.load(folder: catalogue)
        let bureau = Bureau(
            store: store, policies: try PolicySet.load(root: configuration.inHome("policies")),
            calendar: try ReferenceFiles.calendar(root: configuration.inHome("reference")),
            snapshots: configuration[.audience] == "citizen"
                ? nil
                : try SnapshotStore(root: configuration.inData("snapshots"), cipher: SnapshotCipher(keys: keys)),
            catalogue: try book?.catalogue ?? Catalogue.load(folder: catalogue), checks: book?.checks,
            reports: book.map { ReportShelf($0) },
            relay: configuration[.relay].isEmpty
                ? nil : try RelayTerms.load(file: configuration.inHome("catalogue/relay.yaml")),
            papers: try ReferenceFiles.papers(root: configuration.inHome("reference")),
            settings: settings(configuration, demo: isDemo), systemClock: clock, log: log)
        return InstalledBureau(bureau: bureau, configuration: configuration, lease: lease, metrics: metrics)
    }

    /// The SQLite engine under the store, or nil on PostgreSQL.
    var sqlite: SQLiteEngine? { (bureau.store.engine as? MeasuredEngine)?.base as? SQLiteEngine }

    private static func isDemo(_ store: Store, _ demo: Bool) async throws -> Bool {
        if demo {
            try await store.write { try $0.setInstallationValue(.origin, "demo") }
            return true
        }
        return try await store.read { try $0.installationValue(.origin) } == "demo"
    }

    private static func settings(_ configuration: Configuration, demo: Bool) -> BureauSettings {
        BureauSettings(
            name: configuration[.name], hotline: configuration[.hotline], publicAddress: configuration.publicAddress,
            showsPhoneCodes: demo,
            // A demo prints its passwords: a slow hash would keep nobody out, and every visitor waiting.
            passwordLogCost: demo ? 12 : PasswordHash.standardLogCost, python: configuration.python)
    }

    private static func engine(_ configuration: Configuration) async throws -> any SQLEngine {
        let url = configuration[.store]
        guard url.isEmpty else {
            return try await PostgresEngine(url: url, poolSize: configuration.number(.poolSize))
        }
        return try SQLiteEngine(
            path: configuration.inData("backstop.sqlite"),
            options: SQLiteOptions(readerCount: configuration.number(.readers)))
    }

    /// Gives the node number back and closes the store.
    package func close() async {
        // A lease that cannot be given back runs out by itself.
        try? await lease.release(on: bureau.store.engine)
        await bureau.store.engine.close()
    }
}

/// Why an installation cannot be opened, with what to do next.
package struct InstallationError: Error, CustomStringConvertible {
    /// The sentence.
    package let description: String

    /// Takes the sentence.
    package init(_ description: String) { self.description = description }
}

/// The machine's clock.
package enum SystemClock {
    /// Now, to the millisecond.
    package static func now() -> Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
