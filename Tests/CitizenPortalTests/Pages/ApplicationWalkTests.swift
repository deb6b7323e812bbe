import Operations
import OperationsTestKit
import Storage
import Testing
import WebSupport

/// A family applies with cookies, links and forms only, and makes every mistake that people make.
@Suite struct ApplicationWalkTests {
    @Test func `a family gets from the code on the wall to a number`() async throws {
        try await PortalWorld.run { world in
            let browser = try await world.signedIn()
            let applicant = Applicant()
            try await applicant.apply(world, browser)
            let words = browser.now.page.words
            #expect(words.contains { $0.isNumber })
            #expect(browser.now.page.html.contains("tel:"))
            let list = try await browser.open("/progress")
            let line = try #require(list.page.links.first { $0.hasPrefix("/progress/") })
            let progress = try await browser.open(line)
            #expect(progress.status == 200)
            #expect(progress.page.count("svg") > 0)
            try await browser.open(applicant.draft)
            #expect(browser.now.path != applicant.draft, "a draft that was sent leads on")
        }
    }

    @Test func `what is wrong is said at the field, and what was typed stays`() async throws {
        try await PortalWorld.run { world in
            let browser = try await world.signedIn()
            let applicant = Applicant()
            try await applicant.begin(world, browser)
            try await browser.open("\(applicant.draft)/members/0")
            let wrong = ["name": "赵小龙", "idNumber": "371621198005010011", "relation": "applicant"]
            let said = try await browser.send(try world.form(browser, asking: "idNumber"), wrong)
            #expect(said.status == 422)
            #expect(said.page.html.contains("error-summary"))
            #expect(said.page.html.contains("href=\"#field-idNumber\""))
            #expect(said.page.html.contains("371621198005010011"))
            let right = ["idNumber": try Applicant.ids[0]]
            let taken = try await browser.send(try world.form(browser, asking: "idNumber"), right)
            #expect(taken.path.hasSuffix("/members/1/health"), "the corrected page is another command")
        }
    }

    @Test func `an answer without a hint of its own does not repeat the question's`() async throws {
        try await PortalWorld.run { world in
            let browser = try await world.signedIn()
            let applicant = Applicant()
            try await applicant.begin(world, browser)
            let page = try await browser.open("\(applicant.draft)/pledge").page
            let hint = try #require(page.tags.first { $0.attributes["class"] == "hint" }?.text)
            #expect(page.words.ranges(of: hint).count == 1)
        }
    }

    @Test(arguments: ["-5", "十元", "1.005", "9999999999999999999999"])
    func `an amount that is none is refused in words`(amount: String) async throws {
        try await PortalWorld.run { world in
            let browser = try await world.signedIn()
            let applicant = Applicant()
            try await applicant.begin(world, browser)
            try await applicant.members(world, browser)
            try await browser.open("\(applicant.draft)/incomes/0")
            let answers = ["member": "1", "kind": "wage", "period": "monthly", "amount": amount]
            let said = try await browser.send(try world.form(browser, asking: "amount"), answers)
            #expect(said.status == 422)
            #expect(said.page.html.contains("value=\"\(amount)\""))
        }
    }

    @Test func `a form sent twice is one act with one answer`() async throws {
        try await PortalWorld.run { world in
            let browser = try await world.signedIn()
            try await browser.open("/apply")
            let start = try world.form(browser, asking: "program")
            let first = try await browser.send(start, ["program": "dibao"])
            let second = try await browser.send(start, ["program": "dibao"])
            #expect(first.path == second.path)
            let drafts = try await browser.open("/apply").page.links.filter { $0.wholeMatch(of: /\/apply\/\d+/) != nil }
            #expect(Set(drafts).count == 1)
        }
    }

    @Test func `an application sent twice is one case`() async throws {
        try await PortalWorld.run { world in
            let browser = try await world.signedIn()
            let applicant = Applicant()
            try await applicant.begin(world, browser)
            try await applicant.members(world, browser)
            try await applicant.items(world, browser)
            try await applicant.answers(world, browser)
            try await applicant.consents(world, browser)
            try await browser.open("\(applicant.draft)/check")
            let send = try #require(browser.now.page.forms.last)
            let first = try await browser.send(send)
            let second = try await browser.send(send)
            #expect(first.path == second.path && second.status == 200)
            let cases = try await browser.open("/progress").page.links.filter { $0.hasPrefix("/progress/") }
            #expect(Set(cases).count == 1)
        }
    }

    @Test func `a file that lies about its type or is too large leaves everything as it was`() async throws {
        try await PortalWorld.run { world in
            let browser = try await world.signedIn()
            let applicant = Applicant()
            try await applicant.begin(world, browser)
            try await browser.open("\(applicant.draft)/photos/identityCard")
            let form = try world.form(browser, asking: "photo")
            let script: [UInt8] = Array("<script>alert(1)</script>".utf8)
            let lie = try await browser.send(form, file: ("photo", "card.jpg", "image/jpeg", script))
            #expect(lie.status == 422 && lie.page.html.contains("error-summary"))
            let large = [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 1, count: 11 << 20)
            let refused = try await browser.send(form, file: ("photo", "card.jpg", "image/jpeg", large))
            #expect([413, 422].contains(refused.status) && refused.page.words.contains("10 MB"))
            #expect(try await browser.open(applicant.draft).status == 200)
        }
    }

    @Test func `a stale form changes nothing, and an ended session comes back to the same page`() async throws {
        try await PortalWorld.run { world in
            let browser = try await world.signedIn()
            let applicant = Applicant()
            try await applicant.begin(world, browser)
            try await browser.open("\(applicant.draft)/hardship")
            let form = try world.form(browser, asking: "hardshipReason")
            let stale = try await browser.send(form, ["hardshipReason": "x", "form-token": "nonsense"])
            #expect(stale.status == 403)
            let later = Browser(world.client)
            let asked = try await later.open("\(applicant.draft)/hardship")
            #expect(asked.path.hasPrefix("/sign-in?next="))
            world.test.clock.advance(seconds: 61)
            try await later.send(try world.form(later, asking: "phone"), ["phone": applicant.phone])
            let code = try #require(later.shownCode)
            try await later.send(try world.form(later, asking: "code"), ["code": code])
            #expect(later.now.path == "\(applicant.draft)/hardship" && later.now.status == 200)
        }
    }

    @Test func `a wrong code says how many tries are left, and too many codes are refused kindly`() async throws {
        try await PortalWorld.run { world in
            let browser = Browser(world.client)
            try await browser.open("/sign-in")
            let ask = try world.form(browser, asking: "phone")
            try await browser.send(ask, ["phone": "19900000009"])
            let wrong = try #require(browser.shownCode).map { $0 == "0" ? "1" : "0" }.joined()
            let said = try await browser.send(try world.form(browser, asking: "code"), ["code": wrong])
            #expect(said.status == 422 && said.page.words.contains("4"))
            try await browser.open("/sign-in")
            let soon = try await browser.send(try world.form(browser, asking: "phone"), ["phone": "19900000009"])
            #expect(soon.status == 422 && soon.page.html.contains("error-summary"))
        }
    }
}
