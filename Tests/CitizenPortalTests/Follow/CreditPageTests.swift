import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing
import WebSupport

/// The record of a broken promise on the phone: read, answered with a photo, contested, and what came of it.
@Suite struct CreditPageTests {
    /// A family that was confirmed, and is said to have promised what was not so.
    private static func run(
        _ body: @escaping @Sendable (PortalWorld, FollowFamily, CreditEntryID) async throws -> Void
    ) async throws {
        try await PortalWorld.run { world in
            let family = try await FollowFamily.apply(world.test)
            try await family.investigate()
            try await family.confirm(try await family.post())
            let proposer = try await world.test.staff(.countyReviewer, at: "371621", name: "周提出")
            let (id, today, now) = (family.id, try await world.test.bureau.today(), world.test.clock.now)
            let entry = try await world.test.bureau.store.write { store in
                let members = try store.caseMembers(id, in: .region(proposer.region, on: today))
                let row = CreditEntryRow(
                    id: store.ids.next(), caseID: id, personID: try #require(members.first).personID,
                    number: "SX371621-2026-000001", grounds: "申报没有车，查实名下有一辆车",
                    entry: CreditEntry(noticedOn: today, proposedBy: proposer.staffID, debt: .zero),
                    due: today.adding(days: 7))
                try store.insertCreditEntry(row, at: now)
                return row.id
            }
            try await body(world, family, entry)
        }
    }

    private static func decide(
        _ world: PortalWorld, _ id: CreditEntryID, _ event: CreditEntryEvent, _ why: String
    ) async throws {
        let county = try await world.test.staff(.countyReviewer, at: "371621", name: "吴决定")
        _ = try await world.test.done(TakeCreditStep(entryID: id, event: event, note: why), as: .staff(county))
    }

    @Test func `the person is heard before anything is recorded, contests what was, and reads each answer`()
        async throws
    {
        try await Self.run { world, family, entry in
            let (home, path) = ("/progress/\(family.id.text)", "/progress/\(family.id.text)/credit")
            let browser = try await world.signedIn(FollowFamily.phone)
            let progress = try await browser.open(home).page
            #expect(progress.words.contains("先听您说") && progress.links.contains(path))
            #expect(try await browser.open(path).page.words.contains("申报没有车，查实名下有一辆车"))
            // Nothing said, and a file that is no photo: asked again, nothing kept.
            try await browser.send(try world.form(browser, asking: "note"), ["note": " "])
            #expect(browser.now.status == 422)
            try await browser.send(
                try world.form(browser, asking: "note"), ["note": "车是借的"],
                file: ("photo", "a.jpg", "image/jpeg", Array("hello".utf8)))
            #expect(browser.now.status == 422 && browser.now.page.html.contains("车是借的"))
            let form = try world.form(browser, asking: "note")
            for _ in 0..<2 {
                try await browser.send(
                    form, ["note": "车是借的"], file: ("photo", "a.png", "image/png", ProgressPageTests.png))
                #expect(browser.now.status == 200 && browser.now.path == "\(home)?done=credit")
            }
            #expect(browser.now.page.words.contains("您的说明已收到"))
            let heard = try await browser.open(path).page
            #expect(heard.words.contains("待决定") && heard.words.contains("车是借的"))
            #expect(heard.forms.allSatisfy { !$0.asked.contains("note") }, "it is the office's turn")
            let county = family.county
            let files = try await world.test.bureau.view(as: county) { [id = family.id] context in
                try context.store.uploads(of: id, in: context.scope).filter { $0.purpose == "objection" }.count
            }
            #expect(files == 1)

            try await Self.decide(world, entry, .enter, "借条是事后补的，承诺不实。")
            let recorded = try await browser.open(path).page
            #expect(recorded.words.contains("借条是事后补的") && recorded.words.contains("不受影响"))
            #expect(recorded.words.contains("行政复议") && !recorded.words.contains("吴决定"))
            try await browser.send(try world.form(browser, asking: "note"), ["note": "已经过户"])
            #expect(browser.now.path == "\(home)?done=credit")
            try await Self.decide(world, entry, .uphold, "过户在申请以前。")
            let lifted = try await browser.open(path).page
            #expect(lifted.words.contains("记录已经撤销") && lifted.words.contains("过户在申请以前"))
            #expect(lifted.forms.allSatisfy { !$0.asked.contains("note") })
        }
    }

    @Test func `a page opened before a decision cannot take a step that is over, and keeps no photo`() async throws {
        try await Self.run { world, family, entry in
            let path = "/progress/\(family.id.text)/credit"
            let browser = try await world.signedIn(FollowFamily.phone)
            try await browser.open(path)
            let form = try world.form(browser, asking: "note")
            let clerk = family.clerk
            _ = try await world.test.done(TakeCreditStep(entryID: entry, event: .defend, note: "当面说过了"), as: clerk)
            try await browser.send(
                form, ["note": "车是借的"], file: ("photo", "a.png", "image/png", ProgressPageTests.png))
            #expect(browser.now.status == 422 && browser.now.page.html.contains("role=\"alert\""))
            let files = try await world.test.bureau.view(as: family.county) { [id = family.id] context in
                try context.store.uploads(of: id, in: context.scope).filter { $0.purpose == "objection" }.count
            }
            #expect(files == 0)
        }
    }

    @Test func `nobody else reads it, and a family without one has no such page`() async throws {
        try await Self.run { world, family, _ in
            let path = "/progress/\(family.id.text)/credit"
            let stranger = try await world.signedIn("19900000077")
            #expect(try await stranger.open(path).status == 404)
            #expect(try await Browser(world.client).open(path).path.hasPrefix("/sign-in"))
        }
        try await PortalWorld.run { world in
            let family = try await FollowFamily.apply(world.test)
            let browser = try await world.signedIn(FollowFamily.phone)
            #expect(try await browser.open("/progress/\(family.id.text)/credit").status == 404)
        }
    }
}
