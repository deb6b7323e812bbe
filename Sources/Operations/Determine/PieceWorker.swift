import Columns
import Glibc
import Policies
import Primitives
import Rules

/// What came of a piece; rows are counted from the piece's beginning.
struct PieceOutcome: Sendable {
    var bytes: [UInt8] = []
    var decided = 0
    var findings: [PieceFinding] = []
    /// Lines of each file in the piece.
    var lines: [Int] = []
    var firstKey: [UInt8]?
    var lastKey: [UInt8]?
    /// Where a record went on behind the end of the piece.
    var wasCutInsideRecord = false
    var inputBytes = 0
    /// CPU seconds: reading and finding fields, typing columns, calculating, writing text.
    var seconds = WorkSeconds()
}

/// CPU seconds by kind of work, over all workers.
package struct WorkSeconds: Hashable, Sendable {
    /// Reading files and finding their fields.
    package var reading = 0.0
    /// Joining the files and making fields numbers.
    package var typing = 0.0
    /// Choosing versions, running rules, and single subjects.
    package var calculating = 0.0
    /// Making numbers text.
    package var writing = 0.0

    static func + (left: Self, right: Self) -> Self {
        WorkSeconds(
            reading: left.reading + right.reading, typing: left.typing + right.typing,
            calculating: left.calculating + right.calculating, writing: left.writing + right.writing)
    }

    /// The thread's CPU time so far.
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

/// Works on one piece after another with the same memory; each worker of a run has one.
final class PieceWorker {
    let recipe: BatchRecipe
    let subjects: CSVPiece
    let rows: [CSVPiece]
    var joins: [OrderedJoin]
    /// Why a subject of the piece has no result, by record.
    var faults: [Int: PieceFinding] = [:]
    var outcome = PieceOutcome()
    let writer = FieldWriter(capacity: 1 << 20)
    private var clock = 0.0
    private var months: [Int64] = []
    private var blocks: [Int: VersionBlock] = [:]
    private var results = BlockResults()
    private var everyRecord: [UInt32] = []
    /// As many subjects as keep a block's lanes in the second level of the cache.
    private static let blockSubjects = 1024

    init(_ recipe: BatchRecipe) {
        self.recipe = recipe
        subjects = CSVPiece(fieldCount: recipe.subjects.file.header.count)
        rows = recipe.rows.map { CSVPiece(fieldCount: $0.file.header.count) }
        joins = recipe.rows.map { _ in OrderedJoin() }
    }

    func work(on piece: BatchPiece) throws -> PieceOutcome {
        try load(piece)
        try eachStretch { range in
            write(range)
            lap(\.writing)
        }
        outcome.findings += faults.values
        outcome.bytes = writer.bytes
        lap(\.writing)
        return outcome
    }

    /// Computes a piece and hands its results over as numbers instead of writing them.
    func numbers(of piece: BatchPiece) throws -> PieceNumbers {
        try load(piece)
        var numbers = PieceNumbers(columns: recipe.outputs.count, capacity: subjects.count)
        try eachStretch { _ in numbers.append(results) }
        numbers.words = results.words
        return numbers
    }

    private func load(_ piece: BatchPiece) throws {
        outcome = PieceOutcome()
        faults.removeAll()
        writer.removeAll()
        clock = WorkSeconds.now
        try subjects.load(recipe.subjects.file, piece.subjects)
        for (index, range) in piece.rows.enumerated() { try rows[index].load(recipe.rows[index].file, range) }
        let all = [subjects] + rows
        outcome.lines = all.map(\.lineCount)
        outcome.inputBytes = piece.subjects.count + piece.rows.reduce(0) { $0 + $1.count }
        outcome.wasCutInsideRecord = !piece.isLast && all.contains { $0.endsInsideQuotes }
        lap(\.reading)
        join()
        readMonths()
        lap(\.typing)
    }

    private func eachStretch(_ body: (Range<Int>) -> Void) throws {
        for first in stride(from: 0, to: subjects.count, by: Self.blockSubjects) {
            let range = first..<min(first + Self.blockSubjects, subjects.count)
            results.begin(range)
            let groups = versions(of: range)
            lap(\.calculating)
            for (number, members) in groups {
                let block = try block(number, month: months[members[0]])
                block.arrange(members, for: self)
                lap(\.calculating)
                block.read(for: self)
                lap(\.typing)
                block.run(for: self)
                block.collect(into: &results)
                lap(\.calculating)
            }
            body(range)
        }
    }

    private func lap(_ kind: WritableKeyPath<WorkSeconds, Double>) {
        let now = WorkSeconds.now
        outcome.seconds[keyPath: kind] += now - clock
        clock = now
    }

    /// The month of a subject, by record.
    func month(of subject: Int) -> CalendarMonth { CalendarMonth(index: Int32(months[subject])) }

    /// The facts of one subject, as the row executor takes them.
    func facts(of subject: Int) throws -> FactTable {
        try block(recipe.versions.number(of: months[subject]), month: months[subject]).facts(of: subject, self)
    }

    /// The block of a version; words are numbered for each, because programs number them differently.
    private func block(_ number: Int, month: Int64) throws -> VersionBlock {
        if let known = blocks[number] { return known }
        let made = VersionBlock(recipe, try recipe.versions.version(number, month: month))
        blocks[number] = made
        return made
    }

    /// The subjects of a range by version, in their order.
    private func versions(of range: Range<Int>) -> [(number: Int, members: [Int])] {
        let (versions, months) = (recipe.versions, months)
        var groups: [[Int]] = Array(repeating: [], count: versions.count)
        for subject in range { groups[versions.number(of: months[subject])].append(subject) }
        return groups.enumerated().filter { !$0.element.isEmpty }.map { ($0.offset, $0.element) }
    }

    private func write(_ range: Range<Int>) {
        let records = faults.isEmpty ? Array(range) : range.filter { faults[$0] == nil }
        var output = 0
        let columns: [ResultColumn] = recipe.outputs.map { name in
            guard name != nil else { return .copied(subjects, column: recipe.subjects.subject) }
            output += 1
            return results.column(output - 1)
        }
        writer.append(records: records, from: range.lowerBound, columns: columns)
        outcome.decided += records.count
    }

    func key(_ subject: Int) -> String {
        subjects.text(subject, recipe.subjects.subject)
            ?? String(decoding: subjects.value(subject, recipe.subjects.subject), as: UTF8.self)
    }

    func fail(_ subject: Int, _ place: PieceFinding.Place, _ column: String, _ reason: String) {
        guard faults[subject] == nil else { return }
        faults[subject] = PieceFinding(key: key(subject), place: place, column: column, reason: reason)
    }

    // MARK: Order and belonging

    private func join() {
        noteFaults(of: subjects, recipe.subjects, file: 0)
        checkOrder()
        for (index, source) in recipe.rows.enumerated() {
            joins[index].run(subjects, recipe.subjects.subject, rows[index], source.subject)
            noteFaults(of: rows[index], source, file: index + 1)
            for orphan in joins[index].orphans {
                outcome.findings.append(
                    PieceFinding(
                        key: rows[index].text(orphan, source.subject) ?? "",
                        place: .line(file: index + 1, rows[index].line(of: orphan)),
                        column: source.file.header[source.subject],
                        reason: "“\(recipe.subjects.file.name)”此处没有这一户，或行的次序不对；请按户号排序并核实", mayBeElsewhere: true))
            }
            checkRows(index, source)
        }
    }

    /// Subjects rise; one that does not, or comes twice, has no result.
    private func checkOrder() {
        let column = recipe.subjects.subject
        guard subjects.count > 0 else { return }
        outcome.firstKey = subjects.value(0, column)
        var greatest = 0
        for subject in 1..<max(1, subjects.count) {
            if subjects.isLess(greatest, column, than: subjects, subject, column) {
                greatest = subject
                continue
            }
            let isTwice = subjects.isEqual(greatest, column, to: subjects, subject, column)
            let name = recipe.subjects.file.header[column]
            let reason = isTwice ? "这一户出现了两次；请只保留一行" : "户的次序不对；请按户号排序后重新测算"
            outcome.findings.append(
                PieceFinding(
                    key: key(subject), place: .line(file: 0, subjects.line(of: subject)), column: name, reason: reason,
                    mayBeElsewhere: true))
            fail(subject, .line(file: 0, subjects.line(of: subject)), name, reason)
        }
        outcome.lastKey = subjects.value(greatest, column)
    }

    /// Records that could not be read at all; their subject, as far as it can be read, has no result.
    private func noteFaults(of piece: CSVPiece, _ source: BatchRecipe.Source, file: Int) {
        for fault in piece.faults {
            let fields = fault.text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            let key = source.subject < fields.count ? String(decoding: fields[source.subject], as: UTF8.self) : ""
            outcome.findings.append(
                PieceFinding(
                    key: key, place: .line(file: file, fault.line), column: "",
                    reason: "\(fault.reason.advice)（应有 \(piece.fieldCount) 个字段，实有 \(fault.fieldCount) 个）",
                    mayBeElsewhere: true))
            // Without a key the row may belong to the subject before or behind it; neither is decided on half its rows.
            guard file > 0 else { continue }
            for row in [fault.recordsBefore - 1, fault.recordsBefore] {
                guard let subject = subject(ofRow: row, file - 1), key.isEmpty || key == self.key(subject) else {
                    continue
                }
                fail(subject, .line(file: file, fault.line), "", fault.reason.advice)
            }
        }
    }

    /// The rows of a subject rise by their key.
    private func checkRows(_ index: Int, _ source: BatchRecipe.Source) {
        let piece = rows[index]
        var wrong: [FieldFault] = []
        let order = numbers(of: piece, source.order, isMonth: false, &wrong)
        for fault in wrong {
            guard let subject = subject(ofRow: fault.record, index) else { continue }
            fail(subject, .line(file: index + 1, piece.line(of: fault.record)), source.orderName, fault.reason.advice)
        }
        let belonging = joins[index].rows
        for (subject, range) in belonging.enumerated() where range.count > 1 {
            for row in range.dropFirst() where order[row] <= order[row - 1] {
                let reason = order[row] == order[row - 1] ? "同一成员列了两次；请只保留一行" : "成员的次序不对；请按序号排序"
                fail(subject, .line(file: index + 1, piece.line(of: row)), source.orderName, reason)
            }
        }
    }

    /// The subject that a row belongs to, found by bisection.
    func subject(ofRow row: Int, _ index: Int) -> Int? {
        var (low, high) = (0, subjects.count)
        while low < high {
            let middle = (low + high) / 2
            if joins[index].rows[middle].upperBound <= row { low = middle + 1 } else { high = middle }
        }
        return low < subjects.count && joins[index].rows[low].contains(row) ? low : nil
    }

    private func readMonths() {
        var wrong: [FieldFault] = []
        months = numbers(of: subjects, recipe.subjects.order, isMonth: true, &wrong)
        for fault in wrong {
            fail(
                fault.record, .line(file: 0, subjects.line(of: fault.record)), recipe.subjects.orderName,
                fault.reason.advice)
        }
    }

    /// A column of all records of a piece.
    private func numbers(
        of piece: CSVPiece, _ column: Int, isMonth: Bool, _ wrong: inout [FieldFault]
    ) -> [Int64] {
        while everyRecord.count < piece.count { everyRecord.append(UInt32(everyRecord.count)) }
        return [Int64](unsafeUninitializedCapacity: piece.count) { target, count in
            everyRecord.withUnsafeBufferPointer { records in
                guard let base = target.baseAddress, piece.count > 0 else { return }
                let records = UnsafeBufferPointer(rebasing: records[..<piece.count])
                if isMonth {
                    piece.months(column, of: records, into: base, faults: &wrong)
                } else {
                    piece.integers(column, of: records, into: base, faults: &wrong)
                }
                count = piece.count
            }
        }
    }
}
