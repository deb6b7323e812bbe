/// An order of households in which those of equal masks stand together, each group by the household's number.
struct MaskOrder {
    /// The place of each household, as they were given.
    let places: [UInt32]
    /// The households by number, and their places.
    let ascending: [(subject: UInt32, place: UInt32)]

    /// Households by their numbers, of `count` there are, and the masks of each; a mask is a word or more.
    init(_ numbers: [Int], masks: [UInt64], among count: Int) {
        let words = masks.count / max(1, numbers.count)
        var chosenAt = [UInt32](repeating: 0, count: count)
        for (index, number) in numbers.enumerated() { chosenAt[number] = UInt32(index) + 1 }
        var groups: [ArraySlice<UInt64>: Int] = [:]
        var sizes: [UInt32] = []
        var groupOf: [(number: UInt32, group: Int)] = []
        groupOf.reserveCapacity(numbers.count)
        for (number, index) in chosenAt.enumerated() where index > 0 {
            let mask = masks[(Int(index) - 1) * words..<Int(index) * words]
            let group = groups[mask] ?? sizes.count
            if group == sizes.count {
                groups[mask] = group
                sizes.append(0)
            }
            sizes[group] += 1
            groupOf.append((UInt32(number), group))
        }
        var next = sizes.reduce(into: [UInt32(0)]) { $0.append(($0.last ?? 0) + $1) }
        var places = [UInt32](repeating: 0, count: numbers.count)
        ascending = groupOf.map { number, group in
            defer { next[group] += 1 }
            places[Int(chosenAt[Int(number)]) - 1] = next[group]
            return (number, next[group])
        }
        self.places = places
    }
}
