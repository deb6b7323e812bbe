import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// The six questions over the parameters of an address: which are answered, which is open, what they ask.
struct SelfTestForm {
    /// The questions in their order; each is the name of its main parameter.
    enum Question: String, CaseIterable {
        case area, people, income, property, situation, sudden
    }

    /// What the address says, by parameter; several ticks travel as one value with commas between.
    private let said: [String: [String]]
    let context: BackstopContext
    /// The village that was scanned or chosen, which tells the county.
    let village: RegionCode?

    private static let names = ["area", "county", "people", "income", "unknown", "property", "situation", "sudden"]

    init(query: FormValues, context: BackstopContext, village: RegionCode?) {
        var said: [String: [String]] = [:]
        for name in Self.names {
            let values = query.all(name).flatMap { $0.split(separator: ",").map(String.init) }
            if !values.isEmpty { said[name] = values }
        }
        self.said = said
        self.context = context
        self.village = village
    }

    /// The answers alone, each tick on its own.
    var values: FormValues { FormValues(Self.names.flatMap { name in (said[name] ?? []).map { (name, $0) } }) }

    /// The first question without a sound answer.
    var open: Question? { Question.allCases.first { !state(of: $0).isValid } }

    /// What is wrong with the answer to a question.
    func state(of question: Question) -> FormState {
        var reader = FormReader(values, context)
        switch question {
        case .area:
            _ = reader.choice("area", label: context.t("fits.area.title"), as: FamilyArea.self)
        case .people:
            _ = reader.integer("people", label: context.t("fits.people.label"), in: 1...20)
        case .income:
            let isUnknown = values.text("unknown") != nil
            let income = reader.money("income", label: context.t("fits.income.label"), isRequired: !isUnknown)
            if let income, income < .zero || income > ApplicationForm.amountMax {
                reader.add("income", context.t("fits.income.wrong"))
            }
        case .property:
            let ticked = values.all("property")
            if ticked.isEmpty || (ticked.count > 1 && !Set(ticked).isDisjoint(with: ["none", "unknown"])) {
                reader.add("property", context.t(ticked.isEmpty ? "fits.tick" : "fits.tickOne"))
            }
        case .situation:
            let ticked = values.all("situation")
            if ticked.isEmpty || (ticked.count > 1 && ticked.contains("none")) {
                reader.add("situation", context.t(ticked.isEmpty ? "fits.tick" : "fits.tickOne"))
            }
        case .sudden:
            _ = reader.choice("sudden", label: context.t("fits.sudden.title"), among: ["yes", "no"])
        }
        return reader.state
    }

    /// The fields of a question; the counties only where no village is known.
    func fields(_ question: Question, _ counties: [RegionRow]) -> [Field] {
        let label = context.t("fits.\(question.rawValue).label")
        switch question {
        case .area:
            let area = Field.radios(
                "area", label: label,
                FamilyArea.allCases.map { Field.Choice($0.rawValue, context.t("fits.area.\($0.rawValue)")) })
            guard !counties.isEmpty else { return [area] }
            return [
                .select(
                    "county", label: context.t("fits.area.county"), hint: context.t("fits.area.countyHint"),
                    isOptional: true, counties.map { Field.Choice($0.code.text, $0.name) }),
                area,
            ]
        case .people: return [.number("people", label: label, hint: context.t("fits.people.hint"))]
        case .income:
            return [
                .number(
                    "income", label: label, hint: context.t("fits.income.hint"),
                    unit: context.t("apply.items.yuan"), hasDecimals: true),
                .checkboxes(
                    "unknown", label: context.t("fits.income.orUnknown"),
                    [Field.Choice("yes", context.t("apply.period.unknown"))]),
            ]
        case .property:
            let kinds = SelfTestAnswers.Property.allCases.map(\.rawValue) + ["none", "unknown"]
            return [
                .checkboxes("property", label: label, kinds.map { Field.Choice($0, context.t("fits.property.\($0)")) })
            ]
        case .situation:
            let kinds = SelfTestAnswers.Situation.allCases.map(\.rawValue) + ["none"]
            return [
                .checkboxes(
                    "situation", label: label, kinds.map { Field.Choice($0, context.t("fits.situation.\($0)")) })
            ]
        case .sudden: return [.radios("sudden", label: label, context.yesNo)]
        }
    }

    /// The answers to the other questions, one value each, for hidden fields.
    func carried(except question: Question) -> [(name: String, value: String)] {
        let own = Self.names(of: question)
        return Self.names.compactMap { name in
            own.contains(name) ? nil : said[name].map { (name, $0.joined(separator: ",")) }
        }
    }

    private static func names(of question: Question) -> Set<String> {
        switch question {
        case .area: ["area", "county"]
        case .income: ["income", "unknown"]
        default: [question.rawValue]
        }
    }

    /// The question before, its own answer and those after it taken out; the beginning from the first.
    func back(from question: Question?) -> String {
        let position = question.flatMap(Question.allCases.firstIndex(of:)) ?? Question.allCases.count
        guard position > 0 else { return "/fits" }
        let dropped = Question.allCases[(position - 1)...].reduce(into: Set<String>()) {
            $0.formUnion(Self.names(of: $1))
        }
        return Self.names.filter { !dropped.contains($0) }.reduce(PageAddress("/fits")) { address, name in
            address.with(name, said[name]?.joined(separator: ","))
        }.with("asked", "back").text
    }

    /// All answers; nil while one is open.
    var answers: SelfTestAnswers? {
        var reader = FormReader(values, context)
        guard open == nil, let area = values.text("area").flatMap(FamilyArea.init(rawValue:)),
            let people = reader.integer("people", label: "", in: 1...20)
        else { return nil }
        let isUnknown = values.text("unknown") != nil
        let income = isUnknown ? nil : reader.money("income", label: "", isRequired: false)
        let property = values.all("property")
        return SelfTestAnswers(
            area: area, county: village?.ancestor(at: .county) ?? values.text("county").flatMap { try? RegionCode($0) },
            people: Int(people), monthlyIncome: income,
            property: property.contains("unknown")
                ? nil : Set(property.compactMap(SelfTestAnswers.Property.init(rawValue:))),
            situations: Set(values.all("situation").compactMap(SelfTestAnswers.Situation.init(rawValue:))),
            isSudden: values.text("sudden") == "yes")
    }

    /// What was said, to be read again beside the result.
    var rows: [SummaryRow] {
        guard let answers else { return [] }
        let income = answers.monthlyIncome.map { Formats(context).money($0) } ?? context.t("apply.period.unknown")
        return [
            SummaryRow(context.t("fits.area.label"), context.t("fits.area.\(answers.area.rawValue)")),
            SummaryRow(context.t("fits.people.label"), String(answers.people)),
            SummaryRow(context.t("fits.income.label"), income),
        ]
    }
}
