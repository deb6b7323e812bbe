/// A regular expression as a tree.
indirect enum RegexNode: Sendable {
    case empty
    case set(ScalarSet)
    case assertion(RegexAssertion)
    case sequence([RegexNode])
    case choice([RegexNode])
    /// From `least` to `most` times, without a bound when `most` is nil.
    case repeated(RegexNode, least: Int, most: Int?)
}

/// A condition on a place between two characters.
enum RegexAssertion: Sendable {
    case textStart
    case textEnd
    case lineStart
    case lineEnd
    case wordEdge
    case noWordEdge
}

/// A set of code points as ranges, and general categories of Unicode.
struct ScalarSet: Sendable {
    var ranges: [ClosedRange<UInt32>] = []
    var categories: [CategoryTest] = []
    var isNegated = false

    /// Whether a character has a property of Unicode, or has it not.
    struct CategoryTest: Sendable {
        let name: String
        let isNegated: Bool

        /// The letter of every general category, and the scripts that rules of this country ask for.
        static func isKnown(_ name: String) -> Bool {
            name == "Any" || name == "Han" || name == "Latin" || letters.keys.contains(name)
        }

        func matches(_ scalar: Unicode.Scalar) -> Bool {
            switch name {
            case "Any": !isNegated
            case "Han": scalar.properties.isIdeographic != isNegated
            case "Latin":
                (Self.letters["L"]!.contains(scalar.properties.generalCategory)
                    && (scalar.value < 0x250 || (0x1E00...0x1EFF).contains(scalar.value))) != isNegated
            default: Self.letters[name]?.contains(scalar.properties.generalCategory) == !isNegated
            }
        }

        private static let letters: [String: Set<Unicode.GeneralCategory>] = {
            let single: [String: Unicode.GeneralCategory] = [
                "Lu": .uppercaseLetter, "Ll": .lowercaseLetter, "Lt": .titlecaseLetter, "Lm": .modifierLetter,
                "Lo": .otherLetter, "Mn": .nonspacingMark, "Mc": .spacingMark, "Me": .enclosingMark,
                "Nd": .decimalNumber, "Nl": .letterNumber, "No": .otherNumber, "Pc": .connectorPunctuation,
                "Pd": .dashPunctuation, "Ps": .openPunctuation, "Pe": .closePunctuation, "Pi": .initialPunctuation,
                "Pf": .finalPunctuation, "Po": .otherPunctuation, "Sm": .mathSymbol, "Sc": .currencySymbol,
                "Sk": .modifierSymbol, "So": .otherSymbol, "Zs": .spaceSeparator, "Zl": .lineSeparator,
                "Zp": .paragraphSeparator, "Cc": .control, "Cf": .format, "Cs": .surrogate, "Co": .privateUse,
            ]
            var all = single.mapValues { Set([$0]) }
            for (name, category) in single { all[String(name.prefix(1)), default: []].insert(category) }
            return all
        }()
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        let isIn = ranges.contains { $0.contains(value) } || categories.contains { $0.matches(scalar) }
        return isIn != isNegated
    }

    /// The set with both cases of every letter in it.
    func ignoringCase() -> ScalarSet {
        var wide = self
        for range in ranges {
            for (lower, other) in [(UInt32(0x41), UInt32(0x61)), (0x61, 0x41)] {
                let first = max(range.lowerBound, lower)
                let last = min(range.upperBound, lower + 25)
                if first <= last { wide.ranges.append((first - lower + other)...(last - lower + other)) }
            }
            // Letters beyond ASCII, one at a time; a range too wide to walk keeps its own case only.
            guard range.upperBound > 0x7F, range.count <= 2_000 else { continue }
            for value in max(range.lowerBound, 0x80)...range.upperBound {
                guard let properties = Unicode.Scalar(value)?.properties else { continue }
                for text in [properties.lowercaseMapping, properties.uppercaseMapping] {
                    let scalars = text.unicodeScalars
                    if scalars.count == 1, let single = scalars.first, single.value != value {
                        wide.ranges.append(single.value...single.value)
                    }
                }
            }
        }
        return wide
    }
}
