import Casework
import Columns
import Foundation
import Operations
import OperationsTestKit
import Policies
import Primitives
import Storage
import Verification

/// One family of three with an accepted case in 王惠理村, the people who handle it, and a few department files.
struct CaseWorld: BureauWorld {
    let test: TestBureau
    let caseID: CaseID
    let clerk: StaffActor
    let reviewer: StaffActor
    let gridWorker: StaffActor
    let county: StaffActor
    let secondCounty: StaffActor
    let officer: StaffActor
    let stranger: StaffActor

    static let village = "371621001201"
    static let ids = ["11010519491231002X", "371603199409130941", "371603201907181127"]
    static let names = ["赵小龙", "高莉真", "赵咏香"]

    /// Makes everything on a Monday, with the datasets given as rows of their files.
    static func make(
        files: [String: [String]]? = standardFiles, relay: RelayTerms? = nil, township: String = "371621001",
        form change: (inout ApplicationForm) -> Void = { _ in },
        before prepare: (CaseWorld) async throws -> Void = { _ in }
    ) async throws -> CaseWorld {
        let day = try CivilDate(parsing: "2026-03-02")
        let snapshots = try files.map { try Self.snapshots($0, asOf: day) }
        let test = try await TestBureau.make(on: day, snapshots: snapshots, relay: relay)
        let (county, village) = (String(township.prefix(6)), township + "201")
        var form = try Self.form()
        form.registerRegion = try RegionCode(village)
        form.residenceRegion = try RegionCode(village)
        change(&form)
        let caseID = try await insertCase(form, at: village, in: test)
        let world = CaseWorld(
            test: test, caseID: caseID, clerk: try await test.staff(.townshipClerk, at: township, name: "钱经办"),
            reviewer: try await test.staff(.townshipReviewer, at: township, name: "孙审核"),
            gridWorker: try await test.staff(.gridWorker, at: village, name: "李网格"),
            county: try await test.staff(.countyReviewer, at: county, name: "周县级"),
            secondCounty: try await test.staff(.countyReviewer, at: county, name: "吴县级"),
            officer: try await test.staff(.verificationOfficer, at: county, name: "郑核对"),
            stranger: try await test.staff(.townshipClerk, at: "371621101", name: "王外乡"))
        try await prepare(world)
        _ = try await world.ok(Step(caseID: caseID, event: .accept), as: world.clerk)
        return world
    }

    static let standardFiles: [String: [String]] = [
        "population": zip(ids, names).enumerated().map { "\($0 + 1),\($1.0),\($1.1),男,371621,1,滨州市惠民县,N" },
        "vehicle": ["1,鲁M1,370102198001010014,K,丰田,2024-01-01,1000.00,A"],
        "employ_insurance": ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03"].enumerated().map {
            "\($0 + 1),\(ids[1]),E1,\($1),800.00"
        },
    ]

    static func form() throws -> ApplicationForm {
        var form = ApplicationForm(program: .dibao)
        form.members = [
            DeclaredMember(
                number: 1, name: names[0], idNumber: ids[0], relation: .applicant, health: .healthy,
                isStudent: false, isAbleToWork: false, employment: .retired),
            DeclaredMember(
                number: 2, name: names[1], idNumber: ids[1], relation: .child, health: .healthy, isStudent: false,
                isAbleToWork: true, employment: .casualWork),
            DeclaredMember(
                number: 3, name: names[2], idNumber: ids[2], relation: .grandchild, health: .healthy, isStudent: true,
                isAbleToWork: false, employment: .underAge),
        ]
        form.incomes = [DeclaredItem(memberNumber: 2, kind: .wage, amount: .monthly(Money(yuan: 600)))]
        form.hardshipReason = "年老无收入"
        form.registerRegion = try RegionCode(village)
        form.residenceRegion = try RegionCode(village)
        form.address = "王惠理村"
        form.phone = "19900000001"
        form.bankAccount = "6217000000000000123"
        form.accountHolderNumber = 1
        form.hasRelativeOnStaff = false
        form.isPledged = true
        return form
    }

    private static func insertCase(
        _ form: ApplicationForm, at village: String, in test: TestBureau
    ) async throws -> CaseID {
        let now = test.clock.now
        return try await test.bureau.store.write { store in
            let region = try RegionCode(village)
            let people = try form.members.map { ($0, try CitizenID($0.idNumber)) }
            let family = try store.insertFamily(
                FamilyEntry(
                    registerNumber: nil, program: .applied, area: .rural, region: region, startedDay: now.chinaDate,
                    members: people.map {
                        FamilyMemberEntry(number: $0.0.number, name: $0.0.name, citizenID: $0.1, relation: "child")
                    }),
                on: now.chinaDate, at: now)
            let id: CaseID = store.ids.next()
            var members: [CaseMemberRow] = []
            for (member, number) in people {
                guard let relation = member.relation else { preconditionFailure("The family of a test is whole.") }
                members.append(
                    CaseMemberRow(
                        id: store.ids.next(), number: member.number,
                        personID: try store.ensurePerson(
                            name: member.name, citizenID: number, on: now.chinaDate, at: now),
                        name: member.name, relation: relation, sex: number.sex, birthDate: number.birthDate,
                        idNumber: number))
            }
            try store.insertCase(
                CaseRow(
                    id: id, number: "\(village.prefix(6))-2026-000001", program: form.program, state: .submitted,
                    familyID: family,
                    applicantName: names[0], applicantLastFour: "002X", headCount: members.count, region: region,
                    accountID: nil, channel: "window", competentBody: .county, form: form,
                    submittedDay: now.chinaDate, trackingToken: "t"),
                members: members, at: now)
            return id
        }
    }

    static func snapshots(_ files: [String: [String]], asOf: CivilDate) throws -> SnapshotStore {
        try DepartmentFiles.store(files, asOf: asOf)
    }

    /// Puts files of a day in force; datasets that are not among them keep theirs.
    static func publish(_ files: [String: [String]], asOf: CivilDate, in store: SnapshotStore) throws {
        try DepartmentFiles.publish(files, asOf: asOf, in: store)
    }
}

/// A step that belongs to another room, done through the machine.
struct Step: Command {
    static let name = "test.step"
    var caseID: CaseID
    var event: CaseEvent

    func run(in context: CommandContext) throws -> Operations.Outcome<Int64> {
        var file = try CaseFile(caseID, in: context)
        let refusals = try file.apply(event, in: context)
        return refusals.isEmpty ? .done(file.row.version) : .refused(refusals)
    }
}
