import Columns
import Synchronization

/// Puts the results of pieces in order, writes them, and gives findings their rows.
final class ResultSink: Sendable {
    private struct State {
        var next = 0
        var waiting: [Int: PieceOutcome] = [:]
        /// Lines of each file before the next piece; the header is one.
        var lines: [Int]
        var lastKey: [UInt8]?
        var summary = DetermineSummary()
        var doubtful: [(finding: UndecidedSubject, key: [UInt8])] = []
    }

    private let recipe: BatchRecipe
    private let file: ResultFile
    private let isCareful: Bool
    private let total: Int
    private let progress: @Sendable (DetermineProgress) -> Void
    private let state: Mutex<State>

    init(
        _ recipe: BatchRecipe, output: String, isCareful: Bool,
        progress: @escaping @Sendable (DetermineProgress) -> Void
    ) throws {
        self.recipe = recipe
        self.isCareful = isCareful
        self.progress = progress
        let files = [recipe.subjects.file] + recipe.rows.map(\.file)
        total = files.reduce(0) { $0 + $1.size - $1.firstRecord }
        file = try ResultFile(path: output)
        try file.write(Array((recipe.header.joined(separator: ",") + "\n").utf8))
        state = Mutex(State(lines: files.map { _ in 1 }))
    }

    /// Whether a piece is so far ahead of what is written that its worker should wait.
    func isFarBehind(_ number: Int) -> Bool { state.withLock { number - $0.next > 32 } }

    /// Takes the outcome of a piece; the one that was waited for is written with all that follow it.
    func take(_ outcome: PieceOutcome, of piece: BatchPiece) throws {
        if outcome.wasCutInsideRecord, !isCareful { throw DetermineRefusal.recordAcrossPieces }
        let reached = try state.withLock { state in
            state.waiting[piece.number] = outcome
            while let ready = state.waiting.removeValue(forKey: state.next) {
                try file.write(ready.bytes)
                settle(ready, &state)
                state.next += 1
            }
            return DetermineProgress(done: state.summary.inputBytes, total: total, decided: state.summary.decided)
        }
        progress(reached)
    }

    private func settle(_ outcome: PieceOutcome, _ state: inout State) {
        for finding in outcome.findings {
            let subject = place(finding, state.lines)
            if finding.mayBeElsewhere {
                state.doubtful.append((subject, Array(finding.key.utf8)))
            } else {
                state.summary.undecided.append(subject)
            }
        }
        if let first = outcome.firstKey, let last = state.lastKey, !last.lexicographicallyPrecedes(first) {
            let column = recipe.subjects.file.header[recipe.subjects.subject]
            let key = String(decoding: first, as: UTF8.self)
            let reason = last == first ? "这一户出现了两次；请只保留一行" : "户的次序不对；请按户号排序后重新测算"
            state.doubtful.append(
                (
                    UndecidedSubject(
                        key: key, file: recipe.subjects.file.name, row: state.lines[0] + 1, column: column,
                        reason: reason),
                    first
                ))
        }
        if let last = outcome.lastKey, state.lastKey?.lexicographicallyPrecedes(last) ?? true { state.lastKey = last }
        for (index, lines) in outcome.lines.enumerated() { state.lines[index] += lines }
        state.summary.decided += outcome.decided
        state.summary.inputBytes += outcome.inputBytes
        state.summary.seconds = state.summary.seconds + outcome.seconds
    }

    private func place(_ finding: PieceFinding, _ lines: [Int]) -> UndecidedSubject {
        let names = [recipe.subjects.file.name] + recipe.rows.map(\.file.name)
        return switch finding.place {
        case .line(let file, let line):
            UndecidedSubject(
                key: finding.key, file: names[file], row: lines[file] + line + 1, column: finding.column,
                reason: finding.reason)
        case .rule(let file, let line):
            UndecidedSubject(key: finding.key, file: file, row: line, column: finding.column, reason: finding.reason)
        }
    }

    /// Takes back the results of subjects that turned out doubtful later, and puts the file in its place.
    func finish() throws -> DetermineSummary {
        try state.withLock { state in
            precondition(state.waiting.isEmpty, "Every piece was written.")
            if !state.doubtful.isEmpty {
                let keys = Set(state.doubtful.map(\.key))
                let column = recipe.outputs.firstIndex { $0 == nil }
                let removed = try column.map { try file.remove(keys, column: $0) } ?? 0
                state.summary.decided -= removed
                state.summary.undecided += state.doubtful.map(\.finding)
            }
            try file.commit()
            state.summary.undecided.sort { ($0.key, $0.file, $0.row) < ($1.key, $1.file, $1.row) }
            return state.summary
        }
    }
}
