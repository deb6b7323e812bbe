extension CSVPiece {
    /// The text of a field: unquoted, doubled quotes made single; nil when it is not UTF-8 or holds a NUL byte.
    package func text(_ record: Int, _ column: Int) -> String? {
        let bytes = value(record, column)
        let isText = unsafe bytes.withUnsafeBufferPointer { unsafe FieldParsing.isText($0) }
        return isText ? String(decoding: bytes, as: UTF8.self) : nil
    }

    /// The bytes of a field: unquoted, doubled quotes made single.
    package func value(_ record: Int, _ column: Int) -> [UInt8] {
        let raw = unsafe rawField(record, column)
        guard let first = unsafe raw.first, first == UInt8(ascii: "\"") else { return unsafe Array(raw) }
        var bytes: [UInt8] = []
        var isSecond = false
        for byte in unsafe Array(raw.dropFirst().dropLast()) {
            isSecond = byte == UInt8(ascii: "\"") && !isSecond
            if !isSecond { bytes.append(byte) }
        }
        return bytes
    }

    /// The bytes of a field as they stand in the file, fit to be copied into another CSV file.
    package func withRawField<Result>(
        _ record: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result { unsafe body(rawField(record, column)) }

    /// Reads a text column of the records listed as numbers of words, in their order.
    package func words(
        _ column: Int, of records: UnsafeBufferPointer<UInt32>, in words: WordNumbers,
        into target: UnsafeMutablePointer<Int64>, faults: inout [FieldFault]
    ) {
        for position in 0..<records.count {
            let record = unsafe Int(records[position])
            let raw = unsafe rawField(record, column)
            guard raw.count <= 8, let base = raw.baseAddress else {
                unsafe target[position] = longWord(record, column, words, &faults)
                continue
            }
            let short = unsafe ShortWord(base, raw.count)
            if let known = words.number(of: short) {
                unsafe target[position] = known
            } else {
                unsafe target[position] = longWord(record, column, words, &faults)
                if raw.count > 0, unsafe base[0] != UInt8(ascii: "\"") {
                    unsafe words.remember(short, as: target[position])
                }
            }
        }
    }

    @inline(never)
    private func longWord(_ record: Int, _ column: Int, _ words: WordNumbers, _ faults: inout [FieldFault]) -> Int64 {
        guard let text = text(record, column) else {
            faults.append(FieldFault(record: record, reason: .badEncoding))
            return -1
        }
        if text.isEmpty { faults.append(FieldFault(record: record, reason: .requiredEmpty)) }
        return words.number(of: text)
    }

    /// Whether two fields of two pieces, or of one, have the same bytes.
    @inline(__always)
    package func isEqual(_ record: Int, _ column: Int, to other: CSVPiece, _ otherRecord: Int, _ otherColumn: Int)
        -> Bool
    {
        let mine = unsafe rawField(record, column)
        let theirs = unsafe other.rawField(otherRecord, otherColumn)
        guard mine.count == theirs.count else { return false }
        guard let left = mine.baseAddress, let right = theirs.baseAddress else { return true }
        var offset = 0
        while offset + 8 <= mine.count {
            let a = unsafe UnsafeRawPointer(left + offset).loadUnaligned(as: UInt64.self)
            let b = unsafe UnsafeRawPointer(right + offset).loadUnaligned(as: UInt64.self)
            if a != b { return false }
            offset += 8
        }
        let rest = mine.count - offset
        if rest == 0 { return true }
        return unsafe ShortWord(left + offset, rest) == ShortWord(right + offset, rest)
    }

    /// Whether a field's bytes come before another's.
    package func isLess(_ record: Int, _ column: Int, than other: CSVPiece, _ otherRecord: Int, _ otherColumn: Int)
        -> Bool
    {
        let mine = unsafe rawField(record, column)
        let theirs = unsafe other.rawField(otherRecord, otherColumn)
        return unsafe mine.lexicographicallyPrecedes(theirs)
    }
}

/// At most eight bytes as one number; pieces keep a margin behind their text, so that eight may always be loaded.
struct ShortWord: Hashable {
    let bytes: UInt64
    let count: Int

    @unsafe @inline(__always)
    init(_ base: UnsafePointer<UInt8>, _ count: Int) {
        let loaded = unsafe UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(as: UInt64.self))
        bytes = count == 0 ? 0 : loaded & (UInt64.max &>> UInt64(64 &- 8 &* count))
        self.count = count
    }
}

/// Numbers for words: those given at first by position, any other in the order in which it is met.
package final class WordNumbers {
    /// The words by number.
    package private(set) var words: [String]
    private var numbers: [[UInt8]: Int64] = [:]
    private var slots: [Slot]

    private struct Slot {
        var word: UInt64 = 0
        var count = -1
        var number: Int64 = 0
    }

    /// A numbering that begins with the words given.
    package init(_ words: [String]) {
        self.words = words
        for (number, word) in words.enumerated() { numbers[Array(word.utf8)] = Int64(number) }
        slots = Array(repeating: Slot(), count: 256)
    }

    /// The number of a word; a word not met before gets the next.
    package func number(of word: String) -> Int64 {
        let key = Array(word.utf8)
        if let known = numbers[key] { return known }
        let next = Int64(words.count)
        words.append(word)
        numbers[key] = next
        return next
    }

    @inline(__always)
    func number(of word: ShortWord) -> Int64? {
        let slot = slots[Self.slot(word)]
        return slot.word == word.bytes && slot.count == word.count ? slot.number : nil
    }

    /// Keeps a short word where the next look finds it at once; another word in the same place gives way.
    func remember(_ word: ShortWord, as number: Int64) {
        slots[Self.slot(word)] = Slot(word: word.bytes, count: word.count, number: number)
    }

    @inline(__always)
    private static func slot(_ word: ShortWord) -> Int {
        Int(truncatingIfNeeded: (word.bytes &* 0x9E37_79B9_7F4A_7C15) >> 56)
    }
}
