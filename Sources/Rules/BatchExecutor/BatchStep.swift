/// What a step of a batch takes: the same number for all lanes, or the lanes of an earlier step.
enum BatchOperand: Hashable, Sendable {
    case constant(Int64)
    case lanes(Int)

    static let no = BatchOperand.constant(0)
    static let yes = BatchOperand.constant(1)
}

/// What two operands become, lane by lane.
///
/// Arithmetic wraps: a lane whose step may overflow is marked by the step that says so, and its value never used.
/// Divisors that are not above zero count as one, for the same reason.
enum BatchPair: Hashable, Sendable {
    case add, subtract, multiply, minimum, maximum
    case equal, notEqual, less, lessOrEqual
    case and, andNot, or, exclusiveOr
    case quotientDown, quotientUp, quotientHalfUp, remainder
    case addOverflows, subtractOverflows, multiplyOverflows
    case among(Int)
    case calendar(CalendarFunction), calendarFails(CalendarFunction)
}

/// How the lanes below become one value.
enum BatchFold: Hashable, Sendable { case sum, minimum, maximum, any, all, sumOverflows, distinct }

/// A step of a batch: computed for all lanes of an entity before the next one begins.
struct BatchStep: Hashable, Sendable {
    enum Operation: Hashable, Sendable {
        /// The fact of a field, by its position.
        case input(Int)
        case pair(BatchPair, BatchOperand, BatchOperand)
        /// The second where the first is 1, else the third.
        case choose(Int, BatchOperand, BatchOperand)
        /// The entry of a table under word numbers; `BatchTable.absent` without an entry.
        case lookUp(Int, [BatchOperand])
        /// The lanes of the entity above, each at its rows below.
        case spread(Int)
        /// Over the rows below; where the filter (lanes or 1) is 1, which only `distinct` asks itself.
        case fold(BatchFold, over: Int, BatchOperand, filter: BatchOperand)
    }

    let entity: Int
    let operation: Operation

    /// The lanes of earlier steps that it reads.
    var reads: [Int] {
        let operands: [BatchOperand] =
            switch operation {
            case .input: []
            case .pair(_, let first, let second): [first, second]
            case .choose(let condition, let first, let second): [.lanes(condition), first, second]
            case .lookUp(_, let keys): keys
            case .spread(let source): [.lanes(source)]
            case .fold(_, _, let body, let filter): [body, filter]
            }
        return operands.compactMap { if case .lanes(let step) = $0 { step } else { nil } }
    }
}

/// The entries of a parameter's table under one, two or more words, laid out so that a look-up is arithmetic.
struct BatchTable: Hashable, Sendable {
    /// What a look-up gives where there is no entry; no number of a policy is this small.
    static let absent = Int64.min

    /// For each key, by word number: where its entries begin, or -1.
    private(set) var places: [[Int]] = []
    /// The entries; `absent` where there is none.
    private(set) var entries: [Int64] = []

    /// Lays out a table; `word` numbers the words.
    init(_ content: ParameterContent, depth: Int, word: (String) -> Int64?, entry: (ParameterContent) -> Int64) {
        var names: [Set<String>] = Array(repeating: [], count: depth)
        Self.collect(content, 0, &names)
        let orders = names.map { $0.sorted() }
        var stride = 1
        for order in orders.reversed() {
            var place: [Int] = []
            for (position, name) in order.enumerated() {
                guard let number = word(name).map(Int.init(_:)) else { continue }
                if number >= place.count { place += Array(repeating: -1, count: number + 1 - place.count) }
                place[number] = position * stride
            }
            places.insert(place, at: 0)
            stride *= order.count
        }
        entries = Array(repeating: Self.absent, count: max(1, stride))
        fill(content, orders, 0, 0, stride, entry)
    }

    private static func collect(_ content: ParameterContent, _ level: Int, _ names: inout [Set<String>]) {
        guard level < names.count, case .table(let entries) = content else { return }
        for (name, entry) in entries {
            names[level].insert(name)
            collect(entry, level + 1, &names)
        }
    }

    private mutating func fill(
        _ content: ParameterContent, _ orders: [[String]], _ level: Int, _ base: Int, _ size: Int,
        _ entry: (ParameterContent) -> Int64
    ) {
        guard level < orders.count else {
            entries[base] = entry(content)
            return
        }
        guard case .table(let table) = content, !orders[level].isEmpty else { return }
        let part = size / orders[level].count
        for (position, name) in orders[level].enumerated() {
            if let below = table[name] { fill(below, orders, level + 1, base + position * part, part, entry) }
        }
    }

    /// The entry under word numbers, outermost first.
    func entry(_ keys: [Int64]) -> Int64 {
        var place = 0
        for (level, key) in keys.enumerated() {
            guard key >= 0, key < places[level].count, places[level][Int(key)] >= 0 else { return Self.absent }
            place += places[level][Int(key)]
        }
        return entries[place]
    }
}
