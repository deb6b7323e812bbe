import BackstopServer
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing

/// An empty installation of one's own, served in process.
struct TestInstallation {
    let installed: InstalledBureau
    let folder: String

    static let home = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    static func make(_ values: [Setting: String] = [:]) async throws -> TestInstallation {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("server-\(UUID().uuidString)").path
        let configuration = try Configuration(
            file: nil, environment: [:],
            overrides: [.data: folder + "/data", .home: home, .logLevel: "critical"].merging(values) { $1 })
        // Requests carry their id in the metadata, which a handler that does nothing would drop.
        var quiet = Logger(label: "test") { StreamLogHandler.standardError(label: $0) }
        quiet.logLevel = .critical
        let installed = try await InstalledBureau.open(
            configuration, create: true, demo: true, log: quiet)
        return TestInstallation(installed: installed, folder: folder)
    }

    /// What a request is answered with, in text.
    func get(_ path: String, headers: HTTPFields = [:]) async throws -> (status: Int, text: String) {
        try await Server.buildApplication(installed).test(.router) { client in
            let answer = try await client.execute(uri: path, method: .get, headers: headers)
            return (answer.status.code, String(buffer: answer.body))
        }
    }

    func close() async {
        await installed.close()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
