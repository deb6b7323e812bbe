/// The why-sheet (明白纸) as it prints: numbered parts, the result in a frame.
package struct WhySheetPaper: Sendable {
    /// The template, in a print frame.
    package static let template = "paper/why-sheet"

    private static let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]

    /// What the template shows.
    package let model: Fields

    /// Takes the parts of a sheet; `result` is the heading of the one that a family looks for first.
    package init(intro: [String], sections: [(heading: String, lines: [String])], result: String, day: String) {
        let numbered = zip(sections, Self.numerals + sections.dropFirst(Self.numerals.count).map { _ in "" })
        model = [
            "intro": intro, "day": day,
            "sections": numbered.map { section, numeral in
                [
                    "heading": numeral.isEmpty ? section.heading : "\(numeral)、\(section.heading)",
                    "lines": section.lines, "isResult": section.heading == result,
                ] as Fields
            },
        ]
    }
}
