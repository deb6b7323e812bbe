import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import WebSupport

@Suite struct IdentityPagesTests {
    @Test func `the answer to a claim is one page for a known person, an unknown one and another's phone`() async throws
    {
        try await PortalWorld.run { world in
            let id = try CitizenID(Applicant.id("19800501", 1))
            let today = try await world.test.bureau.today()
            try await world.test.bureau.store.write { store in
                let person = try store.insertPerson(
                    name: "赵小龙", citizenID: id, on: today, at: world.test.clock.now)
                try store.addPhone("19900000001", of: person, source: "import", on: today)
            }
            var answers: [String] = []
            for (phone, number) in [
                ("19900000002", id.text), ("19900000003", try Applicant.id("19700101", 3)), ("19900000001", id.text),
            ] {
                world.test.clock.advance(seconds: 61)
                let browser = try await world.signedIn(phone)
                try await browser.open("/identity?next=/apply")
                try await browser.send(
                    try world.form(browser, asking: "idNumber"), ["name": "赵小龙", "idNumber": number])
                #expect(browser.now.status == 200)
                answers.append(browser.now.page.words)
                let proven = try await browser.open("/identity").page.words.contains("已经核实")
                #expect(proven == (phone == "19900000001"), "only the phone on file proves")
            }
            #expect(Set(answers).count == 1)
        }
    }

    @Test func `a number that is none is named beside its field, and a visitor signs in first`() async throws {
        try await PortalWorld.run { world in
            let browser = try await world.signedIn()
            try await browser.open("/identity")
            let answers = ["name": "赵小龙", "idNumber": "371621198005010010"]
            let said = try await browser.send(try world.form(browser, asking: "idNumber"), answers)
            #expect(said.status == 422 && said.page.words.contains("身份证号码不对"))
            #expect(said.page.html.contains("371621198005010010"), "what was typed stays")
            #expect(try await Browser(world.client).open("/identity").path.hasPrefix("/sign-in"))
        }
    }
}
