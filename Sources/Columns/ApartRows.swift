/// The rows of people who are asked about every night, put into a segment of their own in front of those of strangers.
///
/// One person in ten may be watched, and their rows stand in every block of a file sorted by person: put apart they are
/// read without a look at the others, and a day's changes touch a tenth of the pages.
struct ApartRows {
    private let table: RowTable
    private let isHole: Lane<UInt8>
    private let isApart: Lane<UInt8>
    private let holes: Int
    /// How many rows stand apart, and how many are left.
    let counts: (apart: Int, others: Int)

    /// Sorts the rows of a table out; a row is apart when any citizen key of it may be one of the people's.
    init(_ table: RowTable, _ people: SubjectIndex) throws(SnapshotError) {
        self.table = table
        holes = table.holes
        isHole = try Lane(capacity: table.slots)
        isApart = try Lane(capacity: table.slots, isZeroed: true)
        let finder = people.table
        for case .keys(let lane) in table.columns {
            for row in 0..<table.slots where finder.mayHold(body: IndexKey.of(raw: lane[row])) { isApart[row] = 1 }
        }
        var apart = 0
        for row in 0..<table.slots {
            isHole[row] = table.isHole[row]
            if isHole[row] == 0, isApart[row] != 0 { apart += 1 }
        }
        counts = (apart, table.rows - apart)
    }

    /// Makes holes of the other rows while a closure works.
    func withOnly(
        apart: Bool, _ body: () throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        for row in 0..<table.slots { table.isHole[row] = isHole[row] | (isApart[row] ^ (apart ? 1 : 0)) }
        table.holes = table.slots - (apart ? counts.apart : counts.others)
        defer {
            for row in 0..<table.slots { table.isHole[row] = isHole[row] }
            table.holes = holes
        }
        try body()
    }
}
