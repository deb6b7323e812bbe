import Casework
import Primitives
import Testing

@Suite struct HotlineTicketTests {
    static let terms = HotlineTerms(
        signInDays: Cited(1, "12345办法"),
        replyDays: Cited([.question: 3, .helpAsked: 3, .report: 10, .complaint: 5], "12345办法"),
        extensionDays: Cited(5, "12345办法"), sendBackDays: Cited(2, "12345办法"))

    static func ticket(
        _ subject: HotlineSubject = .report, named: Bool = true, duringReview: Bool = false, repeats: String? = nil
    ) -> HotlineTicket {
        HotlineTicket(
            number: "SD20260318000123", subject: subject, receivedOn: day("2026-03-18"), caller: "王桂花 18家隔壁",
            isNamed: named, about: [StaffID(30)], caseID: CaseID(5), duringReview: duringReview, repeats: repeats,
            terms: terms, count: Fixture.count)
    }

    private func step(
        _ ticket: HotlineTicket, _ event: HotlineEvent, role: Role = .countyReviewer, staff: Int64 = 4,
        on today: CivilDate = Fixture.today, words: String = "已核查", satisfied: Bool = true, visited: Bool = false
    ) -> Ruling<HotlineTicket> {
        ticket.applying(
            event, by: .staff(role, StaffID(staff)),
            note: .init(words: words, isSatisfied: satisfied, countyVisited: visited), on: today, terms: Self.terms,
            count: Fixture.count)
    }

    private func walk(_ ticket: HotlineTicket, _ events: HotlineEvent..., satisfied: Bool = true) throws
        -> HotlineTicket
    {
        try events.reduce(ticket) { try #require(step($0, $1, satisfied: satisfied).value) }
    }

    @Test func `every state, event and role`() {
        expectTable(
            HotlineTicket.lines, from: .received,
            golden: """
                signIn | received | townshipClerk countyReviewer
                sendBack | received signedIn | townshipReviewer countyReviewer
                extend | signedIn | townshipReviewer countyReviewer
                reply | signedIn | townshipReviewer countyReviewer
                callBack | replied | townshipClerk countyReviewer
                reopen | calledBack | townshipReviewer countyReviewer
                close | replied calledBack | townshipReviewer countyReviewer
                """)
    }

    @Test func `signed in, extended once, replied, called back, closed`() throws {
        let ticket = Self.ticket()
        #expect(ticket.due.on == day("2026-03-19"))
        let signed = try walk(ticket, .signIn)
        #expect(signed.due.on == day("2026-04-03"))
        let extended = try walk(signed, .extend)
        #expect(extended.due.on == day("2026-04-13") && extended.isExtended)
        #expect(try walk(extended, .reply, .callBack, .close).state == .closed)
        let unhappy = try walk(extended, .reply, .callBack, satisfied: false)
        #expect(try walk(unhappy, .reopen).state == .signedIn)
        #expect(try walk(Self.ticket(named: false), .signIn, .reply, .close).state == .closed)
        #expect(Self.ticket(repeats: "SD20260301000004").repeats == "SD20260301000004")
    }

    @Test(arguments: Role.allCases)
    func `who reported is told to the county and the auditor alone`(role: Role) {
        let knows = role == .countyReviewer || role == .auditor
        #expect((Self.ticket(.report).informant(for: role) != nil) == knows)
        #expect((Self.ticket(.complaint).informant(for: role) != nil) == knows)
        #expect(Self.ticket(.helpAsked).informant(for: role) != nil)
    }

    @Test(arguments: HotlineSubject.allCases, [true, false])
    func `a report during review brings the county to the door`(subject: HotlineSubject, review: Bool) {
        let forces = review && (subject == .report || subject == .complaint)
        #expect(Self.ticket(subject, duringReview: review).forcesCountyVisit == forces)
    }

    @Test func `each ground against a step is named`() throws {
        let signed = try walk(Self.ticket(), .signIn)
        let extended = try walk(signed, .extend)
        let happy = try walk(signed, .reply, .callBack)
        let unhappy = try walk(signed, .reply, .callBack, satisfied: false)
        let reviewed = try walk(Self.ticket(duringReview: true), .signIn)
        expectEachReason([
            Broken(HotlineReason.reasonMissing, step(signed, .sendBack, words: "").refusals),
            Broken(.sendBackTooLate, step(signed, .sendBack, on: day("2026-03-23")).refusals),
            Broken(.extendedBefore, step(extended, .extend).refusals),
            Broken(.extensionTooLate, step(signed, .extend, on: day("2026-04-07")).refusals),
            Broken(.replyMissing, step(signed, .reply, words: " ").refusals),
            Broken(.repliesAboutSelf, step(signed, .reply, staff: 30).refusals),
            Broken(.satisfied, step(happy, .reopen).refusals),
            Broken(.notSatisfied, step(unhappy, .close, words: "").refusals),
            Broken(.countyVisitOwed, step(reviewed, .reply).refusals),
        ])
        #expect(step(reviewed, .reply, visited: true).value?.state == .replied)
    }
}
