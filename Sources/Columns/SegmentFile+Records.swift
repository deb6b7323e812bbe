/// Rows of a segment by their record numbers, and the records that a layer takes away.
extension SegmentFile {
    /// The place of a record number among those that the segment has rows of, or might have.
    private func place(ofRecord number: Int64, _ records: RecordLayout, near: inout RecordCursor)
        throws(SnapshotError) -> Int?
    {
        if let least = records.least {
            let (distance, overflow) = number.subtractingReportingOverflow(least)
            return !overflow && distance >= 0 && distance < Int64(records.count) ? Int(distance) : nil
        }
        if let present = records.present, let ranks = present.ranks {
            guard let word = try word(ofRecord: number, present) else { return nil }
            return try rank(number, word, present, ranks)
        }
        guard let numbers = records.numbers else { throw misplaced }
        return try find(number, in: numbers, records.count, near: &near)
    }

    /// The word with a record's bit; nil when there is no row of that number.
    @inline(__always)
    private func word(ofRecord number: Int64, _ present: PresentLayout) throws(SnapshotError) -> Int? {
        let (distance, overflow) = number.subtractingReportingOverflow(present.least)
        guard !overflow, distance >= 0, distance < Int64(present.count) else { return nil }
        let word = Int(distance) >> 6
        try touch(present.section, byte: word &* 8)
        let words = unsafe start(present.section).assumingMemoryBound(to: UInt64.self)
        return unsafe UInt64(littleEndian: words[word]) >> UInt64(distance & 63) & 1 != 0 ? word : nil
    }

    /// How many rows have a lesser record number.
    private func rank(
        _ number: Int64, _ word: Int, _ present: PresentLayout, _ ranks: NumberLayout
    ) throws(SnapshotError) -> Int {
        let stretch = word / PresentLayout.wordsPerRank
        var rank = try place(ranks, stretch, atMost: rows)
        let words = unsafe start(present.section).assumingMemoryBound(to: UInt64.self)
        for before in stretch * PresentLayout.wordsPerRank..<word {
            rank += unsafe words[before].nonzeroBitCount
        }
        let below = (1 as UInt64) << UInt64((number &- present.least) & 63) &- 1
        return unsafe rank + (UInt64(littleEndian: words[word]) & below).nonzeroBitCount
    }

    /// The place of a number in a list that ascends, looked for near where it would be if numbers lay evenly.
    ///
    /// Steps double from there until the number is passed, and halve back to it.
    private func find(
        _ number: Int64, in list: NumberLayout, _ count: Int, near: inout RecordCursor
    ) throws(SnapshotError) -> Int? {
        guard count > 0, list.width > 0 else { return count > 0 && list.base &+ 1 == number ? 0 : nil }
        let bytes = unsafe start(list.section)
        func isBefore(_ place: Int) throws(SnapshotError) -> Bool {
            try touch(list.section, byte: place &* list.width)
            return unsafe list.base &+ Int64(bitPattern: list.code(bytes, place)) < number
        }
        if near.density == 0 {
            let (least, greatest) = (try self.number(list, 0) ?? 0, try self.number(list, count - 1) ?? 0)
            near.density = Double(count) / max(1, Double(greatest) - Double(least))
            near.number = least
        }
        let guess = Double(near.place) + (Double(number) - Double(near.number)) * near.density
        var (low, high, step) = (0, 0, 8)
        let first = Int(min(max(guess, 0), Double(count - 1)))
        if try isBefore(first) {
            low = first + 1
            while low + step < count, try isBefore(low + step) {
                low += step + 1
                step *= 2
            }
            high = min(low + step, count)
        } else {
            high = first
            while high > step, try !isBefore(high - step) {
                high -= step
                step *= 2
            }
            low = max(0, high - step)
        }
        while low < high {
            let middle = (low + high) / 2
            if try isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        (near.place, near.number) = (low, number)
        guard low < count, try self.number(list, low) == number else { return nil }
        return low
    }

    /// Parts places of a list of ascending record numbers by whether the segment may have rows of those numbers.
    ///
    /// That there is none is certain always, that there is one where it is said to be.
    func split(
        _ places: [Int], by numbers: [Int64]
    ) throws(SnapshotError) -> (present: [Int], absent: [Int], isCertain: Bool) {
        guard let records = header.records else { return ([], places, true) }
        guard let layout = records.present else { return (places, [], false) }
        var (present, absent): ([Int], [Int]) = ([], [])
        absent.reserveCapacity(places.count)
        for place in places {
            if try word(ofRecord: numbers[place], layout) != nil { present.append(place) } else { absent.append(place) }
        }
        return (present, absent, true)
    }

    /// Calls a closure with the print of each indexed key of a record's row; false when the segment has no such row.
    func withPrints(
        ofRecord number: Int64, near: inout RecordCursor, _ body: (_ index: Int, _ print: UInt32) -> Void
    ) throws(SnapshotError) -> Bool {
        guard let records = header.records, let place = try place(ofRecord: number, records, near: &near) else {
            return false
        }
        for (index, layout) in records.prints.enumerated() {
            let print = UInt32(truncatingIfNeeded: try code(layout, place))
            if print == KeyPrint.none { return false }
            body(index, print)
        }
        return true
    }

    /// Whether the segment has a row of a record number.
    func hasRecord(_ number: Int64) throws(SnapshotError) -> Bool {
        var near = RecordCursor()
        return try withPrints(ofRecord: number, near: &near) { _, _ in }
    }

    /// A record number that a layer takes away from the segments below it.
    func takenRecord(_ place: Int) throws(SnapshotError) -> Int64 {
        guard let numbers = header.taken.numbers, let number = try self.number(numbers, place) else { throw misplaced }
        return number
    }

    /// Calls a closure with each record number that a layer takes away, ascending.
    func forEachTaken(_ body: (Int64) -> Void) throws(SnapshotError) {
        guard header.taken.count > 0 else { return }
        guard let numbers = header.taken.numbers else { throw misplaced }
        try touch(numbers.section, 0..<header.taken.count * numbers.width)
        let bytes = unsafe start(numbers.section)
        for place in 0..<header.taken.count {
            let code = unsafe numbers.code(bytes, place)
            guard code != 0 else { throw misplaced }
            body(numbers.base &+ Int64(bitPattern: code))
        }
    }

    /// Whether a layer takes a record away from the segments below it.
    func takesAway(_ number: Int64) throws(SnapshotError) -> Bool {
        guard let numbers = header.taken.numbers else { return false }
        var near = RecordCursor()
        return try find(number, in: numbers, header.taken.count, near: &near) != nil
    }
}

/// Where a record number was last looked for, for looking up many in their order.
struct RecordCursor {
    fileprivate var place = 0
    fileprivate var number: Int64 = 0
    /// Places for each number, if numbers lay evenly; zero before the first look.
    fileprivate var density = 0.0
}
