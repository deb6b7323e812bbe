import Columns
import Rules

/// For each subject the one row that comes first, or last, by some columns; of equal ones by the values taken.
struct PickedRows {
    private struct Field {
        let column: Int
        let isText: Bool
    }

    private let fields: [Field]
    private let orders: Int
    private let takesLast: Bool
    /// Where the row of a subject stands among the rows picked.
    private let places: SubjectLane
    private var subjects: [UInt32] = []
    private var cells: [Int64] = []
    private var arena: [UInt8] = []

    init(_ group: GroupPlan, count: Int) {
        takesLast = group.takesLast
        orders = group.order.count
        fields =
            group.order.map { Field(column: $0.column, isText: $0.isText) }
            + group.values.map { value in
                switch value.source {
                case .column(let column): Field(column: column, isText: false)
                case .text(let column): Field(column: column, isText: true)
                case .nothing, .output: preconditionFailure("Only columns are taken from a picked row.")
                }
            }
        places = SubjectLane(count: count, isText: false, isAbsentable: true)
    }

    mutating func take(_ rows: MatchedRows, _ chosen: ChosenRows) {
        let orderColumns = fields.prefix(orders).map(\.column).filter { rows.hasEmpty($0) }
        for (row, subject) in zip(chosen.rows, chosen.subjects) {
            if !orderColumns.isEmpty, !orderColumns.allSatisfy({ rows.isGiven($0, Int(row)) }) { continue }
            offer(Int(subject), rows, Int(row))
        }
    }

    private mutating func offer(_ subject: Int, _ rows: MatchedRows, _ row: Int) {
        guard places.isGiven(subject) else {
            places.set(subject, Int64(subjects.count))
            subjects.append(UInt32(truncatingIfNeeded: subject))
            for field in fields { cells.append(cell(field, rows, row)) }
            return
        }
        let place = Int(places.number(subject)) * fields.count
        for position in fields.indices {
            let order = compare(fields[position], rows, row, with: cells[place + position])
            if order == 0 { continue }
            if (order < 0) != takesLast {
                for position in fields.indices { cells[place + position] = cell(fields[position], rows, row) }
            }
            return
        }
    }

    private mutating func cell(_ field: Field, _ rows: MatchedRows, _ row: Int) -> Int64 {
        guard field.isText else { return rows.numbers(field.column)[row] }
        let text = rows.text(field.column, row)
        let offset = arena.count
        arena.append(contentsOf: text)
        return Int64(offset) << 20 | Int64(text.count)
    }

    private func compare(_ field: Field, _ rows: MatchedRows, _ row: Int, with cell: Int64) -> Int {
        guard field.isText else {
            let number = rows.numbers(field.column)[row]
            return number < cell ? -1 : number > cell ? 1 : 0
        }
        let text = rows.text(field.column, row)
        return withText(cell) { precedes(text, $0) ? -1 : precedes($0, text) ? 1 : 0 }
    }

    private func withText<Result>(_ cell: Int64, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        arena.withUnsafeBufferPointer { arena in
            let start = Int(cell >> 20)
            return body(UnsafeBufferPointer(rebasing: arena[start..<start + Int(cell & 0xFFFFF)]))
        }
    }

    /// Writes the values taken into their facts.
    func finish(_ columns: [SubjectLane]) {
        for (number, subject) in subjects.enumerated() {
            let place = number * fields.count + orders
            for (position, column) in columns.enumerated() {
                if column.isText {
                    withText(cells[place + position]) { column.set(Int(subject), $0) }
                } else {
                    column.set(Int(subject), cells[place + position])
                }
            }
        }
    }
}

/// Rows of a group that count only when a second dataset has a row with the same text.
struct WaitingRows: Sendable {
    private let group: GroupPlan
    private var rows: [Row] = []
    private var cells: [Int64] = []
    private var given: [Bool] = []
    private var arena: [UInt8] = []
    private var numbers: [[UInt8]: UInt32] = [:]
    /// The texts that are waited for, by number.
    private(set) var keys: [[UInt8]] = []

    private struct Row {
        let person: Int32
        let key: UInt32
    }

    init(_ group: GroupPlan) { self.group = group }

    /// Who waits for which text.
    var links: [(person: Int, key: Int)] { rows.map { (Int($0.person), Int($0.key)) } }

    mutating func take(_ batch: MatchedRows, _ chosen: ChosenRows, _ block: BatchBlock) {
        guard let column = group.throughColumn else { return }
        for row in chosen.rows.map({ Int($0) }) {
            let text = Array(batch.text(column, row))
            if text.isEmpty { continue }
            let key = numbers[text] ?? UInt32(keys.count)
            if key == keys.count {
                numbers[text] = key
                keys.append(text)
            }
            rows.append(Row(person: Int32(bitPattern: batch.subjects[row]), key: key))
            for value in group.values {
                given.append(value.needs.allSatisfy { batch.isGiven($0, row) })
                switch value.source {
                case .nothing: cells.append(1)
                case .output(let output): cells.append(block.output(output)[row])
                case .column(let column): cells.append(batch.numbers(column)[row])
                case .text(let column):
                    let text = batch.text(column, row)
                    cells.append(Int64(arena.count) << 20 | Int64(text.count))
                    arena.append(contentsOf: text)
                }
            }
        }
    }

    /// Hands over the values of rows whose text was found: position of the value, person, number or text.
    func hand(_ found: [Bool], _ body: (Int, Int, Int64, UnsafeBufferPointer<UInt8>?) -> Void) {
        let width = group.values.count
        arena.withUnsafeBufferPointer { arena in
            for (number, row) in rows.enumerated() where found[Int(row.key)] {
                for position in 0..<width where given[number * width + position] {
                    let cell = cells[number * width + position]
                    if case .text = group.values[position].source {
                        let start = Int(cell >> 20)
                        let text = UnsafeBufferPointer(rebasing: arena[start..<start + Int(cell & 0xFFFFF)])
                        body(position, Int(row.person), 0, text)
                    } else {
                        body(position, Int(row.person), cell, nil)
                    }
                }
            }
        }
    }
}
