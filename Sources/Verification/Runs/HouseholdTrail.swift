package import Primitives

/// What an answer about a household rests on beside its own rows, and until when it holds: the next run begins here.
package struct HouseholdTrail: Hashable, Sendable {
    /// A key under which rows were read that is not a member's own: a spouse's ID, a credit code.
    package struct Read: Hashable, Sendable {
        /// Which column of which dataset, as `ReadPlace` numbers it.
        let place: UInt32
        /// The raw packed ID of another person, or the print of a text.
        let key: UInt64
    }

    /// The first day on which an answer can change with no row changed; nil for never.
    package var dueDay: CivilDate?
    /// The other keys that were read.
    package var reads: Set<Read>

    /// A trail by its parts.
    package init(dueDay: CivilDate? = nil, reads: Set<Read> = []) {
        (self.dueDay, self.reads) = (dueDay, reads)
    }

    /// Takes in what other answers about the household rest on.
    package mutating func add(_ other: HouseholdTrail) {
        dueDay = [dueDay, other.dueDay].compactMap(\.self).min()
        reads.formUnion(other.reads)
    }

    /// The trail as bytes, to be sealed: keys may be citizen IDs.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        func append(_ number: some FixedWidthInteger) {
            withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
        }
        append(dueDay?.dayNumber ?? Int32.max)
        for read in reads.sorted(by: { ($0.place, $0.key) < ($1.place, $1.key) }) {
            append(read.place)
            append(read.key)
        }
        return bytes
    }

    /// Reads what `bytes` wrote; nil when it is not whole.
    package init?(bytes: [UInt8]) {
        guard bytes.count >= 4, (bytes.count - 4) % 12 == 0 else { return nil }
        func number(_ start: Int, _ count: Int) -> UInt64 {
            (0..<count).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64($1 * 8) }
        }
        let day = Int32(bitPattern: UInt32(truncatingIfNeeded: number(0, 4)))
        dueDay = day == .max ? nil : CivilDate(dayNumber: day)
        reads = []
        for start in stride(from: 4, to: bytes.count, by: 12) {
            reads.insert(Read(place: UInt32(truncatingIfNeeded: number(start, 4)), key: number(start + 4, 8)))
        }
    }
}

extension CheckResult {
    /// What the answers about each household rest on, by its key; empty unless the run was asked to keep its state.
    package var trails: [String: HouseholdTrail] {
        guard let trace else { return [:] }
        let turning = trace.turning.compactMap { $0 }.min()
        var trails = [HouseholdTrail](repeating: HouseholdTrail(dueDay: turning), count: people.householdCount)
        for due in trace.due {
            let day = CivilDate(dayNumber: due.day)
            trails[Int(due.household)].dueDay = min(trails[Int(due.household)].dueDay ?? day, day)
        }
        for read in trace.reads {
            trails[Int(read.household)].reads.insert(HouseholdTrail.Read(place: read.place, key: read.key))
        }
        return Dictionary(uniqueKeysWithValues: trails.enumerated().map { (people.name($0.offset), $0.element) })
    }
}
