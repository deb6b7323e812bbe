/// The rows of a table in the order of their record numbers.
struct RecordOrder {
    private let sorted: Lane<KeyedRow>
    /// How many rows.
    let count: Int

    /// Sorts the rows that were not set aside; nil where they stand in that order already, each number once.
    init?(_ table: RowTable) throws(SnapshotError) {
        guard let numbers = table.recordNumbers else { return nil }
        var isAscending = true
        var last = Int64.min
        for row in 0..<table.slots where table.holes == 0 || table.isHole[row] == 0 {
            isAscending = isAscending && last < numbers[row]
            last = numbers[row]
        }
        if isAscending { return nil }
        let entries = try Lane<KeyedRow>(capacity: table.slots)
        var count = 0
        for row in 0..<table.slots where table.holes == 0 || table.isHole[row] == 0 {
            entries[count] = KeyedRow(key: UInt64(bitPattern: numbers[row]) ^ 1 << 63, row: UInt32(row))
            count += 1
        }
        sorted = RadixSort.sort(entries, try Lane(capacity: table.slots), count: count)
        self.count = count
    }

    /// The record number at a place.
    @inline(__always)
    func number(_ place: Int) -> Int64 { Int64(bitPattern: sorted[place].key ^ 1 << 63) }

    /// The row at a place.
    @inline(__always)
    func row(_ place: Int) -> Int { Int(sorted[place].row) }
}
