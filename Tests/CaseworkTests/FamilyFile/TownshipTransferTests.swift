import Casework
import Primitives
import Testing

@Suite struct TownshipTransferTests {
    static let month = Fixture.today.calendarMonth
    static let within = TownshipTransfer(
        from: Fixture.township, to: region("371621102"), firstMonth: month.adding(months: 1))
    static let outside = TownshipTransfer(
        from: Fixture.township, to: region("371602101"), firstMonth: month.adding(months: 1))

    private func step(
        _ transfer: TownshipTransfer, _ event: TransferEvent, role: Role, at township: RegionCode = Fixture.township,
        reason: String = "搬迁", _ change: (inout TownshipTransfer.Standing) -> Void = { _ in }
    ) -> Ruling<TownshipTransfer> {
        let standing = TownshipTransfer.Standing(
            state: .active, missingPapers: [], isRecomputed: false, actorTownship: township,
            lastLockedMonth: Self.month)
        return transfer.applying(
            event, by: .staff(role, StaffID(4)), standing: with(standing, change), reason: reason, on: Fixture.today)
    }

    @Test func `every state, event and role`() {
        expectTable(
            TownshipTransfer.lines, from: .proposed,
            golden: """
                send | proposed returned | townshipClerk
                receive | sent | townshipReviewer
                sendBack | sent | townshipReviewer
                cancel | proposed returned | townshipClerk
                """)
    }

    @Test func `each month is paid by one township, before and after`() throws {
        let sent = try #require(step(Self.within, .send, role: .townshipClerk).value)
        let received = try #require(step(sent, .receive, role: .townshipReviewer, at: region("371621102")).value)
        for offset in -6...6 {
            let month = Self.month.adding(months: offset)
            #expect(received.payer(of: month) == (offset >= 1 ? region("371621102") : Fixture.township))
            #expect(sent.payer(of: month) == Fixture.township)
        }
    }

    @Test func `each ground against a step is named`() throws {
        let sent = try #require(step(Self.within, .send, role: .townshipClerk).value)
        let far = try #require(step(Self.outside, .send, role: .townshipClerk).value)
        let same = TownshipTransfer(
            from: Fixture.township, to: Fixture.township, firstMonth: Self.month.adding(months: 1))
        let now = TownshipTransfer(from: Fixture.township, to: region("371621102"), firstMonth: Self.month)
        let target = region("371602101")
        expectEachReason([
            Broken(TransferReason.sameTownship, step(same, .send, role: .townshipClerk).refusals),
            Broken(.notInForce, step(Self.within, .send, role: .townshipClerk) { $0.state = .terminated }.refusals),
            Broken(
                .fileIncomplete,
                step(Self.within, .send, role: .townshipClerk) { $0.missingPapers = ["入户调查表"] }.refusals),
            Broken(
                .fileIncomplete,
                step(Self.within, .send, role: .townshipClerk) {
                    ($0.missingPapers, $0.missingDue) = (["入户调查表"], Fixture.today)
                }.refusals),
            Broken(
                .otherCountyNeedsRecheck, step(far, .receive, role: .townshipReviewer, at: target).refusals),
            Broken(.reasonMissing, step(Self.within, .cancel, role: .townshipClerk, reason: "").refusals),
            Broken(.monthUnsuitable, step(now, .send, role: .townshipClerk).refusals),
            Broken(.notReceiver, step(sent, .receive, role: .townshipReviewer).refusals),
        ])
        #expect(
            step(far, .receive, role: .townshipReviewer, at: target) { $0.isRecomputed = true }.value?.state
                == .received)
    }
}
