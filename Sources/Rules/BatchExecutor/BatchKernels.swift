/// An operand while a kernel runs.
@unsafe enum LaneSource {
    case constant(Int64)
    case lanes(UnsafePointer<Int64>)
}

/// Numbers by position; kernels are compiled once for lanes and once for constants.
private protocol Numbers {
    subscript(_ lane: Int) -> Int64 { get }
}

@unsafe private struct Lanes: @unsafe Numbers {
    let base: UnsafePointer<Int64>
    @inline(__always) subscript(_ lane: Int) -> Int64 { unsafe base[lane] }
}

private struct Same: Numbers {
    let number: Int64
    @inline(__always) subscript(_ lane: Int) -> Int64 { number }
}

/// Two operands to one, lane by lane: one loop for each kind, which the compiler vectorises.
@safe struct PairKernels {
    let target: UnsafeMutablePointer<Int64>
    let count: Int

    @inline(__always)
    private func fill(_ first: some Numbers, _ second: some Numbers, _ body: (Int64, Int64) -> Int64) {
        for lane in 0..<count { unsafe target[lane] = body(first[lane], second[lane]) }
    }

    @inline(__always)
    private func fill(_ first: LaneSource, _ second: LaneSource, _ body: (Int64, Int64) -> Int64) {
        switch unsafe (first, second) {
        case (.lanes(let a), .lanes(let b)): unsafe fill(Lanes(base: a), Lanes(base: b), body)
        case (.lanes(let a), .constant(let b)): unsafe fill(Lanes(base: a), Same(number: b), body)
        case (.constant(let a), .lanes(let b)): unsafe fill(Same(number: a), Lanes(base: b), body)
        case (.constant(let a), .constant(let b)): fill(Same(number: a), Same(number: b), body)
        }
    }

    func run(_ pair: BatchPair, _ first: LaneSource, _ second: LaneSource, lists: [[Int64]]) {
        switch pair {
        case .add: unsafe fill(first, second) { $0 &+ $1 }
        case .subtract: unsafe fill(first, second) { $0 &- $1 }
        case .multiply: unsafe fill(first, second) { $0 &* $1 }
        case .minimum: unsafe fill(first, second) { $0 < $1 ? $0 : $1 }
        case .maximum: unsafe fill(first, second) { $0 > $1 ? $0 : $1 }
        case .equal: unsafe fill(first, second) { $0 == $1 ? 1 : 0 }
        case .notEqual: unsafe fill(first, second) { $0 != $1 ? 1 : 0 }
        case .less: unsafe fill(first, second) { $0 < $1 ? 1 : 0 }
        case .lessOrEqual: unsafe fill(first, second) { $0 <= $1 ? 1 : 0 }
        case .and: unsafe fill(first, second) { $0 & $1 }
        case .andNot: unsafe fill(first, second) { $0 & ~$1 }
        case .or: unsafe fill(first, second) { $0 | $1 }
        case .exclusiveOr: unsafe fill(first, second) { $0 ^ $1 }
        case .quotientDown, .quotientUp, .quotientHalfUp, .remainder: unsafe divide(pair, first, second)
        case .addOverflows, .subtractOverflows, .multiplyOverflows, .among, .calendar, .calendarFails:
            let list: [Int64] = if case .among(let position) = pair { lists[position] } else { [] }
            unsafe fill(first, second) { pair.value($0, $1, list: list) }
        }
    }

    private func divide(_ pair: BatchPair, _ first: LaneSource, _ second: LaneSource) {
        if case .constant(let number) = unsafe second, number > 1 {
            let divisor = ConstantDivisor(number)
            switch pair {
            case .quotientDown: return unsafe fill(first, second) { number, _ in divisor.down(number) }
            case .quotientUp: return unsafe fill(first, second) { number, _ in divisor.up(number) }
            case .quotientHalfUp: return unsafe fill(first, second) { number, _ in divisor.halfUp(number) }
            default: return unsafe fill(first, second) { number, _ in divisor.remainder(number) }
            }
        }
        switch pair {
        case .quotientDown: unsafe fill(first, second) { Interval.quotient($0, max($1, 1), .down) }
        case .quotientUp: unsafe fill(first, second) { Interval.quotient($0, max($1, 1), .up) }
        case .quotientHalfUp: unsafe fill(first, second) { Interval.quotient($0, max($1, 1), .halfUp) }
        default: unsafe fill(first, second) { Interval.modulus($0, max($1, 1)) }
        }
    }
}

/// One of two operands, lane by lane.
@safe struct ChooseKernels {
    let target: UnsafeMutablePointer<Int64>
    let count: Int

    @inline(__always)
    private func fill(_ flags: UnsafePointer<Int64>, _ first: some Numbers, _ second: some Numbers) {
        for lane in 0..<count {
            // A flag as a mask: no branch, and the same in every lane width.
            let mask = unsafe 0 &- flags[lane]
            let (yes, no) = (first[lane], second[lane])
            unsafe target[lane] = (yes & mask) | (no & ~mask)
        }
    }

    func run(_ flags: UnsafePointer<Int64>, _ first: LaneSource, _ second: LaneSource) {
        switch unsafe (first, second) {
        case (.lanes(let a), .lanes(let b)): unsafe fill(flags, Lanes(base: a), Lanes(base: b))
        case (.lanes(let a), .constant(let b)): unsafe fill(flags, Lanes(base: a), Same(number: b))
        case (.constant(let a), .lanes(let b)): unsafe fill(flags, Same(number: a), Lanes(base: b))
        case (.constant(let a), .constant(let b)): unsafe fill(flags, Same(number: a), Same(number: b))
        }
    }
}

/// The entries of a table under word numbers, lane by lane.
@safe struct TableKernels {
    let target: UnsafeMutablePointer<Int64>
    let count: Int

    func run(_ table: BatchTable, _ keys: [LaneSource]) {
        unsafe target.update(repeating: 0, count: count)
        for level in unsafe keys.indices {
            switch unsafe keys[level] {
            case .constant(let key):
                let place = Self.place(key, table.places[level])
                add(place)
            case .lanes(let key):
                unsafe table.places[level].withUnsafeBufferPointer { places in
                    for lane in 0..<count {
                        let place = unsafe Self.place(key[lane], places)
                        unsafe target[lane] = target[lane] < 0 || place < 0 ? -1 : target[lane] &+ place
                    }
                }
            }
        }
        unsafe table.entries.withUnsafeBufferPointer { entries in
            for lane in 0..<count {
                unsafe target[lane] = target[lane] < 0 ? BatchTable.absent : entries[Int(target[lane])]
            }
        }
    }

    @inline(__always)
    private func add(_ place: Int64) {
        for lane in 0..<count { unsafe target[lane] = target[lane] < 0 || place < 0 ? -1 : target[lane] &+ place }
    }

    @inline(__always)
    private static func place(_ key: Int64, _ places: some RandomAccessCollection<Int>) -> Int64 {
        guard key >= 0, key < Int64(places.count) else { return -1 }
        return Int64(places[places.index(places.startIndex, offsetBy: Int(key))])
    }
}

/// The rows below each lane as one value.
@safe struct FoldKernels {
    let target: UnsafeMutablePointer<Int64>
    let count: Int
    let links: [BatchLink]

    func run(_ fold: BatchFold, _ body: LaneSource, filter: LaneSource) {
        switch fold {
        case .sum: unsafe fill(body, 0) { $0 &+ $1 }
        case .minimum: unsafe fill(body, .max) { $0 < $1 ? $0 : $1 }
        case .maximum: unsafe fill(body, .min) { $0 > $1 ? $0 : $1 }
        case .any: unsafe fill(body, 0) { $0 | $1 }
        case .all: unsafe fill(body, 1) { $0 & $1 }
        case .sumOverflows: unsafe overflows(body)
        case .distinct: unsafe distinct(body, filter)
        }
    }

    @inline(__always)
    private func fill(_ body: LaneSource, _ start: Int64, _ combine: (Int64, Int64) -> Int64) {
        unsafe target.update(repeating: start, count: count)
        for link in links {
            let into = unsafe target + link.parents
            switch unsafe body {
            case .constant(let number):
                for lane in 0..<link.count { unsafe into[lane] = combine(into[lane], number) }
            case .lanes(let base):
                let rows = unsafe base + link.rows
                for lane in 0..<link.count { unsafe into[lane] = combine(into[lane], rows[lane]) }
            }
        }
    }

    private static func number(_ source: LaneSource, _ lane: Int) -> Int64 {
        switch unsafe source {
        case .constant(let number): number
        case .lanes(let base): unsafe base[lane]
        }
    }

    /// Whether the exact sum lies outside 64 bits at the end; sums on the way there may.
    private func overflows(_ body: LaneSource) {
        var sums = [Int128](repeating: 0, count: count)
        for link in links {
            for lane in 0..<link.count {
                sums[link.parents + lane] += unsafe Int128(Self.number(body, link.rows + lane))
            }
        }
        for lane in 0..<count { unsafe target[lane] = Int64(exactly: sums[lane]) == nil ? 1 : 0 }
    }

    private func distinct(_ body: LaneSource, _ filter: LaneSource) {
        var found = [Set<Int64>](repeating: [], count: count)
        for link in links {
            for lane in 0..<link.count where unsafe Self.number(filter, link.rows + lane) == 1 {
                unsafe found[link.parents + lane].insert(Self.number(body, link.rows + lane))
            }
        }
        for lane in 0..<count { unsafe target[lane] = Int64(found[lane].count) }
    }
}
