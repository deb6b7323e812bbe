import Payments
import Primitives
import Testing

@Suite struct AwardTests {
    typealias Kind = AwardChange.Kind

    /// An award of 600 from January 2026 with changes, and what is due from December to August.
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        var to: String?
        let changes: @Sendable () throws -> [Kind]
        let due: String
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(name: "no change", changes: { [] }, due: "0 600 600 600 600 600 600 600 600"),
        Row(name: "limited to April", to: "2026-04", changes: { [] }, due: "0 600 600 600 600 0 0 0 0"),
        Row(
            name: "700 since April", changes: { [try amount(700, "2026-04")] },
            due: "0 600 600 600 700 700 700 700 700"),
        Row(
            name: "700 from April, then corrected to 650 from March",
            changes: { [try amount(700, "2026-04"), try amount(650, "2026-03")] },
            due: "0 600 600 650 650 650 650 650 650"),
        Row(
            name: "suspended from March, resumed from May",
            changes: { [.suspended(reason: "核查", from: try month("2026-03")), .resumed(from: try month("2026-05"))] },
            due: "0 600 600 0 0 600 600 600 600"),
        Row(
            name: "suspended from March by mistake, resumed from March",
            changes: { [.suspended(reason: "核查", from: try month("2026-03")), .resumed(from: try month("2026-03"))] },
            due: "0 600 600 600 600 600 600 600 600"),
        // Golden case G47: decided 2026-03-16, old amount to the sixth month, here shortened to July.
        Row(
            name: "gradual exit ends with July",
            changes: { [.stopped(.gradualExitEnded, from: try month("2026-08"))] },
            due: "0 600 600 600 600 600 600 600 0"),
        Row(
            name: "stopped from June, then an earlier death is found",
            changes: {
                [.stopped(.withdrawn, from: try month("2026-06")), .stopped(.death, from: try month("2026-03"))]
            },
            due: "0 600 600 0 0 0 0 0 0"),
        Row(
            name: "stopped from June, later 500 for March to May",
            changes: { [.stopped(.withdrawn, from: try month("2026-06")), try amount(500, "2026-03")] },
            due: "0 600 600 500 500 500 0 0 0"),
    ]

    static func month(_ text: String) throws -> CalendarMonth { try Samples.month(text) }

    static func amount(_ yuan: Int64, _ from: String) throws -> Kind {
        .amountChanged(Money(yuan: yuan), members: [PersonID(11)], from: try month(from))
    }

    @Test(arguments: rows)
    func `what is due is read off the history`(row: Row) throws {
        var award = try Samples.award(to: row.to)
        for kind in try row.changes() { try award.append(Samples.change(kind)) }
        let first = try Self.month("2025-12")
        let due = (0..<9).map { award.amountDue(in: first.adding(months: $0)).fen / 100 }
        #expect(due.map(String.init).joined(separator: " ") == row.due)
        #expect(try Award(id: award.id, replaying: award.changes) == award)
    }

    struct Refusal: CustomTestStringConvertible, Sendable {
        let changes: @Sendable () throws -> [Kind]
        let error: AwardError
        var testDescription: String { error.description }
    }

    @Test(arguments: [
        Refusal(changes: { [.started(try Samples.award().terms)] }, error: .alreadyStarted),
        Refusal(
            changes: { [.amountChanged(.zero, members: [PersonID(11)], from: try month("2026-02"))] },
            error: .amountNotPositive(.zero)),
        Refusal(
            changes: { [.amountChanged(Money(yuan: 1), members: [], from: try month("2026-02"))] }, error: .noMembers),
        Refusal(changes: { [try amount(1, "2025-12")] }, error: .beforeStart(CalendarMonth(index: 2025 * 12 + 11))),
        Refusal(
            changes: { [.stopped(.fraud, from: try month("2026-03")), .resumed(from: try month("2026-04"))] },
            error: .alreadyStopped(.fraud, CalendarMonth(index: 2026 * 12 + 3))),
        Refusal(
            changes: { [.accountChanged(try Samples.account(), checkedBy: Samples.clerk)] },
            error: .sameSecondPerson(Samples.clerk)),
    ])
    func `an entry that may not stand is refused and leaves no trace`(refusal: Refusal) throws {
        var award = try Samples.award()
        let kinds = try refusal.changes()
        for kind in kinds.dropLast() { try award.append(Samples.change(kind)) }
        let before = award
        let last = try #require(kinds.last)
        #expect(throws: refusal.error) { try award.append(Samples.change(last)) }
        #expect(award == before)
    }

    @Test func `another account holds once a second person has checked it`() throws {
        var award = try Samples.award(hasAccount: false)
        #expect(award.payee == nil)
        let account = try Samples.account("6222021234567890127")
        try award.append(Samples.change(.accountChanged(account, checkedBy: Samples.reviewer)))
        #expect(award.payee == account)
    }

    @Test func `another class changes no sum, and another sum is the one that holds`() throws {
        var award = try Samples.award()
        #expect(award.classCode == "B" && award.monthlyAmount == award.terms.monthlyAmount)
        try award.append(Samples.change(.classChanged("A", from: try Samples.month("2026-03"))))
        #expect(award.classCode == "A")
        #expect(award.amountDue(in: try Samples.month("2026-04")) == Money(yuan: 600))
        let sum = AwardChange.Kind.amountChanged(
            Money(yuan: 480), members: [PersonID(12)], from: try Samples.month("2026-05"))
        try award.append(Samples.change(sum))
        #expect(award.monthlyAmount == Money(yuan: 480) && award.members == [PersonID(12)])
        #expect(throws: AwardError.self) {
            try award.append(Samples.change(.classChanged("C", from: try Samples.month("2025-12"))))
        }
    }

    @Test(arguments: [(FirstPayMonth.monthAfterConfirmation, "2027-01"), (.monthOfConfirmation, "2026-12")])
    func `the first pay month is a parameter`(rule: FirstPayMonth, month: String) throws {
        #expect(rule.month(confirmedOn: try CivilDate(parsing: "2026-12-31")).text == month)
    }
}

@Suite struct BankAccountTests {
    @Test(
        arguments: [
            ("6222021234567890128", "***************0128", []),
            ("6222 0212-3456 7890 127", "***************0127", [.checkDigitFails]),
        ] as [(String, String, [BankAccountWarning])])
    func `a failed check digit only warns`(text: String, masked: String, warnings: [BankAccountWarning]) throws {
        let account = try BankAccount(text)
        #expect(account.masked == masked)
        #expect("\(account)" == masked)
        #expect(account.warnings == warnings)
    }

    @Test(arguments: [
        ("", BankAccountError.wrongLength(0)), ("622202123456789", .wrongLength(15)),
        ("62220212345678901280", .wrongLength(20)), ("62220212345678901a", .notDigits),
        ("６２２２０２１２３４５６７８９０", .notDigits),
    ])
    func `what is no account is refused`(text: String, error: BankAccountError) {
        #expect(throws: error) { try BankAccount(text) }
    }
}
