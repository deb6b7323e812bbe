/// A moment in time, in milliseconds since 1970-01-01T00:00Z; China Standard Time is UTC+8 all year.
package struct Instant: Hashable, Sendable {
    /// Milliseconds since 1970-01-01T00:00Z.
    package let milliseconds: Int64

    private static let dayMilliseconds: Int64 = 86_400_000
    private static let chinaOffsetMilliseconds: Int64 = 28_800_000

    /// The moment so many milliseconds after 1970-01-01T00:00Z.
    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The moment at which clocks in China show this day and time.
    package init(chinaDate date: CivilDate, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        precondition(
            (0..<24).contains(hour) && (0..<60).contains(minute) && (0..<60).contains(second),
            "A time of day is 00:00:00 to 23:59:59.")
        let seconds = Int64(hour * 3600 + minute * 60 + second)
        milliseconds = Int64(date.dayNumber) * Self.dayMilliseconds + seconds * 1000 - Self.chinaOffsetMilliseconds
    }

    /// The moment so many milliseconds later, or earlier when negative.
    package func adding(milliseconds count: Int64) -> Instant { Instant(milliseconds: milliseconds + count) }

    /// The moment so many seconds later, or earlier when negative.
    package func adding(seconds count: Int64) -> Instant { adding(milliseconds: count * 1000) }

    /// Milliseconds from this moment to another; negative when the other is earlier.
    package func milliseconds(until other: Instant) -> Int64 { other.milliseconds - milliseconds }

    /// The day shown by clocks in China.
    package var chinaDate: CivilDate { split(offset: Self.chinaOffsetMilliseconds).date }

    /// The minute shown by clocks in China, "2026-03-12 08:05".
    package var chinaTimeText: String {
        let (date, milliseconds) = split(offset: Self.chinaOffsetMilliseconds)
        return "\(date.text) \(Self.clock(milliseconds))"
    }

    /// The moment in UTC, "2026-03-12T00:05:07.250Z".
    package var iso8601: String {
        let (date, milliseconds) = split(offset: 0)
        let seconds = DecimalText.padded(milliseconds / 1000 % 60, width: 2)
        let thousandths = DecimalText.padded(milliseconds % 1000, width: 3)
        return "\(date.text)T\(Self.clock(milliseconds)):\(seconds).\(thousandths)Z"
    }

    private func split(offset: Int64) -> (date: CivilDate, milliseconds: Int64) {
        let local = milliseconds + offset
        let (quotient, remainder) = local.quotientAndRemainder(dividingBy: Self.dayMilliseconds)
        let days = remainder < 0 ? quotient - 1 : quotient
        guard let dayNumber = Int32(exactly: days) else {
            preconditionFailure("A moment of \(milliseconds) ms is outside the years 1800 to 2200.")
        }
        return (CivilDate(dayNumber: dayNumber), local - days * Self.dayMilliseconds)
    }

    private static func clock(_ milliseconds: Int64) -> String {
        let minutes = milliseconds / 60_000
        return "\(DecimalText.padded(minutes / 60, width: 2)):\(DecimalText.padded(minutes % 60, width: 2))"
    }
}

extension Instant: Comparable, Codable, CustomStringConvertible {
    /// Orders moments by time.
    package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    /// The same as `iso8601`.
    package var description: String { iso8601 }

    /// Reads a single integer of milliseconds.
    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Writes a single integer of milliseconds.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
