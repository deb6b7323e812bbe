/// A day of the week, numbered 1 for Monday to 7 for Sunday (ISO 8601).
package enum Weekday: Int, Hashable, Sendable, Codable, CaseIterable {
    case monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday

    /// Whether it is Saturday or Sunday.
    package var isWeekend: Bool { rawValue >= Weekday.saturday.rawValue }

    /// The name in documents, "星期一" to "星期日".
    package var chinese: String {
        switch self {
        case .monday: "星期一"
        case .tuesday: "星期二"
        case .wednesday: "星期三"
        case .thursday: "星期四"
        case .friday: "星期五"
        case .saturday: "星期六"
        case .sunday: "星期日"
        }
    }
}
