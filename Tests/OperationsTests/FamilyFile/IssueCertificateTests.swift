import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// A certificate from its issue to its end, and what a stranger learns of it.
@Suite struct IssueCertificateTests {
    private static func check(_ world: CaseWorld, _ token: String) async throws -> Bool {
        try await world.test.bureau.view(as: .visitor) { try CertificateCheck.load(token: token, in: $0) }.isValid
    }

    private static func change(
        _ world: CaseWorld, _ event: CertificateEvent, reason: String = "集市上丢了", seenVersion: Int64? = nil,
        validThrough: CivilDate? = nil
    ) async throws -> ChangeCertificate {
        let held = try #require(try await world.services().certificates.first)
        return ChangeCertificate(
            certificate: held.row.id, seenVersion: seenVersion ?? held.row.version, event: event,
            validThrough: validThrough, reason: reason)
    }

    @Test func `issued with the award's number, lost, found, replaced, cancelled: the code tells valid or not`()
        async throws
    {
        let world = try await CaseWorld.inForce()
        _ = try await world.ok(IssueCertificate(caseID: world.caseID), as: world.clerk)
        let first = try #require(try await world.services().certificates.first)
        #expect(first.row.certificate.title == "最低生活保障证" && first.row.content.holders.count == 3)
        #expect(first.row.certificate.number == (try await world.after().award?.certificateNumber))
        #expect(
            first.row.certificate.validThrough.text == "2027-03-10"
                || first.row.certificate.validThrough > first.row.certificate.issuedOn)
        #expect(try await Self.check(world, first.row.token))
        #expect(try await !Self.check(world, "unknown"))
        #expect(
            try await world.codes(IssueCertificate(caseID: world.caseID), as: world.clerk) == ["certificateStands"])
        _ = try await world.ok(Self.change(world, .reportLoss), as: world.clerk)
        #expect(try await !Self.check(world, first.row.token))
        _ = try await world.ok(Self.change(world, .findAgain, reason: "找到了"), as: world.clerk)
        #expect(try await Self.check(world, first.row.token))
        _ = try await world.ok(Self.change(world, .replace, reason: "污损"), as: world.clerk)
        let all = try await world.services().certificates
        #expect(all.count == 2 && all[0].isValid && all[1].row.certificate.state == .replaced)
        #expect(all[1].row.certificate.replacedBy == all[0].row.certificate.number)
        #expect(all[0].row.certificate.number != all[1].row.certificate.number)
        #expect(try await !Self.check(world, first.row.token))
        #expect(try await world.codes(Self.change(world, .cancel), as: world.clerk) == ["certificate.stillInForce"])
        await world.end()
    }

    @Test(arguments: [("371621101", "最低生活保障证"), ("371622101", "社会救助证")])
    func `the title follows the region`(township: String, title: String) async throws {
        try await withBureau { test in
            let region = try RegionCode(township)
            let today = try await test.bureau.today()
            let terms = try await test.bureau.view(as: .system) {
                try CertificateTerms($0.policies(on: today), region: region, on: today)
            }
            #expect(terms.titles[.dibao]?.value.contains(title) == true, "\(terms.titles)")
        }
    }

    @Test func `a member who comes in asks for another certificate, and issuing it settles that`() async throws {
        let world = try await CaseWorld.inForce()
        _ = try await world.ok(IssueCertificate(caseID: world.caseID), as: world.clerk)
        _ = try await world.ok(world.birth(), as: world.clerk)
        #expect(try await world.file().duties.contains { $0.duty == .reissueCertificate && $0.doneOn == nil })
        _ = try await world.ok(Self.change(world, .replace, reason: "增加成员"), as: world.clerk)
        #expect(try await world.services().certificates.first?.row.content.holders.count == 4)
        #expect(try await world.file().duties.contains { $0.duty == .reissueCertificate && $0.doneOn != nil })
        await world.end()
    }

    @Test func `not in force, too long, no reason, an older version, another post and township are refused`()
        async throws
    {
        let world = try await CaseWorld.make()
        #expect(
            try await world.codes(IssueCertificate(caseID: world.caseID), as: world.clerk) == ["certificate.notInForce"]
        )
        #expect(try await world.codes(IssueCertificate(caseID: world.caseID), as: world.county) == ["notAllowed"])
        #expect(try await world.codes(IssueCertificate(caseID: world.caseID), as: world.stranger) == ["notFound"])
        await world.end()
        let helped = try await CaseWorld.inForce()
        let far = try CivilDate(parsing: "2040-01-01")
        #expect(
            try await helped.codes(IssueCertificate(caseID: helped.caseID, validThrough: far), as: helped.clerk)
                == ["certificate.validityWrong"])
        _ = try await helped.ok(IssueCertificate(caseID: helped.caseID), as: helped.clerk)
        #expect(
            try await helped.codes(Self.change(helped, .reportLoss, reason: ""), as: helped.clerk) == ["missingReason"])
        #expect(
            try await helped.codes(Self.change(helped, .reportLoss, seenVersion: 7), as: helped.clerk)
                == ["changedMeanwhile"])
        #expect(
            try await helped.codes(Self.change(helped, .renew, validThrough: far), as: helped.clerk)
                == ["certificate.validityWrong"])
        #expect(try await helped.codes(Self.change(helped, .reportLoss), as: helped.stranger) == ["notFound"])
        #expect(try await !helped.codes(Self.change(helped, .findAgain), as: helped.clerk).isEmpty)
        await helped.end()
    }
}
