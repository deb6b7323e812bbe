import Primitives

/// The property tests of one layer: financial assets, vehicles, homes, shops, firms.
struct PropertyStep {
    /// Which limits are read: those of dibao or those of marginal households.
    enum Layer: String {
        case dibao = ""
        case marginal = "marginal."
    }

    private(set) var tests: [TestOutcome] = []
    private(set) var items: [CountedItem] = []
    private(set) var explanation: Explanation

    private let facts: HouseholdFacts
    private let policy: ResolvedPolicy
    private let layer: Layer

    init(
        _ facts: HouseholdFacts, _ policy: ResolvedPolicy, standards: StandardStep, layer: Layer
    ) throws(PolicyLookupError) {
        self.facts = facts
        self.policy = policy
        self.layer = layer
        explanation = Explanation(layer.rawValue + "property", "", value: "", sentence: "")
        let counted = try countedItems()
        var steps = [try financialTest(counted, standards)]
        steps += try vehicleTests(counted)
        steps.append(try homeTest(counted))
        steps.append(try countTest(.shop, "非居住用房", counted, limit: .shopLimit))
        steps.append(try firmTest(counted))
        tests = steps.map(\.test)
        explanation = Explanation(
            layer.rawValue + "property", layer == .dibao ? "低保财产条件" : "低保边缘财产条件",
            value: Self.verdict(of: tests).rawValue, sentence: "每一项都要符合。", children: steps.map(\.explanation))
    }

    /// All tests together: one failure decides, otherwise an open one keeps it open.
    static func verdict(of tests: [TestOutcome]) -> TestOutcome.Verdict {
        if tests.contains(where: { $0.verdict == .fail }) { return .fail }
        return tests.contains { $0.verdict == .open } ? .open : .pass
    }

    private typealias Step = (test: TestOutcome, explanation: Explanation)

    /// An item that counts, and whether it surely does.
    private struct Counted {
        let item: PropertyItem
        let counts: Answer
    }

    private mutating func countedItems() throws(PolicyLookupError) -> [Counted] {
        let exemptKinds = try policy.value(ParameterKey<Set<PropertyKind>>.exemptPropertyKinds)
        let citation = try policy.entry(ParameterKey<Set<PropertyKind>>.exemptPropertyKinds.name).citation
        var result: [Counted] = []
        for item in facts.property {
            let name = facts.name(of: item.member)
            var exempt: Answer = item.exemptReason != nil || exemptKinds.contains(item.kind) ? .yes : .no
            if item.exemptReason == nil, item.kind == .disabledScooter, exempt == .yes {
                exempt = ownerIsPhysicallyDisabled(item)
            }
            let held = Answer(item.held, subject: item.key, question: "\(name)名下有无\(item.kind.chinese)")
            let counts = Answer.all([held, exempt.negated])
            let reason = exempt == .yes ? item.exemptReason ?? "EX-\(item.kind.rawValue)：\(citation)" : ""
            var source = item.held.source?.chinese ?? "未知"
            if case .unknown(let why) = item.held { source = why }
            items.append(
                CountedItem(
                    key: item.key, side: .property, member: name, label: item.kind.chinese,
                    amount: item.value.value?.text ?? "未知", counted: counts != .no, reason: reason, source: source,
                    asOf: item.held.source?.asOf))
            if counts != .no { result.append(Counted(item: item, counts: counts)) }
        }
        return result
    }

    /// A scooter for the disabled is exempt for a member with a physical disability.
    private func ownerIsPhysicallyDisabled(_ item: PropertyItem) -> Answer {
        guard let owner = facts.members.first(where: { $0.key == item.member }) else { return .no }
        return MemberConditions(member: owner, day: facts.decisionDay)
            .isDisabled(gradeAtMost: 4, kinds: [.physical, .multiple])
    }

    private func financialTest(_ counted: [Counted], _ standards: StandardStep) throws(PolicyLookupError) -> Step {
        let key: ParameterKey<Int64> = layer == .dibao ? .financialAssetMonths : .marginalFinancialAssetMonths
        let months = try policy.value(key)
        let base = try policy.value(ParameterKey<AssetLimitBase>.financialAssetBase)
        let inclusive = try policy.value(ParameterKey<Bool>.financialAssetInclusive)
        let monthly: Int64
        var open: [OpenQuestion] = []
        switch base {
        case .urban: monthly = try policy.value(ParameterKey<Money>.standardUrban).fen * Int64(facts.members.count)
        case .own:
            // The lower standard is taken while an area is unknown, and the question stays open.
            monthly = standards.total.low.monthly(unit: Money(fen: 1), rounding: .down).fen
            open = standards.questions
        }
        return test(
            "financialTest", "金融资产", unit: .fen, values(counted, .financial), limit: monthly * months,
            inclusive: inclusive, parameter: try policy.entry(key.name), extra: open,
            sentence: "金融资产合计与每人\(months)个月标准之和相比。")
    }

    private func vehicleTests(_ counted: [Counted]) throws(PolicyLookupError) -> [Step] {
        let limit: ParameterKey<Int64> = layer == .dibao ? .vehicleLimit : .marginalVehicleLimit
        let value: ParameterKey<Money> = layer == .dibao ? .vehicleValueLimit : .marginalVehicleValueLimit
        return [
            try countTest(.vehicle, "机动车", counted, limit: limit),
            test(
                "vehicleValueTest", "机动车价值", unit: .fen, values(counted, .vehicle),
                limit: try policy.value(value).fen, inclusive: true, parameter: try policy.entry(value.name),
                sentence: "机动车价值合计与限额相比。"),
        ]
    }

    private func firmTest(_ counted: [Counted]) throws(PolicyLookupError) -> Step {
        let key: ParameterKey<Money> = layer == .dibao ? .firmCapitalLimit : .marginalFirmCapitalLimit
        return test(
            "firmTest", "企业出资", unit: .fen, values(counted, .firm), limit: try policy.value(key).fen,
            inclusive: true, parameter: try policy.entry(key.name), sentence: "认缴出资合计与限额相比。")
    }

    private func countTest(
        _ group: PropertyGroup, _ label: String, _ counted: [Counted], limit key: ParameterKey<Int64>
    ) throws(PolicyLookupError) -> Step {
        test(
            "\(group.rawValue)Test", label, unit: .count, count(counted, group), limit: try policy.value(key),
            inclusive: true, parameter: try policy.entry(key.name), sentence: "数量与限额相比。")
    }

    /// More homes than the limit pass where their area per head stays within the norm.
    private func homeTest(_ counted: [Counted]) throws(PolicyLookupError) -> Step {
        let plain = try countTest(.home, "住房", counted, limit: .homeLimit)
        let norm = try policy.value(ParameterKey<Int64>.homeAreaPerHead)
        guard plain.test.verdict == .fail, norm > 0 else { return plain }
        var area = Measure()
        for entry in counted where entry.item.kind.group == .home {
            let fact = entry.item.squareMetres ?? .unknown(reason: "面积未填")
            area.add(fact.map(Int64.init), entry.counts, subject: entry.item.key, question: "住房面积是多少")
        }
        return test(
            "homeTest", "住房面积", unit: .count, area, limit: norm * Int64(facts.members.count), inclusive: true,
            parameter: try policy.entry(ParameterKey<Int64>.homeAreaPerHead.name),
            sentence: "住房套数超过限额，改看总面积（平方米）。")
    }

    private func count(_ counted: [Counted], _ group: PropertyGroup) -> Measure {
        var measure = Measure()
        for entry in counted where entry.item.kind.group == group {
            measure.inputs.append(input(entry.item))
            switch entry.counts {
            case .yes: measure.add(1)
            case .no: break
            // A department's silence may hide more than one.
            case .open(let questions): measure.open(questions, atMost: entry.item.held.value == nil ? nil : 1)
            }
        }
        return measure
    }

    private func values(_ counted: [Counted], _ group: PropertyGroup) -> Measure {
        var measure = Measure()
        for entry in counted where entry.item.kind.group == group {
            let item = entry.item
            let owner = facts.name(of: item.member)
            measure.inputs.append(input(item))
            measure.add(
                item.value.map(\.fen), entry.counts, subject: item.key, question: "\(owner)的\(item.kind.chinese)值多少")
        }
        return measure
    }

    private func input(_ item: PropertyItem) -> Explanation.Input {
        Explanation.Input("\(facts.name(of: item.member))的\(item.kind.chinese)", item.value) { $0.text }
    }

    private func test(
        _ key: String, _ label: String, unit: TestOutcome.Unit, _ measure: Measure, limit: Int64, inclusive: Bool,
        parameter: ResolvedValue, extra: [OpenQuestion] = [], sentence: String
    ) -> Step {
        var verdict = measure.verdict(limit: limit, inclusive: inclusive)
        if verdict == .fail, !extra.isEmpty { verdict = .open }
        let label = layer == .dibao ? label : "\(label)（边缘）"
        let test = TestOutcome(
            key: layer.rawValue + key, label: label, unit: unit, measuredLow: measure.low, measuredHigh: measure.high,
            limit: limit, inclusive: inclusive, verdict: verdict, citation: parameter.citation,
            questions: verdict == .open ? measure.questions + extra : [])
        let explanation = Explanation(
            test.key, label, value: verdict.rawValue,
            sentence: "\(sentence)查得\(test.measuredText)，限额\(test.limitText)。",
            inputs: measure.inputs + [Explanation.Input(parameter)])
        return (test, explanation)
    }
}

/// A sum of things that may be partly unknown.
private struct Measure {
    private(set) var low: Int64 = 0
    private(set) var high: Int64? = 0
    private(set) var questions: [OpenQuestion] = []
    var inputs: [Explanation.Input] = []

    mutating func add(_ value: Int64) {
        low += value
        high = high.map { $0 + value }
    }

    mutating func open(_ more: [OpenQuestion], atMost value: Int64?) {
        high = value.flatMap { value in high.map { $0 + value } }
        questions += more
    }

    mutating func add(_ fact: Fact<Int64>, _ counts: Answer, subject: String, question: String) {
        switch (counts, fact) {
        case (.no, _): break
        case (.yes, .known(let value, _)): add(value)
        case (.open(let more), _): open(more, atMost: fact.value)
        case (.yes, .unknown(let reason)):
            open([OpenQuestion(subject: subject, question: question, reason: reason)], atMost: nil)
        }
    }

    func verdict(limit: Int64, inclusive: Bool) -> TestOutcome.Verdict {
        let passes = { (value: Int64) in inclusive ? value <= limit : value < limit }
        if !passes(low) { return .fail }
        if let high, passes(high) { return .pass }
        return .open
    }
}

extension TestOutcome {
    /// What was measured, as a citizen reads it.
    package var measuredText: String {
        let lowText = text(measuredLow)
        guard let measuredHigh else { return "不少于\(lowText)" }
        return measuredHigh == measuredLow ? lowText : "\(lowText)至\(text(measuredHigh))"
    }

    /// The limit, as a citizen reads it.
    package var limitText: String { text(limit) }

    func text(_ value: Int64) -> String {
        unit == .count ? "\(value)" : "\(Money(fen: value).text)元"
    }
}
