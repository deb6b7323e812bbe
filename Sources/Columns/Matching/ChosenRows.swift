/// Rows of a batch that count for something, each with its subject.
package struct ChosenRows {
    /// Positions of the rows in their batch, ascending.
    package private(set) var rows: [UInt32] = []
    /// The subject of each.
    package private(set) var subjects: [UInt32] = []

    /// None yet.
    package init() {}

    /// One row, the first, of a subject.
    package init(only subject: Int) { (rows, subjects) = ([0], [UInt32(subject)]) }

    /// How many.
    package var count: Int { rows.count }

    /// Chooses the rows of a batch whose flag is not zero, all without flags.
    package mutating func choose(_ batch: MatchedRows, flags: UnsafeBufferPointer<Int64>?) {
        let all = unsafe batch.subjects
        precondition(unsafe flags.map { $0.count >= all.count } ?? true, "Every row has a flag.")
        rows = unsafe Array(unsafeUninitializedCapacity: all.count) { target, made in
            guard let flags = unsafe flags else {
                for row in 0..<all.count { unsafe target[row] = UInt32(truncatingIfNeeded: row) }
                made = all.count
                return
            }
            for row in 0..<all.count {
                // Written always and kept sometimes: a loop without a branch that nobody could foretell.
                unsafe target[made] = UInt32(truncatingIfNeeded: row)
                made &+= unsafe flags[row] != 0 ? 1 : 0
            }
        }
        subjects = rows.map { unsafe all[Int($0)] }
    }

    /// Leaves the rows that a closure says; it is given a row and its subject.
    package mutating func keep(_ isKept: (_ row: Int, _ subject: Int) -> Bool) {
        var kept = 0
        for place in rows.indices where isKept(Int(rows[place]), Int(subjects[place])) {
            rows[kept] = rows[place]
            subjects[kept] = subjects[place]
            kept += 1
        }
        rows.removeLast(rows.count - kept)
        subjects.removeLast(subjects.count - kept)
    }

    /// Puts another subject in the place of each, by its number; rows of subjects past the list are left out.
    package mutating func rename(_ names: [UInt32]) {
        if subjects.contains(where: { Int($0) >= names.count }) { keep { _, subject in subject < names.count } }
        for place in subjects.indices { subjects[place] = names[Int(subjects[place])] }
    }

    /// Calls a closure with each row and its subject.
    @inline(__always)
    package func forEach(_ body: (_ row: Int, _ subject: Int) -> Void) {
        unsafe rows.withUnsafeBufferPointer { rows in
            unsafe subjects.withUnsafeBufferPointer { subjects in
                for place in 0..<rows.count { unsafe body(Int(rows[place]), Int(subjects[place])) }
            }
        }
    }
}
