import Dispatch
import Foundation
import Synchronization

/// The threads of the pool, one session each, and the queue they take their work from.
final class Workers: Sendable {
    typealias Job = @Sendable (Session) -> Void

    private struct State {
        var jobs: [Job] = []
        var head = 0
        var isStopped = false
        var running: Int
        var onEnd: [@Sendable () -> Void] = []
    }

    private let count: Int
    private let state: Mutex<State>
    private let available = DispatchSemaphore(value: 0)

    init(url: String, count: Int) {
        self.count = count
        state = Mutex(State(running: count))
        for index in 1...count {
            let thread = Thread {
                let session = Session(url: url)
                while let job = self.next() { job(session) }
                session.forget()
                self.ended()
            }
            thread.name = "postgres-\(index)"
            thread.start()
        }
    }

    /// Queues the job, or says that the pool is closed.
    func submit(_ job: @escaping Job) -> Bool {
        let isAccepted = state.withLock { state in
            guard !state.isStopped else { return false }
            state.jobs.append(job)
            return true
        }
        if isAccepted { available.signal() }
        return isAccepted
    }

    /// Refuses later jobs; the threads end after the queued ones.
    func stop() {
        let wasRunning = state.withLock { state in
            defer { state.isStopped = true }
            return !state.isStopped
        }
        if wasRunning { for _ in 1...count { available.signal() } }
    }

    /// Stops, and returns when the last thread has closed its connection.
    func finish() async {
        stop()
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if state.running > 0 { state.onEnd.append { continuation.resume() } }
                return state.running == 0
            }
            if hasEnded { continuation.resume() }
        }
    }

    /// Waits for a job; nil when the pool is closed and the queue empty.
    private func next() -> Job? {
        available.wait()
        return state.withLock { state in
            guard state.head < state.jobs.count else { return nil }
            let job = state.jobs[state.head]
            state.head += 1
            if state.head == state.jobs.count {
                state.jobs.removeAll(keepingCapacity: true)
                state.head = 0
            }
            return job
        }
    }

    private func ended() {
        let callbacks = state.withLock { state in
            state.running -= 1
            guard state.running == 0 else { return [@Sendable () -> Void]() }
            defer { state.onEnd = [] }
            return state.onEnd
        }
        callbacks.forEach { $0() }
    }
}
