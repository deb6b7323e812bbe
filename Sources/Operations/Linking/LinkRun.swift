import Columns
import Foundation
package import Primitives
package import Verification

/// What a run came to.
package struct LinkOutcome: Sendable {
    /// Links, review and explanations.
    package let result: LinkResult
    /// What was wrong with rows and fields, one line each, with file, row and column.
    package let problems: [String]
}

/// Links two files: reads them, trains a model or takes one, compares, and decides, on all cores.
///
/// Results are the same for any number of workers, any size of piece and any order of the records.
package struct LinkRun: Sendable {
    private let a: String
    private let b: String
    private let model: LinkModel?
    private let pieceBytes: Int
    private let workers: Int

    /// A run over two files; without a model one is trained on them.
    package init(
        a: String, b: String, model: LinkModel? = nil, pieceBytes: Int = 1 << 20,
        workers: Int = ProcessInfo.processInfo.activeProcessorCount
    ) {
        self.a = a
        self.b = b
        self.model = model
        self.pieceBytes = pieceBytes
        self.workers = max(1, workers)
    }

    /// Runs to the end; the instant goes into the model that is trained.
    package func run(
        threshold: Double, lowest: Double, at time: Instant?
    ) async throws -> LinkOutcome {
        let (left, right) = (try LinkFile(path: a), try LinkFile(path: b))
        let (first, second) = (try await read(left), try await read(right))
        let tables = LinkTables(a: first.table, b: second.table)
        let blocking = LinkBlocking(tables.b)
        let pairs = try await inPieces(of: tables.a.count, by: 2_000) { tables.candidates(blocking, for: $0) }
        let model =
            if let model { model } else {
                try await train(tables, Array(pairs.joined()), named: [left.name, right.name], at: time)
            }
        let scoring = LinkScoring(tables, model: model)
        let scored = try await WorkerThreads.map(pairs, atOnce: workers) { scoring.scores(ofEach: $0) }
        let result = LinkResult(scoring, scored, threshold: threshold, lowest: lowest)
        return LinkOutcome(result: result, problems: first.problems + second.problems)
    }

    private func train(
        _ tables: LinkTables, _ pairs: [LinkPair], named names: [String], at time: Instant?
    ) async throws -> LinkModel {
        var chance = ChanceTally()
        for piece in try await inPieces(of: tables.chanceDraws, by: 20_000, { tables.chance($0) }) { chance.add(piece) }
        let sources = zip(names, [tables.a.count, tables.b.count]).map { LinkModel.Source(name: $0, records: $1) }
        return LinkTraining(tables, chance: chance).model(from: pairs, named: sources, at: time)
    }

    private func read(_ file: LinkFile) async throws -> (table: LinkTable, problems: [String]) {
        var pieces = try await WorkerThreads.map(try file.pieces(bytes: pieceBytes), atOnce: workers) {
            try file.read($0)
        }
        // A record with a line break in it was cut in two: such a file is read as one piece.
        if pieces.contains(where: \.endsInsideQuotes) { pieces = try file.whole.map { try file.read($0) } }
        let (table, problems) = file.table(pieces)
        return (table, problems.map(\.message))
    }

    private func inPieces<Piece: Sendable>(
        of count: Int, by length: Int, _ body: @escaping @Sendable (Range<Int>) throws -> Piece
    ) async throws -> [Piece] {
        let starts = Array(stride(from: 0, to: count, by: length))
        return try await WorkerThreads.map(starts, atOnce: workers) { try body($0..<min($0 + length, count)) }
    }
}
