import Casework
import Primitives
import Testing

@Suite struct DecisionMeetingTests {
    static let members = Set((1...7).map { StaffID($0) })
    static let quorum = Cited(AppraisalTests.twoThirds ?? .one, "乡镇审核确认会议制度：三分之二到会")
    /// Seven members, one related and gone, five of the rest agree.
    static let sound = DecisionMeeting(
        on: day("2026-03-19"), members: members, recused: [StaffID(7)],
        ballots: (1...6).map { .init(by: StaffID($0), $0 < 6 ? .agree : .disagree) }, chair: StaffID(1),
        minutes: "逐户审议。")

    private func decide(
        related: Set<StaffID> = [StaffID(7)], surveyors: Set<StaffID> = [], _ change: (inout DecisionMeeting) -> Void
    ) -> Ruling<Bool> {
        with(Self.sound, change).decide(
            related: related, surveyors: surveyors, quorum: Self.quorum, on: Fixture.today)
    }

    private func ballots(_ agree: Int, _ disagree: Int, _ abstain: Int) -> [DecisionMeeting.Ballot] {
        let votes =
            Array(repeating: MeetingVote.agree, count: agree)
            + Array(repeating: .disagree, count: disagree) + Array(repeating: .abstain, count: abstain)
        return votes.enumerated().map { .init(by: StaffID(Int64($0.offset + 1)), $0.element) }
    }

    @Test func `more than half of those present carry it, one way or the other`() {
        #expect(decide { _ in }.value == true)
        for agree in 0...6 {
            for disagree in 0...(6 - agree) {
                let ruling = decide { $0.ballots = ballots(agree, disagree, 6 - agree - disagree) }
                if agree > 3 {
                    #expect(ruling.value == true)
                } else if disagree > 3 {
                    #expect(ruling.value == false)
                } else {
                    #expect(ruling.refusals.map(\.code) == ["meeting.undecided"], "\(agree):\(disagree)")
                }
            }
        }
    }

    @Test func `each fault is named`() {
        expectEachReason([
            Broken(MeetingReason.tooFewPresent, decide { $0.ballots = ballots(4, 0, 0) }.refusals),
            Broken(.relatedTookPart, decide(related: [StaffID(2)]) { _ in }.refusals),
            Broken(.surveyorVoted, decide(surveyors: [StaffID(6)]) { _ in }.refusals),
            Broken(.votedTwice, decide { $0.ballots.append(.init(by: StaffID(1), .agree)) }.refusals),
            Broken(.chairMissing, decide { $0.chair = StaffID(7) }.refusals),
            Broken(.minutesMissing, decide { $0.minutes = "" }.refusals),
            Broken(.dayImpossible, decide { $0.on = day("2026-03-21") }.refusals),
            Broken(.undecided, decide { $0.ballots = ballots(3, 3, 0) }.refusals),
        ])
    }
}
