import Primitives
import Testing

/// The dated reference files are complete and read.
@Suite struct ReferenceDataTests {
    @Test(arguments: 2020...2026)
    func `the holiday file of a year is whole`(year: Int) throws {
        let file = try HolidayYear(parsing: reference("holidays/\(year).csv"), fileName: "\(year).csv")
        #expect(file.year == year && file.source.contains("国办发明电"))
        #expect((27...33).contains(file.offDays.count) && (5...8).contains(file.makeUpDays.count))
        for fixed in ["01-01", "05-01", "10-01", "10-02", "10-03"] {
            #expect(try file.offDays.contains(day("\(year)-\(fixed)")))
        }
        // Swapping weekends for weekdays must not make the year longer or shorter by more than the statutory days.
        let calendar = WorkingDayCalendar(years: [file])
        let (newYear, end) = (try day("\(year)-01-01"), try day("\(year)-12-31"))
        #expect((246...251).contains(try calendar.workingDays(after: newYear, through: end)))
    }

    @Test func `the regions form one tree`() throws {
        let rows = try referenceRows("regions/371600.csv")
        #expect(rows.count == 9)
        let codes = try Set(rows.map { try RegionCode($0[0]) })
        for row in rows {
            let code = try RegionCode(row[0])
            #expect(code.text == row[0] && code.level.rawValue == row[2])
            #expect((code.parent?.text ?? "") == row[3])
            #expect(code.parent.map(codes.contains) ?? true)
        }
    }

    @Test(arguments: ["codes/sex.csv", "codes/relation.csv", "codes/disability.csv", "regions/371600.csv"])
    func `a code list names its source and no code twice`(path: String) throws {
        #expect(try reference(path).hasPrefix("# source: "))
        let rows = try referenceRows(path)
        let columns = path.contains("disability") ? 3 : rows[0].count
        #expect(rows.allSatisfy { $0.count == columns && !$0[0].isEmpty && !$0[1].isEmpty })
        #expect(Set(rows.map { $0.dropLast().joined(separator: ",") }).count == rows.count)
    }

    @Test func `the sexes of citizen IDs are in the code list`() throws {
        let codes = try referenceRows("codes/sex.csv").map { $0[0] }
        #expect(Sex.allCases.allSatisfy { codes.contains($0.rawValue) })
    }
}
