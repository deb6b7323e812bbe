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
