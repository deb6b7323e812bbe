import Glibc
import Synchronization

/// Gives each piece the number of its first row and line, which depend on all pieces before it.
///
/// A thread says how many records it found before it reads their fields, so that hardly anybody waits.
final class PieceTurns: Sendable {
    private struct State {
        var found: [Int: (records: Int, lines: Int, checksum: UInt64)] = [:]
        var begins: [(record: Int, line: Int)] = [(0, 0)]
        var checksum: UInt64 = 0
        var failed = false
    }

    private let state = Mutex(State())

    /// Says what a piece holds, and waits for those before it; nil when another thread gave up.
    func begin(
        of piece: Int, records: Int, lines: Int, checksum: UInt64
    ) -> (record: Int, line: Int)? {
        state.withLock { state in
            state.found[piece] = (records, lines, checksum)
            while let next = state.found.removeValue(forKey: state.begins.count - 1),
                let last = state.begins.last
            {
                state.begins.append((last.record + next.records, last.line + next.lines))
                state.checksum = (state.checksum &* 0x9E37_79B9_7F4A_7C15) ^ next.checksum
            }
        }
        while true {
            let (begin, failed) = state.withLock { state in
                (piece < state.begins.count ? state.begins[piece] : nil, state.failed)
            }
            if begin != nil || failed { return failed ? nil : begin }
            usleep(20)
        }
    }

    func fail() { state.withLock { $0.failed = true } }

    /// Rows and lines of all pieces, and a checksum of their bytes.
    var totals: (records: Int, lines: Int, checksum: UInt64) {
        state.withLock { state in
            (state.begins.last?.record ?? 0, state.begins.last?.line ?? 0, state.checksum)
        }
    }

    /// The piece that a row is in, and its place there.
    func piece(of row: Int) -> (number: Int, record: Int, line: Int) {
        state.withLock { state in
            var (low, high) = (0, state.begins.count - 1)
            while low + 1 < high {
                let middle = (low + high) / 2
                if state.begins[middle].record <= row { low = middle } else { high = middle }
            }
            return (low, row - state.begins[low].record, state.begins[low].line)
        }
    }
}
