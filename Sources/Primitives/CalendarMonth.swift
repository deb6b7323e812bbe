/// A month of a year from 1800 to 2200: benefits are paid, and many records kept, by month.
package struct CalendarMonth: Hashable, Sendable {
    /// Twelve times the year plus the month minus one, so that months can be subtracted.
    package let index: Int32

    /// A month by its index; traps outside 1800 to 2200.
    package init(index: Int32) {
        precondition(
            CivilDate.years.contains(Int(index / 12)), "Month index \(index) is outside the years 1800 to 2200.")
        self.index = index
    }

    /// A month by year and number.
    package init(year: Int, month: Int) throws(CivilDateError) {
        guard CivilDate.years.contains(year) else { throw .yearOutOfRange(year) }
        guard (1...12).contains(month) else { throw .noSuchMonth(year: year, month: month) }
        index = Int32(year * 12 + month - 1)
    }

    /// Reads exactly YYYY-MM.
    package init(parsing text: some StringProtocol) throws(CivilDateError) {
        let bytes = Array(text.utf8)
        guard bytes.count == 7, bytes[4] == UInt8(ascii: "-"), let year = DecimalText.value(of: bytes[..<4]),
            let month = DecimalText.value(of: bytes[5...])
        else { throw .malformed(String(text)) }
        try self.init(year: Int(year), month: Int(month))
    }

    /// The year, 1800 to 2200.
    package var year: Int { Int(index) / 12 }
    /// The month of the year, 1 to 12.
    package var month: Int { Int(index) % 12 + 1 }
    /// Days in the month, 28 to 31.
    package var dayCount: Int { CivilDate.dayCount(year: year, month: month) }

    /// The first day of the month.
    package var firstDay: CivilDate {
        do {
            return try CivilDate(year: year, month: month, day: 1)
        } catch {
            preconditionFailure("Every supported month has a first day.")
        }
    }

    /// The last day of the month.
    package var lastDay: CivilDate { firstDay.adding(days: dayCount - 1) }

    /// Whether a day lies in the month.
    package func contains(_ date: CivilDate) -> Bool { date.calendarMonth == self }

    /// The month so many months later, or earlier when negative; traps outside 1800 to 2200.
    package func adding(months: Int) -> CalendarMonth {
        let sum = Int(index).addingReportingOverflow(months)
        guard !sum.overflow, let number = Int32(exactly: sum.partialValue) else {
            preconditionFailure("A month plus \(months) months is outside the years 1800 to 2200.")
        }
        return CalendarMonth(index: number)
    }

    /// Months from this month to another; negative when the other is earlier.
    package func months(until other: CalendarMonth) -> Int { Int(other.index) - Int(index) }
}

extension CalendarMonth: Comparable, CustomStringConvertible {
    /// Orders months by time.
    package static func < (left: CalendarMonth, right: CalendarMonth) -> Bool { left.index < right.index }

    /// The month as "2026-03".
    package var text: String { "\(year)-\(DecimalText.padded(month, width: 2))" }

    /// The month as written in documents, "2026年3月".
    package var chineseText: String { "\(year)年\(month)月" }

    /// The same as `text`.
    package var description: String { text }
}

extension CalendarMonth: Codable {
    /// Reads a string YYYY-MM.
    package init(from decoder: any Decoder) throws {
        self = try decoder.singleValueContainer().parsed { text in try CalendarMonth(parsing: text) }
    }

    /// Writes a string YYYY-MM.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
