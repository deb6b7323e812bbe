import Columns
package import Primitives

/// What a case can say of a family and its members; the words stand for these in `family:` of `report.yaml`.
package enum FamilyWord: String, Hashable, Sendable, CaseIterable {
    /// The family's key, of a household and of its members.
    case family
    /// Six digits of the county, and `urban` or `rural`.
    case county, area
    /// The program asked for or drawn, and since when.
    case program, startDay
    /// The monthly standard of the county and area.
    case standard
    /// How many of each the family declared.
    case vehicles, homes, firms
    /// Declared sums; without a value where somebody could not say.
    case deposits, securities
    /// A member's number in the family, citizen ID, name and relation.
    case number, id, name, relation
    /// Declared income of a member a month, by kind.
    case wage, business, property, transfer

    /// Whose it is; the family's key belongs to both.
    var subject: CheckSubject? {
        switch self {
        case .family: nil
        case .county, .area, .program, .startDay, .standard, .vehicles, .homes, .firms, .deposits, .securities:
            .household
        case .number, .id, .name, .relation, .wage, .business, .property, .transfer: .person
        }
    }

    /// What a column that takes it holds.
    var type: ColumnType {
        switch self {
        case .family, .county, .area, .program, .name, .relation: .text
        case .id: .citizenKey
        case .startDay: .date
        case .vehicles, .homes, .firms, .number: .integer
        case .standard, .deposits, .securities, .wage, .business, .property, .transfer: .hundredths
        }
    }
}

/// What a case says under a word: a text, or an integer, hundredths or day number as the word's column holds it.
package enum FamilyValue: Hashable, Sendable {
    case number(Int64)
    case text(String)

    /// Money as hundredths.
    package static func money(_ money: Money) -> FamilyValue { .number(money.fen) }
}
