import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// The questions of one part of a draft: what is known, what is asked, and how the answer reads.
struct FilingQuestions {
    let section: DraftSection
    let draft: DraftRow
    let villages: [RegionRow]
    let context: BackstopContext
    /// Lines for items of income, property or spending; saved lines leave this many free ones.
    private static let freeLines = 3

    private var form: ApplicationForm { draft.content.form }
    private var words: CaseWords { CaseWords(context) }
    private var people: [Field.Choice] {
        form.members.map { Field.Choice(String($0.number), "\($0.name)（\(words.relation($0.relation))）") }
    }
    private var lines: Int {
        max(form.incomes.count, form.properties.count, form.expenses.count) + Self.freeLines
    }

    var fields: [Field] {
        switch section {
        case .incomes: items(words.choices(IncomeKind.self, "income"), ["monthly", "yearly", "unknown"])
        case .properties: items(words.choices(PropertyKind.self, "property"), ["once", "unknown"])
        case .expenses: items(words.choices(ExpenseKind.self, "expense"), ["monthly", "yearly", "once", "unknown"])
        case .hardship:
            [.textarea("hardship", label: context.t("filing.hardship"), lengthMax: ApplicationForm.textLengthMax)]
        case .places:
            [
                .text(
                    "register", label: context.t("filing.register"), hint: context.t("transfer.targetHint"),
                    lengthMax: 12, width: .medium),
                .select(
                    "residence", label: context.t("filing.residence"),
                    villages.map { Field.Choice($0.code.text, $0.name) }),
                .text("address", label: context.t("filing.address")),
            ]
        case .contact:
            [
                .phone("phone", label: context.t("filing.phone")),
                .text(
                    "account", label: context.t("filing.account"), hint: context.t("filing.accountHint"), lengthMax: 30,
                    width: .medium),
                .select("holder", label: context.t("filing.holder"), people),
            ]
        case .pledge:
            [
                .checkboxes(
                    "pledge", label: context.t("filing.pledge"), [Field.Choice("yes", context.t("filing.pledgeYes"))]),
                .radios("relative", label: context.t("filing.relative"), words.yesNo),
            ]
        case .materials:
            [
                .select(
                    "purpose", label: context.t("filing.purpose"),
                    UploadPurpose.allCases.prefix(9).map {
                        Field.Choice($0.rawValue, words.word($0.chinese, $0.english))
                    }),
                .photo("photo", label: context.t("notice.photo")),
            ]
        case .members, .authorizations: []
        }
    }

    private func items(_ kinds: [Field.Choice], _ periods: [String]) -> [Field] {
        (0..<lines).flatMap { index -> [Field] in
            let number = context.t("filing.line", ["number": String(index + 1)])
            return [
                .select("kind-\(index)", label: "\(number) \(context.t("filing.kind"))", isOptional: true, kinds),
                .select("who-\(index)", label: "\(number) \(context.t("filing.who"))", isOptional: true, people),
                .number(
                    "amount-\(index)", label: "\(number) \(context.t("filing.amount"))", isOptional: true,
                    unit: context.t("case.yuan"), hasDecimals: true),
                .select(
                    "period-\(index)", label: "\(number) \(context.t("filing.period"))", isOptional: true,
                    periods.map { Field.Choice($0, context.t("period.\($0)")) }),
                .text("note-\(index)", label: "\(number) \(context.t("filing.note"))", isOptional: true),
            ]
        }
    }

    /// What was answered before.
    var known: FormValues {
        var values = FormValues()
        func put<Kind: RawRepresentable>(_ items: [DeclaredItem<Kind>]) where Kind.RawValue == String {
            for (index, item) in items.enumerated() {
                values.set("kind-\(index)", item.kind.rawValue)
                values.set("who-\(index)", String(item.memberNumber))
                values.set("note-\(index)", item.note)
                let (period, money): (String, Money?) =
                    switch item.amount {
                    case .monthly(let money): ("monthly", money)
                    case .yearly(let money): ("yearly", money)
                    case .once(let money): ("once", money)
                    case .unknown: ("unknown", nil)
                    }
                values.set("period-\(index)", period)
                if let money { values.set("amount-\(index)", money.text) }
            }
        }
        switch section {
        case .incomes: put(form.incomes)
        case .properties: put(form.properties)
        case .expenses: put(form.expenses)
        case .hardship: values.set("hardship", form.hardshipReason)
        case .places:
            values.set("register", form.registerRegion?.text ?? "")
            values.set("residence", form.residenceRegion?.text ?? "")
            values.set("address", form.address)
        case .contact:
            values.set("phone", form.phone)
            values.set("account", form.bankAccount)
            values.set("holder", form.accountHolderNumber.map { String($0) } ?? "")
        case .pledge:
            if form.isPledged { values.set("pledge", "yes") }
            if let relative = form.hasRelativeOnStaff { values.set("relative", relative ? "yes" : "no") }
        case .members, .materials, .authorizations: break
        }
        return values
    }

    /// The answer; nil where something has to be typed again.
    func read(_ reader: inout FormReader) -> DraftPart? {
        let values = reader.state.values
        switch section {
        case .incomes: return readItems(&reader, IncomeKind.self, isOnce: false).map { .incomes($0) }
        case .properties: return readItems(&reader, PropertyKind.self, isOnce: true).map { .properties($0) }
        case .expenses: return readItems(&reader, ExpenseKind.self, isOnce: true).map { .expenses($0) }
        case .hardship: return .hardship(values.text("hardship") ?? "")
        case .places:
            return .places(
                register: values.text("register").flatMap { try? RegionCode($0) },
                residence: values.text("residence").flatMap { try? RegionCode($0) },
                address: values.text("address") ?? "")
        case .contact:
            return .contact(
                phone: values.text("phone") ?? "", bankAccount: values.text("account") ?? "",
                accountHolderNumber: values.text("holder").flatMap { Int($0) })
        case .pledge:
            return .pledge(
                isPledged: values.text("pledge") != nil, hasRelativeOnStaff: values.text("relative").map { $0 == "yes" }
            )
        case .members, .materials, .authorizations: return nil
        }
    }

    private func readItems<Kind>(
        _ reader: inout FormReader, _ type: Kind.Type, isOnce: Bool
    ) -> [DeclaredItem<Kind>]? where Kind: RawRepresentable & Codable & Hashable & Sendable, Kind.RawValue == String {
        var items: [DeclaredItem<Kind>] = []
        for index in 0..<max(lines, 24) {
            guard let kind = reader.state.values.text("kind-\(index)").flatMap(Kind.init(rawValue:)) else { continue }
            let who = reader.integer("who-\(index)", label: context.t("filing.who"), in: 1...99)
            let period = reader.state.values.text("period-\(index)") ?? (isOnce ? "once" : "monthly")
            var amount = DeclaredAmount.unknown
            if period != "unknown" {
                guard let money = reader.money("amount-\(index)", label: context.t("filing.amount")) else { continue }
                amount = period == "yearly" ? .yearly(money) : period == "once" ? .once(money) : .monthly(money)
            }
            guard let who else { continue }
            items.append(
                DeclaredItem(
                    memberNumber: Int(who), kind: kind, amount: amount,
                    note: reader.state.values.text("note-\(index)") ?? ""))
        }
        return reader.state.isValid ? items : nil
    }
}
