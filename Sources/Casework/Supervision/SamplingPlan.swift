package import Primitives

/// What a sample of the county found.
package enum SamplingFinding: String, CaseIterable, Codable, Hashable, Sendable {
    case correct, paperFault, wrongAmount, wronglyGranted, wronglyRefused

    /// The finding in words.
    package var chinese: String {
        switch self {
        case .correct: "无问题"
        case .paperFault: "手续瑕疵"
        case .wrongAmount: "金额有误"
        case .wronglyGranted: "不应确认"
        case .wronglyRefused: "不应拒绝"
        }
    }

    /// Whether the decision itself was wrong; a fault of papers is counted apart.
    package var isError: Bool { self != .correct && self != .paperFault }
}

/// A decision a township took under delegation.
package struct DelegatedDecision: Codable, Hashable, Sendable {
    /// The case.
    package let caseID: CaseID
    /// The township.
    package let township: RegionCode
    /// The day.
    package let decidedOn: CivilDate
    /// Whether it granted.
    package let isGrant: Bool
    /// Whether somebody related to the household is on the ledger, or a report came in: always looked at.
    package let isCertain: Bool

    /// A decision.
    package init(caseID: CaseID, township: RegionCode, decidedOn: CivilDate, isGrant: Bool, isCertain: Bool) {
        self.caseID = caseID
        self.township = township
        self.decidedOn = decidedOn
        self.isGrant = isGrant
        self.isCertain = isCertain
    }
}

/// Why a sampling plan or a finding does not stand.
package enum SamplingReason: String, RefusalReason {
    case shareTooSmall, periodWrong, seedMissing, notDrawn, foundTwice, deciderChecks, wordsMissing

    /// The area of the codes.
    package static let area = "sampling"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .shareTooSmall: RefusalWording("抽查比例低于委托书规定的%。请改正。", "The share is below what the order asks.")
        case .periodWrong: RefusalWording("抽查起止日期颠倒或未到期末。请改正。", "The period is not over or ends before it begins.")
        case .seedMissing:
            RefusalWording("没有当众产生的随机数，抽取无法复核。请填写。", "Without a public random number the draw cannot be repeated.")
        case .notDrawn: RefusalWording("这件案件不在本次抽查之内。请核对。", "The case was not drawn. Check it.")
        case .foundTwice: RefusalWording("这件案件已经有抽查结论。", "The case has a finding already.")
        case .deciderChecks: RefusalWording("原决定人不能参加抽查。请换人。", "Whoever decided may not check it. Send another.")
        case .wordsMissing: RefusalWording("有问题的结论要写明查到了什么。请填写。", "A fault is described. Say what was found.")
        }
    }
}

/// A county's draw over delegated decisions: the same seed draws the same cases, so that anybody can repeat it.
package struct SamplingPlan: Codable, Hashable, Sendable {
    /// The first day of the decisions.
    package let from: CivilDate
    /// Their last day.
    package let through: CivilDate
    /// The share drawn in each township.
    package let share: Ratio
    /// The public random number; nil while none was drawn.
    package let seed: UInt64?
    /// Fewest drawn in a township with any decision.
    package let least: Int

    /// A plan.
    package init(from: CivilDate, through: CivilDate, share: Ratio, seed: UInt64?, least: Int) {
        self.from = from
        self.through = through
        self.share = share
        self.seed = seed
        self.least = least
    }

    /// Everything that keeps the plan from being drawn today under the order's share.
    package func refusals(orderShare: Ratio, on today: CivilDate) -> [StatedRefusal] {
        var found = Refusals<SamplingReason>()
        found.refuse(when: share < orderShare, .shareTooSmall, "\(orderShare)")
        found.refuse(when: through < from || today <= through, .periodWrong)
        found.refuse(when: seed == nil, .seedMissing)
        return found.list
    }

    /// The cases to look at, by township: all certain ones, and at least the share of the others, rounded up.
    package func draw(_ decisions: [DelegatedDecision]) -> [RegionCode: [DelegatedDecision]] {
        guard let seed else { return [:] }
        let inPeriod = decisions.filter { from <= $0.decidedOn && $0.decidedOn <= through }
        return Dictionary(grouping: inPeriod, by: \.township).mapValues { township in
            // The order the rows came in must not matter, so they are drawn from by their number.
            let rest = township.filter { !$0.isCertain }.sorted { $0.caseID < $1.caseID }
            let certain = township.filter(\.isCertain)
            let wanted = min(rest.count, max(least, ceiling(share, of: rest.count)))
            var random = SeededGenerator(
                seed: seed ^ UInt64(township[0].township.text.utf8.reduce(5_381) { $0 &* 33 &+ UInt32($1) }))
            let drawn = rest.shuffled(using: &random).prefix(wanted)
            return (certain + drawn).sorted { $0.caseID < $1.caseID }
        }
    }

    private func ceiling(_ share: Ratio, of whole: Int) -> Int {
        let product = Int128(whole) * Int128(share.numerator)
        return Int((product + Int128(share.denominator) - 1) / Int128(share.denominator))
    }
}

/// What was found in the drawn cases.
package struct SamplingRecord: Codable, Hashable, Sendable {
    /// One case's finding.
    package struct Entry: Codable, Hashable, Sendable {
        /// The case.
        package let caseID: CaseID
        /// What was found.
        package let finding: SamplingFinding
        /// In words.
        package let words: String
        /// Who looked.
        package let by: StaffID
    }

    /// The cases drawn, with who decided them.
    package let drawn: [CaseID: StaffID]
    /// The townships of the cases drawn.
    package let townships: [CaseID: RegionCode]
    /// The findings.
    package private(set) var entries: [Entry] = []

    /// A record of a draw, still empty.
    package init(drawn: [CaseID: StaffID], townships: [CaseID: RegionCode]) {
        self.drawn = drawn
        self.townships = townships
    }

    /// The record with a finding, or every reason why not.
    package func adding(
        _ finding: SamplingFinding, of caseID: CaseID, words: String, by staff: StaffID
    ) -> Ruling<SamplingRecord> {
        var found = Refusals<SamplingReason>()
        found.refuse(when: drawn[caseID] == nil, .notDrawn)
        found.refuse(when: entries.contains { $0.caseID == caseID }, .foundTwice)
        found.refuse(when: drawn[caseID] == staff, .deciderChecks)
        found.refuse(when: finding != .correct && isBlank(words), .wordsMissing)
        var after = self
        after.entries.append(Entry(caseID: caseID, finding: finding, words: words, by: staff))
        return found.ruling(after)
    }

    /// Wrong decisions out of those looked at, by township; a township not looked at has no rate.
    package var errorRates: [RegionCode: (wrong: Int, seen: Int)] {
        var rates: [RegionCode: (wrong: Int, seen: Int)] = [:]
        for entry in entries {
            guard let township = townships[entry.caseID] else { continue }
            let rate = rates[township] ?? (0, 0)
            rates[township] = (rate.wrong + (entry.finding.isError ? 1 : 0), rate.seen + 1)
        }
        return rates
    }
}
