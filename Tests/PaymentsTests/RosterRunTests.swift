import Payments
import Primitives
import Testing

@Suite struct RosterRunTests {
    typealias Kind = AwardChange.Kind

    /// One award of 600 from January 2026, and the roster of April after rosters of all months before were paid as they
    /// stood at the time, that is 600 a month for January to March.
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        var hasAccount = true
        var changes: @Sendable () throws -> [Kind] = { [] }
        var blockers: @Sendable () throws -> [PayBlocker] = { [] }
        let item: String
        var reason: ExclusionReason?
        var overpaid = ""
        var testDescription: String { name }
    }

    static func month(_ text: String) throws -> CalendarMonth { try Samples.month(text) }

    static let rows: [Row] = [
        Row(name: "the month's money", item: "regular 2026-04:600.00"),
        Row(
            name: "more since February: the difference is paid too",
            changes: { [.amountChanged(Money(yuan: 700), members: [PersonID(11)], from: try month("2026-02"))] },
            item: "regular 2026-02:100.00 2026-03:100.00 2026-04:700.00"),
        Row(
            name: "less since March: the difference is netted",
            changes: { [.amountChanged(Money(yuan: 500), members: [PersonID(11)], from: try month("2026-03"))] },
            item: "regular 2026-03:-100.00 2026-04:500.00"),
        Row(
            name: "much less since January: netted up to half, the rest is to recover",
            changes: { [.amountChanged(Money(yuan: 400), members: [PersonID(11)], from: try month("2026-01"))] },
            item: "regular 2026-01:-200.00 2026-04:400.00", overpaid: "2026-02:200.00 2026-03:200.00"),
        Row(
            name: "suspended", changes: { [.suspended(reason: "核查", from: try month("2026-04"))] }, item: "",
            reason: .suspended(reason: "核查")),
        // Golden case G48: death found late, the month after it already paid.
        Row(
            name: "stopped by a death in February, found in April",
            changes: { [.stopped(.death, from: try month("2026-03"))] }, item: "", reason: .stopped(.death),
            overpaid: "2026-03:600.00"),
        Row(name: "no account", hasAccount: false, item: "", reason: .missingAccount),
        Row(
            name: "a member died last month and the award is not amended yet",
            blockers: { [.dead(PersonID(12), on: try CivilDate(parsing: "2026-03-31"))] }, item: "",
            reason: .dead(PersonID(12), on: CivilDate(dayNumber: 20543))),
        Row(
            name: "a member died this month: the month is still due",
            blockers: { [.dead(PersonID(12), on: try CivilDate(parsing: "2026-04-01"))] },
            item: "regular 2026-04:600.00"),
        Row(
            name: "the holder of the account died this month",
            blockers: { [.dead(PersonID(11), on: try CivilDate(parsing: "2026-04-01"))] }, item: "",
            reason: .dead(PersonID(11), on: CivilDate(dayNumber: 20544))),
        Row(
            name: "ordered to wait", blockers: { [.held(AwardID(1), reason: "信访核实")] }, item: "",
            reason: .held(reason: "信访核实")),
        Row(
            name: "amended after a death: the rest of the family is paid",
            changes: { [.amountChanged(Money(yuan: 300), members: [PersonID(11)], from: try month("2026-04"))] },
            blockers: { [.dead(PersonID(12), on: try CivilDate(parsing: "2026-03-31"))] },
            item: "regular 2026-04:300.00"),
    ]

    @Test(arguments: rows)
    func `April is computed from the award, the payments and the blockers`(row: Row) throws {
        var award = try Samples.award(hasAccount: row.hasAccount)
        let paid = try ["2026-01", "2026-02", "2026-03"].map { try Self.paid($0) }
        for kind in try row.changes() { try award.append(Samples.change(kind)) }
        let roster = RosterRun.dues(
            for: try Self.month("2026-04"), awards: [award], alreadyPaid: paid, blockers: try row.blockers(),
            rules: Samples.rules)
        let item = roster.items.first.map { "\($0.key.kind.rawValue) \(Samples.text($0.parts))" } ?? ""
        #expect(item == row.item)
        #expect(roster.exclusions.first?.reason == row.reason)
        #expect(Samples.text(roster.overpayments.first?.parts ?? []) == row.overpaid)
    }

    static func paid(_ month: String, yuan: Int64 = 600) throws -> PaidRow {
        let month = try Self.month(month)
        let key = DueKey(award: AwardID(1), rosterMonth: month, kind: .regular)
        return PaidRow(key: key, parts: [DuePart(month: month, amount: Money(yuan: yuan))])
    }

    @Test func `the months before the first roster are paid with it, as far back as the rules look`() throws {
        let rules = RosterRules(arrearsMonths: 2, nettingLimitPercent: 50)
        let roster = RosterRun.dues(
            for: try Self.month("2026-04"), awards: [try Samples.award()], alreadyPaid: [], blockers: [], rules: rules)
        #expect(roster.items.map { Samples.text($0.parts) } == ["2026-02:600.00 2026-03:600.00 2026-04:600.00"])
    }

    @Test func `a correction after the month was paid goes out once as arrears, the next waits`() throws {
        var award = try Samples.award()
        let april = try Self.month("2026-04")
        var paid = try ["2026-01", "2026-02", "2026-03", "2026-04"].map { try Self.paid($0) }
        func raise(to yuan: Int64) throws -> Roster {
            try award.append(Samples.change(.amountChanged(Money(yuan: yuan), members: [PersonID(11)], from: april)))
            return RosterRun.dues(for: april, awards: [award], alreadyPaid: paid, blockers: [], rules: Samples.rules)
        }
        let first = try raise(to: 650)
        #expect(first.items.map(\.key.kind) == [.arrears])
        #expect(first.items.map { Samples.text($0.parts) } == ["2026-04:50.00"])
        paid += first.items.map { PaidRow($0) }
        let second = try raise(to: 700)
        #expect(second.items.isEmpty)
        #expect(second.exclusions.map(\.reason) == [.waitsForNextRoster])
    }

    @Test func `a run computed twice is the same, and over its own payments it is empty`() throws {
        let awards = [try Samples.award(2), try Samples.award(1), try Samples.award(3, from: "2026-05")]
        let april = try Self.month("2026-04")
        let once = RosterRun.dues(for: april, awards: awards, alreadyPaid: [], blockers: [], rules: Samples.rules)
        let twice = RosterRun.dues(
            for: april, awards: awards.reversed(), alreadyPaid: [], blockers: [], rules: Samples.rules)
        #expect(once == twice)
        #expect(once.items.map(\.key.award) == [AwardID(1), AwardID(2)])
        let after = RosterRun.dues(
            for: april, awards: awards, alreadyPaid: once.items.map { PaidRow($0) }, blockers: [], rules: Samples.rules)
        #expect(after.items.isEmpty && after.exclusions.isEmpty && after.overpayments.isEmpty)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `over random histories each month is paid what is due and no key twice`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var award = try Samples.award()
        let first = award.terms.firstMonth
        var paid: [PaidRow] = []
        for step in 0..<12 {
            let month = first.adding(months: step)
            if Bool.random(using: &random) {
                let from = first.adding(months: Int.random(in: 0...step, using: &random))
                let kinds: [Kind] = [
                    .amountChanged(
                        Money(yuan: Int64.random(in: 1...900, using: &random)), members: [PersonID(11)], from: from),
                    .suspended(reason: "核查", from: from), .resumed(from: from),
                ]
                try award.append(Samples.change(kinds[Int.random(in: 0..<3, using: &random)]))
            }
            let roster = RosterRun.dues(
                for: month, awards: [award], alreadyPaid: paid, blockers: [], rules: Samples.rules)
            for item in roster.items {
                #expect(item.amount > .zero)
                #expect(!paid.contains { $0.key == item.key })
                paid.append(PaidRow(item))
            }
            let owed = (0...step).reduce(Money.zero) { $0 + award.amountDue(in: first.adding(months: $1)) }
            let had = paid.flatMap(\.parts).reduce(Money.zero) { $0 + $1.amount }
            let toRecover = roster.overpayments.first?.amount ?? .zero
            #expect(had - toRecover == owed, "after \(month.text)")
        }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `nobody dead, held or suspended is ever on a roster`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let april = try Self.month("2026-04")
        var suspended: Set<AwardID> = []
        let awards = try (1...20).map { id in
            var award = try Samples.award(Int64(id))
            let holder = Int64.random(in: 11...40, using: &random)
            let members = [PersonID(holder), PersonID(Int64.random(in: 11...40, using: &random))]
            try award.append(
                Samples.change(.amountChanged(Money(yuan: 500), members: members, from: award.terms.firstMonth)))
            let account = try Samples.account(person: holder)
            try award.append(Samples.change(.accountChanged(account, checkedBy: Samples.reviewer)))
            if Int.random(in: 0..<5, using: &random) == 0 {
                suspended.insert(award.id)
                try award.append(Samples.change(.suspended(reason: "核查", from: award.terms.firstMonth)))
            }
            return award
        }
        var deaths: Set<PersonID> = []
        var held: Set<AwardID> = []
        var blockers: [PayBlocker] = []
        for _ in 0..<4 {
            let person = PersonID(Int64.random(in: 11...40, using: &random))
            deaths.insert(person)
            blockers.append(.dead(person, on: try CivilDate(parsing: "2025-12-31")))
            let award = AwardID(Int64.random(in: 1...20, using: &random))
            held.insert(award)
            blockers.append(.held(award, reason: "信访核实"))
        }
        let roster = RosterRun.dues(
            for: april, awards: awards, alreadyPaid: [], blockers: blockers.shuffled(using: &random),
            rules: Samples.rules)
        for item in roster.items {
            let holder = try #require(item.payee.person)
            #expect(deaths.isDisjoint(with: item.members) && !deaths.contains(holder))
            #expect(!held.contains(item.key.award) && !suspended.contains(item.key.award))
        }
        #expect(roster.items.count + roster.exclusions.count == awards.count)
    }

    @Test func `totals count families and persons once, and differences name each award`() throws {
        let march = try Self.month("2026-03")
        let april = try Self.month("2026-04")
        func roster(_ month: CalendarMonth, _ awards: [Award]) -> Roster {
            let rules = RosterRules(arrearsMonths: 0, nettingLimitPercent: 0)
            return RosterRun.dues(for: month, awards: awards, alreadyPaid: [], blockers: [], rules: rules)
        }
        var raised = try Samples.award(2)
        try raised.append(Samples.change(.amountChanged(Money(yuan: 650), members: [PersonID(11)], from: april)))
        let before = roster(march, [try Samples.award(1), raised, try Samples.award(3)])
        let after = roster(april, [raised, try Samples.award(3), try Samples.award(4, yuan: 80)])
        #expect(after.totals.payments == 3 && after.totals.families == 3 && after.totals.persons == 2)
        #expect(after.totals.amount.text == "1330.00")
        #expect(after.totalsByProgram.map(\.program) == ["dibao"])
        #expect(
            after.differences(from: before) == [
                .removed(AwardID(1), Money(yuan: 600)),
                .changed(AwardID(2), from: Money(yuan: 600), to: Money(yuan: 650)),
                .added(AwardID(4), Money(yuan: 80)),
            ])
    }
}
