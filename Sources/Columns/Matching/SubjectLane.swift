import Glibc

/// One value for each of many subjects: a number, or a text.
///
/// A subject costs four bytes: nearly all amounts, days and counts fit them, the few others stand in a list beside.
/// Memory comes zeroed and is touched only where a subject has something: zero stands for "nothing found", which of a
/// count or sum is 0 and of others is no value.
/// `@unchecked Sendable` because only the thread whose pass makes the values writes them; others read them when that
/// pass is over.
@safe package final class SubjectLane: @unchecked Sendable {
    /// How many subjects.
    package let count: Int
    /// Whether a subject may have no value.
    package let isAbsentable: Bool
    /// Whether the values are texts.
    package let isText: Bool
    /// A number, or where a text stands in the heap and one more.
    private let cells: UnsafeMutablePointer<Int32>
    private let room: ZeroedRoom<Int32>
    /// What turns a number into its cell, so that the cell of "no value" is zero.
    private let mask: Int32
    /// Numbers that no cell holds, by subject.
    private var wide: [Int: Int64] = [:]
    /// Behind a pointer, since asking whether anybody else uses it would cost as much as reading a text.
    private let heap: UnsafeMutablePointer<TextHeap>

    /// In the place of a number that stands in the list.
    private static let isWide = Int32.max
    /// The numbers that stand in their cells.
    private static let narrow = Int64(Int32.min) + 1...Int64(Int32.max) - 1

    /// Nothing yet for so many subjects.
    package init(count: Int, isText: Bool, isAbsentable: Bool) {
        (self.count, self.isText, self.isAbsentable) = (count, isText, isAbsentable)
        mask = isAbsentable ? Int32.min : 0
        room = ZeroedRoom(count: count)
        unsafe cells = room.base
        unsafe heap = .allocate(capacity: 1)
        unsafe heap.initialize(to: TextHeap())
    }

    deinit {
        unsafe heap.deinitialize(count: 1)
        unsafe heap.deallocate()
    }

    // MARK: Keeping

    /// Calls a closure with what the lane holds, as `init(kept:)` takes it.
    ///
    /// That is a cell for each subject, the texts, and each wide number behind its subject.
    package func withKept<Result>(
        _ body: (_ cells: UnsafeRawBufferPointer, _ heap: UnsafeRawBufferPointer, _ wide: [Int64]) throws -> Result
    ) rethrows -> Result {
        try unsafe body(
            UnsafeRawBufferPointer(start: cells, count: count * MemoryLayout<Int32>.stride), heap.pointee.bytes,
            wide.sorted { $0.key < $1.key }.flatMap { [Int64($0.key), $0.value] })
    }

    /// The values that some subjects had in a lane that was kept, each at its new place.
    package convenience init(
        kept: KeptLane, of subjects: [(subject: UInt32, place: UInt32)], isText: Bool, isAbsentable: Bool
    ) {
        self.init(count: subjects.count, isText: isText, isAbsentable: isAbsentable)
        let wide = kept.wideNumbers
        unsafe kept.heap.withUnsafeBufferPointer { heap in
            let texts = UnsafeRawBufferPointer(heap)
            unsafe kept.cells.withUnsafeBufferPointer { cells in
                for (number, newPlace) in subjects {
                    let (subject, place) = (Int(number), Int(newPlace))
                    precondition(subject < cells.count && place < count, "A subject is one of those kept.")
                    let cell = unsafe cells[subject]
                    if isText, cell != 0 {
                        unsafe set(place, TextHeap.text(in: texts, at: Int(UInt32(bitPattern: cell)) - 1))
                    } else if cell ^ mask == Self.isWide, let number = wide[subject] {
                        set(place, number)
                    } else {
                        unsafe self.cells[place] = cell
                    }
                }
            }
        }
    }

    // MARK: Numbers

    @inline(__always)
    private func cell(_ subject: Int) -> UnsafeMutablePointer<Int32> {
        precondition(subject >= 0 && subject < count, "A subject is one of those counted.")
        return unsafe cells + subject
    }

    /// The number of a cell.
    @inline(__always)
    private func number(_ cell: Int32, _ subject: Int) -> Int64 {
        if isAbsentable, cell == 0 { return 0 }
        let number = cell ^ mask
        return number == Self.isWide ? wideNumber(subject) : Int64(number)
    }

    @inline(never)
    private func wideNumber(_ subject: Int) -> Int64 { wide[subject] ?? 0 }

    @inline(never)
    private func setWide(_ subject: Int, _ number: Int64) { wide[subject] = number }

    @inline(__always)
    private func put(_ cell: UnsafeMutablePointer<Int32>, _ subject: Int, _ number: Int64) {
        if Self.narrow.contains(number) {
            unsafe cell.pointee = Int32(truncatingIfNeeded: number) ^ mask
        } else {
            unsafe cell.pointee = Self.isWide ^ mask
            setWide(subject, number)
        }
    }

    /// The number of a subject; of an absent one zero.
    @inline(__always)
    package func number(_ subject: Int) -> Int64 { unsafe number(cell(subject).pointee, subject) }

    /// Whether a subject has a value.
    @inline(__always)
    package func isGiven(_ subject: Int) -> Bool { unsafe !isAbsentable || cell(subject).pointee != 0 }

    /// Whether rows gave the subject anything; a count or sum of zero is nothing.
    package func hasFound(_ subject: Int) -> Bool { unsafe cell(subject).pointee != 0 }

    /// Gives a subject a number.
    @inline(__always)
    package func set(_ subject: Int, _ number: Int64) { unsafe put(cell(subject), subject, number) }

    /// Adds to a sum; false when it grows beyond 64 bits.
    @inline(__always)
    package func add(_ subject: Int, _ number: Int64) -> Bool {
        let cell = unsafe cell(subject)
        let (sum, overflow) = unsafe self.number(cell.pointee, subject).addingReportingOverflow(number)
        unsafe put(cell, subject, sum)
        return !overflow
    }

    /// Takes a subject's value away.
    @inline(__always)
    package func clear(_ subject: Int) { unsafe cell(subject).pointee = 0 }

    /// The numbers of some subjects, in their order.
    package func read(_ subjects: [Int], into target: UnsafeMutableBufferPointer<Int64>) {
        precondition(target.count >= subjects.count, "There is room for every subject.")
        for (lane, subject) in subjects.enumerated() { unsafe target[lane] = number(subject) }
    }

    /// For some subjects 1 where they have a value, in their order.
    package func readGiven(_ subjects: [Int], into target: UnsafeMutableBufferPointer<Int64>) {
        precondition(target.count >= subjects.count, "There is room for every subject.")
        for (lane, subject) in subjects.enumerated() { unsafe target[lane] = isGiven(subject) ? 1 : 0 }
    }

    // MARK: Rows that count

    /// Counts rows; the lane is one of counts.
    package func count(_ chosen: ChosenRows) {
        chosen.forEach { _, subject in unsafe cell(subject).pointee &+= 1 }
    }

    /// Adds a number of each row; returns the subjects whose sums leave a range, if only for the moment.
    ///
    /// Those whose sums grow beyond 64 bits are put among `overflown`.
    package func sum(
        _ numbers: UnsafeBufferPointer<Int64>, _ chosen: ChosenRows, within range: ClosedRange<Int64>,
        overflown: inout Set<Int>
    ) -> [Int] {
        var beyond: [Int] = []
        let (least, greatest) = (range.lowerBound, range.upperBound)
        chosen.forEach { row, subject in
            let place = unsafe cell(subject)
            let (sum, overflow) = unsafe number(place.pointee, subject).addingReportingOverflow(numbers[row])
            unsafe put(place, subject, sum)
            if sum < least || sum > greatest { beyond.append(subject) }
            if overflow { overflown.insert(subject) }
        }
        return beyond
    }

    /// Keeps the least number of each subject.
    package func keepLeast(_ numbers: UnsafeBufferPointer<Int64>, _ chosen: ChosenRows) {
        chosen.forEach { row, subject in
            let number = unsafe numbers[row]
            if !isGiven(subject) || number < self.number(subject) { set(subject, number) }
        }
    }

    /// Keeps the greatest number of each subject.
    package func keepGreatest(_ numbers: UnsafeBufferPointer<Int64>, _ chosen: ChosenRows) {
        chosen.forEach { row, subject in
            let number = unsafe numbers[row]
            if !isGiven(subject) || number > self.number(subject) { set(subject, number) }
        }
    }

    // MARK: Texts

    /// The text of a subject; empty when it has none.
    @inline(__always)
    package func text(_ subject: Int) -> UnsafeBufferPointer<UInt8> {
        let cell = unsafe cell(subject).pointee
        guard cell != 0 else { return unsafe UnsafeBufferPointer(start: nil, count: 0) }
        return unsafe TextHeap.text(in: heap.pointee.bytes, at: Int(UInt32(bitPattern: cell)) - 1)
    }

    /// Gives a subject a text.
    package func set(_ subject: Int, _ text: UnsafeBufferPointer<UInt8>) {
        let cell = unsafe cell(subject)
        let offset = unsafe Int(UInt32(bitPattern: cell.pointee)) - 1
        unsafe cell.pointee = Int32(bitPattern: UInt32(heap.pointee.put(text, inPlaceOf: offset) + 1))
    }

    /// The print of a text, by which texts are compared; of an absent one that of the empty text.
    @inline(__always)
    package func print(_ subject: Int) -> Int64 { unsafe TextPrint.of(text(subject)) }
}

/// Whether a text comes before another by its bytes.
@inline(__always)
package func precedes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    let common = min(left.count, right.count)
    if common > 0, let a = left.baseAddress, let b = right.baseAddress {
        let order = unsafe memcmp(a, b, common)
        if order != 0 { return order < 0 }
    }
    return left.count < right.count
}
