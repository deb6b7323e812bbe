/// Which rows of a file belong to which subject, when both files are in the order of the subjects' keys.
package struct OrderedJoin {
    /// For each good record of the subjects' piece the good records of the other piece that name it.
    package private(set) var rows: [Range<Int>] = []
    /// Good records of the other piece that name no subject of the piece.
    package private(set) var orphans: [Int] = []

    /// An empty join.
    package init() {}

    /// Walks both pieces once.
    package mutating func run(
        _ subjects: CSVPiece, _ subjectColumn: Int, _ other: CSVPiece, _ otherColumn: Int
    ) {
        rows.removeAll(keepingCapacity: true)
        orphans.removeAll()
        var next = 0
        for subject in 0..<subjects.count {
            while next < other.count,
                !other.isEqual(next, otherColumn, to: subjects, subject, subjectColumn),
                other.isLess(next, otherColumn, than: subjects, subject, subjectColumn)
            {
                orphans.append(next)
                next += 1
            }
            let first = next
            while next < other.count, other.isEqual(next, otherColumn, to: subjects, subject, subjectColumn) {
                next += 1
            }
            rows.append(first..<next)
        }
        orphans += next..<other.count
    }
}
