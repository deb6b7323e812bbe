import Primitives

/// Why a set of facts cannot be decided on; the family is then undecided, never refused.
package enum FactsProblem: Hashable, Sendable, CustomStringConvertible {
    case noMembers
    case memberTwice(String)
    case itemTwice(String)
    case unknownMember(item: String, member: String)
    case amountOutOfRange(item: String)
    case monthsOutOfRange(item: String)
    case bornAfterDecision(member: String)
    case gradeOutOfRange(member: String)

    /// What is wrong and what to do.
    package var description: String {
        switch self {
        case .noMembers: "the household has no members; add the applicant"
        case .memberTwice(let key): "member '\(key)' is listed twice; keep one"
        case .itemTwice(let key): "item '\(key)' is listed twice; keep one"
        case .unknownMember(let item, let member): "item '\(item)' names '\(member)', who is not a member"
        case .amountOutOfRange(let item): "the amount of '\(item)' must be from 0 to 100,000,000.00 yuan"
        case .monthsOutOfRange(let item): "'\(item)' must come in 1 to 12 months of the year"
        case .bornAfterDecision(let member): "'\(member)' is born after the decision day"
        case .gradeOutOfRange(let member): "the disability grade of '\(member)' must be 1 to 4"
        }
    }
}

extension HouseholdFacts {
    static let limitFen: Int64 = 10_000_000_000

    /// All problems of the facts; empty when they can be decided on.
    package func problems() -> [FactsProblem] {
        var result: [FactsProblem] = members.isEmpty ? [.noMembers] : []
        var keys: Set<String> = []
        for member in members {
            if !keys.insert(member.key).inserted { result.append(.memberTwice(member.key)) }
            if let born = member.birthDate.value, born > decisionDay {
                result.append(.bornAfterDecision(member: member.key))
            }
            if case .certified(_, let grade)? = member.disability.value, !(1...4).contains(grade) {
                result.append(.gradeOutOfRange(member: member.key))
            }
        }
        var items: Set<String> = []
        let all =
            income.map { ($0.key, $0.member, $0.amount) } + property.map { ($0.key, $0.member, $0.value) }
            + expenses.map { ($0.key, $0.member, $0.amount) }
        for (key, member, amount) in all {
            if !items.insert(key).inserted { result.append(.itemTwice(key)) }
            if !keys.contains(member) { result.append(.unknownMember(item: key, member: member)) }
            if let fen = amount.value?.fen, !(0...Self.limitFen).contains(fen) {
                result.append(.amountOutOfRange(item: key))
            }
        }
        for item in income {
            if case .monthly(let months) = item.period, !(1...12).contains(months) {
                result.append(.monthsOutOfRange(item: item.key))
            }
        }
        if case .single(let key) = filing, !keys.contains(key) {
            result.append(.unknownMember(item: "filing", member: key))
        }
        return result
    }
}
