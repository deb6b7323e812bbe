/// A table of text whose columns stand under each other, a Chinese character counting for two.
package struct TextTable: Hashable, Sendable {
    /// How a column stands.
    package enum Side: Hashable, Sendable { case left, right }

    private let heading: [String]
    private let sides: [Side]
    private var rows: [[String]] = []

    /// A table with a heading; columns stand left where nothing else is said.
    package init(_ heading: [String], _ sides: [Side] = []) {
        self.heading = heading
        self.sides = heading.indices.map { sides.indices.contains($0) ? sides[$0] : sides.last ?? .left }
    }

    /// Adds a row with a cell for each column.
    package mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The lines, the heading and a rule first.
    package var lines: [String] {
        let all = [heading] + rows
        let widths = heading.indices.map { column in all.map { Self.width($0[column]) }.max() ?? 0 }
        var result = all.map { line($0, widths) }
        result.insert(widths.map { String(repeating: "-", count: $0) }.joined(separator: "  "), at: 1)
        return result
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var text = ""
        for (column, cell) in cells.enumerated() {
            let gap = String(repeating: " ", count: widths[column] - Self.width(cell))
            text += (column > 0 ? "  " : "") + (sides[column] == .left ? cell + gap : gap + cell)
        }
        return String(text.reversed().drop { $0 == " " }.reversed())
    }

    /// How many columns of a terminal a text takes.
    package static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { sum, scalar in
            switch scalar.value {
            // CJK, its punctuation, and full-width forms.
            case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
                0xFFE0...0xFFE6, 0x20000...0x3FFFD:
                sum + 2
            case 0x0300...0x036F, 0x200B...0x200F: sum
            default: sum + 1
            }
        }
    }
}
