import Casework
import Primitives
import Testing

@Suite struct HotlineTicketTests {
    static let terms = HotlineTerms(
        signInDays: Cited(1, "12345办法"),
        replyDays: [
            .question: Cited(3, "咨询办法"), .helpAsked: Cited(3, "求助办法"), .report: Cited(10, "举报办法"),
            .complaint: Cited(5, "投诉办法"),
        ],
        extensionDays: Cited(5, "12345办法"), sendBackDays: Cited(2, "12345办法"),
        callBackDays: Cited(3, "12345办法"))

    static func ticket(
        _ subject: HotlineSubject = .report, named: Bool = true, duringReview: Bool = false, repeats: String? = nil,
        number: String = "SD20260318000123", on received: CivilDate = day("2026-03-18")
    ) -> HotlineTicket {
        HotlineTicket(
            number: number, subject: subject, receivedOn: received, caller: "王桂花 18家隔壁",
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
                redirect | received returned | countyReviewer
                extend | signedIn | townshipReviewer countyReviewer
                reply | signedIn | townshipReviewer countyReviewer
                callBack | replied | townshipClerk countyReviewer
                reopen | calledBack | townshipReviewer countyReviewer
                close | replied calledBack | townshipReviewer countyReviewer
                """)
    }

    @Test(arguments: [
        (HotlineSubject.question, "咨询办法"), (.helpAsked, "求助办法"), (.report, "举报办法"), (.complaint, "投诉办法"),
    ])
    func `the time to reply cites the rule of its own subject`(subject: HotlineSubject, citation: String) throws {
        #expect(try walk(Self.ticket(subject), .signIn).due.citation == citation)
    }

    @Test func `signed in, extended once, replied, called back, closed`() throws {
        let ticket = Self.ticket()
        #expect(ticket.due.on == day("2026-03-19"))
        let signed = try walk(ticket, .signIn)
        #expect(signed.due.on == day("2026-04-03"))
        let extended = try walk(signed, .extend)
        #expect(extended.due.on == day("2026-04-13") && extended.isExtended)
        let replied = try walk(extended, .reply)
        #expect(replied.due.on == day("2026-03-25") && replied.isSatisfied == nil)
        #expect(try walk(replied, .callBack, .close).state == .closed)
        let unhappy = try walk(extended, .reply, .callBack, satisfied: false)
        #expect(try walk(unhappy, .reopen).state == .signedIn)
        #expect(try walk(Self.ticket(named: false), .signIn, .reply, .close).state == .closed)
        #expect(Self.ticket(repeats: "SD20260301000004").repeats == "SD20260301000004")
    }

    @Test func `sent back by one office, it starts anew at another`() throws {
        let back = try walk(Self.ticket(), .signIn, .sendBack)
        #expect(back.state == .returned && !back.state.isOpen)
        let later = day("2026-03-25")
        let again = try #require(step(back, .redirect, on: later).value)
        #expect(again.state == .received && again.handedOn == later && again.due.on == day("2026-03-26"))
        #expect(step(again, .sendBack, on: later).value != nil, "the second office has its own time to send it back")
        #expect(step(back, .redirect, role: .townshipReviewer).value == nil)
    }

    @Test func `a repeat is linked to the earlier ticket alone`() throws {
        let (first, second) = (Self.ticket(), Self.ticket(number: "SD20260319000009", on: day("2026-03-19")))
        let linked = try #require(second.repeating(first).value)
        #expect(linked.repeats == first.number)
        #expect(first.repeating(linked).refusals.map(\.code) == ["hotline.repeatsLater"], "not in a circle")
    }

    @Test func `a ticket touches a case, another one, or none`() {
        let tied = Self.ticket().touching(CaseID(9), duringReview: true)
        #expect(tied.caseID == CaseID(9) && tied.forcesCountyVisit)
        let free = tied.touching(nil, duringReview: true)
        #expect(free.caseID == nil && !free.forcesCountyVisit)
    }

    @Test func `what is late says for whom it waits, and nothing is late once closed`() throws {
        let ticket = Self.ticket()
        #expect(ticket.lateness(on: day("2026-03-19"), isCountys: false, count: Fixture.count) == nil)
        let late = try #require(ticket.lateness(on: day("2026-03-23"), isCountys: false, count: Fixture.count))
        #expect(late.task == .signInTicket && late.party == .township && late.daysLate == 2)
        #expect(late.chinese.contains("签收12345工单"))
        #expect(ticket.lateness(on: day("2026-03-23"), isCountys: true, count: Fixture.count)?.party == .county)
        let closed = try walk(Self.ticket(named: false), .signIn, .reply, .close)
        #expect(closed.lateness(on: day("2026-06-01"), isCountys: true, count: Fixture.count) == nil)
        let states = HotlineState.allCases.filter { $0.task == nil }
        #expect(states == HotlineState.allCases.filter { !$0.isOpen })
    }

    @Test func `the nearest reminder is shown, and after the last day whom it was escalated to`() {
        let terms = ReminderTerms(
            daysBefore: Cited([1, 0], "督办办法"), escalation: Cited([.townshipHead: 1, .county: 3], "督办办法"))
        let ticket = Self.ticket()
        func level(_ text: String) -> ReminderLevel? {
            ticket.reminder(on: day(text), terms: terms, count: Fixture.count)?.level
        }
        #expect(level("2026-03-18") == nil && level("2026-03-19") == .handler)
        #expect(level("2026-03-20") == .townshipHead && level("2026-03-24") == .county)
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
            Broken(.repeatsItself, Self.ticket().repeating(Self.ticket()).refusals),
            Broken(
                .repeatsLater,
                Self.ticket().repeating(Self.ticket(number: "SD2", on: day("2026-03-19"))).refusals),
        ])
        #expect(step(reviewed, .reply, visited: true).value?.state == .replied)
    }
}
