import Casework
import Primitives
import Testing

/// A change to a sound form and the one problem it makes.
struct FormCase: Sendable, CustomTestStringConvertible {
    let code: FormProblemCode
    let path: String
    let change: @Sendable (inout ApplicationForm) -> Void
    var testDescription: String { "\(code.rawValue) at \(path)" }

    init(_ code: FormProblemCode, _ path: String, _ change: @escaping @Sendable (inout ApplicationForm) -> Void) {
        self.code = code
        self.path = path
        self.change = change
    }
}

@Suite struct FormProblemTests {
    static let today = day("2026-03-12")

    static func id(_ first17: String) -> String { first17 + String(CitizenID.checkCharacter(forFirst17: first17)) }

    static let sound: ApplicationForm = {
        var form = ApplicationForm(program: .dibao)
        form.members = [
            DeclaredMember(
                number: 1, name: "赵小龙", idNumber: id("37162119800101001"), relation: .applicant,
                health: .chronicIllness, disability: Disability(kind: .physical, grade: 2), isAbleToWork: false,
                employment: .unemployed),
            DeclaredMember(
                number: 2, name: "王芳", idNumber: id("37162119820202002"), relation: .spouse, health: .unknown,
                isAbleToWork: true, employment: .casualWork),
            DeclaredMember(
                number: 3, name: "赵一", idNumber: id("37162120150303003"), relation: .child, health: .healthy,
                isStudent: true, isAbleToWork: false, employment: .student),
        ]
        form.incomes = [
            DeclaredItem(memberNumber: 1, kind: .wage, amount: .monthly(Money(yuan: 300))),
            DeclaredItem(memberNumber: 2, kind: .transfer, amount: .unknown),
        ]
        form.properties = [DeclaredItem(memberNumber: 1, kind: .deposit, amount: .once(Money(yuan: 900)))]
        form.expenses = [DeclaredItem(memberNumber: 1, kind: .medical, amount: .yearly(Money(yuan: 8000)))]
        form.hardshipReason = "病后不能干重活"
        form.registerRegion = region("371621101")
        form.residenceRegion = region("371621101201")
        form.address = "三组12号"
        form.phone = "13800005678"
        form.bankAccount = "6210 0000 0000 0000 12"
        form.accountHolderNumber = 1
        form.hasRelativeOnStaff = false
        form.isPledged = true
        return form
    }()

    static let members: [FormCase] = [
        FormCase(.tooManyMembers, "members") { form in
            for number in 4...21 {
                let serial = String(number + 100)
                form.members.append(
                    DeclaredMember(
                        number: number, name: "赵某", idNumber: id("37162119900101" + serial), relation: .other,
                        health: .healthy, isAbleToWork: true, employment: .farming))
            }
        },
        FormCase(.memberNumberRepeated, "members") { $0.members[2].number = 2 },
        FormCase(.applicantMissing, "members") { $0.members[0].relation = .sibling },
        FormCase(.severalApplicants, "members.3.relation") { $0.members[2].relation = .applicant },
        FormCase(.applicantMinor, "members.1.isRepresented") { $0.members[0].idNumber = id("37162120100101001") },
        FormCase(.severalSpouses, "members.3.relation") { $0.members[2].relation = .spouse },
        FormCase(.relationMissing, "members.3.relation") { $0.members[2].relation = nil },
        FormCase(.nameMissing, "members.2.name") { $0.members[1].name = " " },
        FormCase(.nameUnsuitable, "members.2.name") { $0.members[1].name = "王芳2" },
        FormCase(.idMissing, "members.2.idNumber") { $0.members[1].idNumber = "" },
        FormCase(.idMalformed, "members.2.idNumber") { $0.members[1].idNumber = "371621198202020020" },
        FormCase(.birthImpossible, "members.3.idNumber") { $0.members[2].idNumber = id("37162120260313003") },
        FormCase(.memberRepeated, "members.3.idNumber") { $0.members[2].idNumber = $0.members[1].idNumber },
        FormCase(.healthMissing, "members.2.health") { $0.members[1].health = nil },
        FormCase(.employmentMissing, "members.2.employment") { $0.members[1].employment = nil },
        FormCase(.abilityMissing, "members.2.isAbleToWork") { $0.members[1].isAbleToWork = nil },
        FormCase(.disabilityGradeWrong, "members.1.disability") { $0.members[0].disability?.grade = 5 },
        FormCase(.phoneMalformed, "members.2.phone") { $0.members[1].phone = "1380000" },
    ]

    static let rest: [FormCase] = [
        FormCase(.ownerUnknown, "incomes.0.member") { $0.incomes[0].memberNumber = 9 },
        FormCase(.amountNegative, "expenses.0.amount") { $0.expenses[0].amount = .yearly(Money(fen: -1)) },
        FormCase(.amountTooLarge, "incomes.0.amount") { $0.incomes[0].amount = .monthly(Money(fen: .max)) },
        FormCase(.periodUnsuitable, "incomes.0.amount") { $0.incomes[0].amount = .once(Money(yuan: 1)) },
        FormCase(.periodUnsuitable, "properties.0.amount") { $0.properties[0].amount = .monthly(Money(yuan: 1)) },
        FormCase(.reasonMissing, "hardshipReason") { $0.hardshipReason = "  " },
        FormCase(.textTooLong, "hardshipReason") { $0.hardshipReason = String(repeating: "难", count: 501) },
        FormCase(.registerRegionMissing, "registerRegion") { $0.registerRegion = nil },
        FormCase(.residenceRegionMissing, "residenceRegion") { $0.residenceRegion = nil },
        FormCase(.residenceNotVillage, "residenceRegion") { $0.residenceRegion = region("371621101") },
        FormCase(.addressMissing, "address") { $0.address = "" },
        FormCase(.phoneMissing, "phone") { $0.phone = "" },
        FormCase(.phoneMalformed, "phone") { $0.phone = "０１２３４５６７８９０" },
        FormCase(.accountMissing, "bankAccount") { $0.bankAccount = "" },
        FormCase(.accountMalformed, "bankAccount") { $0.bankAccount = "6210-12" },
        FormCase(.accountHolderUnknown, "accountHolderNumber") { $0.accountHolderNumber = 8 },
        FormCase(.relativesMissing, "hasRelativeOnStaff") { $0.hasRelativeOnStaff = nil },
        FormCase(.pledgeMissing, "isPledged") { $0.isPledged = false },
        FormCase(.aloneWithOthers, "members") {
            $0.filing = FilingDeclaration(alone: AloneDeclaration(ground: .adultSevereDisability))
        },
    ]

    @Test func `a sound form has no problem`() {
        #expect(Self.sound.problems(on: Self.today) == [])
    }

    @Test(arguments: members + rest)
    func `finds exactly this problem`(row: FormCase) {
        var form = Self.sound
        row.change(&form)
        let problems = form.problems(on: Self.today)
        #expect(problems.map(\.code) == [row.code])
        #expect(problems.map(\.path) == [row.path])
        #expect(problems.allSatisfy { $0.chinese.hasSuffix("。") || $0.chinese.hasSuffix("？") })
        #expect(problems.allSatisfy { $0.english.hasSuffix(".") })
    }

    @Test func `an empty form says where to begin and what else is missing`() {
        let codes = ApplicationForm(program: .dibao).problems(on: Self.today).map(\.code)
        #expect(
            codes == [
                .noMembers, .reasonMissing, .registerRegionMissing, .residenceRegionMissing, .addressMissing,
                .phoneMissing, .accountMissing, .relativesMissing, .pledgeMissing,
            ])
    }

    @Test func `a minor applicant may be represented`() {
        var form = Self.sound
        form.members[0].idNumber = Self.id("37162120100101001")
        form.members[0].isRepresented = true
        #expect(form.problems(on: Self.today) == [])
    }

    @Test(arguments: [
        ("1,234.50", FormProblemCode.amountMalformed), ("12.345", .amountMalformed), ("很多", .amountMalformed),
        ("", .amountMalformed), ("-1", .amountNegative),
        ("1000000000.01", .amountTooLarge),
    ])
    func `a sum that cannot be read is named beside its field`(text: String, code: FormProblemCode) {
        let result = ApplicationForm.amount(text, at: "incomes.0.amount")
        #expect(throws: FormProblemError.self) { try result.get() }
        if case .failure(let failure) = result {
            #expect(failure.problem.code == code && failure.problem.path == "incomes.0.amount")
        }
    }

    @Test func `a sum that can be read is taken to the fen`() throws {
        #expect(try ApplicationForm.amount("1234.5", at: "x").get() == Money(fen: 123_450))
    }

    @Test func `every problem has a test`() {
        let made = Set((Self.members + Self.rest).map(\.code)).union([.noMembers, .amountMalformed])
        #expect(made == Set(FormProblemCode.allCases))
    }
}
