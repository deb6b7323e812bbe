import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Every verb of leads: another region's people, a store that breaks at any change, the same key twice.
@Suite struct LeadsWallTests {
    @Test(arguments: verbs) func `a verb keeps its wall`(_ verb: WalledVerb) async throws {
        try await VerbWall.check(verb)
    }

    @Test func `no verb is without its wall`() throws {
        #expect(try VerbWall.names(inFolders: ["Leads"]) == Set(Self.verbs.map(\.name)))
    }

    private static let verbs: [WalledVerb] = [
        WalledVerb(lead: RecordLead.self) { ($0.gridWorker, try LeadWorld.report()) },
        WalledVerb(lead: LeadFromTicket.self) { world in
            (world.clerk, LeadFromTicket(ticketID: try await world.ticket()))
        },
        WalledVerb(lead: TakeLead.self) { ($0.aide, try await $0.take(try await $0.record())) },
        WalledVerb(lead: TryLead.self) { world in
            (world.aide, TryLead(leadID: try await world.record(), seenVersion: 1, words: "敲门没有人"))
        },
        WalledVerb(lead: StepLead.self) { ($0.aide, try await $0.step(try await $0.record(), .tell)) },
        WalledVerb(lead: OpenLeadDraft.self) { ($0.aide, try await $0.draft(try await $0.record())) },
        WalledVerb(lead: ShowLeadInformant.self) { world in
            (world.county, ShowLeadInformant(leadID: try await world.record(), reason: "核实反映情况"))
        },
    ]
}
