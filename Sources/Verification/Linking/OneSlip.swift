/// Typing errors between two texts.
enum OneSlip {
    /// Whether two different texts are one wrong, missing, superfluous or two exchanged neighbouring characters apart.
    static func separates<Unit: Equatable>(_ left: ArraySlice<Unit>, _ right: ArraySlice<Unit>) -> Bool {
        let (short, long) = left.count <= right.count ? (left, right) : (right, left)
        guard long.count - short.count <= 1 else { return false }
        var front = 0
        while front < short.count, short[short.startIndex + front] == long[long.startIndex + front] { front += 1 }
        var back = 0
        while back < short.count - front, short[short.endIndex - 1 - back] == long[long.endIndex - 1 - back] {
            back += 1
        }
        // What is left between the common beginning and the common end.
        let rest = (short.count - front - back, long.count - front - back)
        if rest == (0, 1) || rest == (1, 1) { return true }
        guard rest == (2, 2) else { return false }
        let (s, l) = (short.startIndex + front, long.startIndex + front)
        return short[s] == long[l + 1] && short[s + 1] == long[l]
    }

    /// Whether two texts are at most so many single insertions, deletions and changes apart.
    static func areWithin(_ limit: Int, _ left: ArraySlice<UInt32>, _ right: ArraySlice<UInt32>) -> Bool {
        guard abs(left.count - right.count) <= limit else { return false }
        // Each change touches two kinds of character at most, so most pairs need no table.
        guard (kinds(left) ^ kinds(right)).nonzeroBitCount <= 2 * limit else { return false }
        var previous = Array(0...right.count)
        var current = previous
        for (row, unit) in left.enumerated() {
            current[0] = row + 1
            var least = current[0]
            for (column, other) in right.enumerated() {
                let change = previous[column] + (unit == other ? 0 : 1)
                current[column + 1] = min(change, previous[column + 1] + 1, current[column] + 1)
                least = min(least, current[column + 1])
            }
            if least > limit { return false }
            swap(&previous, &current)
        }
        return previous[right.count] <= limit
    }

    private static func kinds(_ text: ArraySlice<UInt32>) -> UInt64 {
        text.reduce(0) { $0 | 1 << UInt64($1 & 63) }
    }
}
