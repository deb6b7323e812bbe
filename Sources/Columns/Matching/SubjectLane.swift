import Glibc

/// One value for each of many subjects: a number, or a text.
///
/// Memory comes zeroed and is touched only where a subject has something, so that what few have costs little: zero
/// stands for "nothing found", which of a count or sum is 0 and of others is no value.
/// `@unchecked Sendable` because only the thread whose pass makes the values writes them; others read them when that
/// pass is over.
@safe package final class SubjectLane: @unchecked Sendable {
    /// How many subjects.
    package let count: Int
    /// Whether a subject may have no value.
    package let isAbsentable: Bool
    /// Whether the values are texts.
    package let isText: Bool
    private let cells: UnsafeMutablePointer<Int64>
    private let room: ZeroedRoom<Int64>
    private var heap: UnsafeMutablePointer<UInt8>
    private var heapCount = 0
    private var heapCapacity = 0

    /// What turns a number into its cell, so that the cell of "no value" is zero.
    private static let absent = Int64.min
    private static let lengthBits: Int64 = 20

    /// Nothing yet for so many subjects.
    package init(count: Int, isText: Bool, isAbsentable: Bool) {
        (self.count, self.isText, self.isAbsentable) = (count, isText, isAbsentable)
        room = ZeroedRoom(count: count)
        unsafe cells = room.base
        unsafe heap = .allocate(capacity: 0)
    }

    deinit { unsafe heap.deallocate() }

    // MARK: Keeping

    /// Calls a closure with what the lane holds, as `init(kept:)` takes it: a cell for each subject, and texts.
    package func withKept<Result>(
        _ body: (_ cells: UnsafeRawBufferPointer, _ heap: UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try unsafe body(
            UnsafeRawBufferPointer(start: cells, count: count * MemoryLayout<Int64>.stride),
            UnsafeRawBufferPointer(start: heap, count: heapCount))
    }

    /// The values that some subjects had in a lane that was kept, those subjects numbered on from zero.
    package convenience init(
        kept cells: MappedNumbers<Int64>, _ heap: MappedNumbers<UInt8>, of subjects: [Int], isText: Bool,
        isAbsentable: Bool
    ) {
        self.init(count: subjects.count, isText: isText, isAbsentable: isAbsentable)
        unsafe heap.withUnsafeBufferPointer { heap in
            for (place, subject) in subjects.enumerated() {
                let kept = cells[subject]
                guard isText, kept != 0 else {
                    unsafe self.cells[place] = kept
                    continue
                }
                let start = Int(kept >> Self.lengthBits)
                let length = Int(kept & (1 << Self.lengthBits - 1)) - 1
                unsafe set(place, UnsafeBufferPointer(rebasing: heap[start..<start + length]))
            }
        }
    }

    // MARK: Numbers

    @inline(__always)
    private func cell(_ subject: Int) -> UnsafeMutablePointer<Int64> {
        precondition(subject >= 0 && subject < count, "A subject is one of those counted.")
        return unsafe cells + subject
    }

    /// The number of a subject; of an absent one zero.
    @inline(__always)
    package func number(_ subject: Int) -> Int64 {
        let cell = unsafe cell(subject).pointee
        return isAbsentable ? (cell == 0 ? 0 : cell ^ Self.absent) : cell
    }

    /// Whether a subject has a value.
    @inline(__always)
    package func isGiven(_ subject: Int) -> Bool { unsafe !isAbsentable || cell(subject).pointee != 0 }

    /// Whether rows gave the subject anything; a count or sum of zero is nothing.
    package func hasFound(_ subject: Int) -> Bool { unsafe cell(subject).pointee != 0 }

    /// Gives a subject a number.
    @inline(__always)
    package func set(_ subject: Int, _ number: Int64) {
        unsafe cell(subject).pointee = isAbsentable ? number ^ Self.absent : number
    }

    /// Adds to a sum; false when it grows beyond 64 bits.
    @inline(__always)
    package func add(_ subject: Int, _ number: Int64) -> Bool {
        let (sum, overflow) = unsafe cell(subject).pointee.addingReportingOverflow(number)
        unsafe cell(subject).pointee = sum
        return !overflow
    }

    /// Takes a subject's value away.
    @inline(__always)
    package func clear(_ subject: Int) { unsafe cell(subject).pointee = 0 }

    /// The numbers of some subjects, in their order.
    package func read(_ subjects: [Int], into target: UnsafeMutableBufferPointer<Int64>) {
        precondition(target.count >= subjects.count, "There is room for every subject.")
        if isAbsentable {
            for (lane, subject) in subjects.enumerated() { unsafe target[lane] = number(subject) }
        } else {
            for (lane, subject) in subjects.enumerated() { unsafe target[lane] = cell(subject).pointee }
        }
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
            let (sum, overflow) = unsafe place.pointee.addingReportingOverflow(numbers[row])
            unsafe place.pointee = sum
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
        let length = Int(cell & (1 << Self.lengthBits - 1)) - 1
        return unsafe UnsafeBufferPointer(start: heap + Int(cell >> Self.lengthBits), count: length)
    }

    /// Gives a subject a text.
    package func set(_ subject: Int, _ text: UnsafeBufferPointer<UInt8>) {
        precondition(text.count < 1 << Self.lengthBits - 1, "A field is shorter than a mebibyte.")
        let cell = unsafe cell(subject)
        let old = unsafe Int(cell.pointee & (1 << Self.lengthBits - 1)) - 1
        var offset = unsafe Int(cell.pointee >> Self.lengthBits)
        if text.count > old {
            offset = heapCount
            if heapCount + text.count > heapCapacity { grow(text.count) }
            heapCount += text.count
        }
        if let base = text.baseAddress { unsafe (heap + offset).update(from: base, count: text.count) }
        unsafe cell.pointee = Int64(offset) << Self.lengthBits | Int64(text.count + 1)
    }

    private func grow(_ bytes: Int) {
        heapCapacity = max(heapCapacity * 2, heapCount + bytes, 4096)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: heapCapacity)
        unsafe larger.update(from: heap, count: heapCount)
        unsafe heap.deallocate()
        unsafe heap = larger
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
