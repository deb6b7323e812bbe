import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// One filing, one consent, and each department gets what it owns.
@Suite struct ApplyTogetherTests {
    private static func together(
        _ world: CaseWorld, _ items: [String] = ["medicalAssistance", "education"], need: String = "孙女住院、上学",
        isAgreed: Bool = true
    ) -> ApplyTogether {
        ApplyTogether(caseID: world.caseID, items: items, need: need, isAgreed: isAgreed)
    }

    @Test func `each department gets a form of its own by one act, and answers on its own`() async throws {
        let world = try await CaseWorld.make()
        let sent = try await world.ok(Self.together(world), as: world.clerk)
        let rows = try await world.services().handovers
        #expect(sent == rows.map(\.id) && rows.map(\.department) == ["医疗保障部门", "教育部门"])
        #expect(rows.allSatisfy { $0.state == .sent && $0.firstContact == world.clerk.staffID })
        #expect(try await world.count("issued_document") >= 2 && Set(rows.map(\.documentID)).count == 2)
        _ = try await world.ok(
            AnswerHandover(handover: sent[0], state: .done, answer: "已报销"), as: world.clerk)
        #expect(
            try await world.codes(Self.together(world, ["education", "housing"]), as: world.clerk)
                == ["linkedItemsRunning"])
        #expect(try await world.services().handovers.count == 2, "all are sent, or none")
        _ = try await world.ok(Self.together(world, ["medicalAssistance", "housing"]), as: world.clerk)
        await world.end()
    }

    @Test func `no item, no consent, an unknown or doubled item and other people are refused`() async throws {
        let world = try await CaseWorld.make()
        #expect(
            try await world.codes(Self.together(world, [], need: " ", isAgreed: false), as: world.clerk)
                == ["textMissing", "linkedItemsMissing", "agreementMissing"])
        #expect(try await world.codes(Self.together(world, ["magic"]), as: world.clerk) == ["itemUnknown"])
        #expect(
            try await world.codes(Self.together(world, ["education", "education"]), as: world.clerk)
                == ["itemUnknown"])
        #expect(try await world.codes(Self.together(world), as: world.reviewer) == ["notAllowed"])
        #expect(try await world.codes(Self.together(world), as: world.stranger) == ["notFound"])
        #expect(try await world.count("window_handover") == 0)
        await world.end()
    }

    @Test func `what the sorting holds possible stands out`() async throws {
        let world = try await CaseWorld.make()
        #expect(try await world.services().linked.isEmpty)
        _ = try await world.ok(SortFiling(caseID: world.caseID), as: world.clerk)
        #expect(try await world.services().linked.contains("medicalAssistance"))
        await world.end()
    }
}
