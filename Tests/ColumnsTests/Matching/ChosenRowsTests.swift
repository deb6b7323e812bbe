import Columns
import Testing

@Suite struct ChosenRowsTests {
    private func batch(_ subjects: [UInt32]) -> MatchedRows {
        let rows = MatchedRows(capacity: subjects.count)
        rows.begin(subjects.count, lookup: 0, columns: [])
        for (row, subject) in subjects.enumerated() { rows.subjectTarget[row] = subject }
        return rows
    }

    @Test func `without flags all rows are chosen, and some can be left out`() {
        var chosen = ChosenRows()
        chosen.choose(batch([4, 5, 4]), flags: nil)
        #expect(chosen.rows == [0, 1, 2] && chosen.count == 3)
        chosen.keep { row, subject in row > 0 && subject == 4 }
        #expect(chosen.rows == [2] && chosen.subjects == [4])
        chosen.choose(batch([9]), flags: nil)
        #expect(chosen.subjects == [9], "The next batch begins anew.")
    }

    @Test func `subjects are renamed, and those past the list left out`() {
        var chosen = ChosenRows()
        chosen.choose(batch([2, 0, 3, 1]), flags: nil)
        chosen.rename([70, 71, 72])
        #expect(chosen.rows == [0, 1, 3] && chosen.subjects == [72, 70, 71])
        var seen: [[Int]] = []
        chosen.forEach { seen.append([$0, $1]) }
        #expect(seen == [[0, 72], [1, 70], [3, 71]])
    }
}
