import Dispatch
import Foundation
import Synchronization

/// Runs a program for one answer: bytes in, bytes out, within a time and a size.
enum ChildProcess {
    /// What a program left behind.
    struct Output: Sendable {
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

    /// Starts a program and waits for it without holding a thread of the caller.
    ///
    /// The input goes through an unlinked file and not a pipe: a program that ends early can then neither block
    /// the writer nor raise SIGPIPE in this process, and no copy of it has a name on the disk. The environment
    /// is empty but for the path, so that no secret of this process reaches the program.
    static func run(
        _ executable: String, _ arguments: [String], input: [UInt8], timeLimit: Duration, outputLimit: Int
    ) async throws -> Output {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"]
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.standardInput = try unlinkedFile(holding: input)
        let output = Pipe()
        let complaints = Pipe()
        process.standardOutput = output
        process.standardError = complaints
        let (exits, exit) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { ended in
            exit.yield(ended.terminationStatus)
            exit.finish()
        }
        try process.run()
        let child = Child(process.processIdentifier)
        let clock = Task {
            try await Task.sleep(for: timeLimit)
            child.end(.tooSlow)
        }
        defer { clock.cancel() }
        return await withTaskCancellationHandler {
            let (outputEnd, complaintEnd) = (output.fileHandleForReading, complaints.fileHandleForReading)
            async let bytes = read(outputEnd, limit: outputLimit) { child.end(.tooMuch) }
            async let words = read(complaintEnd, limit: 1 << 16) {}
            let (all, complaint) = await (bytes, words)
            var status: Int32 = -1
            for await code in exits { status = code }
            return Output(
                status: status, bytes: all, complaint: String(decoding: complaint, as: UTF8.self),
                ended: child.exited())
        } onCancel: {
            child.end(.tooSlow)
        }
    }

    /// The running program: it can be ended from several sides, but not once it has exited and its number is free.
    private final class Child: Sendable {
        private struct State {
            var hasExited = false
            var ending: Ending?
        }

        private let number: pid_t
        private let state = Mutex(State())

        init(_ number: pid_t) {
            self.number = number
        }

        func end(_ why: Ending) {
            state.withLock { state in
                guard !state.hasExited, state.ending == nil else { return }
                state.ending = why
                kill(number, SIGKILL)
            }
        }

        func exited() -> Ending? {
            state.withLock { state in
                state.hasExited = true
                return state.ending
            }
        }
    }

    /// Reads to the end on a thread of its own; past the limit it drops what comes and calls `overflow` once.
    private static func read(
        _ handle: FileHandle, limit: Int, overflow: @escaping @Sendable () -> Void
    ) async -> [UInt8] {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                var bytes: [UInt8] = []
                var isOver = false
                while let chunk = try? handle.read(upToCount: 1 << 16), !chunk.isEmpty {
                    if bytes.count + chunk.count <= limit {
                        bytes += chunk
                    } else if !isOver {
                        isOver = true
                        overflow()
                    }
                }
                continuation.resume(returning: bytes)
            }
        }
    }

    private static func unlinkedFile(holding bytes: [UInt8]) throws -> FileHandle {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("backstop-\(UUID().uuidString)")
        guard FileManager.default.createFile(atPath: url.path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteUnknown) }
        defer { try? FileManager.default.removeItem(at: url) }
        let handle = try FileHandle(forUpdating: url)
        try handle.write(contentsOf: Data(bytes))
        try handle.seek(toOffset: 0)
        return handle
    }
}

/// Lets a few in at once; the others wait their turn, and past a queue's length they are turned away.
actor Gate {
    private var free: Int
    private let queueLimit: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(width: Int, queueLimit: Int) {
        free = width
        self.queueLimit = queueLimit
    }

    /// Waits for a place; false when the queue is full.
    func enter() async -> Bool {
        if free > 0 {
            free -= 1
            return true
        }
        guard waiting.count < queueLimit else { return false }
        await withCheckedContinuation { waiting.append($0) }
        return true
    }

    func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
