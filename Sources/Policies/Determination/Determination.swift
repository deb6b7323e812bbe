import Primitives

/// Decides a household on a day: dibao, marginal, neither, or not certain yet; the explanation is recorded on the way.
///
/// The order is the engine contract of the domain reference: line, income, comparison without dividing, property,
/// amount, uplifts, one rounding (社会救助暂行办法第九条；民发〔2021〕57号).
package enum Determination {
    /// Decides; facts that contradict themselves and a pack that lacks a value are errors.
    package static func decide(
        _ facts: HouseholdFacts, _ policy: ResolvedPolicy
    ) throws(DeterminationError) -> DeterminationResult {
        let problems = facts.problems()
        guard problems.isEmpty else { throw .facts(problems) }
        do {
            guard case .single(let key) = facts.filing else { return try Assessment(facts, policy).result() }
            return try single(key, facts, policy)
        } catch {
            throw .policy(error)
        }
    }

    /// A member of a marginal household files alone: only the member's own income and property count.
    private static func single(
        _ key: String, _ facts: HouseholdFacts, _ policy: ResolvedPolicy
    ) throws(PolicyLookupError) -> DeterminationResult {
        let whole = try Assessment(facts, policy)
        let household = try whole.result()
        let member = facts.members.filter { $0.key == key }
        let route = try SingleFiling.answer(member[0], facts.decisionDay, policy)
        guard case .marginal = household.outcome, route == .yes else {
            guard case .marginal = household.outcome else { return household }
            guard case .open(let questions) = route else { return household }
            return household.with(outcome: .undetermined(open: questions))
        }
        var own = facts
        own.members = member
        own.income = facts.income.filter { $0.member == key }
        own.property = facts.property.filter { $0.member == key }
        own.expenses = facts.expenses.filter { $0.member == key }
        let alone = try Assessment(own, policy, single: true).result()
        let explanation = Explanation(
            "singleFiling", "单人户", value: alone.explanation.value,
            sentence: "家庭属于低保边缘，本人符合单人户条件，只算本人收入和财产。",
            children: [household.explanation, alone.explanation])
        return alone.with(outcome: alone.outcome, explanation: explanation)
    }
}

extension DeterminationResult {
    fileprivate func with(outcome: Outcome, explanation: Explanation? = nil) -> DeterminationResult {
        DeterminationResult(
            outcome: outcome, tests: tests, income: income, line: line, items: items,
            explanation: explanation ?? self.explanation)
    }
}

/// Who may file alone out of a marginal household (民发〔2021〕57号 第八条).
enum SingleFiling {
    static func answer(
        _ member: MemberFacts, _ day: CivilDate, _ policy: ResolvedPolicy
    ) throws(PolicyLookupError) -> Answer {
        let conditions = MemberConditions(member: member, day: day)
        let mentalGrade = try policy.value(ParameterKey<Int64>.singleFilingMentalGrade)
        var routes = [
            conditions.isDisabled(gradeAtMost: try policy.value(.singleFilingGrade)),
            conditions.isDisabled(gradeAtMost: mentalGrade, kinds: [.intellectual, .mental]),
        ]
        if try policy.value(ParameterKey<Bool>.singleFilingIllness) { routes.append(conditions.isIll) }
        return Answer.any(routes)
    }
}
