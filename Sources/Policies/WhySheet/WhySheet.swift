package import Primitives

/// The one-page explanation (明白纸) as data: the same for the clerk, the family and an appeal.
package struct WhySheet: Hashable, Sendable {
    /// Whom the family can ask and how it can object.
    package struct Remedy: Hashable, Sendable {
        /// The office that decides.
        package let office: String
        /// Its telephone.
        package let phone: String
        /// The county government that reconsiders.
        package let reconsiderationBody: String
        /// Days to ask for reconsideration.
        package let reconsiderationDays: Int
        /// Months to sue.
        package let litigationMonths: Int

        /// Gathers the remedies; the terms come from the procedure pack.
        package init(office: String, phone: String, reconsiderationBody: String, limits: ProcedureParameters) {
            self.office = office
            self.phone = phone
            self.reconsiderationBody = reconsiderationBody
            reconsiderationDays = limits.reconsiderationDays
            litigationMonths = limits.litigationMonths
        }
    }

    /// A standard or limit that applied.
    package struct Line: Hashable, Sendable {
        /// Its name.
        package let label: String
        /// Its value with the unit.
        package let value: String
        /// The first day it applied.
        package let from: CivilDate
        /// The text it rests on.
        package let citation: String
        /// Whether it is a demonstration value.
        package let demo: Bool
    }

    /// The title.
    package let title: String
    /// The day whose standards and facts the sum rests on; the decision may follow later.
    package let decisionDay: CivilDate
    /// The result in a few short sentences.
    package let conclusion: [String]
    /// The standards that applied that day.
    package let lines: [Line]
    /// The income items, counted or not.
    package let incomeItems: [CountedItem]
    /// The property items, counted or not.
    package let propertyItems: [CountedItem]
    /// The sum, step by step.
    package let sum: [String]
    /// The tests with their limits and clauses.
    package let tests: [TestOutcome]
    /// What must still be answered.
    package let questions: [OpenQuestion]
    /// How to object.
    package let objection: [String]
    private let result: DeterminationResult

    /// What would change the result; looked for when asked, since that takes milliseconds.
    package var changes: ResultChanges { ResultChanges(result) }

    /// Writes the sheet for a decision.
    package init(_ result: DeterminationResult, facts: HouseholdFacts, policy: ResolvedPolicy, remedy: Remedy) {
        self.result = result
        title = "\(policy.title)审核明白纸"
        decisionDay = facts.decisionDay
        conclusion = Self.conclusion(result, facts)
        lines = ["standardUrban", "standardRural"].compactMap { policy.values[$0] }
            .filter { value in Self.applies(value, to: facts) }
            .map { Line(label: $0.label, value: $0.text, from: $0.from, citation: $0.citation, demo: $0.demo) }
        incomeItems = result.items.filter { $0.side == .income }
        propertyItems = result.items.filter { $0.side == .property }
        sum = Self.sum(result.explanation)
        tests = result.tests
        questions = if case .undetermined(let open) = result.outcome { open } else { [] }
        objection = Self.objection(remedy)
    }

    static func objection(_ remedy: Remedy) -> [String] {
        [
            "有疑问，先问\(remedy.office)，电话\(remedy.phone)。",
            "不服，可以在收到决定后\(remedy.reconsiderationDays)天内申请行政复议。复议机关：\(remedy.reconsiderationBody)。",
            "也可以在收到决定后\(remedy.litigationMonths)个月内向法院起诉。",
        ]
    }

    private static func applies(_ value: ResolvedValue, to facts: HouseholdFacts) -> Bool {
        let area: ResidenceArea = value.name == "standardUrban" ? .urban : .rural
        return facts.members.contains { $0.area.value == area || $0.area.value == nil }
    }

    private static func conclusion(_ result: DeterminationResult, _ facts: HouseholdFacts) -> [String] {
        switch result.outcome {
        case .eligible(let award):
            let names = award.covered.map(facts.name(of:)).joined(separator: "、")
            return [
                award.single ? "本人可以单独享受低保。" : "您家可以享受低保。", "每月\(award.monthly.grouped)元。",
                "共\(award.covered.count)人：\(names)。",
            ]
        case .marginal(let reasons, let singleFilers, _):
            let names = singleFilers.map(facts.name(of:)).joined(separator: "、")
            return ["您家不符合低保条件。"] + reasons.map(\.sentence)
                + ["您家符合低保边缘家庭条件。", "低保边缘家庭不发低保金。"]
                + (names.isEmpty ? [] : ["\(names)可以单独申请低保。"])
        case .notEligible(let reasons):
            let marginal = reasons.filter { $0.program != reasons[0].program }
            return ["您家不符合低保条件。"] + reasons.filter { !marginal.contains($0) }.map(\.sentence)
                + ["也不符合低保边缘条件。"] + marginal.map(\.sentence)
        case .undetermined: return ["现在还不能作出结论。", "有几件事要先弄清。", "没有答复，不等于没有。"]
        }
    }

    static func sum(_ explanation: Explanation) -> [String] {
        explanation.sheetSteps.flatMap { step in
            ["\(step.label)：\(step.value)\(step.isMoney ? "元" : "")。"]
                + (step.sheet == .sentence ? [step.sentence] : [])
        }.map(grouped)
    }
}
