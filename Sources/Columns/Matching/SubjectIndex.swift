package import Primitives
import Synchronization

/// People by their packed citizen IDs; looking up a stranger costs one load from a table of bits.
///
/// Open addressing over the 17-digit bodies; a filter of twelve bits or more for each person stands in front. An
/// 18-character key finds the person only with the right check character, a 15-digit key by the body.
package struct SubjectIndex: Sendable {
    /// The packed 18-character IDs in the order they were given.
    package let keys: [UInt64]
    /// The caller's number of each key.
    package let numbers: [UInt32]
    private let filter: ZeroedRoom<UInt64>
    private let filterShift: UInt64
    /// One more than the position of a key, by the hash of its body; 0 is an empty place.
    private let slots: ZeroedRoom<UInt32>
    private let slotKeys: ZeroedRoom<UInt64>
    private let slotShift: UInt64
    private let order = SubjectOrder()

    /// An index of packed IDs (`PackedCitizenID.rawValue`) with the numbers a match is to give, 0, 1, 2 … if none.
    package init(keys: [UInt64], numbers: [UInt32]? = nil) {
        let numbers = numbers ?? (0..<UInt32(keys.count)).map { $0 }
        precondition(numbers.count == keys.count, "Every key has a number.")
        self.keys = keys
        self.numbers = numbers
        let words = max(1, Self.bits(for: keys.count * 12) - 6)
        let size = max(3, Self.bits(for: keys.count * 2))
        (filterShift, slotShift) = (UInt64(64 - words), UInt64(64 - size))
        filter = ZeroedRoom(count: 1 << words)
        slots = ZeroedRoom(count: 1 << size)
        slotKeys = ZeroedRoom(count: 1 << size)
        let (bits, marks, known) = unsafe (filter.base, slots.base, slotKeys.base)
        for (key, number) in zip(keys, numbers) {
            let hash = Self.hash(Self.body(key))
            unsafe bits[Int(truncatingIfNeeded: hash >> filterShift)] |= Self.mask(hash)
            var slot = Int(truncatingIfNeeded: hash >> slotShift)
            while unsafe marks[slot] != 0, unsafe known[slot] != key { slot = (slot + 1) & (1 << size - 1) }
            if unsafe marks[slot] == 0 {
                unsafe marks[slot] = number &+ 1
                unsafe known[slot] = key
            }
        }
    }

    private static func bits(for count: Int) -> Int {
        Int.bitWidth - max(1, count - 1).leadingZeroBitCount
    }

    /// How many people.
    package var count: Int { keys.count }

    /// A person's number by a packed key, 18 characters or 15.
    package func position(of key: PackedCitizenID) -> Int? {
        let number = find(key.rawValue)
        return number < 0 ? nil : number
    }

    /// Whether a 17-digit body may be somebody's; false is certain.
    @inline(__always)
    package func mayHold(body: UInt64) -> Bool {
        let hash = Self.hash(body)
        let mask = Self.mask(hash)
        return unsafe filter.base[Int(truncatingIfNeeded: hash >> filterShift)] & mask == mask
    }

    /// The number of a raw packed key, or -1.
    @inline(__always)
    package func find(_ key: UInt64) -> Int {
        guard mayHold(body: Self.body(key)) else { return -1 }
        return findBehindFilter(key)
    }

    /// The number of a raw packed key that the filter does not know to be a stranger's, or -1.
    @inline(__always)
    func findBehindFilter(_ key: UInt64) -> Int {
        let body = Self.body(key)
        let isLegacy = key >> 63 != 0
        let (marks, known, last) = unsafe (slots.base, slotKeys.base, slots.count &- 1)
        var slot = Int(truncatingIfNeeded: Self.hash(body) >> slotShift)
        while true {
            // A place without a key holds zero there, which is nobody's key.
            let found = unsafe known[slot]
            if found == key || (isLegacy && found != 0 && Self.body(found) == body) {
                return unsafe Int(marks[slot]) &- 1
            }
            if found == 0 { return -1 }
            slot = (slot &+ 1) & last
        }
    }

    /// The people in the order of the bodies of their IDs, for going along keys that ascend.
    func ascending() throws(SnapshotError) -> AscendingSubjects { try order.made(keys, numbers) }

    /// Writes the positions of the bodies that may be somebody's, and returns how many.
    @inline(__always)
    @unsafe func sift(_ bodies: UnsafePointer<UInt64>, _ count: Int, into target: UnsafeMutablePointer<UInt32>) -> Int {
        let (bits, shift) = unsafe (filter.base, filterShift)
        var made = 0
        for position in 0..<count {
            let hash = Self.hash(unsafe UInt64(littleEndian: bodies[position]))
            let mask = Self.mask(hash)
            // Written always and kept sometimes: whether a person is watched no branch could foretell.
            unsafe target[made] = UInt32(truncatingIfNeeded: position)
            made &+= unsafe bits[Int(truncatingIfNeeded: hash >> shift)] & mask == mask ? 1 : 0
        }
        return made
    }

    @inline(__always)
    fileprivate static func body(_ key: UInt64) -> UInt64 { (key & ~(1 << 63)) >> 6 }

    /// Two bits of a filter's word.
    @inline(__always)
    private static func mask(_ hash: UInt64) -> UInt64 { 1 << (hash & 63) | 1 << (hash >> 6 & 63) }

    @inline(__always)
    private static func hash(_ body: UInt64) -> UInt64 {
        // Bodies differ in few digits; the fold brings the high half's digits down before the second multiplication.
        let first = body &* 0x9E37_79B9_7F4A_7C15
        return (first ^ first >> 32) &* 0xD6E8_FEB8_6659_FD93
    }
}

/// People whose check character is right, ascending by the body of their ID.
struct AscendingSubjects: Sendable {
    fileprivate let bodies: [UInt64]
    fileprivate let numbers: [UInt32]

    fileprivate init(_ keys: [UInt64], _ numbers: [UInt32]) throws(SnapshotError) {
        let tails = KeyTails.shared
        let entries = try Lane<KeyedRow>(capacity: keys.count)
        var count = 0
        for (key, number) in zip(keys, numbers) where tails.raw(body: SubjectIndex.body(key), tail: 0) == key {
            entries[count] = KeyedRow(key: SubjectIndex.body(key), row: number)
            count += 1
        }
        let sorted = RadixSort.sort(entries, try Lane(capacity: keys.count), count: count)
        // One behind the last, so that a cursor always stands on something.
        bodies = (0..<count).map { sorted[$0].key } + [UInt64.max]
        self.numbers = (0..<count).map { sorted[$0].row } + [0]
    }

    /// Lends a cursor that goes along the people as keys ascend.
    @inline(__always)
    func withCursor<Result>(_ body: (inout SubjectCursor) throws -> Result) rethrows -> Result {
        try unsafe bodies.withUnsafeBufferPointer { bodies in
            try unsafe numbers.withUnsafeBufferPointer { numbers in
                var cursor = unsafe SubjectCursor(bodies: bodies, numbers: numbers)
                return try unsafe body(&cursor)
            }
        }
    }
}

/// A place among people in the order of their IDs.
@unsafe struct SubjectCursor {
    fileprivate let bodies: UnsafeBufferPointer<UInt64>
    fileprivate let numbers: UnsafeBufferPointer<UInt32>
    private var place = 0

    fileprivate init(bodies: UnsafeBufferPointer<UInt64>, numbers: UnsafeBufferPointer<UInt32>) {
        unsafe (self.bodies, self.numbers) = unsafe (bodies, numbers)
    }

    /// The number of the person with a body, or -1; bodies asked for must ascend.
    @inline(__always)
    mutating func find(_ body: UInt64) -> Int {
        while unsafe place &+ 8 < bodies.count, unsafe bodies[place &+ 8] <= body { unsafe place &+= 8 }
        while unsafe bodies[place] < body { unsafe place &+= 1 }
        return unsafe bodies[place] == body ? Int(numbers[place]) : -1
    }
}

/// Makes the order of an index when it is first asked for, and keeps it.
private final class SubjectOrder: Sendable {
    private let kept = Mutex<AscendingSubjects?>(nil)

    func made(_ keys: [UInt64], _ numbers: [UInt32]) throws(SnapshotError) -> AscendingSubjects {
        try kept.withLock { kept throws(SnapshotError) in
            if let kept { return kept }
            let order = try AscendingSubjects(keys, numbers)
            kept = order
            return order
        }
    }
}
