import Testing
import WebSupport

/// What another account, a visitor and the holder of a tracking link see of a family.
@Suite struct StrangerTests {
    @Test func `another account finds nothing under any address of a family`() async throws {
        try await PortalWorld.run { world in
            let owner = try await world.signedIn()
            let applicant = Applicant()
            try await applicant.apply(world, owner)
            let addresses = applicant.visited.union(owner.now.page.links)
                .filter {
                    $0.contains { ("0"..."9").contains($0) } && !$0.hasPrefix("/t/") && !$0.hasPrefix("/check/")
                        && !$0.hasPrefix("/identity")
                }
            #expect(addresses.count >= 10, "\(addresses)")
            let stranger = try await world.signedIn("19900000002")
            for path in addresses.sorted() {
                let found = try await stranger.open(path)
                #expect(found.status == 404, "\(path) answers another account with \(found.status)")
            }
            let visitor = Browser(world.client)
            for path in addresses.sorted() {
                let found = try await visitor.open(path)
                #expect(found.path.hasPrefix("/sign-in"), "\(path) opens for a visitor")
            }
        }
    }

    @Test func `every address with a number in it belongs to a signed-in person or carries a token`() async throws {
        try await PortalWorld.run { world in
            let open = world.entries.filter { $0.audience == .public && $0.path.contains("{") && $0.kind != .asset }
            let tokens: Set<String> = [
                "/v/", "/t/", "/check/", "/notice/", "/notices/", "/places/", "/policies/", "/certificate/",
            ]
            for entry in open {
                #expect(tokens.contains { entry.path.hasPrefix($0) }, "\(entry.method) \(entry.path) is public")
            }
        }
    }

    @Test func `the tracking link says where the case stands and nothing of the family`() async throws {
        try await PortalWorld.run { world in
            let owner = try await world.signedIn()
            let applicant = Applicant()
            try await applicant.apply(world, owner)
            let link = try #require(owner.now.page.html.firstMatch(of: /\/t\/[A-Za-z0-9_-]+/)).0
            let found = try await Browser(world.client).open(String(link))
            #expect(found.status == 200)
            for secret in applicant.secrets { #expect(!found.page.html.contains(secret), "the link shows '\(secret)'") }
            #expect(found.page.words.contains("赵*龙"))
        }
    }

    @Test(arguments: ["/v/none", "/t/none", "/check/none", "/notice/none", "/progress/1", "/apply/1", "/documents/1"])
    func `an address of nothing is a kind page that is not found`(path: String) async throws {
        try await PortalWorld.run { world in
            let found = try await world.signedIn().open(path)
            #expect([404, 200].contains(found.status))
            #expect(found.status == 404 || path == "/check/none", "\(path)")
            #expect(found.page.count("h1") == 1)
        }
    }
}
