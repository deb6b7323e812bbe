import Casework
import Columns
import Foundation
import Operations
import OperationsTestKit
import Payments
import Primitives
import SQLText
import Storage

/// A county with the people who pay, and families with awards put straight into the store.
struct PayTown: Sendable {
    let test: TestBureau
    let payer: Actor
    let checker: Actor
    let finance: Actor
    let county: RegionCode
    let march: CalendarMonth

    static func open(snapshots: SnapshotStore? = nil) async throws -> PayTown {
        let test = try await TestBureau.make(snapshots: snapshots)
        return PayTown(
            test: test, payer: .staff(try await test.staff(.payer, at: "371621", name: "经办")),
            checker: .staff(try await test.staff(.payChecker, at: "371621", name: "复核")),
            finance: .staff(try await test.staff(.financeOfficer, at: "371621", name: "财政")),
            county: try RegionCode("371621"), march: try CalendarMonth(year: 2026, month: 3))
    }

    /// A citizen ID with a right check character.
    static func citizenID(_ number: Int) throws -> CitizenID {
        let tail = String(1000 + number).suffix(3)
        let body = "37162119\(50 + number % 40)0101" + tail
        return try CitizenID(body + String(CitizenID.checkCharacter(forFirst17: body)))
    }

    static func account(_ number: Int) -> String { "62284800000000" + String(10_000 + number) }

    /// Adds a family of one to three with an award from a month on; returns the award.
    func award(
        _ number: Int, amount: Int64 = 500, members: Int = 1, from: CalendarMonth? = nil, hasAccount: Bool = true,
        village: String = "371621001201"
    ) async throws -> Award {
        let (march, region) = (march, try RegionCode(village))
        let people = try (0..<members).map { index in
            FamilyMemberEntry(
                number: index + 1, name: "赵小\(number)", citizenID: try Self.citizenID(number * 3 + index),
                relation: index == 0 ? "本人" : "子女", income: .zero, pension: .zero)
        }
        let now = test.clock.now
        return try await test.bureau.store.write { store in
            let day = try CivilDate(year: 2026, month: 1, day: 1)
            let family = try store.insertFamily(
                FamilyEntry(
                    registerNumber: "R\(number)", program: .dibao, area: .rural, region: region, startedDay: day,
                    members: people), on: day, at: now)
            let ids = try people.compactMap { try store.personID(of: $0.citizenID) }
            try store.addPhone("1990000\(1000 + number)", of: ids[0], source: "import", on: day)
            let payee = try PayeeAccount(
                person: ids[0], holderName: people[0].name, account: BankAccount(Self.account(number)))
            let terms = AwardTerms(
                program: Program.dibao.rawValue, family: family, caseID: nil, members: ids, classCode: "",
                monthlyAmount: Money(yuan: amount), firstMonth: from ?? march, payee: hasAccount ? payee : nil)
            let award = try Award(id: store.ids.next(), start: terms, at: now, by: StaffID(1))
            try store.insertAward(
                AwardRow(award: award, certificateNumber: "DB-\(number)", region: region, origin: .imported),
                actor: ActorRow(kind: .system), at: now, on: day)
            return award
        }
    }

    /// Does a command under a fresh key.
    func perform<C: Command>(_ command: C, as actor: Actor) async throws -> Outcome<C.Result> {
        try await test.perform(command, as: actor)
    }

    func makeRoster(_ month: CalendarMonth? = nil) async throws -> Outcome<BatchReceipt> {
        try await perform(MakeRoster(county: county, month: month ?? march, program: .dibao), as: payer)
    }

    /// Takes a made batch through all steps up to the bank file.
    func instruct(_ batch: BatchID) async throws -> Outcome<BatchReceipt> {
        _ = try await perform(LockRoster(batch: batch), as: payer)
        _ = try await perform(CheckRoster(batch: batch), as: checker)
        _ = try await perform(RequestFunds(batch: batch), as: payer)
        _ = try await perform(ApproveFunds(batch: batch), as: finance)
        return try await perform(WriteBankFile(batch: batch, format: .oneCard), as: payer)
    }

    /// The items of a batch as the bank sees them.
    func items(_ batch: BatchID) async throws -> [PayItemRow] {
        try await test.bureau.store.read { try $0.items(of: batch) }
    }

    /// The bank's answer in which the given items fail.
    func answer(_ receipt: BatchReceipt, failing: Set<PayItemID> = []) async throws -> Data {
        try await answer(receipt.batch, receipt.number, failing: failing)
    }

    func answer(_ batch: BatchID, _ batchNumber: String, failing: Set<PayItemID>) async throws -> Data {
        let items = try await items(batch).filter(\.wentToBank)
        func sum(_ rows: [PayItemRow]) -> Int64 { rows.reduce(0) { $0 + $1.amount.fen } }
        let failed = items.filter { failing.contains($0.id) }
        let paid = items.filter { !failing.contains($0.id) }
        var text = "YKT1|A|\(batchNumber)|\(items.count)|\(sum(paid))|\(sum(failed))\n"
        for (index, item) in items.enumerated() {
            let outcome = failing.contains(item.id) ? "03|账号不存在" : "00|"
            text += "\(index + 1)|\(item.id.text)|\(outcome)|\(item.amount.text)\n"
        }
        return Data(text.utf8)
    }

    func messages() async throws -> [String] {
        try await test.bureau.store.write { store in
            try store.leaseMessages(holder: "look", limit: 500, at: Instant(milliseconds: .max / 4), leaseSeconds: 0)
                .map { "\($0.template) \($0.recipient) \($0.body)" }
        }
    }

    func die(_ person: PersonID, on day: CivilDate) async throws {
        try await test.bureau.store.write { try $0.recordDeath(of: person, on: day, in: .system("a test")) }
    }

    func close() async { await test.close() }
}

extension Outcome {
    var codes: [String] { reasons.map(\.code) }
}
