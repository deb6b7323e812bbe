package import Primitives
import Synchronization

/// People by their packed citizen IDs: a table that finds one of them, and their order for going along sorted keys.
///
/// An 18-character key finds the person only with the right check character, a 15-digit key by the body. Table and
/// order are made when they are first asked for: a scan of a store needs the order only, one of a file the table.
package struct SubjectIndex: Sendable {
    /// The packed 18-character IDs in the order they were given.
    package let keys: [UInt64]
    /// The caller's number of each key.
    package let numbers: [UInt32]
    /// A set of people that the first of these are some of.
    private let known: Known?
    private let parts = SubjectParts()

    private struct Known {
        let print: PeoplePrint
        let count: Int
    }

    /// An index of packed IDs (`PackedCitizenID.rawValue`) with the numbers a match is to give, 0, 1, 2 … if none.
    package init(keys: [UInt64], numbers: [UInt32]? = nil) {
        self.init(keys, numbers ?? Array(0..<UInt32(keys.count)), nil)
    }

    /// An index of packed IDs numbered 0, 1, 2 …, of which the first so many are some of a set of people.
    package init(keys: [UInt64], first count: Int, of print: PeoplePrint) {
        precondition(count <= keys.count, "What is known of some is known of those who are there.")
        self.init(keys, Array(0..<UInt32(keys.count)), Known(print: print, count: count))
    }

    private init(_ keys: [UInt64], _ numbers: [UInt32], _ known: Known?) {
        precondition(numbers.count == keys.count, "Every key has a number.")
        (self.keys, self.numbers, self.known) = (keys, numbers, known)
    }

    /// The set of people that the first of these are some of, as far as it is known.
    package var print: PeoplePrint? { known?.print }

    /// Those who may have rows among the strangers of a set of people; nil for nobody.
    func without(_ print: PeoplePrint) -> SubjectIndex? {
        guard let known, known.print == print else { return self }
        if known.count == count { return nil }
        return SubjectIndex(Array(keys[known.count...]), Array(numbers[known.count...]), nil)
    }

    /// How many people.
    package var count: Int { keys.count }

    /// The table by which one person is found; whoever looks up many takes it once.
    package var table: SubjectTable { parts.table(keys, numbers) }

    /// A person's number by a packed key, 18 characters or 15.
    package func position(of key: PackedCitizenID) -> Int? { table.position(of: key) }

    /// The number of a raw packed key, or -1.
    package func find(_ key: UInt64) -> Int { table.find(key) }

    /// Those of the people who stand at some positions, ascending, under the numbers they have.
    package func narrowed(to kept: [UInt32]) throws(SnapshotError) -> SubjectIndex {
        let stillKnown = known.map { known in
            Known(print: known.print, count: kept.firstIndex { $0 >= known.count } ?? kept.count)
        }
        let made = SubjectIndex(kept.map { keys[Int($0)] }, kept.map { numbers[Int($0)] }, stillKnown)
        if let order = try ascending().narrowed(to: kept) { made.parts.keep(order) }
        return made
    }

    /// These people and some more, of whom nothing is known, numbered on.
    package func adding(_ more: [UInt64]) throws(SnapshotError) -> SubjectIndex {
        let numbered = Array(UInt32(count)..<UInt32(count + more.count))
        let made = SubjectIndex(keys + more, numbers + numbered, known)
        if let order = try ascending().adding(AscendingSubjects(more, numbered)) { made.parts.keep(order) }
        return made
    }

    /// The positions of the people in the order of the bodies of their IDs.
    package func order() throws(SnapshotError) -> [UInt32] {
        if let known = try ascending().positions { return known }
        return try AscendingSubjects(keys, numbers).positions ?? []
    }

    /// The people in the order of the bodies of their IDs, for going along keys that ascend.
    func ascending() throws(SnapshotError) -> AscendingSubjects { try parts.order(keys, numbers) }

    /// The 17 digits of a packed key without its check character.
    @inline(__always)
    static func body(_ key: UInt64) -> UInt64 { (key & ~(1 << 63)) >> 6 }
}

/// Finds a person by a packed citizen ID; looking up a stranger costs one load from a table of bits.
///
/// Open addressing over the 17-digit bodies; a filter of twelve bits or more for each person stands in front.
package final class SubjectTable: Sendable {
    private let filter: ZeroedRoom<UInt64>
    private let filterShift: UInt64
    /// One more than the number of a key, by the hash of its body; 0 is an empty place.
    private let slots: ZeroedRoom<UInt32>
    private let slotKeys: ZeroedRoom<UInt64>
    private let slotShift: UInt64

    fileprivate init(_ keys: [UInt64], _ numbers: [UInt32]) {
        let words = max(1, Self.bits(for: keys.count * 12) - 6)
        let size = max(3, Self.bits(for: keys.count * 2))
        (filterShift, slotShift) = (UInt64(64 - words), UInt64(64 - size))
        filter = ZeroedRoom(count: 1 << words)
        slots = ZeroedRoom(count: 1 << size)
        slotKeys = ZeroedRoom(count: 1 << size)
        let (bits, marks, known) = unsafe (filter.base, slots.base, slotKeys.base)
        for (key, number) in zip(keys, numbers) {
            let hash = Self.hash(SubjectIndex.body(key))
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
        guard mayHold(body: SubjectIndex.body(key)) else { return -1 }
        return findBehindFilter(key)
    }

    /// The number of a raw packed key that the filter does not know to be a stranger's, or -1.
    @inline(__always)
    func findBehindFilter(_ key: UInt64) -> Int {
        let body = SubjectIndex.body(key)
        let isLegacy = key >> 63 != 0
        let (marks, known, last) = unsafe (slots.base, slotKeys.base, slots.count &- 1)
        var slot = Int(truncatingIfNeeded: Self.hash(body) >> slotShift)
        while true {
            // A place without a key holds zero there, which is nobody's key.
            let found = unsafe known[slot]
            if found == key || (isLegacy && found != 0 && SubjectIndex.body(found) == body) {
                return unsafe Int(marks[slot]) &- 1
            }
            if found == 0 { return -1 }
            slot = (slot &+ 1) & last
        }
    }

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

/// Makes the table and the order of an index when they are first asked for, and keeps them.
private final class SubjectParts: Sendable {
    private let table = Mutex<SubjectTable?>(nil)
    private let order = Mutex<AscendingSubjects?>(nil)

    func table(_ keys: [UInt64], _ numbers: [UInt32]) -> SubjectTable {
        table.withLock { table in
            if let table { return table }
            let made = SubjectTable(keys, numbers)
            table = made
            return made
        }
    }

    func order(_ keys: [UInt64], _ numbers: [UInt32]) throws(SnapshotError) -> AscendingSubjects {
        try order.withLock { order throws(SnapshotError) in
            if let order { return order }
            let made = try AscendingSubjects(keys, numbers)
            order = made
            return made
        }
    }

    func keep(_ made: AscendingSubjects) { order.withLock { $0 = made } }
}
