package import Primitives

/// The dated terms of the mass appraisal 民主评议 (older practice two thirds and two thirds; `domain.md` §1.2).
package struct AppraisalTerms: Hashable, Sendable {
    /// Share of the body that must be present.
    package var quorum: Cited<Ratio>
    /// Share of those present and voting that must agree.
    package var assent: Cited<Ratio>
    /// Fewest people at the table, whatever the body's size.
    package var presentMin: Cited<Int>

    /// The terms of one region on one day.
    package init(quorum: Cited<Ratio>, assent: Cited<Ratio>, presentMin: Cited<Int>) {
        self.quorum = quorum
        self.assent = assent
        self.presentMin = presentMin
    }
}

/// Why an appraisal cannot be relied on.
package enum AppraisalReason: String, RefusalReason {
    case quorumMissed, tooFewPresent, relatedVoted, votesDoNotAdd, organiserMissing, dayImpossible, scanMissing

    /// The area of the codes.
    package static let area = "appraisal"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .quorumMissed:
            RefusalWording(
                "应到%人，实到%人，没有达到规定的到会人数（%）。请重新召集。",
                "Too few of the body were present. Call it again.")
        case .tooFewPresent:
            RefusalWording("参加评议的人少于%人。请重新召集。", "Fewer people took part than the rule asks. Call it again.")
        case .relatedVoted:
            RefusalWording(
                "有近亲属参加了表决（%人），应当回避。请重新评议。",
                "Relatives voted and should have withdrawn. Hold it again.")
        case .votesDoNotAdd:
            RefusalWording(
                "同意、不同意、弃权合计%人，与实到人数%人不符。请核对票数。",
                "The votes do not add up to those present. Count again.")
        case .organiserMissing:
            RefusalWording("没有乡镇工作人员到场组织。请写明组织人。", "No member of staff led it. Name who did.")
        case .dayImpossible:
            RefusalWording(
                "评议日期%早于申请或晚于今天。请核对日期。", "The day is before the application or after today. Correct it.")
        case .scanMissing:
            RefusalWording("没有上传签到和记录的原件。请上传。", "The signed list and minutes are missing. Upload them.")
        }
    }
}

/// An appraisal as held (D13).
package struct Appraisal: Codable, Hashable, Sendable {
    /// Day of the meeting.
    package var on: CivilDate
    /// Members of the body.
    package var bodyCount: Int
    /// Present, those who withdrew not counted.
    package var presentCount: Int
    /// Related people who voted all the same.
    package var relatedVoters: Int
    /// Votes for, against, and none.
    package var votesFor: Int
    /// Votes against.
    package var votesAgainst: Int
    /// Present without a vote either way.
    package var abstained: Int
    /// The member of staff who led it; nil when none did.
    package var organiser: StaffID?
    /// Pages of the signed list and minutes.
    package var scanCount: Int

    /// An appraisal as recorded.
    package init(
        on day: CivilDate, bodyCount: Int, presentCount: Int, relatedVoters: Int, votesFor: Int, votesAgainst: Int,
        abstained: Int, organiser: StaffID?, scanCount: Int
    ) {
        self.on = day
        self.bodyCount = bodyCount
        self.presentCount = presentCount
        self.relatedVoters = relatedVoters
        self.votesFor = votesFor
        self.votesAgainst = votesAgainst
        self.abstained = abstained
        self.organiser = organiser
        self.scanCount = scanCount
    }

    /// Whether those present agreed: at least the share of the terms, abstentions counting as present.
    package func isPassed(_ terms: AppraisalTerms) -> Bool {
        presentCount > 0 && reaches(terms.assent.value, votesFor, of: presentCount)
    }

    /// Everything wrong with how it was held, on a case filed on a day; empty when it may be relied on.
    package func refusals(
        on today: CivilDate, filedOn: CivilDate? = nil, terms: AppraisalTerms
    ) -> [StatedRefusal] {
        var found = Refusals<AppraisalReason>()
        found.refuse(
            when: !reaches(terms.quorum.value, presentCount, of: bodyCount), .quorumMissed, String(bodyCount),
            String(presentCount), terms.quorum.citation)
        found.refuse(when: presentCount < terms.presentMin.value, .tooFewPresent, String(terms.presentMin.value))
        found.refuse(when: relatedVoters > 0, .relatedVoted, String(relatedVoters))
        let votes = votesFor + votesAgainst + abstained
        found.refuse(when: votes != presentCount, .votesDoNotAdd, String(votes), String(presentCount))
        found.refuse(when: organiser == nil, .organiserMissing)
        let isImpossible = on > today || filedOn.map { on < $0 } == true
        found.refuse(when: isImpossible, .dayImpossible, on.chineseText)
        found.refuse(when: scanCount < 1, .scanMissing)
        return found.list
    }

    /// What the machine is told of it.
    package func fact(on today: CivilDate, terms: AppraisalTerms) -> AppraisalFact {
        AppraisalFact(isPassed: isPassed(terms), faults: refusals(on: today, terms: terms).map(\.chinese))
    }
}

/// Whether a part reaches a share of a whole, by integers only.
func reaches(_ share: Ratio, _ part: Int, of whole: Int) -> Bool {
    Int128(part) * Int128(share.denominator) >= Int128(whole) * Int128(share.numerator)
}
