import BackstopServer
import Casework
import DemoCity
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Sealing
import Storage
import Testing
import WebSupport

/// A demo city served in process, and one township of it whose families nobody else may see.
struct LeakTown: Sendable {
    let installed: InstalledBureau
    let folder: String
    let entries: [RouteEntry]
    let application: Application<RouterResponder<BackstopContext>>
    let town: RegionCode
    /// Ids of the township's rows, a few of each table: what a guessed address would hold.
    let ids: [String]
    /// Texts that appear nowhere but in the township: case numbers, full names, addresses of its cases.
    let markers: [String]

    /// The statements sent to the store by its pages.
    let counter: StatementCounter

    static let shared = Task { try await LeakTown.make(people: 2_000) }

    static func make(people: Int) async throws -> LeakTown {
        let folder = try TestFolder.path("leak")
        let home = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        let configuration = try Configuration(
            file: nil, environment: [:], overrides: [.data: folder, .home: home, .logLevel: "critical"])
        // A handler that drops metadata would lose the request's number, without which no request is answered.
        var quiet = Logger(label: "leak") { StreamLogHandler.standardError(label: $0) }
        quiet.logLevel = .critical
        let installed = try await InstalledBureau.open(configuration, create: true, demo: true, log: quiet)
        let summary = try await Demo.prepare(
            bureau: installed.bureau, people: people, seed: 11, folder: folder + "/city",
            regionsRoot: configuration.inHome("reference"))
        let clerk = try #require(summary.personas.first { $0.role == .townshipClerk })
        let counter = StatementCounter()
        let routes = try Server.buildRoutes(installed.bureau.counting(counter), configuration)
        let (ids, markers) = try await installed.bureau.store.read { try Self.rows(of: clerk.region, in: $0.sql) }
        return LeakTown(
            installed: installed, folder: folder, entries: routes.entries,
            application: Application(responder: routes.responder(), logger: quiet), town: clerk.region, ids: ids,
            markers: markers, counter: counter)
    }

    /// Closes the store and removes the folder.
    func close() async {
        await installed.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static let tables = [
        "aid_case", "case_member", "household_visit", "verification_report", "determination", "opinion",
        "publicity_notice", "notice_objection", "issued_document", "upload", "verification_authorization",
    ]

    private static func rows(of town: RegionCode, in sql: any SQLTransaction) throws -> ([String], [String]) {
        let inside: Statement = "region_code >= \(town.text) AND region_code < \(town.text + ":")"
        let cases: Statement = "SELECT id FROM aid_case WHERE \(inside)"
        var ids: [String] = []
        for table in tables {
            let condition: Statement = table == "aid_case" ? inside : "case_id IN (\(cases))"
            ids += try sql.query("SELECT id FROM \(raw: table) WHERE \(condition) ORDER BY id LIMIT 1")
                .map { String(try $0.integer("id")) }
        }
        ids += try sql.query("SELECT id FROM family WHERE \(inside) ORDER BY id LIMIT 1").map {
            String(try $0.integer("id"))
        }
        ids += try sql.query("SELECT id FROM application_draft WHERE \(inside) ORDER BY id LIMIT 1").map {
            String(try $0.integer("id"))
        }
        ids += try sql.query("SELECT id FROM award WHERE \(inside) ORDER BY id LIMIT 1").map {
            String(try $0.integer("id"))
        }
        let rows = try sql.query(
            """
            SELECT id, number, applicant_name FROM aid_case WHERE \(inside) AND applicant_name NOT IN
            (SELECT name FROM person WHERE id NOT IN (SELECT person_id FROM case_member WHERE case_id IN (\(cases))))
            """)
        let markers = try rows.flatMap {
            ["cases/\(try $0.integer("id"))", try $0.text("number"), try $0.text("applicant_name")]
        }
        return (ids, markers)
    }

    /// What the township's rows look like: equal before and after means that nothing was changed.
    func fingerprint() async throws -> [String] {
        let town = town
        return try await installed.bureau.store.read { transaction in
            let sql = transaction.sql
            let inside: Statement = "region_code >= \(town.text) AND region_code < \(town.text + ":")"
            var lines = try sql.query("SELECT id, version, state FROM aid_case WHERE \(inside) ORDER BY id").map {
                "\(try $0.integer("id")) \(try $0.integer("version")) \(try $0.text("state"))"
            }
            for table in Self.tables.dropFirst() {
                let count = try sql.count(
                    """
                    SELECT count(*) FROM \(raw: table) WHERE case_id IN (SELECT id FROM aid_case WHERE \(inside))
                    """)
                lines.append("\(table) \(count)")
            }
            lines += try sql.query("SELECT id, version FROM award WHERE \(inside) ORDER BY id").map {
                "award \(try $0.integer("id")) \(try $0.integer("version"))"
            }
            return lines
        }
    }
}
