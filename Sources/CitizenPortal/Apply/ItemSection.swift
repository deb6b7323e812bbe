import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// An item of any of the three lists.
struct DraftItem: Sendable, Hashable {
    let memberNumber: Int
    let kind: String
    let amount: DeclaredAmount
    let note: String

    /// The item as the answers of its page.
    var answers: [(String, String)] {
        let period =
            switch amount {
            case .monthly: "monthly"
            case .yearly: "yearly"
            case .once: "once"
            case .unknown: "unknown"
            }
        return [
            ("member", String(memberNumber)), ("kind", kind), ("period", period),
            ("amount", amount.money?.text ?? ""), ("note", note),
        ]
    }
}

/// The three lists of items, each with its kinds and the periods that make sense.
enum ItemSection: String, CustomStringConvertible {
    case incomes, properties, expenses

    var description: String { rawValue }

    /// The kinds in the order of the form.
    var kinds: [String] {
        switch self {
        case .incomes: IncomeKind.allCases.map(\.rawValue)
        case .properties: PropertyKind.allCases.map(\.rawValue)
        case .expenses: ExpenseKind.allCases.map(\.rawValue)
        }
    }

    /// The periods; “not known” is always an answer.
    var periods: [String] {
        switch self {
        case .incomes: ["monthly", "yearly", "unknown"]
        case .properties: ["once", "unknown"]
        case .expenses: ["monthly", "yearly", "once", "unknown"]
        }
    }

    /// The items of a form.
    func items(_ form: ApplicationForm) -> [DraftItem] {
        switch self {
        case .incomes: form.incomes.map(Self.item)
        case .properties: form.properties.map(Self.item)
        case .expenses: form.expenses.map(Self.item)
        }
    }

    /// The items as a part of a draft; every kind was checked to be one of `kinds`.
    func part(_ items: [DraftItem]) -> DraftPart {
        switch self {
        case .incomes: .incomes(items.compactMap(Self.declared))
        case .properties: .properties(items.compactMap(Self.declared))
        case .expenses: .expenses(items.compactMap(Self.declared))
        }
    }

    /// The amount of a period; nil when a sum is missing.
    static func amount(_ period: String, _ money: Money?) -> DeclaredAmount? {
        switch (period, money) {
        case ("unknown", _): .unknown
        case ("monthly", let money?): .monthly(money)
        case ("yearly", let money?): .yearly(money)
        case ("once", let money?): .once(money)
        default: nil
        }
    }

    /// The amount in words.
    static func said(_ amount: DeclaredAmount, _ context: BackstopContext) -> String {
        let formats = Formats(context)
        return switch amount {
        case .monthly(let money): context.t("apply.period.saidMonthly", ["money": formats.money(money)])
        case .yearly(let money): context.t("apply.period.saidYearly", ["money": formats.money(money)])
        case .once(let money): formats.money(money)
        case .unknown: context.t("apply.period.unknown")
        }
    }

    private static func item<Kind: RawRepresentable<String>>(_ item: DeclaredItem<Kind>) -> DraftItem {
        DraftItem(memberNumber: item.memberNumber, kind: item.kind.rawValue, amount: item.amount, note: item.note)
    }

    private static func declared<Kind: RawRepresentable<String>>(_ item: DraftItem) -> DeclaredItem<Kind>? {
        Kind(rawValue: item.kind).map {
            DeclaredItem(memberNumber: item.memberNumber, kind: $0, amount: item.amount, note: item.note)
        }
    }
}
