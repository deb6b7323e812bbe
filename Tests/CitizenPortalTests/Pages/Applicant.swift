import Foundation
import OperationsTestKit
import Primitives
import Testing
import WebSupport

/// A person of an invented family of three who applies page by page, with nothing but a browser.
final class Applicant {
    /// Every address within the site that was met on the way.
    private(set) var visited: Set<String> = []
    /// Where the draft lives, such as `/apply/123`.
    private(set) var draft = ""

    let phone: String
    static let names = ["赵小龙", "钱小梅", "赵小宝"]
    static let account = "6217000000001858"

    init(phone: String = "19900000001") { self.phone = phone }

    static func id(_ birth: String, _ serial: Int) throws -> String {
        let body = "371621" + birth + "00" + String(serial)
        return body + String(CitizenID.checkCharacter(forFirst17: body))
    }

    static var ids: [String] {
        get throws { try [id("19800501", 1), id("19820611", 2), id("20150912", 3)] }
    }

    /// What nobody but the family and its clerk may read.
    var secrets: [String] { ((try? Self.ids) ?? []) + Self.names + [Self.account, phone, "三组12号"] }

    /// From the village's page to the receipt.
    func apply(_ world: PortalWorld, _ browser: Browser) async throws {
        try await begin(world, browser)
        try await members(world, browser)
        try await items(world, browser)
        try await answers(world, browser)
        try await photo(world, browser)
        try await consents(world, browser)
        try await submit(world, browser)
    }

    func begin(_ world: PortalWorld, _ browser: Browser) async throws {
        try await browser.open("/apply")
        try await browser.send(try world.form(browser, asking: "program"), ["program": "dibao"])
        draft = browser.now.path
        #expect(draft.hasPrefix("/apply/"))
        note(browser)
    }

    func members(_ world: PortalWorld, _ browser: Browser) async throws {
        let people = zip(Self.names, try Self.ids)
        for (position, (name, id)) in people.enumerated() {
            try await browser.open("\(draft)/members/0")
            let relation = ["applicant", "spouse", "child"][position]
            try await send(world, browser, "idNumber", ["name": name, "idNumber": id, "relation": relation])
            #expect(browser.now.path == "\(draft)/members/\(position + 1)/health")
            try await send(world, browser, "health", ["health": "chronicIllness", "disability": "none"])
            let isChild = position == 2
            try await send(
                world, browser, "employment",
                [
                    "employment": isChild ? "student" : "casualWork", "isAbleToWork": isChild ? "no" : "yes",
                    "phone": isChild ? "" : "1990000000\(position + 1)", "isRepresented": "no",
                ])
            #expect(browser.now.path == "\(draft)/members")
        }
    }

    func items(_ world: PortalWorld, _ browser: Browser) async throws {
        try await browser.open("\(draft)/incomes/0")
        try await send(
            world, browser, "amount",
            ["member": "1", "kind": "wage", "period": "monthly", "amount": "９００", "note": "工地"])
        try await browser.send(try form(browser, to: "\(draft)/incomes"))
        try await browser.open("\(draft)/properties")
        try await browser.send(try form(browser, to: "\(draft)/properties"))
        try await browser.open("\(draft)/expenses/0")
        try await send(
            world, browser, "amount", ["member": "2", "kind": "medical", "period": "unknown", "amount": "", "note": ""])
        try await browser.send(try form(browser, to: "\(draft)/expenses"))
        #expect(browser.now.path == draft)
    }

    func answers(_ world: PortalWorld, _ browser: Browser) async throws {
        try await browser.open("\(draft)/hardship")
        try await send(world, browser, "hardshipReason", ["hardshipReason": "看病花费大，收入少。"])
        try await browser.open("\(draft)/places/register")
        try await send(world, browser, "region", ["region": "same"])
        try await browser.open("\(draft)/places")
        try await send(world, browser, "address", ["address": "三组12号"])
        try await browser.open("\(draft)/contact")
        try await send(
            world, browser, "bankAccount", ["bankAccount": "6217 0000 0000 1858", "accountHolderNumber": "1"])
        try await browser.open("\(draft)/pledge")
        try await send(world, browser, "isPledged", ["hasRelativeOnStaff": "no", "isPledged": "yes"])
        #expect(browser.now.path == draft)
    }

    func photo(_ world: PortalWorld, _ browser: Browser) async throws {
        try await browser.open("\(draft)/photos/identityCard")
        let form = try world.form(browser, asking: "photo")
        let picture: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array(repeating: 7, count: 600)
        try await browser.send(form, file: ("photo", "card.jpg", "image/jpeg", picture))
        #expect(browser.now.status == 200)
        note(browser)
    }

    func consents(_ world: PortalWorld, _ browser: Browser) async throws {
        for number in 1...3 {
            world.test.clock.advance(seconds: 61)
            try await browser.open("\(draft)/consent/\(number)")
            #expect(browser.now.page.words.contains(Self.names[number - 1]))
            if number == 3 {
                try await send(world, browser, "name", ["name": Self.names[0]])
            } else {
                try await send(world, browser, "phone", ["phone": "1990000000\(number)"])
                let code = try #require(browser.shownCode, "\(browser.now.page.words)")
                try await send(world, browser, "code", ["code": code])
            }
            #expect(browser.now.path == "\(draft)/consent")
        }
    }

    func submit(_ world: PortalWorld, _ browser: Browser) async throws {
        try await browser.open(draft)
        note(browser)
        try await browser.open("\(draft)/check")
        note(browser)
        let form = try #require(browser.now.page.forms.last, "\(browser.now.page.words)")
        try await browser.send(form)
        #expect(browser.now.status == 200, "\(browser.now.path): \(browser.now.page.words)")
        #expect(!browser.now.path.hasSuffix("/check"), "\(browser.now.page.words)")
        note(browser)
    }

    /// Sends the form of the page that asks for a field; the answer must be a page without problems.
    private func send(
        _ world: PortalWorld, _ browser: Browser, _ field: String, _ answers: [String: String]
    ) async throws {
        note(browser)
        try await browser.send(try world.form(browser, asking: field), answers)
        #expect(browser.now.status == 200, "\(browser.now.path): \(browser.now.page.words)")
        note(browser)
    }

    private func form(_ browser: Browser, to action: String) throws -> PageText.Form {
        note(browser)
        guard let form = browser.now.page.forms.last(where: { $0.action == action }) else {
            throw BrowserError.noForm("\(browser.now.path) has no form to \(action): \(browser.now.page.words)")
        }
        return form
    }

    private func note(_ browser: Browser) {
        visited.insert(browser.now.path)
        visited.formUnion(browser.now.page.links)
    }
}
