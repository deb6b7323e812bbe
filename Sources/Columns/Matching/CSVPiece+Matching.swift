import Primitives

/// Records of a piece that an index matches, and whose they are.
struct MatchList {
    private(set) var records: [UInt32] = []
    private(set) var subjects: [UInt32] = []
    private var candidates: [(record: UInt32, key: UInt64)] = []

    mutating func removeAll() {
        records.removeAll(keepingCapacity: true)
        subjects.removeAll(keepingCapacity: true)
    }

    /// Keeps a record whose key may be somebody's.
    @inline(__always)
    mutating func consider(_ record: Int, _ key: UInt64) {
        candidates.append((UInt32(truncatingIfNeeded: record), key))
    }

    /// Looks up the keys considered.
    mutating func settle(_ people: SubjectTable) {
        for candidate in candidates {
            let found = people.findBehindFilter(candidate.key)
            if found >= 0 { add(Int(candidate.record), found) }
        }
        candidates.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    mutating func add(_ record: Int, _ subject: Int) {
        records.append(UInt32(truncatingIfNeeded: record))
        subjects.append(UInt32(truncatingIfNeeded: subject))
    }
}

extension CSVPiece {
    /// The records whose citizen ID in a column is somebody's of the index.
    ///
    /// First all keys are made and most strangers told apart, then the few that are left are looked up: the memory
    /// that one look-up waits for is waited for together with that of the next.
    func match(_ column: Int, _ people: SubjectTable, allowsLegacy: Bool, into list: inout MatchList) {
        list.removeAll()
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
                let (last, check) = unsafe (text[start &+ 16] &- 0x30, text[start &+ 17])
                let value = check < 0x40 ? check &- 0x30 : (check & 0xDF) &- 0x37
                let isCheck = check < 0x40 ? value < 10 : value >= 10 && value < 36
                if isCheck, last < 10, Self.areDigits(high), Self.areDigits(low) {
                    let body = Self.number(high) &* 1_000_000_000 &+ Self.number(low) &* 10 &+ UInt64(last)
                    if people.mayHold(body: body) { list.consider(record, body &<< 6 | UInt64(value)) }
                    continue
                }
            }
            let key = unusualKey(record, column, allowsLegacy: allowsLegacy)
            if key != UInt64.max, people.mayHold(body: (key & ~(1 << 63)) >> 6) { list.consider(record, key) }
        }
        list.settle(people)
    }

    /// The packed key of a field that is written in another way than most; all ones where it is none.
    @inline(never)
    private func unusualKey(_ record: Int, _ column: Int, allowsLegacy: Bool) -> UInt64 {
        var bytes = unsafe rawField(record, column)
        if unsafe bytes.first == UInt8(ascii: "\""), bytes.count >= 2 {
            unsafe bytes = UnsafeBufferPointer(rebasing: bytes[1..<bytes.count - 1])
        }
        guard let key = unsafe PackedCitizenID(keyBytes: bytes.span), allowsLegacy || !key.isLegacy else {
            return UInt64.max
        }
        return key.rawValue
    }

    /// The records whose text in a column is one of the index.
    func match(_ column: Int, _ texts: TextIndex, into list: inout MatchList) {
        list.removeAll()
        for record in 0..<count {
            let raw = unsafe rawField(record, column)
            let found: Int?
            if unsafe raw.first == UInt8(ascii: "\"") {
                let value = value(record, column)
                found = unsafe value.withUnsafeBufferPointer { unsafe texts.position(of: $0) }
            } else {
                found = unsafe texts.position(of: raw)
            }
            if let found { list.add(record, found) }
        }
    }

    /// All records, numbered on from a number.
    func matchAll(from first: Int, into list: inout MatchList) {
        list.removeAll()
        for record in 0..<count { list.add(record, first + record) }
    }
}
