import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Every verb of the hotline: another region's people, a store that breaks at any change, the same key twice.
@Suite struct HotlineWallTests {
    @Test(arguments: verbs) func `a verb keeps its wall`(_ verb: WalledVerb) async throws {
        try await VerbWall.check(verb)
    }

    @Test func `no verb is without its wall`() throws {
        // A list is read from a file first; HotlineListTests tries it.
        #expect(
            try VerbWall.names(inFolders: ["Hotline"]) == Set(Self.verbs.map(\.name)).union([TakeTickets.name]))
    }

    private static let verbs: [WalledVerb] = [
        WalledVerb(hotline: TakeTicket.self) { ($0.county, TakeTicket(try HotlineWorld.report())) },
        WalledVerb(hotline: SignInTicket.self) { world in
            (world.clerk, SignInTicket(ticketID: try await world.take(HotlineWorld.report()), seenVersion: 1))
        },
        WalledVerb(hotline: ExtendTicket.self) { world in
            let id = try await world.signedIn(HotlineWorld.report())
            return (world.reviewer, ExtendTicket(ticketID: id, seenVersion: 2, words: "等车管所回函"))
        },
        WalledVerb(hotline: ReplyTicket.self) { world in
            let id = try await world.signedIn(HotlineWorld.report())
            return (world.reviewer, ReplyTicket(ticketID: id, seenVersion: 2, words: "已核查，家中没有车。"))
        },
        WalledVerb(hotline: CallBackTicket.self) { world in
            let id = try await replied(world)
            return (world.clerk, CallBackTicket(ticketID: id, seenVersion: 3, words: "认可", isSatisfied: true))
        },
        WalledVerb(hotline: CloseTicket.self) { world in
            let id = try await replied(world)
            _ = try await world.ok(
                CallBackTicket(ticketID: id, seenVersion: 3, words: "认可", isSatisfied: true), as: world.clerk)
            return (world.reviewer, CloseTicket(ticketID: id, seenVersion: 4, words: ""))
        },
        WalledVerb(hotline: ReopenTicket.self) { world in
            let id = try await replied(world)
            _ = try await world.ok(
                CallBackTicket(ticketID: id, seenVersion: 3, words: "没人接待", isSatisfied: false), as: world.clerk)
            return (world.reviewer, ReopenTicket(ticketID: id, seenVersion: 4, words: "上门办理"))
        },
        WalledVerb(hotline: SendBackTicket.self) { world in
            let id = try await world.take(HotlineWorld.report())
            return (world.reviewer, SendBackTicket(ticketID: id, seenVersion: 1, words: "不是本镇的村"))
        },
        WalledVerb(hotline: RedirectTicket.self) { world in
            let id = try await world.take(HotlineWorld.report())
            let town = try RegionCode("371621101")
            return (world.county, RedirectTicket(ticketID: id, seenVersion: 1, to: town, words: "属地办理"))
        },
        WalledVerb(hotline: LinkRepeat.self) { world in
            let earlier = try HotlineWorld.report()
            _ = try await world.take(earlier)
            let id = try await world.take(HotlineWorld.report("SD20260302000009"))
            return (world.clerk, LinkRepeat(ticketID: id, seenVersion: 1, earlier: earlier.number))
        },
        WalledVerb(hotline: ShowInformant.self) { world in
            let id = try await world.take(HotlineWorld.report())
            return (world.county, ShowInformant(ticketID: id, reason: "答复署名来电人"))
        },
        WalledVerb(TieTicket.self, in: { try await .make() }) { world in
            let id = try await world.ok(TakeTicket(try HotlineWorld.report()), as: world.county)
            let number = try await world.row().number
            return (world.clerk, TieTicket(ticketID: id, seenVersion: 1, caseNumber: number, reason: ""))
        },
    ]

    private static func replied(_ world: HotlineWorld) async throws -> HotlineTicketID {
        let id = try await world.signedIn(HotlineWorld.help())
        _ = try await world.ok(ReplyTicket(ticketID: id, seenVersion: 2, words: "请来窗口。"), as: world.reviewer)
        return id
    }
}
