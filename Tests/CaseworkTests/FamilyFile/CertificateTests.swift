import Casework
import Primitives
import Testing

@Suite struct CertificateTests {
    static let terms = CertificateTerms(
        titles: [.dibao: Cited("最低生活保障证", "本地规定"), .destituteSupport: Cited("特困人员救助供养证", "本地规定")],
        validMonths: Cited(12, "本地规定"))

    private func issue(
        _ program: Program = .dibao, members: [PersonID] = [PersonID(1)], through: String = "2027-03-20",
        state: CaseState = .active
    ) -> Ruling<Certificate> {
        Certificate.issue(
            number: "DB371621-2026-000007", program: program, members: members, on: Fixture.today,
            validThrough: day(through), state: state, terms: Self.terms)
    }

    private func step(
        _ certificate: Certificate, _ event: CertificateEvent, state: CaseState = .active, through: String? = nil,
        next: String = "", role: Role = .townshipClerk
    ) -> Ruling<Certificate> {
        certificate.applying(
            event, by: role.isCitizen ? .citizen(role) : .staff(role, StaffID(4)),
            note: .init(state: state, validThrough: through.map(day), replacedBy: next), on: day("2026-12-01"),
            terms: Self.terms)
    }

    @Test func `every state, event and role`() {
        expectTable(
            Certificate.lines, from: .valid,
            golden: """
                renew | valid | townshipClerk
                reportLoss | valid | applicant agent aide townshipClerk
                findAgain | lost | townshipClerk
                replace | valid lost | townshipClerk
                cancel | valid lost | townshipClerk system
                """)
    }

    @Test func `its code says good or not good, and nothing about anybody`() throws {
        let issued = try #require(issue().value)
        #expect(issued.publicStatus(on: day("2027-03-20")) == "有效")
        #expect(issued.publicStatus(on: day("2027-03-21")) == "无效")
        #expect(issued.publicStatus(on: day("2026-03-19")) == "无效")
        let lost = try #require(step(issued, .reportLoss, role: .applicant).value)
        #expect(lost.publicStatus(on: Fixture.today) == "无效")
        #expect(step(lost, .findAgain).value?.publicStatus(on: Fixture.today) == "有效")
        #expect(step(lost, .replace, next: "DB371621-2026-000008").value?.replacedBy == "DB371621-2026-000008")
        #expect(step(issued, .renew, through: "2027-12-01").value?.validThrough == day("2027-12-01"))
        #expect(step(issued, .cancel, state: .terminated).value?.state == .cancelled)
    }

    @Test func `each ground against it is named`() throws {
        let issued = try #require(issue().value)
        expectEachReason([
            Broken(CertificateReason.notInForce, issue(state: .terminated).refusals),
            Broken(.membersEmpty, issue(members: []).refusals),
            Broken(.validityWrong, issue(through: "2027-03-21").refusals),
            Broken(.replacementMissing, step(issued, .replace).refusals),
            Broken(.stillInForce, step(issued, .cancel).refusals),
        ])
        #expect(issue(.marginalHousehold).refusals.map(\.code) == ["certificate.notInForce"])
        #expect(step(issued, .renew, through: "2028-01-01").refusals.map(\.code) == ["certificate.validityWrong"])
    }
}
