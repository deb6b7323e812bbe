import Columns
import Foundation
package import Policies
import Primitives
import Rules
import Synchronization

/// A simulation over a folder of files, for a policy that says its result in a word and a sum: both sides by columns.
///
/// Households are read piece by piece on all cores, each piece decided under both sides and counted; the result is the
/// same for any number of workers. A household that cannot be read or decided is counted as undecided.
package struct BatchSimulation: Sendable {
    private let simulation: PolicySimulation
    private let layout: BatchLayout
    private let folder: String
    private let drawn: Int
    private let pieceBytes: Int
    private let workers: Int

    /// Takes a simulation and a folder; about `drawn` households are drawn for the cliff meter.
    package init(
        _ simulation: PolicySimulation, layout: BatchLayout, folder: String, drawn: Int = 1000,
        pieceBytes: Int = 256 << 10, workers: Int = ProcessInfo.processInfo.activeProcessorCount
    ) {
        self.simulation = simulation
        self.layout = layout
        self.folder = folder
        self.drawn = drawn
        self.pieceBytes = pieceBytes
        self.workers = max(1, workers)
    }

    /// Runs to the end; at most so many leaving households are listed.
    package func run(
        listed: Int = 1000, progress: @escaping @Sendable (DetermineProgress) -> Void = { _ in }
    ) async throws -> SimulationResult {
        guard let values = simulation.guide.batchValues else {
            throw DetermineRefusal.layout("\(SimulationGuide.name) 没有写明结果是哪两个值（standing）；成批测算需要它。")
        }
        let sides = try [simulation.before, simulation.after].map { side in
            try BatchRecipe(
                layout: layout, pack: side.pack(simulation.guide, for: nil), folder: folder, wanted: values.all)
        }
        do {
            return try await run(sides, values, listed, isCareful: false, progress)
        } catch DetermineRefusal.recordAcrossPieces {
            return try await run(sides, values, listed, isCareful: true, progress)
        }
    }

    private func run(
        _ sides: [BatchRecipe], _ values: SimulationGuide.BatchValues, _ listed: Int, isCareful: Bool,
        _ progress: @escaping @Sendable (DetermineProgress) -> Void
    ) async throws -> SimulationResult {
        let queue = PieceQueue(sides[0], bytes: pieceBytes, isCareful: isCareful)
        let total = sides[0].subjects.file.size + sides[0].rows.reduce(0) { $0 + $1.file.size }
        let draw = CliffDraw(population: try population(sides[0].subjects.file), drawn: drawn)
        let state = BatchState()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<workers {
                group.addTask {
                    let counter = PieceCounter(simulation, sides, values, draw)
                    while let piece = try queue.next() {
                        let counted = try counter.count(piece, isCareful: isCareful)
                        let (done, decided) = try state.add(counted, of: piece)
                        progress(DetermineProgress(done: done, total: total, decided: decided))
                    }
                }
            }
            while try await group.next() != nil {}
        }
        return simulation.result(state.tally, listed: listed)
    }

    /// About how many households there are, from the length of the first lines; only the drawing rests on it.
    private func population(_ file: CSVFile) throws -> Int {
        var (offset, lines) = (file.firstRecord, 0)
        while offset < file.size, lines < 100 {
            offset = try file.recordStart(atOrAfter: offset + 1)
            lines += 1
        }
        guard lines > 0 else { return 0 }
        return (file.size - file.firstRecord) * lines / max(1, offset - file.firstRecord)
    }
}

/// The tally that all workers add to.
private final class BatchState: Sendable {
    private let held = Mutex(BatchTally())

    /// Adds a piece; gives how many bytes and households are done.
    func add(_ counted: CountedPiece, of piece: BatchPiece) throws -> (bytes: Int, households: Int) {
        try held.withLock { held in
            try held.add(counted, of: piece)
            return (held.bytes, held.households)
        }
    }

    var tally: SimulationTally { held.withLock { $0.tally } }
}

/// What the pieces come to; their order is proved, since keys that fall or come twice may hide a household twice.
private struct BatchTally {
    var tally = SimulationTally()
    var bytes = 0
    var households = 0
    private var keys: [Int: (first: [UInt8], last: [UInt8])] = [:]

    mutating func add(_ counted: CountedPiece, of piece: BatchPiece) throws {
        tally.add(counted.tally)
        bytes += counted.bytes
        households += counted.households
        guard let first = counted.firstKey, let last = counted.lastKey else { return }
        keys[piece.number] = (first, last)
        for (low, high) in [(piece.number - 1, piece.number), (piece.number, piece.number + 1)] {
            guard let earlier = keys[low], let later = keys[high] else { continue }
            guard earlier.last.lexicographicallyPrecedes(later.first) else {
                throw DetermineRefusal.layout("户的次序不对或有重复：\(String(decoding: later.first, as: UTF8.self))；请按户号排序后重新测算。")
            }
        }
    }
}
