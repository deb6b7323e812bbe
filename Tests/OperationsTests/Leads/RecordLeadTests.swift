import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// A family that was noticed, from the report to its end, and nobody below the county learns who told.
@Suite struct RecordLeadTests {
    @Test func `reported the same day, taken, told with the notice, and an application is begun with what is known`()
        async throws
    {
        let world = try await LeadWorld.make()
        let id = try await world.record()
        let view = try #require(try await world.view(id, as: world.aide))
        #expect(view.line.row.number == "XS371621001-2026-00001" && view.line.row.due.on.text == "2026-03-04")
        #expect(view.line.daysLeft == 2 && view.mayTake && !view.mayOpen)
        _ = try await world.ok(world.take(id), as: world.aide)
        #expect(try await world.ok(world.step(id, .tell, "老人愿意申请"), as: world.aide) == .told)
        let kinds = try await world.test.bureau.store.read { store in
            try store.sql.query("SELECT kind FROM issued_document ORDER BY id").map { try $0.text("kind") }
        }
        #expect(kinds == ["D01", "D02"])
        let draft = try await world.ok(world.draft(id), as: world.aide)
        let row = try await world.test.bureau.view(as: .staff(world.aide)) {
            try $0.store.draft(draft, of: $0.actor.row)
        }
        let form = try #require(row?.content.form)
        #expect(form.members.map(\.name) == ["王老汉"] && form.members[0].idNumber == "11010519491231002X")
        #expect(form.phone == "13900000009" && form.residenceRegion?.text == LeadWorld.village)
        let after = try #require(try await world.view(id, as: world.clerk))
        #expect(after.line.row.lead.state == .drafting && after.line.row.draftID == draft && after.events.isEmpty)
        #expect(after.history.map(\.step.event) == ["take", "tell", "startDraft"])
        #expect(after.line.keeperName == "李协理" && after.filed == nil && !after.mayTake)
        await world.test.close()
    }

    @Test func `every fault of a report is named at once and nothing is kept`() async throws {
        let world = try await LeadWorld.make()
        func codes(
            as staff: StaffActor? = nil, _ change: (inout ReportedLead) throws -> Void
        ) async throws -> Set<String> {
            Set(try await world.codes(LeadWorld.report(change), as: staff ?? world.gridWorker))
        }
        #expect(try await codes { $0.personName = " " } == ["personNameMissing"])
        #expect(try await codes { $0.content.hint = " " } == ["textMissing"])
        #expect(try await codes { $0.content.hint = String(repeating: "难", count: 501) } == ["textTooLong"])
        #expect(try await codes { $0.content.place = String(repeating: "东", count: 101) } == ["textTooLong"])
        #expect(try await codes { $0.content.phone = String(repeating: "1", count: 31) } == ["textTooLong"])
        #expect(try await codes { $0.personName = String(repeating: "王", count: 41) } == ["textTooLong"])
        #expect(try await codes { $0.content.idNumber = "12" } == ["idMalformed"])
        #expect(try await codes { $0.region = try RegionCode("371621101201") } == ["placeUnknown"])
        #expect(try await codes { $0.region = try RegionCode(LeadWorld.town) } == ["placeUnknown"])
        let unknown = try await codes(as: world.clerk) { $0.region = try RegionCode("371621001999") }
        #expect(unknown == ["placeUnknown"])
        #expect(try await codes(as: world.county) { $0.region = try RegionCode("371621") } == ["placeUnknown"])
        #expect(try await codes { $0.content.hint = "赵邻居说他家没吃的" } == ["leadNamesInformant"])
        #expect(
            try await codes {
                $0.informant = LeadInformant(
                    name: String(repeating: "赵", count: 41), phone: String(repeating: "1", count: 31))
            } == ["textTooLong"])
        #expect(try await codes(as: world.auditor) { _ in } == ["notAllowed"])
        #expect(try await world.count("lead") == 0)
        _ = try await world.record()
        #expect(try await codes { _ in } == ["leadHeld"], "one person, one open lead")
        #expect(try await codes { $0.content.idNumber = "" } == [])
        await world.test.close()
    }

    @Test func `who told is sealed, and only the county and auditors open it for a reason`() async throws {
        let world = try await LeadWorld.make()
        let id = try await world.record()
        let show = ShowLeadInformant(leadID: id, reason: "核实反映情况")
        for staff in [world.county, world.auditor] {
            #expect(try await world.ok(show, as: staff).name == "赵邻居")
        }
        for staff in [world.aide, world.gridWorker, world.clerk, world.reviewer] {
            #expect(try await world.codes(show, as: staff) == ["leadInformantNone"])
            let opened = try await world.test.bureau.view(as: .staff(staff)) {
                try $0.store.leadInformant(id, in: $0.scope, level: staff.region.level)
            }
            #expect(opened == nil)
        }
        #expect(try await world.codes(show, as: world.stranger) == ["notFound"])
        #expect(
            try await world.codes(ShowLeadInformant(leadID: id, reason: " 看 "), as: world.county)
                == ["revealReasonMissing"])
        let none = try await world.ok(
            LeadWorld.report {
                $0.informant = LeadInformant(name: "", phone: "")
                $0.content.idNumber = ""
            }, as: world.aide)
        #expect(
            try await world.codes(ShowLeadInformant(leadID: none, reason: "核实"), as: world.county)
                == ["leadInformantNone"])
        await world.test.close()
    }

    @Test func `lists show the leads of the own area by their day, and no other`() async throws {
        let world = try await LeadWorld.make()
        let id = try await world.record()
        world.test.clock.advance(days: 10)
        func list(_ staff: StaffActor, isOpen: Bool = true) async throws -> LeadList? {
            try await world.test.bureau.view(as: .staff(staff)) {
                try LeadList.load(isOpen: isOpen, offset: 0, in: $0)
            }
        }
        for staff in [world.aide, world.clerk, world.county, world.auditor] {
            let found = try #require(try await list(staff))
            #expect(found.lines.map(\.row.id) == [id] && found.counts == (1, 1, 0))
            #expect(found.lines[0].place == "王惠理村" && (found.lines[0].daysLeft ?? 0) < 0)
        }
        #expect(try await list(world.stranger)?.lines.isEmpty == true)
        #expect(try await world.view(id, as: world.stranger) == nil)
        let payer = try await world.test.staff(.payer, at: "371621")
        #expect(try await list(payer) == nil)
        _ = try await world.ok(world.step(id, .closeUnfounded, "子女已接走照料"), as: world.clerk)
        #expect(try await list(world.clerk)?.counts ?? (9, 9, 9) == (0, 0, 1))
        #expect(try await list(world.clerk, isOpen: false)?.lines.map(\.row.id) == [id])
        await world.test.close()
    }
}
