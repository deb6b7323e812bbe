/// People ascending by the body of their ID.
struct AscendingSubjects: Sendable {
    private let bodies: [UInt64]
    private let numbers: [UInt32]
    /// Where each stands in the index; nil for some of a larger one, of whom nobody has asked that.
    let positions: [UInt32]?
    /// The place in this order of each position in the index, where positions are known.
    private let places: [UInt32]

    /// The number of somebody whose check character is not right: no key of 18 characters with this body is theirs.
    private static let nobody = UInt32.max

    init(_ keys: [UInt64], _ numbers: [UInt32]) throws(SnapshotError) {
        let tails = KeyTails.shared
        let entries = try Lane<KeyedRow>(capacity: keys.count)
        var count = 0
        var wrong: Set<Int> = []
        for (position, key) in keys.enumerated() {
            if tails.raw(body: SubjectIndex.body(key), tail: 0) == key {
                entries[count] = KeyedRow(key: SubjectIndex.body(key), row: UInt32(position))
                count += 1
            } else {
                wrong.insert(position)
            }
        }
        // Of one body the right check character comes first.
        for position in wrong.sorted() {
            entries[count] = KeyedRow(key: SubjectIndex.body(keys[position]), row: UInt32(position))
            count += 1
        }
        let sorted = RadixSort.sort(entries, try Lane(capacity: keys.count), count: count)
        let positions = (0..<count).map { sorted[$0].row }
        (self.positions, places) = (positions, Self.places(positions))
        // One behind the last, so that a cursor always stands on something.
        bodies = (0..<count).map { sorted[$0].key } + [UInt64.max]
        self.numbers = positions.map { wrong.contains(Int($0)) ? Self.nobody : numbers[Int($0)] } + [Self.nobody]
    }

    private init(bodies: [UInt64], numbers: [UInt32], positions: [UInt32]? = nil, places: [UInt32] = []) {
        (self.bodies, self.numbers, self.positions, self.places) = (bodies, numbers, positions, places)
    }

    private static func places(_ positions: [UInt32]) -> [UInt32] {
        var places = [UInt32](repeating: 0, count: positions.count)
        for (place, position) in positions.enumerated() { places[Int(position)] = UInt32(place) }
        return places
    }

    /// These and some more, who stand behind them in the index; nil when positions are not known.
    func adding(_ more: AscendingSubjects) -> AscendingSubjects? {
        guard let positions, let others = more.positions else { return nil }
        let count = positions.count + others.count
        var (bodies, numbers, merged): ([UInt64], [UInt32], [UInt32]) = ([], [], [])
        bodies.reserveCapacity(count + 1)
        numbers.reserveCapacity(count + 1)
        merged.reserveCapacity(count)
        var (mine, theirs) = (0, 0)
        while merged.count < count {
            // Behind the last of each stands a body that is nobody's. Of one body the right check character is first.
            let isTheirs =
                more.bodies[theirs] < self.bodies[mine]
                || (more.bodies[theirs] == self.bodies[mine] && self.numbers[mine] == Self.nobody)
            if theirs < others.count, isTheirs || mine == positions.count {
                bodies.append(more.bodies[theirs])
                numbers.append(more.numbers[theirs])
                merged.append(UInt32(positions.count) + others[theirs])
                theirs += 1
            } else {
                bodies.append(self.bodies[mine])
                numbers.append(self.numbers[mine])
                merged.append(positions[mine])
                mine += 1
            }
        }
        bodies.append(UInt64.max)
        numbers.append(Self.nobody)
        return AscendingSubjects(bodies: bodies, numbers: numbers, positions: merged, places: Self.places(merged))
    }

    /// Those of the people who stand at some positions of the index; nil when positions are not known.
    ///
    /// A bit for each place is set and gone through, which needs no sorting.
    func narrowed(to kept: [UInt32]) -> AscendingSubjects? {
        guard positions != nil else { return nil }
        var marks = [UInt64](repeating: 0, count: places.count / 64 + 1)
        for position in kept {
            let place = places[Int(position)]
            marks[Int(place >> 6)] |= 1 << UInt64(place & 63)
        }
        var (chosenBodies, chosenNumbers): ([UInt64], [UInt32]) = ([], [])
        chosenBodies.reserveCapacity(kept.count + 1)
        chosenNumbers.reserveCapacity(kept.count + 1)
        for word in marks.indices {
            var rest = marks[word]
            while rest != 0 {
                let place = word << 6 | rest.trailingZeroBitCount
                chosenBodies.append(bodies[place])
                chosenNumbers.append(numbers[place])
                rest &= rest &- 1
            }
        }
        chosenBodies.append(UInt64.max)
        chosenNumbers.append(Self.nobody)
        return AscendingSubjects(bodies: chosenBodies, numbers: chosenNumbers)
    }

    /// Lends a cursor that goes along the people as keys ascend.
    @inline(__always)
    func withCursor<Result>(_ body: (inout SubjectCursor) throws -> Result) rethrows -> Result {
        try unsafe bodies.withUnsafeBufferPointer { bodies in
            try unsafe numbers.withUnsafeBufferPointer { numbers in
                var cursor = unsafe SubjectCursor(bodies: bodies, numbers: numbers)
                defer { unsafe cursor.deallocate() }
                return try unsafe body(&cursor)
            }
        }
    }
}

/// A place among people in the order of their IDs, and a filter of those near it.
@unsafe struct SubjectCursor {
    private let bodies: UnsafeBufferPointer<UInt64>
    private let numbers: UnsafeBufferPointer<UInt32>
    private var place = 0
    private var end = 0
    /// Two bits for each of the people of a stretch; it stays in the nearest cache, as one of everybody would not.
    private let filter: UnsafeMutablePointer<UInt64>

    private static let mostWords = 2048

    fileprivate init(bodies: UnsafeBufferPointer<UInt64>, numbers: UnsafeBufferPointer<UInt32>) {
        unsafe (self.bodies, self.numbers) = unsafe (bodies, numbers)
        unsafe filter = .allocate(capacity: Self.mostWords)
    }

    fileprivate func deallocate() { unsafe filter.deallocate() }

    /// Moves to the people from one body up to another, and says how many there are; stretches must ascend.
    mutating func stretch(from first: UInt64, upTo limit: UInt64) -> Int {
        unsafe place = unsafe position(notBelow: first, from: end)
        unsafe end = unsafe position(notBelow: limit, from: place)
        return unsafe end &- place
    }

    /// The first position not below a body: steps double until it is passed, and halve back to it.
    private func position(notBelow body: UInt64, from start: Int) -> Int {
        let count = unsafe bodies.count &- 1
        var (low, step) = (start, 1)
        while low &+ step <= count, unsafe bodies[low &+ step &- 1] < body {
            low &+= step
            step &*= 2
        }
        var high = min(low &+ step, count)
        while low < high {
            let middle = (low &+ high) / 2
            if unsafe bodies[middle] < body { low = middle &+ 1 } else { high = middle }
        }
        return low
    }

    /// Calls a closure with the body of each of the stretch.
    @inline(__always)
    func forEachBody(_ body: (UInt64) throws(SnapshotError) -> Void) throws(SnapshotError) {
        var last = UInt64.max
        for position in unsafe place..<end {
            let next = unsafe bodies[position]
            if next != last { try body(next) }
            last = next
        }
    }

    /// Writes the positions of those keys that may be somebody's of the stretch, and returns how many.
    @inline(__always)
    func sift(_ keys: UnsafePointer<UInt64>, _ count: Int, into target: UnsafeMutablePointer<UInt32>) -> Int {
        let people = unsafe end &- place
        // Sixteen bits or more for each.
        let most = unsafe Self.mostWords.trailingZeroBitCount
        let wordBits = min(max(3, Int.bitWidth - (people / 4).leadingZeroBitCount), most)
        let (bits, shift) = unsafe (filter, UInt64(64 - wordBits))
        unsafe bits.update(repeating: 0, count: 1 << wordBits)
        for position in unsafe place..<end {
            let hash = unsafe Self.hash(bodies[position])
            unsafe bits[Int(truncatingIfNeeded: hash >> shift)] |= unsafe Self.mask(hash)
        }
        var made = 0
        for position in 0..<count {
            let hash = unsafe Self.hash(UInt64(littleEndian: keys[position]))
            let mask = unsafe Self.mask(hash)
            // Written always and kept sometimes: whether a person is watched no branch could foretell.
            unsafe target[made] = UInt32(truncatingIfNeeded: position)
            made &+= unsafe bits[Int(truncatingIfNeeded: hash >> shift)] & mask == mask ? 1 : 0
        }
        return made
    }

    @inline(__always)
    private static func hash(_ body: UInt64) -> UInt64 { body &* 0x9E37_79B9_7F4A_7C15 }

    @inline(__always)
    private static func mask(_ hash: UInt64) -> UInt64 { 1 << (hash >> 40 & 63) | 1 << (hash >> 34 & 63) }

    /// The number of the person with a body, or -1; bodies asked for must ascend within the stretch.
    @inline(__always)
    mutating func find(_ body: UInt64) -> Int {
        while unsafe bodies[place] < body { unsafe place &+= 1 }
        guard unsafe bodies[place] == body, unsafe numbers[place] != UInt32.max else { return -1 }
        return unsafe Int(numbers[place])
    }
}
