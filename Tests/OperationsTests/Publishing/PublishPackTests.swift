import Casework
import Operations
import OperationsTestKit
import Policies
import Primitives
import SQLText
import Storage
import Testing

/// A version from draft to publication, and everything that may stop it.
@Suite struct PublishPackTests {
    private static func office() async throws -> PolicyOffice {
        try await PolicyOffice.open(try await TestBureau.make(on: try CivilDate(parsing: "2026-03-02")))
    }

    @Test func `a raised standard is written, submitted, approved by another person and published from its day`()
        async throws
    {
        let office = try await Self.office()
        let id = try await office.approved("850.00", from: "2026-04-01")
        let published = try #require(try await office.publish(id, key: "once").value)
        #expect(published.publication == 1)
        #expect(try await office.standard(on: "2026-03-31") == "800.00")
        #expect(try await office.standard(on: "2026-04-01") == "850.00")
        #expect(try await office.standard("371622", on: "2026-04-01") == "800.00")
        // The same key gives the same publication again; nothing is published twice.
        let again = try await office.publish(id, key: "once", seen: try await office.row(id).version - 1)
        #expect(again.value == published)
        let other = try await office.approved("860.00", from: "2026-04-01", region: "371622")
        #expect(try await office.publish(other).value?.publication == 2)
        #expect(try await office.standard("371622", on: "2026-04-01") == "860.00")
        let view = try #require(
            try await office.test.bureau.view(as: .staff(office.approver)) { try PackVersionView.load(id, in: $0) })
        #expect(view.steps.map(\.step) == ["draft", "edit", "submit", "approve", "publish"])
        #expect(view.result?.passes == true)
        #expect((view.result?.caseCount ?? 0) > 100)
        #expect(
            try view.differences(in: office.test.bureau) == [
                "standards/371621：2026-04-01起，“农村低保标准”（standardRural）由800.00元/月改为850.00元/月（升6.2%），"
                    + "依据：\(PolicyOffice.note)。"
            ])
        #expect(
            view.textDifferences().flatMap(\.lines).filter { $0.kind == .added }.map(\.text) == [
                "      - from: 2026-04-01", "        value: 85000", "        citation: '\(PolicyOffice.note)'",
            ])
        #expect(view.textDifferences().flatMap(\.lines).allSatisfy { $0.kind != .removed })
        await office.test.close()
    }

    @Test func `posts, regions and programs that may not draft are refused`() async throws {
        let office = try await Self.office()
        let draft = try office.draft(from: "2026-04-01")
        #expect(try await office.codes(draft, as: office.clerk) == ["notAllowed"])
        #expect(try await office.codes(draft, as: office.stranger) == ["policy.outsideRegion"])
        #expect(
            try await office.codes(try office.draft(region: "3716", from: "2026-04-01"), as: office.drafter)
                == ["policy.outsideRegion"])
        let wrong = DraftPack(
            program: "nothing", region: try RegionCode("371621001"), inForceFrom: try CivilDate(parsing: "2026-04-01"),
            note: " ")
        #expect(
            try await office.codes(wrong, as: office.drafter) == [
                "policy.unknownProgram", "policy.unknownRegion", "policy.noteMissing",
            ])
        try await office.ok(draft, as: office.drafter)
        #expect(try await office.codes(draft, as: office.colleague) == ["policy.openVersion"])
        await office.test.close()
    }

    @Test func `whoever drafted, edited or submitted a version cannot approve it`() async throws {
        let office = try await Self.office()
        let begun = try await office.ok(try office.draft(from: "2026-04-01"), as: office.approver)
        let edited = try await office.ok(try office.value(begun, "850", from: "2026-04-01"), as: office.countyLeader)
        #expect(
            try await office.codes(ApprovePack(id: begun.id, seen: edited.version), as: office.approver)
                == ["policy.wrongState"])
        #expect(try await office.submit(begun.id, as: office.drafter) == [])
        let approve = ApprovePack(id: begun.id, seen: try await office.row(begun.id).version)
        #expect(try await office.codes(approve, as: office.approver) == ["policy.ownDraft"])
        #expect(try await office.codes(approve, as: office.countyLeader) == ["policy.ownDraft"])
        #expect(try await office.codes(approve, as: office.colleague) == ["notAllowed"])
        let second = try await office.test.staff(.leader, at: "3716", name: "褚市级")
        try await office.ok(approve, as: second)
        await office.test.close()
    }

    @Test func `two people on one draft: the later one is told, and loses nothing`() async throws {
        let office = try await Self.office()
        let begun = try await office.ok(try office.draft(from: "2026-04-01"), as: office.drafter)
        let mine = try office.value(begun, "850", from: "2026-04-01")
        let theirs = try await office.ok(try office.value(begun, "840", from: "2026-04-01"), as: office.colleague)
        let refused = try await office.test.perform(mine, as: .staff(office.drafter))
        #expect(refused.reasons.map(\.code) == ["policy.draftChanged"])
        #expect(refused.reasons[0].chinese.contains("吴同事"))
        try await office.ok(try office.value(theirs, "850", from: "2026-04-01"), as: office.drafter)
        #expect(try await office.row(begun.id).files["pack.yaml"]?.contains("value: 85000") == true)
        await office.test.close()
    }

    @Test func `texts with mistakes are kept, but not submitted`() async throws {
        let office = try await Self.office()
        let begun = try await office.ok(try office.draft(from: "2026-04-01"), as: office.drafter)
        let row = try await office.row(begun.id)
        func save(_ files: [String: String], note: String = PolicyOffice.note) async throws -> SavePackText {
            SavePackText(
                id: begun.id, seen: try await office.row(begun.id).version, inForceFrom: row.inForceFrom, note: note,
                files: files)
        }
        #expect(try await office.submit(begun.id) == ["policy.nothingChanged"])
        let broken = (row.files["pack.yaml"] ?? "") + "paramters: {}\n"
        try await office.ok(try await save(["pack.yaml": broken]), as: office.drafter)
        #expect(try await office.row(begun.id).files["pack.yaml"] == broken)
        #expect(try await office.submit(begun.id) == ["policy.problem"])
        #expect(
            try await office.codes(try await save(["../x": "a"], note: ""), as: office.drafter)
                == ["policy.noteMissing", "policy.fileName"])
        let long = String(repeating: "#", count: 300 << 10)
        #expect(try await office.codes(try await save(["pack.yaml": long]), as: office.drafter) == ["policy.tooLarge"])
        let deep = (row.files["pack.yaml"] ?? "") + "values: " + String(repeating: "[", count: 10_000) + "\n"
        try await office.ok(try await save(["pack.yaml": deep]), as: office.drafter)
        let refused = try await office.test.bureau.submitPack(
            begun.id, seen: try await office.row(begun.id).version, as: .staff(office.drafter), key: "deep")
        #expect(refused.reasons.map(\.code) == ["policy.problem"])
        #expect(refused.reasons.first?.english.hasPrefix("standards/371621/pack.yaml:") == true, "\(refused.reasons)")
        let sleeping = (row.files["pack.yaml"] ?? "") + "status: draft\n"
        try await office.ok(try await save(["pack.yaml": sleeping]), as: office.drafter)
        #expect(try await office.submit(begun.id) == ["policy.notInForce"])
        let known = try await office.row(begun.id)
        func set(_ name: String, _ value: String, citation: String = "据") -> SetPackValue {
            SetPackValue(
                id: begun.id, seen: known.version, parameter: name, from: row.inForceFrom, value: value,
                citation: citation)
        }
        #expect(try await office.codes(set("nothing", "1"), as: office.drafter) == ["policy.unknownParameter"])
        #expect(
            try await office.codes(set("standardRural", "多", citation: " "), as: office.drafter)
                == ["policy.badValue", "policy.citationMissing"])
        await office.test.close()
    }

    @Test func `a failing case refuses the publication by its name, and the corrected case may come with it`()
        async throws
    {
        let office = try await Self.office()
        let begun = try await office.ok(
            try office.draft("dibao", region: "371621", from: "2026-04-01"), as: office.drafter)
        var files = try await office.row(begun.id).files
        files["cases/raised.yaml"] = """
            id: raised
            title: a case that expects too much
            source: test
            day: 2026-04-01
            facts:
              members:
                - {key: father, birthDate: 1985-03-01, area: rural, employment: stable}
            expect: {outcome: eligible, amount: "1.00"}
            """
        let saved = try await office.ok(
            SavePackText(
                id: begun.id, seen: begun.version, inForceFrom: try CivilDate(parsing: "2026-04-01"),
                note: PolicyOffice.note, files: files), as: office.drafter)
        #expect(try await office.submit(saved.id) == [])
        try await office.ok(
            ApprovePack(id: saved.id, seen: try await office.row(saved.id).version), as: office.approver)
        let refused = try await office.publish(saved.id)
        #expect(refused.reasons.map(\.code) == ["policy.caseFailed"])
        #expect(refused.reasons[0].chinese.contains("dibao/371621 raised"))
        #expect(try await office.row(saved.id).state == .approved)
        #expect(try await office.standard(on: "2026-04-01") == "800.00")
        let back = ReturnPack(id: saved.id, seen: try await office.row(saved.id).version, reason: "算例不对")
        #expect(
            try await office.codes(ReturnPack(id: saved.id, seen: back.seen, reason: " "), as: office.approver)
                == ["missingReason"])
        try await office.ok(back, as: office.approver)
        #expect(try await office.row(saved.id).approvedBy == nil)
        let end = WithdrawPack(id: saved.id, seen: try await office.row(saved.id).version, reason: "不办了")
        try await office.ok(end, as: office.drafter)
        #expect(try await office.codes(end, as: office.drafter) == ["policy.wrongState"])
        await office.test.close()
    }

    @Test func `the next determination takes the published standard, and the one before replays to the same bytes`()
        async throws
    {
        let world = try await CaseWorld.make()
        try await world.investigate()
        let first = try await world.determine()
        #expect(first.amount == Money(yuan: 1920))
        let office = try await PolicyOffice.open(world.test)
        let before = try #require(try await world.test.bureau.replay(first.determinationID, as: .system))
        let id = try await office.approved("850", from: "2026-03-10")
        #expect(try await office.publish(id).value != nil)
        world.test.clock.advance(days: 10)
        // By hand: three standards of 850 less 640 is 1,910; two uplifts of a tenth of 850 make it 2,080.
        let next = try await world.determine()
        #expect(next.amount == Money(yuan: 2080))
        let after = try #require(try await world.test.bureau.replay(first.determinationID, as: .system))
        #expect(after.matches && after.storedHash == before.storedHash && after.replayedHash == before.replayedHash)
        await world.end()
    }

    @Test func `a version under which a living family cannot be computed is not published`() async throws {
        let world = try await CaseWorld.make()
        try await world.investigate()
        _ = try await world.determine()
        let office = try await PolicyOffice.open(world.test)
        let begun = try await office.ok(
            try office.draft("dibao", region: "371621", from: "2026-04-01"), as: office.drafter)
        var files = try await office.row(begun.id).files
        // Divides by zero for a family of three, which is what the world's family is.
        files["pack.yaml"] = """
            schema: 1
            program: dibao
            region: '371621'
            title: 最低生活保障
            values:
              baseAnnual:
                label: 全年补差
                formula: 'floor(perYear(yuan(100).perMonth) / (members.size() - 3))'
                citation: 测试
                sentence: 测试
            """
        let saved = try await office.ok(
            SavePackText(
                id: begun.id, seen: begun.version, inForceFrom: try CivilDate(parsing: "2026-04-01"),
                note: PolicyOffice.note, files: files), as: office.drafter)
        #expect(try await office.submit(saved.id) == [])
        try await office.ok(
            ApprovePack(id: saved.id, seen: try await office.row(saved.id).version), as: office.approver)
        #expect(try await office.publish(saved.id).reasons.map(\.code).contains("policy.familyFailed"))
        #expect(try await office.row(saved.id).state == .approved)
        await world.end()
    }

    @Test func `a day that is over is published only as a change for the past`() async throws {
        let office = try await Self.office()
        let id = try await office.approved("850", from: "2026-03-01")
        #expect(try await office.publish(id).reasons.map(\.code) == ["policy.pastDay"])
        #expect(try await office.publish(id, past: true).value != nil)
        #expect(try await office.row(id).isForThePast)
        #expect(try await office.standard(on: "2026-03-02") == "850.00")
        await office.test.close()
    }

    @Test func `a version written against another one that is published meanwhile is looked at again`() async throws {
        let office = try await Self.office()
        let first = try await office.approved("850", from: "2026-04-01")
        #expect(try await office.publish(first).value != nil)
        let begun = try await office.ok(try office.draft(from: "2026-05-01"), as: office.drafter)
        #expect(try await office.row(begun.id).files["pack.yaml"]?.contains("85000") == true)
        let edited = try await office.ok(try office.value(begun, "870", from: "2026-05-01"), as: office.drafter)
        // Another office of the city publishes for the same region; the draft's base is not what it was.
        _ = try await office.test.bureau.store.write {
            try $0.sql.execute("UPDATE pack_version SET base_hash = 'other' WHERE id = \(edited.id)")
        }
        #expect(try await office.submit(edited.id) == ["policy.baseChanged"])
        try await office.ok(try office.value(edited, "871", from: "2026-05-01"), as: office.drafter)
        #expect(try await office.submit(edited.id) == [])
        await office.test.close()
    }
}
