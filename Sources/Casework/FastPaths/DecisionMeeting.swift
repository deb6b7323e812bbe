package import Primitives

/// Why the vote of a township's decision meeting does not stand.
package enum MeetingReason: String, RefusalReason {
    case tooFewPresent, relatedTookPart, surveyorVoted, votedTwice, chairMissing, minutesMissing, dayImpossible
    case undecided

    /// The area of the codes.
    package static let area = "meeting"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .tooFewPresent:
            RefusalWording("应到%人，回避后实到%人，没有达到规定人数。请重新召集。", "Too few remain after recusal. Call it again.")
        case .relatedTookPart: RefusalWording("有应当回避的人参加了表决。请重新表决。", "A related person voted. Vote again.")
        case .surveyorVoted:
            RefusalWording(
                "参加入户调查的人参加了表决：调查与决定须分开。请重新表决。",
                "Somebody who visited voted. Vote again without them.")
        case .votedTwice: RefusalWording("同一人有两张票。请核对。", "Somebody has two votes. Check them.")
        case .chairMissing: RefusalWording("主持人没有到会。请由到会的人主持。", "The chair was not present.")
        case .minutesMissing: RefusalWording("没有会议记录。请填写。", "There are no minutes. Write them.")
        case .dayImpossible: RefusalWording("会议日期%在今天之后。请核对。", "The meeting lies in the future.")
        case .undecided:
            RefusalWording(
                "同意%票、不同意%票，都没有超过到会人数的一半，没有形成决定。请补充调查后再议。",
                "Neither side has more than half of those present. Look further and meet again.")
        }
    }
}

/// How somebody at the meeting voted.
package enum MeetingVote: String, CaseIterable, Codable, Hashable, Sendable { case agree, disagree, abstain }

/// A township's decision meeting on a delegated case.
package struct DecisionMeeting: Codable, Hashable, Sendable {
    /// One member's vote.
    package struct Ballot: Codable, Hashable, Sendable {
        /// Who.
        package let by: StaffID
        /// How.
        package let vote: MeetingVote

        /// A vote.
        package init(by staff: StaffID, _ vote: MeetingVote) {
            self.by = staff
            self.vote = vote
        }
    }

    /// The day.
    package var on: CivilDate
    /// The standing members.
    package var members: Set<StaffID>
    /// Those who withdrew.
    package var recused: Set<StaffID>
    /// The votes of those present.
    package var ballots: [Ballot]
    /// Who presided.
    package var chair: StaffID
    /// The minutes.
    package var minutes: String

    /// A meeting as recorded.
    package init(
        on day: CivilDate, members: Set<StaffID>, recused: Set<StaffID>, ballots: [Ballot], chair: StaffID,
        minutes: String
    ) {
        self.on = day
        self.members = members
        self.recused = recused
        self.ballots = ballots
        self.chair = chair
        self.minutes = minutes
    }

    private func votes(_ vote: MeetingVote) -> Int { ballots.count { $0.vote == vote } }

    /// Whether the meeting agreed, or every reason why its vote does not stand.
    ///
    /// The quorum counts the whole meeting, so that recusals cannot make a handful decide; more than half of those
    /// present carry it.
    package func decide(
        related: Set<StaffID>, surveyors: Set<StaffID>, quorum: Cited<Ratio>, on today: CivilDate
    ) -> Ruling<Bool> {
        var found = Refusals<MeetingReason>()
        let voters = Set(ballots.map(\.by))
        found.refuse(
            when: !reaches(quorum.value, voters.count, of: members.count), .tooFewPresent, String(members.count),
            String(voters.count))
        found.refuse(when: !voters.isDisjoint(with: related.union(recused)), .relatedTookPart)
        found.refuse(when: !voters.isDisjoint(with: surveyors), .surveyorVoted)
        found.refuse(when: voters.count != ballots.count, .votedTwice)
        found.refuse(when: !voters.contains(chair), .chairMissing)
        found.refuse(when: isBlank(minutes), .minutesMissing)
        found.refuse(when: on > today, .dayImpossible, on.chineseText)
        let (agree, disagree) = (votes(.agree), votes(.disagree))
        let carried = agree * 2 > ballots.count
        found.refuse(when: !carried && disagree * 2 <= ballots.count, .undecided, String(agree), String(disagree))
        return found.ruling(carried)
    }
}
