import Casework
import Foundation
import HTTPTypes
import Operations
import Primitives
import Testing
import WebSupport

/// The menu at the left: parts in one order, each role its own, nothing empty, nothing that is refused when pressed.
@Suite struct NavigationTests {
    private struct Part: Equatable {
        var heading: String?
        var isOpen = true
        var links: [String] = []
    }

    /// The menu of a page, read from its text.
    private func menu(_ page: String) throws -> [Part] {
        let start = try #require(page.range(of: "<nav class=\"side"))
        let end = try #require(page.range(of: "</nav>", range: start.upperBound..<page.endIndex))
        var parts: [Part] = []
        for block in page[start.upperBound..<end.lowerBound].split(separator: "</ul>") where block.contains("<ul>") {
            var part = Part()
            part.heading = block.firstMatch(of: #/<summary>([^<]+)<\/summary>/#).map { String($0.1) }
            part.isOpen = part.heading == nil || block.contains("<details open>")
            part.links = block.matches(of: #/href="([^"]+)"/#).map { String($0.1) }
            parts.append(part)
        }
        return parts
    }

    private static let order = ["办理", "家庭与对象", "核对", "资金", "监督", "政策与统计", "系统"]

    @Test func `each role has its parts in one order, none empty, no line twice, and every line opens`() async throws {
        let desk = try await PayDesk.open()
        for post in PayDesk.posts {
            let parts = try menu(try await desk.get("/staff", as: post.name).text)
            #expect(parts.first == Part(links: ["/staff"]), "the work table stands above the parts")
            let headings = parts.compactMap(\.heading)
            #expect(headings == Self.order.filter(headings.contains), "\(post.role)")
            #expect(parts.allSatisfy { !$0.links.isEmpty }, "\(post.role) has an empty part")
            let links = parts.flatMap(\.links)
            #expect(Set(links).count == links.count, "\(post.role) has a line twice")
            for link in links {
                let status = try await desk.get(link, as: post.name).status
                #expect(status == .ok, "\(post.role) is offered \(link) and gets \(status.code)")
            }
        }
        await desk.close()
    }

    @Test func `a long menu has the part of the page open, a short one all of them`() async throws {
        let desk = try await PayDesk.open()
        func open(_ path: String, _ who: String) async throws -> [String] {
            try menu(try await desk.get(path, as: who).text).filter(\.isOpen).compactMap(\.heading)
        }
        #expect(try await open("/staff", "reviewer") == ["办理"])
        #expect(try await open("/staff/cases", "reviewer") == ["办理"])
        #expect(try await open("/staff/objects", "reviewer") == ["家庭与对象"])
        #expect(try await open("/staff/recoveries", "reviewer") == ["资金"])
        #expect(try await open("/staff/samplings", "reviewer") == ["监督"])
        #expect(try await open("/staff/papers?kind=x", "reviewer") == ["政策与统计"])
        #expect(try await open("/staff/verification/tickets", "verifier") == ["核对"])
        #expect(try await open("/staff/account-changes", "payer").count > 1, "a payer's menu fits whole")
        await desk.close()
    }

    @Test func `the page one is on is marked once, and the menu speaks the reader's language`() async throws {
        let desk = try await PayDesk.open()
        let page = try await desk.get("/staff/verification/runs", as: "verifier").text
        let marked = page.matches(of: #/<a href="([^"]+)" aria-current="page">/#).map { String($0.1) }
        #expect(marked == ["/staff/verification/runs"])
        let english = try await desk.get("/staff?lang=en", as: "reviewer").text
        #expect(
            try menu(english).compactMap(\.heading)
                == ["Casework", "Families", "Verification", "Money", "Supervision", "Policies and figures", "System"])
        await desk.close()
    }
}
