import Casework
import Columns
import Operations
import OperationsTestKit
import Policies
import Primitives
import Storage
import Testing
import Verification

/// One row of the mapping: what was declared, what the files hold, what the facts say.
struct FactCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let declare: @Sendable (inout ApplicationForm) -> Void
    let files: [String: [String]]
    /// The items expected, as `key kind amount source` for income and property.
    let income: [String]
    let property: [String]

    init(
        _ name: String, files: [String: [String]] = [:], income: [String] = [], property: [String] = [],
        _ declare: @escaping @Sendable (inout ApplicationForm) -> Void = { _ in }
    ) {
        (testDescription, self.files, self.income, self.property, self.declare) = (
            name, files, income, property, declare
        )
    }

    private static let person = CaseWorld.ids[0]

    private static func wages(_ base: String) -> [String: [String]] {
        let months = ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03"]
        return ["employ_insurance": months.enumerated().map { "\($0 + 1),\(person),E,\($1),\(base)" }]
    }

    private static func declaring(
        _ kind: Casework.IncomeKind, _ amount: DeclaredAmount
    ) -> @Sendable (inout ApplicationForm) -> Void {
        { $0.incomes = [DeclaredItem(memberNumber: 1, kind: kind, amount: amount)] }
    }

    private static func owning(
        _ kind: Casework.PropertyKind, _ yuan: Int64
    ) -> @Sendable (inout ApplicationForm) -> Void {
        { $0.properties = [DeclaredItem(memberNumber: 1, kind: kind, amount: .once(Money(yuan: yuan)))] }
    }

    static let table: [FactCase] = [
        FactCase("nothing declared, every source answers: nothing is there"),
        FactCase(
            "declared more than found", files: wages("300.00"), income: ["m1-declared-1 wage 500.00 本人申报"],
            declaring(.wage, .monthly(Money(yuan: 500)))),
        FactCase(
            "found more than declared", files: wages("800.00"),
            income: ["m1-wage wage 800.00 企业职工养老保险缴费"], declaring(.wage, .monthly(Money(yuan: 500)))),
        FactCase(
            "declared by the year, found the same", files: wages("500.00"),
            income: ["m1-declared-1 wage 6000.00 本人申报"], declaring(.wage, .yearly(Money(yuan: 6000)))),
        FactCase(
            "declared as not known, nothing found", income: ["m1-declared-1 wage 未知 申报时说不清数额"],
            declaring(.wage, .unknown)),
        FactCase(
            "a pension nobody declared", files: ["pension": ["1,\(person),2026-03,900.00,enterprise"]],
            income: ["m1-pension pension 900.00 企业职工养老金发放"]),
        FactCase(
            "a resident pension is listed for the pack to exempt",
            files: ["resident_pension": ["1,\(person),2026-03,200.00,A"]],
            income: ["m1-basicResidentPension basicResidentPension 200.00 城乡居民养老金发放"]),
        FactCase(
            "a declared transfer that is the resident pension counts once, as the pension",
            files: ["resident_pension": ["1,\(person),2026-03,200.00,A"]],
            income: ["m1-basicResidentPension basicResidentPension 200.00 城乡居民养老金发放"],
            declaring(.transfer, .monthly(Money(yuan: 200)))),
        FactCase(
            "of a declared transfer above the resident pension the rest counts",
            files: ["resident_pension": ["1,\(person),2026-03,200.00,A"]],
            income: [
                "m1-declared-1 transfer 300.00 本人申报", "m1-basicResidentPension basicResidentPension 200.00 城乡居民养老金发放",
            ], declaring(.transfer, .monthly(Money(yuan: 500)))),
        FactCase(
            "a pension above the rest of what was declared counts as a whole, beside the resident pension",
            files: [
                "resident_pension": ["1,\(person),2026-03,200.00,A"],
                "pension": ["1,\(person),2026-03,400.00,enterprise"],
            ],
            income: [
                "m1-pension pension 400.00 企业职工养老金发放", "m1-basicResidentPension basicResidentPension 200.00 城乡居民养老金发放",
            ], declaring(.transfer, .monthly(Money(yuan: 500)))),
        FactCase(
            "a farm subsidy of last year", files: ["farm_subsidy": ["1,\(person),2025,seed,300.00"]],
            income: ["m1-farmSubsidy farmSubsidy 300.00 一卡通涉农补贴"]),
        FactCase(
            "a car nobody declared", files: ["vehicle": ["1,鲁M1,\(person),K,x,2024-01-01,1000.00,A"]],
            property: ["found-car-m1-1 car 1000.00 机动车登记"]),
        FactCase(
            "a declared vehicle beside a register without cars", property: ["property-1 motorcycle 800.00 本人申报"],
            owning(.vehicle, 800)),
        FactCase(
            "a declared deposit that the bank exceeds",
            files: ["deposit": ["1,\(person),B,6217,5000.00,2026-03-01"]],
            property: ["found-deposit deposit 5000.00 存款与理财余额"],
            owning(.deposit, 1000)),
        FactCase(
            "a declared deposit above the bank's",
            files: ["deposit": ["1,\(person),B,6217,500.00,2026-03-01"]], property: ["property-1 deposit 1000.00 本人申报"],
            owning(.deposit, 1000)),
        FactCase(
            "a home and a shop of the register",
            files: [
                "property": [
                    "1,BZ1,\(person),100,60.50,R,371621,x,2020-01-01,A",
                    "2,BZ2,\(person),100,20,C,371621,x,2020-01-01,A",
                ]
            ],
            property: ["found-home-m1-1 home 未知 不动产登记", "found-shop-m1-1 shop 未知 不动产登记"]),
        FactCase(
            "a firm nobody declared",
            files: ["business_reg": ["1,91371600MA00000096,x,\(person),Y,1000.00,2020-01-01,A"]],
            property: ["found-firm-m1-1 firm 未知 企业和个体工商户登记"]),
        FactCase(
            "a declared firm covers the registered one",
            files: ["business_reg": ["1,91371600MA00000096,x,\(person),Y,1000.00,2020-01-01,A"]],
            property: ["property-1 firm 2000.00 本人申报"], owning(.firm, 2000)),
        FactCase(
            "a policy nobody declared has a premium and no worth",
            files: ["insurance": ["1,BX1,\(person),C1,900.00,A"]], property: ["insurance-m1 insurance 未知 商业保险"]),
    ]
}

@Suite struct HouseholdFactsTests {
    private static let book = Result { try ReportBook.load(folder: TestBureau.repository + "/catalogue/reference") }

    /// The report of a form whose people have signed everything, but for those who signed nothing.
    private static func report(
        _ form: ApplicationForm, _ data: DepartmentData, on day: CivilDate, unsigned: Set<Int> = []
    ) throws -> VerificationReport {
        let people = try form.members.map { member in
            let id = try CitizenID(member.idNumber)
            let paper = SourceAuthorization(
                number: "SQ", person: PackedCitizenID(id), sources: [.bank, .securities, .insurance],
                purposes: [.application], signedOn: day, validThrough: day)
            return ComparedPerson(
                key: HouseholdFacts.key(of: member.number), id: id, name: member.name,
                papers: unsigned.contains(member.number) ? [] : [paper],
                declared: [.wage: .money(.zero), .transfer: .money(.zero)])
        }
        let request = ComparisonRequest(
            number: "HD", commissionedBy: "x", purpose: "x", people: people,
            declared: [
                .county: .text("371621"), .area: .text("rural"), .program: .text("dibao"), .vehicles: .number(0),
                .standard: .money(Money(yuan: 800)),
            ], asOf: day, queriedAt: Instant(milliseconds: 0), validThrough: day, objectionChannel: "x")
        let prepared = try PreparedReport(book.get(), asOf: day, declared: request.declared, source: data.source)
        return try ReportMaker(prepared, source: data.source, days: data.days) { String($0.count) }
            .report(for: request)
    }

    private func facts(
        _ form: ApplicationForm, files: [String: [String]], silent: Set<String> = [],
        visit: VisitFindings = VisitFindings(livingConditions: "x"), unsigned: Set<Int> = [],
        illnessPaper: FactSource? = nil
    ) throws -> HouseholdFacts {
        let day = try CivilDate(parsing: "2026-03-20")
        let book = try Self.book.get()
        var all = Dictionary(uniqueKeysWithValues: book.catalogue.datasets.map { ($0.code, [String]()) })
        for code in silent { all[code] = nil }
        all.merge(files) { $1 }
        let report = try Self.report(
            form, DepartmentData(try CaseWorld.snapshots(all, asOf: day).open()), on: day, unsigned: unsigned)
        return HouseholdFacts(
            CaseKnowledge(
                form: form, submittedOn: day, report: report, visit: visit, visitedOn: day, area: .rural,
                illnessPaper: illnessPaper),
            region: try RegionCode(CaseWorld.village), on: day)
    }

    private func alone(_ change: (inout ApplicationForm) -> Void = { _ in }) throws -> ApplicationForm {
        var form = try CaseWorld.form()
        form.members = [form.members[0]]
        form.incomes = []
        change(&form)
        return form
    }

    @Test(arguments: FactCase.table) func `declared and found become one fact`(_ row: FactCase) throws {
        let facts = try facts(try alone(row.declare), files: row.files)
        func text(_ amount: Fact<Money>, _ source: FactSource?) -> String {
            switch amount {
            case .known(let money, let own): "\(money.text) \(own.chinese)"
            case .unknown(let reason): "未知 \(source?.chinese ?? reason)"
            }
        }
        #expect(facts.income.map { "\($0.key) \($0.kind.rawValue) \(text($0.amount, nil))" } == row.income)
        #expect(
            facts.property.map { "\($0.key) \($0.kind.rawValue) \(text($0.value, $0.held.source))" } == row.property)
        #expect(facts.problems().isEmpty)
    }

    @Test func `a silent source is a question for every adult and never a zero`() throws {
        let all: Set<String> = [
            "employ_insurance", "pension", "unemployment", "vehicle", "property", "business_reg", "shareholder",
            "deposit",
            "securities", "insurance",
        ]
        let facts = try facts(try alone(), files: [:], silent: all)
        #expect(facts.income.map(\.key) == ["m1-wage", "m1-pension", "m1-unemploymentBenefit"])
        #expect(facts.income.allSatisfy { $0.amount.value == nil })
        #expect(
            facts.property.map(\.key) == [
                "car-m1", "home-m1", "shop-m1", "firm-m1", "deposit-m1", "security-m1", "insurance-m1",
            ])
        #expect(facts.property.allSatisfy { $0.held.value == nil })
        var child = try CaseWorld.form()
        child.members = [child.members[2]]
        child.incomes = []
        #expect(try self.facts(child, files: [:], silent: all).income.isEmpty)
    }

    @Test func `visitors' sightings come before the declaration and certificates before both`() throws {
        let visit = VisitFindings(
            livingConditions: "x",
            members: [
                VisitedMember(
                    number: 1, isSeriouslyIll: true, isAbleToWork: false, isCarer: true, employment: .unemployed)
            ])
        let seen = try facts(try alone(), files: [:], visit: visit).members[0]
        #expect(seen.seriousIllness.value == true && seen.seriousIllness.source?.kind == .visit)
        #expect(
            seen.ableToWork.value == false && seen.carer.value == true
                && seen.employment.value == Policies.Employment.none)
        let plain = try facts(try alone(), files: [:]).members[0]
        #expect(plain.seriousIllness.value == false && plain.seriousIllness.source?.kind == .declared)
        #expect(plain.carer.value == nil)
        let ill = try facts(try alone { $0.members[0].health = .seriousIllness }, files: [:]).members[0]
        #expect(ill.seriousIllness.value == nil)
        let certificate = ["disability": ["1,\(CaseWorld.ids[0]),limb,2,2020-01-01,A"]]
        let declared: (inout ApplicationForm) -> Void = {
            $0.members[0].disability = Casework.Disability(kind: .physical, grade: 2)
        }
        #expect(
            try facts(try alone(declared), files: certificate).members[0].disability.value
                == .certified(.physical, grade: 2))
        #expect(try facts(try alone(declared), files: [:]).members[0].disability.value == nil)
        #expect(try facts(try alone(), files: certificate).members[0].disability.value == nil)
        #expect(try facts(try alone(), files: [:]).members[0].disability.value == Policies.Disability.none)
    }

    @Test func `of whom the banks hold nothing that is known, though another of the family has not signed`() throws {
        let banks: Set<Policies.PropertyKind> = [.deposit, .security, .insurance]
        func open(_ files: [String: [String]], unsigned: Set<Int>) throws -> [String] {
            try facts(try CaseWorld.form(), files: files, unsigned: unsigned).property
                .filter { banks.contains($0.kind) && $0.held.value == nil }.map(\.key).sorted()
        }
        #expect(try open([:], unsigned: []).isEmpty)
        #expect(try open([:], unsigned: [2]) == ["deposit-m2", "insurance-m2", "security-m2"])
        // What was found of the others is counted; only the silent one stays open.
        let savings = ["deposit": ["1,\(CaseWorld.ids[0]),B001,6217000000000000,900.00,2026-03-01"]]
        #expect(try open(savings, unsigned: [2]) == ["deposit-m2", "insurance-m2", "security-m2"])
        let held = try facts(try CaseWorld.form(), files: savings, unsigned: [2]).property
        #expect(held.first { $0.key == "found-deposit" }?.value.value == Money(yuan: 900))
    }

    @Test func `a paper proves the one illness that was declared, and of two neither`() throws {
        let paper = FactSource(kind: .document, name: "住院费用证明", asOf: try CivilDate(parsing: "2026-03-20"))
        var form = try CaseWorld.form()
        form.members[1].health = .seriousIllness
        #expect(try facts(form, files: [:]).members[1].seriousIllness.value == nil)
        let proven = try facts(form, files: [:], illnessPaper: paper).members
        #expect(proven[1].seriousIllness == .known(true, paper) && proven[0].seriousIllness.value == false)
        form.members[0].health = .seriousIllness
        #expect(try facts(form, files: [:], illnessPaper: paper).members[1].seriousIllness.value == nil)
    }

    @Test func `a statement fills what is unknown and leaves what a department answered`() throws {
        let day = try CivilDate(parsing: "2026-03-20")
        let files = ["vehicle": ["1,鲁M1,\(CaseWorld.ids[0]),K,x,2024-01-01,1000.00,A"]]
        let facts = try facts(
            try alone { $0.members[0].health = .seriousIllness }, files: files, silent: ["deposit", "pension"])
        let stated = facts.stating(
            [
                FactStatement(subject: "vehicle-car-m1-1", holds: false, amount: .zero, basis: .visit, note: "没有车"),
                FactStatement(subject: "deposit-m1", amount: Money(yuan: 300), basis: .document, note: "存折"),
                FactStatement(subject: "m1-pension", amount: Money(yuan: 100), basis: .document, note: "存折"),
                FactStatement(subject: "m1", aspect: .seriousIllness, holds: true, basis: .document, note: "诊断证明"),
                FactStatement(subject: "m1", aspect: .carer, holds: false, basis: .visit, note: "独居"),
            ], on: day)
        #expect(stated.property.first { $0.kind == .car }?.value.value == Money(yuan: 1000))
        #expect(stated.property.first { $0.key == "deposit-m1" }?.value.value == Money(yuan: 300))
        #expect(stated.property.first { $0.key == "deposit-m1" }?.held.source?.chinese == "存折")
        #expect(stated.income.first { $0.key == "m1-pension" }?.amount.value == Money(yuan: 100))
        #expect(stated.members[0].seriousIllness.value == true && stated.members[0].carer.value == false)
    }

    @Test func `the committee's code says town or country where the family's file does not`() throws {
        var form = try alone()
        let known = { (form: ApplicationForm) throws -> ResidenceArea? in
            let day = try CivilDate(parsing: "2026-03-20")
            let report = try Self.report(self.alone(), DepartmentData(), on: day)
            return HouseholdFacts(
                CaseKnowledge(
                    form: form, submittedOn: day, report: report, visit: VisitFindings(livingConditions: "x"),
                    visitedOn: day, area: nil), region: try RegionCode(CaseWorld.village), on: day
            ).members[0].area.value
        }
        #expect(try known(form) == .rural)
        form.residenceRegion = try RegionCode("371621001001")
        #expect(try known(form) == .urban)
        form.residenceRegion = nil
        #expect(try known(form) == nil)
    }
}
