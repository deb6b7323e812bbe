import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Needs handed over to the department that owns them, with first-contact responsibility.
@Suite struct HandOverTests {
    private static func handOver(
        _ world: CaseWorld, item: String = "medicalAssistance", need: String = "孙女住院", isAgreed: Bool = true
    ) -> HandOverItem {
        HandOverItem(caseID: world.caseID, item: item, need: need, isAgreed: isAgreed)
    }

    @Test func `handed over with a form, a limit and an answerable person, then taken and done`() async throws {
        let world = try await CaseWorld.make()
        let id = try await world.ok(Self.handOver(world), as: world.clerk)
        let row = try #require(try await world.services().handovers.first)
        #expect(row.department == "医疗保障部门" && row.firstContact == world.clerk.staffID && row.state == .sent)
        #expect(row.dueOn.text == "2026-03-05")
        #expect(try await world.documents()["D20"]?.lines.contains { $0.value == "医疗救助" } == true)
        #expect(try await world.codes(Self.handOver(world), as: world.clerk) == ["handoverRunning"])
        func answer(_ state: HandoverState, _ text: String = "已受理") -> AnswerHandover {
            AnswerHandover(handover: id, state: state, answer: text)
        }
        #expect(
            try await world.codes(answer(.sent, " "), as: world.clerk) == ["handoverAnswered", "handoverAnswerMissing"])
        _ = try await world.ok(answer(.taken), as: world.clerk)
        _ = try await world.ok(answer(.done, "报销6000元"), as: world.clerk)
        #expect(try await world.codes(answer(.taken), as: world.clerk) == ["handoverAnswered"])
        #expect(try await world.codes(answer(.taken), as: world.stranger) == ["notFound"])
        #expect(try await world.codes(answer(.taken), as: world.reviewer) == ["notAllowed"])
        #expect(try await world.services().handovers.first?.content.answer == "报销6000元")
        _ = try await world.ok(Self.handOver(world), as: world.clerk)
        await world.end()
    }

    @Test func `no need, no agreement, an item nobody owns and other people are refused`() async throws {
        let world = try await CaseWorld.make()
        #expect(
            try await world.codes(Self.handOver(world, item: "magic", need: " ", isAgreed: false), as: world.clerk)
                == ["needMissing", "agreementMissing", "itemUnknown"])
        #expect(try await world.codes(Self.handOver(world), as: world.reviewer) == ["notAllowed"])
        #expect(try await world.codes(Self.handOver(world), as: world.stranger) == ["notFound"])
        #expect(try await world.test.count("window_handover") == 0)
        await world.end()
    }
}
