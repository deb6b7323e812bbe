import Foundation
import Primitives

/// How the name in a register compares with the declared one, under one identity number.
///
/// Only `different` is a question, and a question for a person: a name alone never refuses anybody.
package enum NameComparison: String, Hashable, Sendable, Codable, CaseIterable {
    /// The same name, at most written with other blanks, separators or character widths.
    case same
    /// The same name once traditional and variant characters, Latin case and separators are folded.
    case sameFolded
    /// Not the same name.
    case different
    /// One of the two is empty or cannot be read, so that nothing can be said.
    case unreadable

    /// Compares two names as written.
    package init(_ declared: String, _ registered: String) {
        let left = NameKey.matchKey(declared)
        let right = NameKey.matchKey(registered)
        if !Self.isReadable(left) || !Self.isReadable(right) {
            self = .unreadable
        } else if left == right {
            // Swift's `==` is canonical equivalence, which is what is wanted here: compatibility ideographs and
            // composed letters equal their plain forms.
            self = .same
        } else {
            self = Self.folded(left) == Self.folded(right) ? .sameFolded : .different
        }
    }

    /// Whether the two may be taken for one name.
    package var isSame: Bool { self == .same || self == .sameFolded }

    /// The key of the second pass, for comparing only: it is never stored and never shown.
    ///
    /// Banks often write ethnic names without their separators, so these go; so does the case of Latin letters.
    static func folded(_ key: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in key.unicodeScalars where scalar != "·" && scalar != " " && !isVariationSelector(scalar) {
            text.append(variants[scalar] ?? scalar)
        }
        let plain = String(text)
        let simplified = plain.applyingTransform(StringTransform("Traditional-Simplified"), reverse: false)
        return (simplified ?? plain).lowercased()
    }

    /// A name of letters; not empty, masked, or with a glyph that a register could not write.
    private static func isReadable(_ key: String) -> Bool {
        !key.isEmpty
            && key.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "·", " ", "-", "'", "’": true
                default: isLetter(scalar) || isVariationSelector(scalar)
                }
            }
    }

    /// A letter of any script, or a mark on one.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark: true
        default: scalar.properties.isAlphabetic || scalar.properties.isIdeographic
        }
    }

    private static func isVariationSelector(_ scalar: Unicode.Scalar) -> Bool {
        (0xFE00...0xFE0F).contains(scalar.value) || (0xE0100...0xE01EF).contains(scalar.value)
    }

    /// Shapes of one character that registers mix and that the change of scripts does not join.
    ///
    /// Only pairs that are one character in two shapes; 喆 and 哲, 甯 and 宁, 堃 and 坤 are different names.
    private static let variants: [Unicode.Scalar: Unicode.Scalar] = [
        "髙": "高", "𠮷": "吉", "戸": "户", "囯": "国", "囻": "国", "靑": "青", "呉": "吴", "峯": "峰", "姸": "妍", "珎": "珍",
        "衞": "卫", "敎": "教", "尙": "尚", "旣": "既", "卽": "即", "徳": "德", "恵": "惠", "兪": "俞", "愼": "慎",
    ]
}
