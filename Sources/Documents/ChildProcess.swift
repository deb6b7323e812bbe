import Dispatch
import Foundation
import Subprocess
import Synchronization
import SystemPackage

/// Runs a program for one answer: bytes in, bytes out, within a time and a size.
enum ChildProcess {
    /// What a program left behind.
    struct Output: Sendable {
        /// The code it ended with; the negated number of the signal that ended it.
        let status: Int32
        let bytes: [UInt8]
        /// What it wrote to standard error, cut short.
        let complaint: String
        /// Why it was ended before its time; nil when it ended by itself.
        let ended: Ending?
    }

    /// Why a program was ended.
    enum Ending: Hashable, Sendable {
        case tooSlow
        case tooMuch
    }

    private static let complaintLimit = 1 << 16

    /// Starts a program and waits for it without holding a thread of the caller; it dies with the caller's task.
    ///
    /// The input goes through an unlinked file and not a pipe: a program that ends early can then neither block
    /// the writer nor raise SIGPIPE in this process, and no copy of it has a name on the disk. The environment
    /// is empty but for the path, so that no secret of this process reaches the program. Throws `CancellationError`
    /// when the caller's task is cancelled.
    static func run(
        _ executable: String, _ arguments: [String], input: [UInt8], timeLimit: Duration, outputLimit: Int
    ) async throws -> Output {
        let verdict = Verdict()
        // A timer of its own: where many tasks wait for a thread, one of them would ring late.
        let clock = DispatchWorkItem { verdict.give(.tooSlow) }
        DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(timeLimit.nanoseconds), execute: clock)
        defer { clock.cancel() }
        let result = try await Subprocess.run(
            .path(FilePath(executable)), arguments: Arguments(arguments),
            environment: .custom(["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"]),
            workingDirectory: "/",
            input: .fileDescriptor(try unlinkedFile(holding: input), closeAfterSpawningProcess: true),
            output: .sequence, error: .sequence
        ) { program in
            // Until this closure returns nobody has asked how the program ended, so its number cannot be another's.
            verdict.begin { try? program.send(signal: .kill) }
            defer { verdict.close() }
            async let complaint = read(program.standardError, limit: complaintLimit) {}
            let bytes = try await read(program.standardOutput, limit: outputLimit) { verdict.give(.tooMuch) }
            return (bytes: bytes, complaint: try await complaint)
        }
        try Task.checkCancellation()
        let status =
            switch result.terminationStatus {
            case .exited(let code): code
            case .signaled(let signal): -signal
            }
        return Output(
            status: status, bytes: result.closureResult.bytes,
            complaint: String(decoding: result.closureResult.complaint, as: UTF8.self), ended: verdict.ending)
    }

    /// Why the program was ended: the first reason counts, and none once all it wrote is read.
    private final class Verdict: Sendable {
        private struct State {
            var ending: Ending?
            var kill: (@Sendable () -> Void)?
            var isClosed = false
        }

        private let state = Mutex(State())

        var ending: Ending? { state.withLock { $0.ending } }

        /// Says how the program is ended, and ends it if a reason came before.
        func begin(_ kill: @escaping @Sendable () -> Void) {
            state.withLock { state in
                state.kill = kill
                if state.ending != nil { kill() }
            }
        }

        func give(_ why: Ending) {
            state.withLock { state in
                guard !state.isClosed, state.ending == nil else { return }
                state.ending = why
                state.kill?()
            }
        }

        func close() {
            state.withLock { state in
                state.isClosed = true
                state.kill = nil
            }
        }
    }

    /// Reads to the end; past the limit it drops what comes and calls `overflow` once.
    private static func read(
        _ output: SubprocessOutputSequence, limit: Int, overflow: @Sendable () -> Void
    ) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        var isOver = false
        for try await part in output {
            if !isOver, bytes.count + part.count <= limit {
                unsafe part.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
            } else if !isOver {
                isOver = true
                overflow()
            }
        }
        return bytes
    }

    private static func unlinkedFile(holding bytes: [UInt8]) throws -> FileDescriptor {
        let folder = FilePath(FileManager.default.temporaryDirectory.path)
        let path = folder.appending("backstop-\(UUID().uuidString)")
        let file = try FileDescriptor.open(
            path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
        do {
            try FileManager.default.removeItem(atPath: path.string)
            _ = try file.writeAll(bytes)
            _ = try file.seek(offset: 0, from: .start)
        } catch {
            try? file.close()
            throw error
        }
        return file
    }
}

extension Duration {
    fileprivate var nanoseconds: Int {
        Int(components.seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000)
    }
}
