import Casework
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import WebSupport

/// One application over all programs, at the desk: the table, why, the answers, and the case carried over.
@Suite struct ProgramPagesTests {
    /// A family of dibao that asked for the marginal status, investigated and sorted.
    private static func sorted(_ desk: PayDesk, serial: Int = 1) async throws -> String {
        let page = "/staff/cases/\(try await desk.fileAtWindow(serial: serial, program: "marginalHousehold").text)"
        try await desk.investigate(page)
        try await desk.determine(page, as: "clerk")
        let sorted = try await desk.post("\(page)/programs", as: "clerk")
        #expect(sorted.location == "\(page)/programs?done=sorted")
        return page
    }

    @Test func `a case is carried over where the procedure lets it, and the form says who decided`() async throws {
        let desk = try await PayDesk.open()
        let page = try await Self.sorted(desk)
        let programs = "\(page)/programs"
        let shown = try await desk.get(programs, as: "clerk").text
        #expect(shown.contains("action=\"\(programs)/transfer\"") && shown.contains("value=\"dibao\""))
        let version = try desk.hidden("version", of: programs, in: shown)
        let bare = try await desk.post(
            "\(programs)/transfer", as: "clerk", ["program": "dibao", "version": version], from: programs)
        #expect(bare.status == .unprocessableContent && bare.text.contains("error-summary"))
        let moved = try await desk.post(
            "\(programs)/transfer", as: "clerk", ["program": "dibao", "reason": "收入低于低保线", "version": version],
            from: programs)
        #expect(moved.location == "\(programs)?done=moved", "\(PayDesk.Refused(path: programs, text: moved.text))")
        let after = try await desk.get("\(programs)?done=moved", as: "clerk").text
        #expect(after.contains("已改办") && !after.contains("\(programs)/transfer"))
        #expect(desk.audit.findings.isEmpty, "\(desk.audit.findings)")
        await desk.close()
    }

    @Test func `where a case cannot be carried over the page says why and when, and offers no form`() async throws {
        let desk = try await PayDesk.open()
        let page = try await Self.sorted(desk)
        try await desk.must("\(page)/supplement", as: "clerk", ["items": "income"])
        let shown = try await desk.get("\(page)/programs", as: "clerk").text
        #expect(!shown.contains("/programs/transfer"))
        #expect(shown.contains("低保符合，但改办只能在") && shown.contains(CaseState.supplement.chinese))
        #expect(shown.contains(CaseState.investigating.chinese))
        await desk.close()
    }

    @Test func `why a program fits is told in words, numbers rounded, steps folded`() async throws {
        let desk = try await PayDesk.open()
        let page = try await Self.sorted(desk)
        let table = try await desk.get("\(page)/programs", as: "clerk").text
        let links = table.matches(of: #/<td><a href="(/staff/cases/\d+/programs/[A-Za-z]+)"/#).map { String($0.1) }
        #expect(links.count > 10)
        for link in links {
            let why = try await desk.get(link, as: "clerk")
            #expect(why.status == .ok, "\(link)")
            let cells = why.text.matches(of: #/<td class="number[^"]*">([^<]*)</td>/#).map { String($0.1) }
            for cell in cells {
                #expect(!["true", "false", "pass", "fail", "open"].contains(cell), "\(link): \(cell)")
                #expect(!cell.contains(#/\.\d{3}/#) && !cell.contains("failed"), "\(link): \(cell)")
            }
            #expect(why.text.contains("<details class=\"steps\">"), "\(link)")
        }
        #expect(!table.contains("provisionalCostFrom"))
        #expect(table.contains("条件都符合，只差金额") && table.contains("金额待定"))
        #expect(desk.audit.findings.isEmpty, "\(desk.audit.findings)")
        await desk.close()
    }

    @Test func `answers are asked for, each with its proof, and sort the case again`() async throws {
        let desk = try await PayDesk.open()
        let page = try await Self.sorted(desk)
        let path = "\(page)/programs/answers"
        let form = try await desk.get(path, as: "clerk").text
        let names = form.matches(of: #/name="(a\.[^"]+)"/#).map { String($0.1) }
        let cost = try #require(names.first { $0.hasSuffix(".reliefSelfPaid") }, "\(names)")
        // What the wanted program asks comes first, under its name; each question stands on the page once.
        #expect(Set(names).count == names.count || form.contains("type=\"radio\""))
        for program in ["charityRelief", "temporaryRelief"] {
            let wanted = try await desk.get("\(path)?for=\(program)", as: "clerk").text
            let parts = wanted.matches(of: #/id="field-part\.([A-Za-z]+)"/#).map { String($0.1) }
            #expect(parts.first == program && Set(parts).count == parts.count && parts.count > 1, "\(parts)")
        }
        let table = try await desk.get("\(page)/programs", as: "clerk").text
        #expect(table.contains("\(path)?for=temporaryRelief"))
        let nothing = try await desk.post(path, as: "clerk", ["basis": "document", "note": "发票"])
        #expect(nothing.status == .unprocessableContent && nothing.text.contains("请至少回答一条"))
        let unfit = try await desk.post(path, as: "clerk", [cost: "很多", "basis": "document", "note": "发票"])
        #expect(unfit.status == .unprocessableContent && unfit.text.contains("很多"))
        let answered = try await desk.post(path, as: "clerk", [cost: "3000", "basis": "document", "note": "发票"])
        #expect(answered.location == "\(page)/programs?done=sorted")
        #expect(!(try await desk.get(path, as: "clerk").text.contains(cost)))
        await desk.close()
    }
}
