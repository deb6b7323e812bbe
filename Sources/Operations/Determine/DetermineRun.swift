import Foundation
package import Policies
import Synchronization

/// How far a run has come.
package struct DetermineProgress: Sendable {
    /// Bytes of all files worked on.
    package let done: Int
    /// Bytes of all files.
    package let total: Int
    /// Subjects that have a result so far.
    package let decided: Int
}

/// What a run came to.
package struct DetermineSummary: Sendable {
    /// Subjects with a result, each a line of the output.
    package internal(set) var decided = 0
    /// Subjects and rows without, each a line of the side report.
    package internal(set) var undecided: [UndecidedSubject] = []
    /// CPU seconds of the workers, by kind of work.
    package internal(set) var seconds = WorkSeconds()
    /// Bytes read.
    package internal(set) var inputBytes = 0
}

/// Determines all subjects of a folder of files: reads, calculates and writes piece by piece, on all cores.
///
/// A subject that cannot be determined is listed with file, row and column, and is never counted as refused; the others
/// go on. Results are the same for any number of workers.
package struct DetermineRun: Sendable {
    private let layout: BatchLayout
    private let pack: PolicyPack
    private let folder: String
    private let output: String
    private let pieceBytes: Int
    private let workers: Int

    /// A run over the files of a folder into an output file, which appears when all is done.
    package init(
        layout: BatchLayout, pack: PolicyPack, folder: String, output: String, pieceBytes: Int = 256 << 10,
        workers: Int = ProcessInfo.processInfo.activeProcessorCount
    ) {
        self.layout = layout
        self.pack = pack
        self.folder = folder
        self.output = output
        self.pieceBytes = pieceBytes
        self.workers = max(1, workers)
    }

    /// Runs to the end.
    package func run(progress: @escaping @Sendable (DetermineProgress) -> Void = { _ in }) async throws
        -> DetermineSummary
    {
        do {
            return try await run(isCareful: false, progress)
        } catch DetermineRefusal.recordAcrossPieces {
            return try await run(isCareful: true, progress)
        }
    }

    private func run(
        isCareful: Bool, _ progress: @escaping @Sendable (DetermineProgress) -> Void
    ) async throws -> DetermineSummary {
        let recipe = try BatchRecipe(layout: layout, pack: pack, folder: folder)
        let queue = PieceQueue(recipe, bytes: pieceBytes, isCareful: isCareful)
        let sink = try ResultSink(recipe, output: output, isCareful: isCareful, progress: progress)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<workers {
                group.addTask {
                    let worker = PieceWorker(recipe)
                    while let piece = try queue.next() {
                        // One slow piece must not let the results behind it pile up.
                        while sink.isFarBehind(piece.number) { try await Task.sleep(for: .milliseconds(1)) }
                        try sink.take(try worker.work(on: piece), of: piece)
                    }
                }
            }
            // Not `waitForAll`: the first error must stop the others, which may be waiting for the piece that failed.
            while try await group.next() != nil {}
        }
        return try sink.finish()
    }
}
