/// Writes CSV lines into growing memory: numbers without a division for each digit, texts as they are.
@safe package final class FieldWriter {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// Bytes written since the last `removeAll`.
    package private(set) var count = 0

    /// A writer with room for some bytes.
    package init(capacity: Int = 1 << 16) {
        self.capacity = max(64, capacity)
        unsafe base = .allocate(capacity: self.capacity)
    }

    deinit { unsafe base.deallocate() }

    /// The bytes written.
    package var bytes: [UInt8] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }

    /// Begins again with the same memory.
    package func removeAll() { count = 0 }

    private func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        let larger = max(capacity * 2, count + more)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        unsafe moved.update(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = moved
        capacity = larger
    }

    /// Adds one line for each record listed.
    ///
    /// Copied fields are taken by the record's number in the piece, results by its number less `first`.
    package func append(records: [Int], from first: Int, columns: [ResultColumn]) {
        // What a line needs at most is known beforehand, so that no field asks for room.
        let fixed = columns.reduce(1) { $0 + $1.greatestLength }
        let isCopied = columns.contains { if case .copied = $0 { true } else { false } }
        let parts = unsafe columns.map { unsafe $0.part }
        withExtendedLifetime(columns) {
            for record in records {
                var need = fixed
                if isCopied {
                    for case .copied(let piece, let column) in columns {
                        need += unsafe piece.withRawField(record, column) { $0.count }
                    }
                }
                reserve(need)
                var cursor = unsafe Cursor(base + count)
                let start = unsafe cursor.place
                for position in unsafe parts.indices { unsafe cursor.append(parts[position], record, record &- first) }
                unsafe cursor.place[-1] = UInt8(ascii: "\n")
                count += unsafe cursor.place - start
            }
        }
    }

    /// Adds one whole number, or hundredths with both places, as a line.
    package func appendLine(_ number: Int64, isHundredths: Bool) {
        append(records: [0], from: 0, columns: [isHundredths ? .hundredths([number]) : .numbers([number])])
    }
}

/// A column of results to be written.
package enum ResultColumn {
    /// The fields of a column of a piece, as they stand there.
    case copied(CSVPiece, column: Int)
    /// Whole numbers by record.
    case numbers([Int64])
    /// Hundredths by record, with both places.
    case hundredths([Int64])
    /// Positions in a list of texts by record.
    case texts([Int64], [PreparedField])

    /// Bytes of a field at most, with the comma and a word that is written over; copied ones are asked each time.
    fileprivate var greatestLength: Int {
        switch self {
        case .copied: 9
        case .numbers, .hundredths: 40
        case .texts(_, let texts): 9 + (texts.map(\.count).max() ?? 0)
        }
    }

    /// The column as memory; valid while the column is.
    @unsafe fileprivate var part: Part {
        switch self {
        case .copied(let piece, let column): unsafe Part(kind: .copied, piece: .passUnretained(piece), column: column)
        case .numbers(let numbers): unsafe Part(kind: .numbers, numbers: Self.address(numbers))
        case .hundredths(let numbers): unsafe Part(kind: .hundredths, numbers: Self.address(numbers))
        case .texts(let numbers, let texts):
            unsafe Part(kind: .texts, numbers: Self.address(numbers), texts: Self.address(texts))
        }
    }

    /// Where an array keeps its elements; the column holds the array, and nobody changes it while lines are written.
    @unsafe private static func address<Element>(_ elements: [Element]) -> UnsafePointer<Element>? {
        unsafe elements.withUnsafeBufferPointer { $0.baseAddress }
    }
}

/// A column as addresses alone: copying one counts no references.
@unsafe private struct Part {
    enum Kind { case copied, numbers, hundredths, texts }

    var kind: Kind
    var numbers: UnsafePointer<Int64>?
    var texts: UnsafePointer<PreparedField>?
    var piece: Unmanaged<CSVPiece>?
    var column = 0
}

/// The place where the next field goes.
@unsafe private struct Cursor {
    var place: UnsafeMutablePointer<UInt8>

    init(_ place: UnsafeMutablePointer<UInt8>) { unsafe self.place = place }

    /// Adds a field and a comma.
    @inline(__always)
    mutating func append(_ part: Part, _ record: Int, _ row: Int) {
        switch unsafe part.kind {
        case .numbers: if let numbers = unsafe part.numbers { unsafe append(numbers[row]) }
        case .hundredths: if let numbers = unsafe part.numbers { unsafe append(hundredths: numbers[row]) }
        case .texts:
            guard let numbers = unsafe part.numbers, let texts = unsafe part.texts else { break }
            let text = unsafe texts + Int(numbers[row])
            if unsafe text.pointee.count <= 8 {
                unsafe store(text.pointee.word)
            } else {
                unsafe text.pointee.bytes.withUnsafeBufferPointer { bytes in
                    if let source = bytes.baseAddress { unsafe place.update(from: source, count: bytes.count) }
                }
            }
            unsafe place += text.pointee.count
        case .copied:
            let (piece, column) = unsafe (part.piece?.takeUnretainedValue(), part.column)
            let field = unsafe piece?.rawField(record, column)
            if let field = unsafe field, let source = field.baseAddress {
                unsafe place.update(from: source, count: field.count)
                unsafe place += field.count
            }
        }
        unsafe place[0] = UInt8(ascii: ",")
        unsafe place += 1
    }

    @inline(__always)
    private mutating func append(_ number: Int64) {
        if number < 0 {
            unsafe place[0] = UInt8(ascii: "-")
            unsafe place += 1
        }
        unsafe append(magnitude: number.magnitude)
    }

    @inline(__always)
    private mutating func append(hundredths number: Int64) {
        if number < 0 {
            unsafe place[0] = UInt8(ascii: "-")
            unsafe place += 1
        }
        let magnitude = number.magnitude
        let whole = magnitude / 100
        unsafe append(magnitude: whole)
        let rest = UInt32(truncatingIfNeeded: magnitude &- whole &* 100)
        let tens = (rest &* 103) &>> 10
        let places = tens | (rest &- tens &* 10) &<< 8
        unsafe UnsafeMutableRawPointer(place).storeBytes(of: (0x30302E | places &<< 8).littleEndian, as: UInt32.self)
        unsafe place += 3
    }

    @inline(__always)
    private mutating func append(magnitude number: UInt64) {
        guard number < 100_000_000 else { return unsafe append(large: number) }
        let digits = unsafe Self.digits(number)
        let leading = min(7, digits.trailingZeroBitCount &>> 3)
        unsafe store((digits | 0x3030_3030_3030_3030) &>> UInt64(truncatingIfNeeded: leading &* 8))
        unsafe place += 8 &- leading
    }

    private mutating func append(large number: UInt64) {
        let upper = number / 100_000_000
        unsafe append(magnitude: upper)
        unsafe store(Self.digits(number &- upper &* 100_000_000) | 0x3030_3030_3030_3030)
        unsafe place += 8
    }

    @inline(__always)
    private func store(_ word: UInt64) {
        unsafe UnsafeMutableRawPointer(place).storeBytes(of: word.littleEndian, as: UInt64.self)
    }

    /// The eight decimal digits of a number below 10⁸, the first in the lowest byte.
    @inline(__always)
    private static func digits(_ number: UInt64) -> UInt64 {
        // Halves of four digits, then of two, then single ones: each step divides all parts at once.
        let upper = number / 10_000
        let halves = upper | (number &- upper &* 10_000) &<< 32
        let hundreds = ((halves &* 10_486) &>> 20) & 0x0000_007F_0000_007F
        let pairs = hundreds | (halves &- hundreds &* 100) &<< 16
        let tens = ((pairs &* 103) &>> 10) & 0x000F_000F_000F_000F
        return tens | (pairs &- tens &* 10) &<< 8
    }
}

/// A text written as a CSV field once, to be copied many times.
package struct PreparedField: Hashable, Sendable {
    let bytes: [UInt8]
    let word: UInt64
    let count: Int

    /// A field with a text, quoted where it must be.
    package init(_ text: String) {
        var bytes = Array(text.utf8)
        let mustQuote = bytes.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r")
        }
        if mustQuote {
            let doubled = bytes.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
            bytes = [UInt8(ascii: "\"")] + doubled + [UInt8(ascii: "\"")]
        }
        self.bytes = bytes
        count = bytes.count
        word = bytes.prefix(8).enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64($1.offset * 8) }
    }
}
