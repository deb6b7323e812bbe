import Columns
import Glibc

/// One fact of all subjects: a number for each, or a text.
///
/// Memory comes zeroed and is touched only where a subject has something, so that a fact of few costs little: zero
/// stands for "nothing found", which of a count or sum is 0 and of others is no value.
/// `@unchecked Sendable` because only the thread whose pass makes the fact writes it; others read it in later waves.
final class FactColumn: @unchecked Sendable {
    let count: Int
    let isAbsentable: Bool
    let isText: Bool
    private let cells: UnsafeMutablePointer<Int64>
    private var arena: [UInt8] = []

    /// What turns a number into its cell, so that the cell of "no value" is zero.
    private static let absent = Int64.min
    private static let lengthBits: Int64 = 20

    init(count: Int, isText: Bool, isAbsentable: Bool) {
        (self.count, self.isText, self.isAbsentable) = (count, isText, isAbsentable)
        let bytes = max(1, count) * MemoryLayout<Int64>.stride
        guard let memory = calloc(1, bytes) else { preconditionFailure("Memory for the facts of all subjects.") }
        cells = memory.bindMemory(to: Int64.self, capacity: max(1, count))
    }

    deinit { free(cells) }

    /// The number of a subject; of an absent one zero.
    @inline(__always)
    func number(_ subject: Int) -> Int64 {
        let cell = cells[subject]
        return isAbsentable ? (cell == 0 ? 0 : cell ^ Self.absent) : cell
    }

    @inline(__always)
    func isGiven(_ subject: Int) -> Bool { !isAbsentable || cells[subject] != 0 }

    /// Whether rows gave the subject anything; a count or sum of zero is nothing.
    func hasFound(_ subject: Int) -> Bool { cells[subject] != 0 }

    @inline(__always)
    func set(_ subject: Int, _ number: Int64) { cells[subject] = isAbsentable ? number ^ Self.absent : number }

    /// Adds to a sum; false when it grows beyond what any sum of money may be.
    @inline(__always)
    func add(_ subject: Int, _ number: Int64) -> Bool {
        let (sum, overflow) = cells[subject].addingReportingOverflow(number)
        cells[subject] = sum
        return !overflow
    }

    @inline(__always)
    func clear(_ subject: Int) { cells[subject] = 0 }

    // MARK: Texts

    @inline(__always)
    func text(_ subject: Int) -> UnsafeBufferPointer<UInt8> {
        let cell = cells[subject]
        guard cell != 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
        let length = Int(cell & (1 << Self.lengthBits - 1)) - 1
        return arena.withUnsafeBufferPointer {
            UnsafeBufferPointer(start: $0.baseAddress.map { $0 + Int(cell >> Self.lengthBits) }, count: length)
        }
    }

    func set(_ subject: Int, _ text: UnsafeBufferPointer<UInt8>) {
        let cell = cells[subject]
        let old = Int(cell & (1 << Self.lengthBits - 1)) - 1
        var offset = Int(cell >> Self.lengthBits)
        if cell != 0, text.count <= old {
            for position in text.indices { arena[offset + position] = text[position] }
        } else {
            offset = arena.count
            arena.append(contentsOf: text)
        }
        precondition(text.count < 1 << Self.lengthBits - 1, "A field is shorter than a mebibyte.")
        cells[subject] = Int64(offset) << Self.lengthBits | Int64(text.count + 1)
    }

    /// The print of a text, by which texts are compared; of an absent one that of the empty text.
    @inline(__always)
    func print(_ subject: Int) -> Int64 { TextPrint.of(text(subject)) }
}

/// Byte-wise order of texts.
@inline(__always)
func precedes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    let common = min(left.count, right.count)
    if common > 0, let a = left.baseAddress, let b = right.baseAddress {
        let order = memcmp(a, b, common)
        if order != 0 { return order < 0 }
    }
    return left.count < right.count
}
