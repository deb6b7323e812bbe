import Foundation
import Testing

/// The built program as an operator runs it: a child process, its answer what it printed and the code it ended with.
enum Program {
    /// What a run came to.
    struct Answer: CustomTestStringConvertible {
        var status: Int32
        var output: String
        var errors: String

        var testDescription: String { "exit \(status)\n\(output)\(errors)" }
        var all: String { output + errors }
    }

    /// The repository, which holds policies, catalogue and reference.
    static let home = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The program lies beside the test bundle.
    private static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("backstop").path

    /// Runs a command to its end.
    static func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Answer {
        try await run(arguments, environment: environment)
    }

    static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Answer {
        let child = try Child(arguments, environment: environment)
        return await child.end()
    }

    /// A command that is still running.
    struct Child: Sendable {
        private let process: Process
        private let output: URL
        private let errors: URL

        init(_ arguments: [String], environment: [String: String] = [:]) throws {
            let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("run-\(UUID().uuidString)").path
            (output, errors) = (URL(fileURLWithPath: scratch + ".out"), URL(fileURLWithPath: scratch + ".err"))
            process = Process()
            process.executableURL = URL(fileURLWithPath: Program.path)
            process.arguments = arguments
            process.environment = ["BACKSTOP_HOME": Program.home, "BACKSTOP_LOG_LEVEL": "error"]
                .merging(environment) { _, given in given }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try Self.file(output)
            process.standardError = try Self.file(errors)
            try process.run()
        }

        /// What an init system sends to stop a service.
        func terminate() { process.terminate() }

        /// Waits for the end, away from the cooperative threads.
        func end() async -> Answer {
            let (process, output, errors) = (process, output, errors)
            return await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    process.waitUntilExit()
                    continuation.resume(
                        returning: Answer(
                            status: process.terminationStatus, output: Self.taken(output), errors: Self.taken(errors)))
                }
            }
        }

        private static func file(_ url: URL) throws -> FileHandle {
            try Data().write(to: url)
            return try FileHandle(forWritingTo: url)
        }

        private static func taken(_ url: URL) -> String {
            defer { try? FileManager.default.removeItem(at: url) }
            return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        }
    }
}
