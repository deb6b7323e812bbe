/// Finds the pairs that are worth a look: records that agree on one of several keys.
///
/// A key may be wrong in one record; a person is missed only where every key is. Keys that too many records share (a
/// common name, an institution's address) count only together with a second one.
package struct LinkBlocking: Sendable {
    /// Most records under one key before the second key is asked for too.
    static let wide = 200
    /// Most records under both keys; more say nothing about a person and are passed over.
    static let widest = 2_000

    private let indexes: [Index]

    /// A table's records by their keys.
    package init(_ table: LinkTable) {
        indexes = (0..<Keys.count).map { Index(table, kind: $0) }
    }

    /// The records that share a key with one of another table, in order.
    func candidates(for record: LinkRecord, of table: LinkTable, into found: inout [UInt32]) {
        found.removeAll(keepingCapacity: true)
        let keys = Keys(record, of: table)
        for (kind, index) in indexes.enumerated() where keys[kind].first != 0 {
            index.collect(keys[kind], into: &found)
        }
        guard found.count > 1 else { return }
        found.sort()
        var kept = 1
        for position in 1..<found.count where found[position] != found[kept - 1] {
            found[kept] = found[position]
            kept += 1
        }
        found.removeLast(found.count - kept)
    }

    /// The records of one table by one kind of key.
    private struct Index: Sendable {
        private var entries: [Entry] = []

        private struct Entry: Sendable {
            let first: UInt64
            let second: UInt32
            let record: UInt32

            static func isBefore(_ x: Entry, _ y: Entry) -> Bool {
                if x.first != y.first { return x.first < y.first }
                return x.second != y.second ? x.second < y.second : x.record < y.record
            }
        }

        init(_ table: LinkTable, kind: Int) {
            entries.reserveCapacity(table.count)
            for (position, record) in table.records.enumerated() {
                let key = Keys.key(kind, record, of: table)
                guard key.first != 0 else { continue }
                entries.append(Entry(first: key.first, second: key.second, record: UInt32(position)))
            }
            entries.sort(by: Entry.isBefore)
        }

        func collect(_ key: Keys.Key, into found: inout [UInt32]) {
            var low = firstEntry { $0.first < key.first }
            var high = low
            while high < entries.count, high - low <= LinkBlocking.wide, entries[high].first == key.first { high += 1 }
            if high - low > LinkBlocking.wide {
                low = firstEntry { ($0.first, $0.second) < (key.first, key.second) }
                high = firstEntry { ($0.first, $0.second) <= (key.first, key.second) }
                if high - low > LinkBlocking.widest { return }
            }
            for position in low..<high { found.append(entries[position].record) }
        }

        private func firstEntry(notBefore isBefore: (Entry) -> Bool) -> Int {
            var (low, high) = (0, entries.count)
            while low < high {
                let middle = (low + high) / 2
                if isBefore(entries[middle]) { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
}

/// The keys of a record: what two records of one person are likely to have in common.
struct Keys {
    /// A key and what narrows it where too many share it; 0 stands for "has none".
    struct Key {
        var first: UInt64 = 0
        var second: UInt32 = 0
    }

    static let count = 12

    private let keys: [Key]

    init(_ record: LinkRecord, of table: LinkTable) {
        keys = (0..<Self.count).map { Self.key($0, record, of: table) }
    }

    subscript(kind: Int) -> Key { keys[kind] }

    static func key(_ kind: Int, _ record: LinkRecord, of table: LinkTable) -> Key {
        let year = UInt32(truncatingIfNeeded: Int(record.birth.year))
        let surname = UInt32(truncatingIfNeeded: record.name.surname)
        switch kind {
        case 0: return Key(first: record.identity.body, second: surname)
        case 1, 2, 3: return Key(first: identityPart(kind, record.identity, table), second: surname)
        case 4: return Key(first: record.name.hash, second: year)
        case 5: return Key(first: record.name.sound, second: year)
        case 6: return Key(first: UInt64(record.birth.digits), second: surname)
        case 7: return Key(first: record.phone, second: surname)
        case 8: return Key(first: record.address.tailHash, second: surname)
        default: return otherKey(kind, record, of: table, year)
        }
    }

    /// Keys of records without the form that Chinese names and addresses have.
    private static func otherKey(_ kind: Int, _ record: LinkRecord, of table: LinkTable, _ year: UInt32) -> Key {
        switch kind {
        case 9 where record.name.surnameCount == 0:
            return Key(first: record.name.surname, second: year)
        case 10 where record.address.town == 0 && record.address.text.count >= 12:
            return Key(first: LinkHash.of(table.scalars[record.address.text.range].prefix(12)), second: year)
        case 11 where record.identity.kind == .other:
            // Exchanged characters leave the sorted ones alone.
            return Key(first: LinkHash.of(table.bytes[record.identity.text.range].sorted()), second: year)
        default: return Key()
        }
    }

    /// Two of the three parts of an ID (where, when, which): a typing error touches one part, rarely two.
    private static func identityPart(_ kind: Int, _ identity: LinkIdentity, _ table: LinkTable) -> UInt64 {
        if identity.kind == .other { return half(kind, identity, table) }
        guard identity.kind != .none else { return 0 }
        let (region, day, number) = (
            identity.body / 100_000_000_000, identity.body / 1_000 % 100_000_000, identity.body % 1_000
        )
        switch kind {
        case 1: return region * 100_000_000 + day
        case 2: return day * 1_000 + number + 1
        default:
            // A typing error in the day leaves the check character, which narrows what region and number leave wide.
            guard identity.kind == .modern, let check = table.bytes[identity.text.range].last else { return 0 }
            return (region * 1_000 + number) * 256 + UInt64(check)
        }
    }

    /// The first or the second half of another number.
    private static func half(_ kind: Int, _ identity: LinkIdentity, _ table: LinkTable) -> UInt64 {
        let text = table.bytes[identity.text.range]
        guard kind < 3, text.count >= 6 else { return 0 }
        return LinkHash.of(kind == 1 ? text.prefix(text.count / 2) : text.suffix(text.count / 2))
    }
}
