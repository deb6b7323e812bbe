import Primitives
import Rules

/// Decides a household on a day: dibao, marginal, neither, or not certain yet; the packs hold the law.
package enum Determination {
    /// Decides; facts that contradict themselves and rules that fail on them are errors.
    package static func decide(
        _ facts: HouseholdFacts, _ policy: ResolvedPolicy
    ) throws(DeterminationError) -> DeterminationResult {
        let problems = facts.problems()
        guard problems.isEmpty else { throw .facts(problems) }
        let single: String? = if case .single(let key) = facts.filing { key } else { nil }
        return try decide(facts.sheet(policy.facts), policy, single: single)
    }

    /// Decides on a sheet of facts; `single` is the key of a member who files alone.
    package static func decide(
        _ sheet: FactSheet, _ policy: ResolvedPolicy, single: String? = nil
    ) throws(DeterminationError) -> DeterminationResult {
        let household = DeterminationResult(try PolicyDecision(sheet, policy))
        guard let single, let row = sheet.row("member", key: single),
            case .marginal(_, let filers, let open) = household.outcome
        else { return household }
        guard filers.contains(single) else {
            let questions = open.filter { $0.subject == single }
            return questions.isEmpty ? household : household.with(outcome: .undetermined(open: questions))
        }
        // A member of a marginal household files alone: only the member's own income and property count.
        return DeterminationResult(
            try PolicyDecision(sheet.keeping(row), policy), aloneOf: household.basis.decision)
    }
}

extension DeterminationResult {
    /// The values by which the packs of dibao and marginal households speak to the programs around them.
    private enum Name {
        static let income = "incomeAnnual"
        static let line = "standardAnnual"
    }

    /// The result of the dibao policy.
    fileprivate init(_ decision: PolicyDecision, aloneOf household: PolicyDecision? = nil) {
        let run = decision.run
        let yearly = { (name: String) -> MeasuredRange in
            MeasuredRange(run.value(name), type: .money(.year))
                ?? MeasuredRange(low: .zero, high: nil, type: .money(.year))
        }
        self.init(
            outcome: Outcome(decision, single: household != nil), tests: decision.stages.flatMap(\.tests),
            income: yearly(Name.income), line: yearly(Name.line), items: CountedItem.all(of: run),
            basis: household.map { .alone(decision, of: $0) } ?? .household(decision))
    }

    fileprivate func with(outcome: Outcome) -> DeterminationResult {
        DeterminationResult(
            outcome: outcome, tests: tests, income: income, line: line, items: items, basis: basis)
    }
}

extension DeterminationResult.Outcome {
    fileprivate init(_ decision: PolicyDecision, single: Bool) {
        switch decision.outcome {
        case .eligible:
            let fen = decision.stages[0].amount?.exact?.roundedDown ?? 0
            let covered = decision.run.sheet.rows("member").map(decision.run.sheet.key(of:))
            self = .eligible(.init(monthly: Money(fen: fen), covered: covered, single: single))
        case .instead:
            let run = decision.run
            var filers: [String] = []
            var open: [OpenQuestion] = []
            for row in run.sheet.rows("member") {
                let value = run.value("maySingleFile", at: row)
                if value?.number == 1 { filers.append(run.sheet.key(of: row)) }
                open += run.questions(of: value)
            }
            self = .marginal(reasons: decision.stages[0].reasons, singleFilers: filers, singleQuestions: open)
        case .notEligible: self = .notEligible(reasons: decision.stages.flatMap(\.reasons))
        case .undetermined(let questions): self = .undetermined(open: OpenQuestion.distinct(questions))
        }
    }
}

extension CountedItem {
    /// The value by which the income pack says what is imputed.
    private static let imputed = "imputedWage"

    /// Every income and property item with what became of it, as the shared packs computed it.
    fileprivate static func all(of run: PolicyRun) -> [CountedItem] {
        var items: [CountedItem] = []
        for row in run.sheet.rows("income") {
            items.append(
                item(
                    row, .income, run, value: "incomeOfYear", counts: "incomeCounts", source: "incomeYearly",
                    exemptions: "exemptIncomeKinds"))
        }
        for row in run.sheet.rows("member") {
            guard let value = run.value(imputed, at: row), let type = run.type(imputed),
                let range = MeasuredRange(value, type: type), range.exact != .zero
            else { continue }
            items.append(
                CountedItem(
                    key: "imputed-\(run.sheet.key(of: row))", side: .income, member: run.sheet.label(of: row),
                    label: "推算工资", amount: range.text, counted: true,
                    reason: run.prepared.rule(imputed).map { run.filled($0.sentence, at: row) } ?? "",
                    source: "按最低工资推算",
                    asOf: run.policy.day))
        }
        for row in run.sheet.rows("property") {
            items.append(
                item(
                    row, .property, run, value: "propertyWorth", counts: "propertyCounts", source: "propertyHeld",
                    exemptions: "exemptPropertyKinds"))
        }
        return items
    }

    private static func item(
        _ row: RowID, _ side: Side, _ run: PolicyRun, value: String, counts: String, source: String, exemptions: String
    ) -> CountedItem {
        let owner = run.schema.entity("member").flatMap { run.sheet.row(of: $0, from: row) }
        let range = run.type(value).flatMap { MeasuredRange(run.value(value, at: row), type: $0) }
        let counted = run.value(counts, at: row)?.number != 0
        let isExempt = run.value(side == .income ? "incomeIsExempt" : "propertyIsExempt", at: row)?.number == 1
        let place = run.sheet.source(of: source, at: row)
        var from = place?.chinese ?? "未知"
        let known = side == .income ? ["incomeMonthly", "incomeYearly"] : [source]
        for name in known { if case .unknown(let reason)? = run.sheet.fact(name, at: row) { from = reason } }
        let unknown = known.contains { if case .unknown? = run.sheet.fact($0, at: row) { true } else { false } }
        return CountedItem(
            key: run.sheet.key(of: row), side: side, member: owner.map(run.sheet.label(of:)) ?? "",
            label: run.sheet.label(of: row), amount: range?.exact == nil ? "未知" : range?.text ?? "未知", counted: counted,
            reason: isExempt ? run.sheet.note(at: row) ?? run.policy.values[exemptions]?.citation ?? "" : "",
            source: from,
            asOf: unknown ? nil : place?.asOf, pieces: side == .property ? pieces(row, run) : nil)
    }

    /// The kinds of property of which the number counts, with the limit that says what they are counted in.
    private static let counters = [
        (kinds: "homeKinds", limit: "homeLimit"), ("shopKinds", "shopLimit"), ("vehicleKinds", "vehicleLimit"),
    ]

    /// How many pieces a property is, in words; `nil` where that is not known or not counted.
    private static func pieces(_ row: RowID, _ run: PolicyRun) -> String? {
        guard case .word(let kind)? = run.sheet.fact("propertyKind", at: row),
            case .number(let count)? = run.sheet.fact("propertyCount", at: row), count > 0
        else { return nil }
        for (kinds, limit) in counters {
            guard case .texts(let words)? = run.policy.values[kinds]?.value, words.contains(kind),
                let counter = run.policy.values[limit]?.counter, !counter.isEmpty
            else { continue }
            return "\(count)\(counter)"
        }
        return nil
    }
}
