import Primitives

extension CSVPiece {
    /// Reads a column of citizen keys as raw packed keys; an empty field becomes `RowTable.absentKey`.
    func keys(
        _ column: Int, _ wanted: Column, into target: UnsafeMutablePointer<UInt64>, faults: inout [FieldFault]
    ) {
        let letterX = UInt64(UInt8(ascii: "X") - UInt8(ascii: "A") + 10)
        let (text, starts) = unsafe (text, starts + column)
        var position = 0
        for record in 0..<count {
            let (start, end) = unsafe (Int(starts[position]), Int(starts[position &+ 1]) &- 1)
            position &+= fieldCount
            if end &- start == 18 {
                let field = unsafe UnsafeRawPointer(text + start)
                let high = unsafe field.loadUnaligned(as: UInt64.self).littleEndian ^ 0x3030_3030_3030_3030
                let low =
                    unsafe field.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
                    ^ 0x3030_3030_3030_3030
                let last = unsafe UInt64(text[start &+ 16] &- 0x30)
                let check = unsafe UInt64(text[start &+ 17])
                if Self.areDigits(high), Self.areDigits(low), last < 10 {
                    let body = Self.number(high) &* 1_000_000_000 &+ Self.number(low) &* 10 &+ last
                    if check &- 0x30 < 10 {
                        unsafe target[record] = body &<< 6 | (check &- 0x30)
                        continue
                    }
                    if check == UInt64(UInt8(ascii: "X")) {
                        unsafe target[record] = body &<< 6 | letterX
                        continue
                    }
                }
            }
            unsafe target[record] = otherKey(record, column, wanted, &faults)
        }
    }

    @inline(never)
    private func otherKey(_ record: Int, _ column: Int, _ wanted: Column, _ faults: inout [FieldFault]) -> UInt64 {
        var bytes = unsafe rawField(record, column)
        if unsafe bytes.first == UInt8(ascii: "\""), bytes.count >= 2 {
            unsafe bytes = UnsafeBufferPointer(rebasing: bytes[1..<bytes.count - 1])
        }
        if bytes.isEmpty {
            if wanted.isRequired { faults.append(FieldFault(record: record, reason: .requiredEmpty)) }
            return RowTable.absentKey
        }
        let isLegacyAllowed = wanted.type == .citizenKeyOrLegacy
        if let key = unsafe FieldParsing.citizenKey(bytes, allowsLegacy: isLegacyAllowed) { return key.rawValue }
        let reason: ProblemReason =
            unsafe FieldParsing.isScientific(bytes) ? .scientificNotation : .badCitizenID
        faults.append(FieldFault(record: record, reason: reason))
        return RowTable.absentKey
    }

    /// Reads a text column as words of the thread's table, or as stretches of the heap where words are too many.
    func texts(
        _ column: Int, _ wanted: Column, to filler: TextFiller, into target: UnsafeMutablePointer<UInt64>,
        faults: inout [FieldFault]
    ) throws(SnapshotError) {
        let (text, starts) = unsafe (text, starts + column)
        let isLast = column == fieldCount - 1
        let isChecked = isPlainText || isValidText
        var position = 0
        for record in 0..<count {
            if record & (TextFiller.stretch - 1) == 0 { filler.begin(records: min(TextFiller.stretch, count - record)) }
            let start = unsafe Int(starts[position])
            var end = unsafe Int(starts[position &+ 1]) &- 1
            position &+= fieldCount
            if isLast, end > start, unsafe text[end &- 1] == UInt8(ascii: "\r") { end &-= 1 }
            let base = unsafe text + start
            if start == end {
                if wanted.isRequired { faults.append(FieldFault(record: record, reason: .requiredEmpty)) }
                unsafe target[record] = TextReference.empty.bits
            } else if isChecked, unsafe base.pointee != UInt8(ascii: "\"") {
                unsafe target[record] = try filler.reference(base, end &- start).bits
            } else if isChecked, end &- start > 2, unsafe !Self.holdsQuote(base + 1, end &- start &- 2) {
                unsafe target[record] = try filler.reference(base + 1, end &- start &- 2).bits
            } else {
                unsafe target[record] = try otherText(record, column, wanted, filler, &faults).bits
            }
        }
    }

    /// Whether a quoted field holds quotes itself.
    @inline(__always)
    private static func holdsQuote(_ base: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        var found = false
        for offset in 0..<length { found = unsafe found || base[offset] == UInt8(ascii: "\"") }
        return found
    }

    @inline(never)
    private func otherText(
        _ record: Int, _ column: Int, _ wanted: Column, _ filler: TextFiller, _ faults: inout [FieldFault]
    ) throws(SnapshotError) -> TextReference {
        // Eight bytes in front and behind may be read, so the value is given room on both sides.
        var bytes = [UInt8](repeating: 0, count: 8) + value(record, column) + [UInt8](repeating: 0, count: 8)
        let length = bytes.count - 16
        guard length > 0 else {
            if wanted.isRequired { faults.append(FieldFault(record: record, reason: .requiredEmpty)) }
            return .empty
        }
        var result = TextReference.empty
        var failure: SnapshotError?
        unsafe bytes.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            guard unsafe FieldParsing.isText(UnsafeBufferPointer(start: base + 8, count: length)) else {
                faults.append(FieldFault(record: record, reason: .badEncoding))
                return
            }
            do throws(SnapshotError) { result = try unsafe filler.reference(base + 8, length) } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return result
    }

    /// Whether all bytes of the piece are well-formed UTF-8 without NUL bytes.
    var isValidText: Bool {
        if let isValid { return isValid }
        let found = unsafe FieldParsing.isText(UnsafeBufferPointer(start: text, count: byteCount))
        isValid = found
        return found
    }
}

/// Where one thread puts the texts of one column.
@safe final class TextFiller {
    private let lane: TextLane
    private let heap: HeapRoom
    private let table: WordTable
    private let number: Int
    private var usesHeap = false
    private var seen = 0
    private var next = 0
    private var end = 0

    /// Records after which is asked again whether texts repeat; a power of two.
    static let stretch = 1024
    private static let roomBytes = 1 << 20
    /// More words than this make no list.
    private static let mostWords = 50_000
    /// So many records tell of a column with few words that they repeat, if late.
    private static let fairSample = 8192

    init(_ lane: TextLane, heap: HeapRoom, thread: Int) {
        (self.lane, self.heap, number) = (lane, heap, thread)
        table = lane.tables[thread]
    }

    /// A column whose texts hardly ever repeat keeps them as they are from the next stretch on.
    func begin(records: Int) {
        if !usesHeap {
            let isDistinct = seen >= Self.fairSample ? table.count * 4 > seen : table.count * 16 > seen * 15
            usesHeap = seen >= Self.stretch && (table.count > Self.mostWords || isDistinct)
        }
        seen += records
    }

    @inline(__always)
    func reference(_ base: UnsafePointer<UInt8>, _ length: Int) throws(SnapshotError) -> TextReference {
        if !usesHeap { return TextReference(word: unsafe table.number(base, length), table: number) }
        if length > end &- next {
            next = try heap.take(max(Self.roomBytes, length))
            end = next + max(Self.roomBytes, length)
        }
        let target = unsafe lane.heap.base + next
        unsafe target.update(from: base, count: length)
        defer { next &+= length }
        return TextReference(offset: next, length: length)
    }
}
