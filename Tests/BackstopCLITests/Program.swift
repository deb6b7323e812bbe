import Foundation
import Subprocess
import SystemPackage
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
        try await Child(arguments, environment: environment).end()
    }

    /// A command that is still running.
    struct Child: Sendable {
        private let number: pid_t
        private let answer: Task<Answer, any Error>

        /// Starts it; what it prints is read until it ends.
        init(_ arguments: [String], environment: [String: String] = [:]) async throws {
            let (starts, start) = AsyncStream.makeStream(of: pid_t.self)
            let answer = Task {
                defer { start.finish() }
                return try await Self.run(arguments, environment) { start.yield($0) }
            }
            guard let number = await starts.first(where: { _ in true }) else {
                _ = try await answer.value
                throw Errno.noSuchProcess
            }
            (self.number, self.answer) = (number, answer)
        }

        /// What an init system sends to stop a service.
        func terminate() { kill(number, SIGTERM) }

        /// Waits for the end.
        func end() async throws -> Answer { try await answer.value }

        private static func run(
            _ arguments: [String], _ environment: [String: String], started: @Sendable (pid_t) -> Void
        ) async throws -> Answer {
            let variables = ["BACKSTOP_HOME": Program.home, "BACKSTOP_LOG_LEVEL": "error"]
                .merging(environment) { _, given in given }
                .map { (Environment.Key(stringLiteral: $0.key), $0.value) }
            let result = try await Subprocess.run(
                .path(FilePath(Program.path)), arguments: Arguments(arguments),
                environment: .custom(Dictionary(uniqueKeysWithValues: variables)), input: .none,
                output: .string(limit: 1 << 26), error: .string(limit: 1 << 26)
            ) { started($0.processIdentifier.value) }
            let status =
                switch result.terminationStatus {
                case .exited(let code): code
                case .signaled(let signal): -signal
                }
            return Answer(status: status, output: result.standardOutput, errors: result.standardError)
        }
    }
}
