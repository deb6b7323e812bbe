package import Primitives

/// Dates, money and deadlines as people read them in the language of the page.
package struct Formats: Sendable {
    private let messages: MessageTable

    /// Formats in the language of a context.
    package init(_ context: BackstopContext) { messages = context.messages }

    /// "2026年3月12日", "12 March 2026".
    package func date(_ date: CivilDate) -> String {
        guard messages.language == .english else { return date.chineseText }
        return "\(date.day) \(Self.monthNames[date.month - 1]) \(date.year)"
    }

    /// "2026年3月", "March 2026".
    package func month(_ month: CalendarMonth) -> String {
        guard messages.language == .english else { return month.chineseText }
        return "\(Self.monthNames[month.month - 1]) \(month.year)"
    }

    /// "2026年3月12日 08:05" in the time of China.
    package func moment(_ instant: Instant) -> String {
        "\(date(instant.chinaDate)) \(instant.chinaTimeText.suffix(5))"
    }

    /// "1,234.50 元", "CNY 1,234.50".
    package func money(_ amount: Money) -> String {
        messages.language == .english ? "CNY \(amount.grouped)" : "\(amount.grouped) 元"
    }

    /// A count with groups of three: "12,345".
    package func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return number < 0 ? "-\(text)" : text
    }

    /// A deadline as a word and a date; `workingDaysLeft` is negative when it has passed.
    package func deadline(_ date: CivilDate, workingDaysLeft: Int) -> DeadlineView {
        let tone: StatusTag.Tone = workingDaysLeft < 0 ? .bad : workingDaysLeft == 0 ? .warn : .neutral
        let key = workingDaysLeft < 0 ? "deadline.over" : workingDaysLeft == 0 ? "deadline.today" : "deadline.left"
        return DeadlineView(
            text: messages(key, ["days": String(abs(workingDaysLeft))]),
            date: messages("deadline.by", ["date": self.date(date)]), isoDate: date.text, tone: tone)
    }

    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]
}

/// A cell that says how long there is still, in words and colour, and the date itself.
package struct DeadlineView: ViewModel {
    let text: String
    let date: String
    let isoDate: String
    let tone: StatusTag.Tone

    package static let fields: ViewFields<DeadlineView> = [
        "text": \.text, "date": \.date, "isoDate": \.isoDate, "tone": \.tone.rawValue,
    ]
}
