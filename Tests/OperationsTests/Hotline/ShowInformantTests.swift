import Casework
import Foundation
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// Who called: sealed in the rows, in no list, and told to the county and auditors alone where somebody is accused.
@Suite struct ShowInformantTests {
    @Test(arguments: [HotlineSubject.report, .complaint, .helpAsked, .question])
    func `each post is told what its role may know, and the reason is kept`(subject: HotlineSubject) async throws {
        let world = try await HotlineWorld.make()
        var incoming = try HotlineWorld.report()
        incoming.subject = subject
        let id = try await world.take(incoming)
        let open = ShowInformant(ticketID: id, reason: "答复署名来电人")
        let shown = try await world.ok(open, as: world.county)
        #expect(shown.name == HotlineWorld.caller && shown.phone == HotlineWorld.phone)
        #expect(shown.content.contains(HotlineWorld.mark))
        #expect(try await world.codes(open, as: world.auditor).isEmpty)
        #expect(try await world.codes(open, as: world.leader) == ["notAllowed"])
        #expect(try await world.codes(open, as: world.stranger) == ["notFound"])
        for staff in [world.clerk, world.reviewer] {
            let expected = subject.isAgainstSomebody ? ["hotline.informantHidden"] : []
            #expect(try await world.codes(open, as: staff) == expected)
        }
        let blank = ShowInformant(ticketID: id, reason: " 看 ")
        #expect(try await world.codes(blank, as: world.county) == ["revealReasonMissing"])
        let audited = try await world.test.bureau.store.read {
            try $0.sql.count(
                """
                SELECT count(*) FROM audit_entry WHERE verb = 'hotline.showInformant' AND subject_id = \(id)
                AND reason = '答复署名来电人'
                """)
        }
        #expect(audited == (subject.isAgainstSomebody ? 2 : 4))
        await world.test.close()
    }

    @Test func `the rows themselves do not open to a township, whatever verb would ask`() async throws {
        let world = try await HotlineWorld.make()
        let report = try await world.take(try HotlineWorld.report())
        let help = try await world.take(try HotlineWorld.help())
        func opened(_ id: HotlineTicketID, as staff: StaffActor) async throws -> String? {
            try await world.test.bureau.view(as: .staff(staff)) { context in
                try context.hotlineReach.flatMap {
                    try context.store.hotlineInformant(id, in: $0)?.informant.name
                }
            }
        }
        #expect(try await opened(report, as: world.clerk) == nil)
        #expect(try await opened(report, as: world.reviewer) == nil)
        #expect(try await opened(report, as: world.county) == HotlineWorld.caller)
        #expect(try await opened(help, as: world.clerk) == HotlineWorld.caller)
        #expect(try await opened(help, as: world.stranger) == nil)
        let village = try await world.test.staff(.aide, at: "371621001201")
        #expect(try await opened(help, as: village) == nil)
        await world.test.close()
    }

    @Test func `no column of the store holds the caller in the clear`() async throws {
        let world = try await HotlineWorld.make()
        let id = try await world.signedIn(try HotlineWorld.report())
        _ = try await world.ok(ShowInformant(ticketID: id, reason: "答复署名来电人"), as: world.county)
        _ = try await world.ok(ReplyTicket(ticketID: id, seenVersion: 2, words: "已核查。"), as: world.reviewer)
        let tables = [
            "hotline_ticket", "hotline_step", "hotline_about", "case_complaint", "command_key", "audit_entry",
            "issued_document", "outbox_message", "job",
        ]
        for table in tables {
            let rows = try await world.test.bureau.store.read { try $0.sql.query("SELECT * FROM \(raw: table)") }
            let text =
                rows.map { "\($0)" }.joined()
                + rows.flatMap(\.bytes).map { String(decoding: $0, as: UTF8.self) }
                .joined()
            for secret in HotlineWorld.secrets { #expect(!text.contains(secret), "\(table) holds \(secret)") }
        }
        await world.test.close()
    }

    @Test func `no view of a township, a village or a leader says who called`() async throws {
        let world = try await HotlineWorld.make()
        let first = try await world.signedIn(try HotlineWorld.report())
        world.test.clock.advance(days: 3)
        var incoming = try HotlineWorld.report("SD20260304000001", on: "2026-03-04")
        incoming.repeats = "SD20260302000001"
        let second = try await world.take(incoming)
        let village = try await world.test.staff(.gridWorker, at: "371621001201")
        for staff in [world.clerk, world.reviewer, world.leader, village] {
            let text = try await world.test.bureau.view(as: .staff(staff)) { context -> String in
                let open = try HotlineQueue.load(isRegister: false, page: 1, in: context) { _ in }
                let register = try HotlineQueue.load(isRegister: true, page: 1, in: context) { _ in }
                let late = try HotlineQueue.late(limit: 50, in: context)
                let figures = try HotlineStatistics.load(
                    from: context.today.adding(days: -30), through: context.today, in: context)
                let views = try [first, second].map { try HotlineTicketView.load($0, in: context) }
                var parts = "\(String(describing: open)) \(String(describing: register)) \(late) "
                parts += "\(String(describing: figures)) \(views)"
                return parts
            }
            #expect(HotlineWorld.secrets.allSatisfy { !text.contains($0) }, "\(staff.role)")
            #expect(text.contains("SD20260304000001") == (staff.role != .gridWorker))
        }
        await world.test.close()
    }
}

extension Row {
    /// The values of bytes in a row.
    fileprivate var bytes: [[UInt8]] {
        (0..<values.count).compactMap { if case .blob(let bytes) = values[$0] { bytes } else { nil } }
    }
}
