import Columns
import Synchronization

/// One piece of a batch: a stretch of subjects, and the stretches of the other files that belong to them.
struct BatchPiece: Sendable {
    let number: Int
    let subjects: Range<Int>
    let rows: [Range<Int>]
    let isLast: Bool
}

/// Cuts the files of a batch into pieces that can be worked on side by side.
///
/// Where a piece ends depends on the files alone, never on how many workers there are or how fast each is.
final class PieceQueue: Sendable {
    private struct State {
        var number = 0
        var subjects: Int
        var rows: [Int]
        var isAtEnd = false
    }

    private let recipe: BatchRecipe
    private let bytes: Int
    private let isCareful: Bool
    private let state: Mutex<State>

    /// Pieces of so many bytes of the subjects' file; a careful cut counts quotes, and reads the files once more.
    init(_ recipe: BatchRecipe, bytes: Int, isCareful: Bool) {
        self.recipe = recipe
        self.bytes = bytes
        self.isCareful = isCareful
        state = Mutex(
            State(subjects: recipe.subjects.file.firstRecord, rows: recipe.rows.map(\.file.firstRecord)))
    }

    /// The next piece; `nil` behind the last.
    func next() throws -> BatchPiece? {
        try state.withLock { state in
            guard !state.isAtEnd else { return nil }
            let subjects = recipe.subjects.file
            var end = try start(in: subjects, atOrAfter: state.subjects + bytes, from: state.subjects)
            let key = try Self.key(of: recipe.subjects, at: &end)
            var ends: [Int] = []
            for (index, source) in recipe.rows.enumerated() {
                guard let key else {
                    ends.append(source.file.size)
                    continue
                }
                let share = Double(end - state.subjects) / Double(max(1, subjects.size - subjects.firstRecord))
                let guess = state.rows[index] + Int(share * Double(source.file.size))
                ends.append(try boundary(of: key, in: source, from: state.rows[index], guess: guess))
            }
            let isLast = key == nil
            if isLast { end = subjects.size }
            let piece = BatchPiece(
                number: state.number, subjects: state.subjects..<end,
                rows: zip(state.rows, ends).map { $0..<max($0, $1) }, isLast: isLast)
            state = State(
                number: state.number + 1, subjects: end, rows: piece.rows.map(\.upperBound), isAtEnd: isLast)
            return piece
        }
    }

    private func start(in file: CSVFile, atOrAfter offset: Int, from known: Int) throws -> Int {
        if offset >= file.size { return file.size }
        return isCareful
            ? try file.recordStart(atOrAfter: offset, countingQuotesFrom: known)
            : try file.recordStart(atOrAfter: offset)
    }

    /// The subject of the first well-formed record from an offset on, which moves there; `nil` behind the last record.
    private static func key(of source: BatchRecipe.Source, at offset: inout Int) throws -> [UInt8]? {
        let piece = CSVPiece(fieldCount: source.file.header.count)
        while offset < source.file.size {
            let line = try source.file.line(at: offset)
            piece.load(line)
            if piece.count == 1 { return piece.value(0, source.subject) }
            offset = try source.file.recordStart(atOrAfter: offset + max(1, line.count))
        }
        return nil
    }

    /// Where the first row begins whose subject does not come before a key.
    private func boundary(of key: [UInt8], in source: BatchRecipe.Source, from low: Int, guess: Int) throws -> Int {
        let origin = low
        var (low, high) = (low, source.file.size)
        func isBefore(_ probe: Int) throws -> Bool {
            var offset = try start(in: source.file, atOrAfter: probe, from: origin)
            guard let found = try Self.key(of: source, at: &offset) else { return false }
            return found.lexicographicallyPrecedes(key)
        }
        var step = 16_384
        var probe = min(max(low, guess), high)
        if try probe < high && isBefore(probe) {
            low = probe
            while low + step < high, try isBefore(low + step) {
                low += step
                step *= 2
            }
            high = min(high, low + step)
        } else {
            high = probe
            while high - step > low, try !isBefore(high - step) {
                high -= step
                step *= 2
            }
            low = max(low, high - step)
        }
        while high - low > 8192 {
            probe = low + (high - low) / 2
            if try isBefore(probe) { low = probe } else { high = probe }
        }
        return try firstRow(
            notBefore: key, in: source, from: try start(in: source.file, atOrAfter: low, from: origin))
    }

    private func firstRow(notBefore key: [UInt8], in source: BatchRecipe.Source, from offset: Int) throws -> Int {
        var offset = offset
        let piece = CSVPiece(fieldCount: source.file.header.count)
        while offset < source.file.size {
            let end = try start(in: source.file, atOrAfter: offset + 8192, from: offset)
            try piece.load(source.file, offset..<end)
            for record in 0..<piece.count
            where !piece.value(record, source.subject).lexicographicallyPrecedes(key) {
                return piece.faults.isEmpty ? offset + piece.offset(of: record) : try exact(key, source, offset..<end)
            }
            offset = end
        }
        return source.file.size
    }

    /// The same in a stretch with bad records, line by line.
    private func exact(_ key: [UInt8], _ source: BatchRecipe.Source, _ range: Range<Int>) throws -> Int {
        var offset = range.lowerBound
        while offset < range.upperBound {
            var found = offset
            guard let next = try Self.key(of: source, at: &found) else { break }
            if !next.lexicographicallyPrecedes(key) { return offset }
            offset = try start(in: source.file, atOrAfter: found + 1, from: found)
        }
        return range.upperBound
    }
}
