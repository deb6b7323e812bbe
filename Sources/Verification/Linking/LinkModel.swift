import Foundation
package import Primitives

/// A trained model: how often each level comes up between records of one person and between records of two.
///
/// After Fellegi and Sunter (1969): the evidence of a level is log2(m ÷ u) bits. Beside "one person" and "strangers"
/// stands a third kind of pair, twins: born on one day, living in one home, with one surname and two given names.
package struct LinkModel: Codable, Sendable {
    /// What one level of one field is worth.
    package struct Level: Codable, Sendable {
        /// The level in words.
        package let words: String
        /// m: how often two records of one person stand so.
        package internal(set) var onePerson: Double
        /// u: how often records of two strangers stand so.
        package internal(set) var strangers: Double
        /// How often records of twins stand so.
        package internal(set) var twins: Double

        /// Evidence for one person against strangers, in bits.
        package var bits: Double { log2(onePerson / strangers) }
    }

    /// The levels of one field and where their shares come from.
    package struct Field: Codable, Sendable {
        /// The field.
        package let field: LinkField
        /// Level 1 first.
        package internal(set) var levels: [Level]
        /// What m was learnt from.
        package internal(set) var learntFrom: LinkAnchor
        /// How many pairs of one person that was.
        package internal(set) var pairs: Double
    }

    /// A name or surname that occurs more than once in the register.
    package struct Term: Codable, Sendable {
        /// The name as compared.
        package let text: String
        /// How many records bear it.
        package let count: Int
    }

    /// The form of the file; another is refused.
    package var version = 1
    /// The lists it was trained on, as the caller names them, and how long they were.
    package var trainedOn: [Source]
    /// When it was trained; nil when the caller gave no clock.
    package var trainedAt: Instant?
    /// The fields in the order of `LinkField`.
    package internal(set) var fields: [Field]
    /// Shares among the pairs whose IDs can be compared.
    package internal(set) var withIdentity: Shares
    /// Shares among the pairs of which one has no ID: other people, often children and the old.
    package internal(set) var withoutIdentity: Shares
    /// Records of the register with a name.
    package internal(set) var namedRecords: Int
    /// Names in the register that more than one record bears.
    package internal(set) var names: [Term]
    /// Surnames likewise.
    package internal(set) var surnames: [Term]
    /// Chance that two strangers bear one surname.
    package internal(set) var surnameChance: Double

    /// A list that a model was trained on.
    package struct Source: Codable, Sendable {
        /// Its name.
        package let name: String
        /// Its length.
        package let records: Int

        /// A list by name and length.
        package init(name: String, records: Int) {
            self.name = name
            self.records = records
        }
    }

    /// Whether this program can use the model: its form is known, and it has every level of every field.
    package var isUsable: Bool {
        let mine = LinkField.allCases
        return version == 1 && fields.map(\.field) == mine
            && zip(fields, mine).allSatisfy { field, own in
                field.levels.count == own.levels.count
                    && field.levels.allSatisfy { min($0.onePerson, $0.strangers, $0.twins) > 0 }
            }
    }

    /// How many of all pairs are not strangers.
    package struct Shares: Codable, Sendable {
        /// Which share is one person.
        package internal(set) var onePerson: Double
        /// Which share is a person and a twin.
        package internal(set) var twins: Double

        /// Evidence before any field is looked at, in bits.
        package var priorBits: Double { log2(onePerson / (1 - onePerson)) }

        /// The same for twins.
        var twinPriorBits: Double { log2(twins / (1 - onePerson)) }
    }
}

/// Which pairs taught a field's shares.
package enum LinkAnchor: String, Codable, Sendable {
    /// Pairs with the same ID, or one that differs by a typing error.
    case identity
    /// Pairs with the same name and day of birth.
    case nameAndBirth
    /// Pairs with the same day of birth.
    case birth
    /// Pairs with the same name.
    case name
    /// Too few pairs: the shares are assumed, as `LinkModel.assumed` lists them.
    case assumed

    /// In words.
    package var words: String {
        switch self {
        case .identity: "身份号码相符的记录对"
        case .nameAndBirth: "姓名和出生日期相同的记录对"
        case .birth: "出生日期相同的记录对"
        case .name: "姓名相同的记录对"
        case .assumed: "样本不足，取假定值"
        }
    }
}
