import Foundation
package import Primitives

/// A label in both languages of the product.
package struct ScreenLabels: Hashable, Sendable, Codable {
    package let zh: String
    package let en: String

    /// A label in Chinese and in English.
    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}

/// One number of the screen: what it is, how it is counted, and the list behind it.
package struct ScreenFigure: Hashable, Sendable, Codable {
    package let key: String
    package let labels: ScreenLabels
    package let count: ShownCount
    /// One sentence that says what is counted.
    package let definition: String
    /// The path of the list that the number opens; nil for those who may not open it.
    package let link: String?
}

/// A sum of money on the screen; kept back where so few families share it that it would tell what one gets.
package struct ScreenAmount: Hashable, Sendable, Codable {
    package let key: String
    package let labels: ScreenLabels
    /// Nil when it is kept back.
    package let amount: Money?
    package let definition: String
    package let link: String?
}

/// A chart: figures that add up to a total, suppressed together.
package struct ScreenGroup: Hashable, Sendable, Codable {
    package let key: String
    package let labels: ScreenLabels
    package let definition: String
    package let total: ShownCount
    /// The figures in the order of the chart.
    package let figures: [ScreenFigure]
    package let link: String?
}

/// The big screen: every number with its definition, the moment it was read, and the list it opens.
///
/// No name and no ID leaves this type, and no count under five unless it was made for staff: it may hang in a hall.
package struct ScreenModel: Hashable, Sendable, Codable {
    package let scope: ScreenLabels
    /// The moment at which all numbers were read.
    package let moment: Instant
    package let month: CalendarMonth
    package let totals: [ScreenFigure]
    package let payment: ScreenAmount
    package let programs: ScreenGroup
    package let ages: ScreenGroup
    package let applicants: ScreenGroup
    package let counties: ScreenGroup
    /// One group for each source.
    package let verification: [ScreenGroup]

    /// The canonical JSON of the screen: keys sorted, no spaces, the same bytes for the same model.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try Array(encoder.encode(self))
    }
}
