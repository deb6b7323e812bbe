import Payments
import Primitives

/// Short ways to write awards and months in tables.
enum Samples {
    static let clerk = StaffID(1)
    static let reviewer = StaffID(2)
    static let finance = StaffID(3)
    static let now = Instant(milliseconds: 1_750_000_000_000)
    static let rules = RosterRules(arrearsMonths: 12, nettingLimitPercent: 50)

    static func account(_ number: String = "6222021234567890128", person: Int64 = 11) throws -> PayeeAccount {
        PayeeAccount(person: PersonID(person), holderName: "赵小龙", account: try BankAccount(number))
    }

    /// An award of persons 11 and 12 from a month on.
    static func award(
        _ id: Int64 = 1, from: String = "2026-01", to: String? = nil, yuan: Int64 = 600, hasAccount: Bool = true
    ) throws -> Award {
        let terms = AwardTerms(
            program: "dibao", family: FamilyID(id * 100), caseID: CaseID(id * 10),
            members: [PersonID(12), PersonID(11)],
            classCode: "B", monthlyAmount: Money(yuan: yuan), firstMonth: try CalendarMonth(parsing: from),
            lastMonth: try to.map { try CalendarMonth(parsing: $0) }, payee: hasAccount ? try account() : nil)
        return try Award(id: AwardID(id), start: terms, at: now, by: clerk)
    }

    static func change(_ kind: AwardChange.Kind) -> AwardChange {
        AwardChange(kind, at: now, by: clerk)
    }

    static func month(_ text: String) throws -> CalendarMonth { try CalendarMonth(parsing: text) }

    /// Parts as a table writes them: `2026-01:600.00 2026-02:-50.00`.
    static func text(_ parts: [DuePart]) -> String {
        parts.map { "\($0.month.text):\($0.amount.text)" }.joined(separator: " ")
    }
}
