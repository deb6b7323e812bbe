import Primitives

/// A number with its unit.
package struct Quantity: Hashable, Sendable, Codable {
    /// What is counted.
    package enum Unit: String, Hashable, Sendable, Codable, CaseIterable {
        case fen, count, days, hundredthsSquareMetre, kilowattHours
        /// Hundredths of something that the sentence beside it names.
        case hundredths
    }

    /// The number in the unit.
    package let value: Int64
    /// The unit.
    package let unit: Unit

    /// A quantity by its parts.
    package init(_ value: Int64, _ unit: Unit) {
        self.value = value
        self.unit = unit
    }

    /// The quantity for people, "1,234.50 元" or "3".
    package var text: String {
        switch unit {
        case .fen: "\(Money(fen: value).grouped) 元"
        case .count: "\(value)"
        case .days: "\(value) 天"
        case .hundredthsSquareMetre: "\(Money(fen: value).text) 平方米"
        case .kilowattHours: "\(value) 千瓦时"
        case .hundredths: value % 100 == 0 ? "\(value / 100)" : Money(fen: value).grouped
        }
    }
}

/// Declared against found for one item, of one member or of the family.
package struct ReportLine: Hashable, Sendable, Codable {
    /// Stable code of the item.
    package let item: String
    /// Chinese title.
    package let title: String
    /// Key of the member; nil for the family as a whole.
    package let member: String?
    /// What was declared; nil when the form did not ask.
    package let declared: Quantity?
    /// What the sources hold; nil when none answered.
    package let found: Quantity?
    /// Whether every source needed answered; otherwise `found` is only what is known so far.
    package let isComplete: Bool
    /// Codes of the datasets on which `found` rests; empty in reports of schema 1.
    package let datasets: [String]
    /// The fact of the determination that it gives; nil when it gives none, and in reports of schema 1.
    package let feeds: ReportFeed?
    /// Whether people read it; some lines only give a fact of the determination.
    package let isShown: Bool

    /// A line by its parts.
    package init(
        item: String, title: String, member: String?, declared: Quantity?, found: Quantity?, isComplete: Bool,
        datasets: [String] = [], feeds: ReportFeed? = nil, isShown: Bool = true
    ) {
        self.item = item
        self.title = title
        self.member = member
        self.declared = declared
        self.found = found
        self.isComplete = isComplete
        self.datasets = datasets
        self.feeds = feeds
        self.isShown = isShown
    }

    /// Reads a line; what schema 1 did not have is empty.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        item = try values.decode(String.self, forKey: .item)
        title = try values.decode(String.self, forKey: .title)
        member = try values.decodeIfPresent(String.self, forKey: .member)
        declared = try values.decodeIfPresent(Quantity.self, forKey: .declared)
        found = try values.decodeIfPresent(Quantity.self, forKey: .found)
        isComplete = try values.decode(Bool.self, forKey: .isComplete)
        datasets = try values.decodeIfPresent([String].self, forKey: .datasets) ?? []
        feeds = try values.decodeIfPresent(ReportFeed.self, forKey: .feeds)
        isShown = try values.decodeIfPresent(Bool.self, forKey: .isShown) ?? true
    }

    /// Found less declared, when both are known.
    package var difference: Quantity? {
        guard let declared, let found else { return nil }
        return Quantity(found.value - declared.value, found.unit)
    }
}
