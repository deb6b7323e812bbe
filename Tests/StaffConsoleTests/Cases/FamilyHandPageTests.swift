import Casework
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Who may take a family's step is offered to those alone from whom it is taken.
@Suite struct FamilyHandPageTests {
    @Test func `acting for the family is offered to a helper with its mandate for the step, and to nobody else`()
        async throws
    {
        let desk = try await PayDesk.open()
        let id = try await desk.fileAtWindow()
        let path = "/staff/cases/\(id.text)/withdraw"
        func shown(_ name: String) async throws -> String {
            let answer = try await desk.get(path, as: name)
            return answer.text
        }
        #expect(try await !shown("clerk").contains("我受家庭委托代办"), "a clerk is refused without exception")
        let before = try await shown("aide")
        #expect(!before.contains("我受家庭委托代办") && before.contains("家庭没有委托您办这件事"))
        let aide = try desk.actor("aide").staffID
        try await mandate(desk, id, aide, "李协理", [.answerSupplement])
        #expect(try await !shown("aide").contains("我受家庭委托代办"), "the mandate is for something else")
        try await mandate(desk, id, nil, "赵大山", [.withdraw])
        #expect(try await shown("clerk").contains("赵大山"))
        #expect(try await !shown("aide").contains("赵大山"), "whoever the family named comes to the window")
        try await mandate(desk, id, aide, "李协理", [.withdraw])
        #expect(try await shown("aide").contains("我受家庭委托代办"))
        #expect(try await !shown("clerk").contains("我受家庭委托代办"))
        try await desk.must(path, as: "aide", ["reason": "不再需要", "hand": "own"])
        #expect(desk.audit.findings.isEmpty, "\(desk.audit.findings)")
        await desk.close()
    }

    private func mandate(
        _ desk: PayDesk, _ id: CaseID, _ agent: StaffID?, _ name: String, _ events: Set<CaseEventKind>
    ) async throws {
        let content = MandateContent(
            mandate: AgencyMandate(
                kind: .act, events: events, from: try CivilDate(parsing: "2026-03-02"),
                through: try CivilDate(parsing: "2026-06-01"), isSigned: true, agent: agent),
            agentName: name, agentPhone: "13900000001", relation: "亲戚", paper: "申请人当面签字")
        let outcome = try await desk.test.bureau.perform(
            RecordMandate(owner: .file(id), content: content), as: .staff(desk.actor("clerk")),
            key: "mandate-\(name)-\(events.map(\.rawValue))")
        #expect(outcome.value != nil, "\(outcome.reasons)")
    }
}
