import Casework
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import WebSupport

/// What is on file comes into a draft for somebody who shows the card at the window, and for nobody else.
@Suite struct FilingHeldPageTests {
    @Test func `a clerk brings the family on file and confirms it person by person`() async throws {
        let desk = try await PayDesk.open()
        try await desk.award(1, yuan: 400)
        let body = "371621195101" + "01" + "101"
        let id = body + String(CitizenID.checkCharacter(forFirst17: body))
        let draft = try await desk.begin()
        let empty = try await desk.get(draft, as: "clerk").text
        #expect(empty.contains("\(draft)/held"))
        let bare = try await desk.post("\(draft)/held", as: "clerk", ["idNumber": id, "version": "1"])
        #expect(bare.status == .unprocessableContent, "what was shown has to be said")
        try await desk.must("\(draft)/held", as: "clerk", ["idNumber": id, "seen": "身份证原件"])
        let filled = try await desk.get(draft, as: "clerk").text
        #expect(filled.contains("赵小1") && filled.contains("待确认") && filled.contains("成员来自已有档案"))
        let kept = try await desk.test.bureau.view(as: .staff(desk.actor("auditor"))) {
            try AuditTrail.load(in: $0)?.lines.first { $0.entry.verb == "intake.prefillAtWindow" }
        }
        #expect(kept?.entry.reason == "身份证原件" && kept?.subjectName == "R1")
        await desk.close()
    }

    @Test func `a number that is not on file and one of another township are answered alike`() async throws {
        let desk = try await PayDesk.open()
        try await desk.award(1, yuan: 400)
        let body = "371621195101" + "01" + "101"
        let held = body + String(CitizenID.checkCharacter(forFirst17: body))
        let unknown = try PayDesk.citizenID("19600101", 7)
        let stranger = try await desk.test.staff(.townshipClerk, at: "371621101", name: "王外乡")
        let other = try await desk.with(PayDesk.People(actors: ["clerk": stranger]))
        let draft = try await other.begin(village: "371621101201")
        var answers: [String] = []
        for number in [held, unknown] {
            let answer = try await other.post(
                "\(draft)/held", as: "clerk", ["idNumber": number, "seen": "身份证", "version": "1"])
            #expect(answer.status == .unprocessableContent && !answer.text.contains("赵小1"))
            let summary = answer.text.firstMatch(of: /辖区内没有这个人的家庭档案/)
            answers.append(summary.map { String($0.output) } ?? "")
        }
        #expect(Set(answers) == ["辖区内没有这个人的家庭档案"])
        #expect(try await desk.get("\(draft)/held", as: "aide").status == .forbidden)
        await desk.close()
    }
}

extension PayDesk {
    /// A fresh draft at the window.
    func begin(village: String = "371621001201") async throws -> String {
        let started = try await post(
            "/staff/filing", as: "clerk", ["program": "dibao", "region": village, "phone": "19900000001"])
        guard let draft = started.location else { throw NoForm(path: started.text) }
        return draft
    }
}
