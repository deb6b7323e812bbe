import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

@Suite struct ArchiveCaseTests {
    private func archive(_ world: CaseWorld) async throws -> ArchiveCase {
        ArchiveCase(caseID: world.caseID, seenVersion: try await world.version())
    }

    private func archived(_ world: CaseWorld, as staff: StaffActor) async throws -> Int {
        try await world.test.bureau.view(as: .staff(staff)) { try $0.store.archiveCount(in: $0.scope) }
    }

    @Test func `a withdrawn case is archived with its catalogue once its papers are whole, and kept for its years`()
        async throws
    {
        let world = try await CaseWorld.make()
        #expect(try await world.codes(archive(world), as: world.clerk).first == "eventNotInState")
        _ = try await world.ok(
            WithdrawCase(caseID: world.caseID, seenVersion: try await world.version(), reason: "不再需要"),
            as: world.clerk)
        let missing = try await world.test.perform(try await archive(world), as: .staff(world.clerk)).reasons
        #expect(missing.map(\.code) == ["archive.paperMissing", "archive.paperUnsigned"], "the end is not sealed yet")
        _ = try #require(try await world.sign(.endNotice, .seal(scan: nil), as: world.reviewer).value)
        #expect(try await world.state() == .withdrawn, "nothing half done")
        let id = world.caseID
        #expect(try await archived(world, as: world.clerk) == 0)
        _ = try await world.ok(FilePapers(caseID: id), as: world.clerk)
        let unsigned = try await world.test.perform(try await archive(world), as: .staff(world.clerk)).reasons
        #expect(unsigned.map(\.code) == ["archive.paperUnsigned"])
        for kind in [DocumentKind.applicationForm, .declarationAndPledge, .verificationAuthorization] {
            let picture = try await world.picture(kind.rawValue)
            let outcome = try await world.sign(kind, .scan(name: "赵小龙", pages: 1, picture: picture))
            _ = try #require(outcome.value)
        }
        let done = try await world.ok(try await archive(world), as: world.clerk)
        #expect(done.state == .archived)
        let row = try #require(
            try await world.test.bureau.view(as: .staff(world.clerk)) {
                try $0.store.archives(in: $0.scope, limit: 9).first
            })
        #expect(row.caseID == id && row.keptThrough?.text == "2056-12-31" && row.pageCount > 4)
        let index = try #require(try await world.documents()["D28"])
        #expect(index.blocks.first { $0.kind == .table }?.rows.count == 5)
        #expect(try await archived(world, as: world.clerk) == 1)
        #expect(try await archived(world, as: world.stranger) == 0, "another township")
        await world.end()
    }

    @Test(arguments: [true, false])
    func `an objection from the family's own phone is signed by its code, so that the file can be archived`(
        isOwnPhone: Bool
    ) async throws {
        let objection = try await ObjectionWorld.make()
        let world = objection.file
        let account = try await world.owned(phone: isOwnPhone ? "19900000001" : "19900000008")
        _ = try await objection.issue()
        #expect(try await world.state() == .objectionWindow)
        #expect(try await world.codes(try await objection.filing(), as: .citizen(account)).isEmpty)
        let record = try await world.standing(.objectionRecord)
        #expect(record.content.missing.isEmpty)
        #expect(record.lacks.map(\.code) == (isOwnPhone ? [] : ["signature.householdMissing"]))
        let withdraw = WithdrawCase(caseID: world.caseID, seenVersion: try await world.version(), reason: "不再需要")
        #expect(try await world.codes(withdraw, as: .citizen(account)).isEmpty)
        _ = try await world.ok(FilePapers(caseID: world.caseID), as: world.clerk)
        if !isOwnPhone {
            // Somebody else's phone proves nothing: the hand that objected still signs.
            let refused = try await world.test.perform(try await archive(world), as: .staff(world.clerk)).reasons
            #expect(refused.contains { $0.code == "archive.paperUnsigned" && $0.chinese.contains("异议") })
        }
        try await signAll(world)
        _ = try await world.ok(try await archive(world), as: world.clerk)
        #expect(try await world.state() == .archived)
        await world.end()
    }

    /// Signs by hand and seals whatever in the file still lacks it.
    private func signAll(_ world: CaseWorld) async throws {
        let id = world.caseID
        let all = try await world.test.bureau.view(as: .staff(world.clerk)) { try DocumentStanding.list(id, in: $0) }
        for paper in all where !paper.lacks.isEmpty {
            let lacks = Set(paper.lacks.map(\.code))
            func sign(_ taking: SignatureTaking, _ staff: StaffActor) async throws {
                let command = SignDocument(documentID: paper.row.id, shownDigest: paper.digest, taking: taking)
                _ = try await world.ok(command, as: staff)
            }
            if lacks.contains("signature.householdMissing") {
                let picture = try await world.picture(paper.row.id.text)
                try await sign(.scan(name: "赵小龙", pages: 1, picture: picture), world.clerk)
            }
            if lacks.contains("signature.staffMissing") { try await sign(.staff, world.clerk) }
            if lacks.contains("signature.secondStaffMissing") { try await sign(.staff, world.gridWorker) }
            if lacks.contains("signature.sealMissing") {
                let isCentre = paper.content.kind.entry.issuer == .centre
                try await sign(.seal(scan: nil), isCentre ? world.officer : world.reviewer)
            }
        }
    }
}

/// The papers that come with filing, issued for a case that a test put into the store.
struct FilePapers: Command {
    static let name = "test.filePapers"
    var caseID: CaseID

    func run(in context: CommandContext) throws -> Operations.Outcome<Int> {
        let row = try CaseFile(caseID, in: context).row
        for kind in [DocumentKind.applicationForm, .declarationAndPledge, .verificationAuthorization] {
            let table = PaperFacts.Table(["成员", "项目", "金额", "说明"], [["全家", "无", "—", ""]])
            let members = PaperFacts.Table(["姓名"], [[row.applicantName]])
            let facts = PaperFacts(
                [
                    "受理号": row.number, "救助项目": "低保", "申请人": row.applicantName, "身份证号后四位": "002X", "联系电话": "—",
                    "家庭人数": "3人", "住址": "王惠理村", "申请日期": "2026年3月2日", "家庭成员": "赵小龙",
                ],
                tables: ["家庭成员": members, "家庭收入": table, "家庭财产": table, "家庭刚性支出": table])
            try context.issue(
                PaperOrder(kind, at: row.region, caseID: caseID, family: row.applicantName, facts: facts))
        }
        return .done(3)
    }
}
