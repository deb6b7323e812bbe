import Casework
import Operations
import OperationsTestKit
import Policies
import Primitives
import Rules
import Storage
import Testing

/// Facts beside those of dibao: what hospitals settled does not speak of a bill that has not come in yet.
@Suite struct FurtherFactsTests {
    /// A household above every class whose hospitals answered: what they settled, in yuan, and what was declared.
    private static func household(settled: [Int64], declared: Int64) async throws -> CaseWorld {
        var files = CaseWorld.standardFiles
        files["hospital"] = settled.enumerated().map {
            "\($0 + 1),\(CaseWorld.ids[1]),H1,2026-01-15,\($1 * 2).00,\($1).00,\($1).00"
        }
        let world = try await CaseWorld.make(files: files) { form in
            form.incomes = [DeclaredItem(memberNumber: 2, kind: .wage, amount: .monthly(Money(yuan: 7_000)))]
            form.expenses = [DeclaredItem(memberNumber: 2, kind: .medical, amount: .yearly(Money(yuan: declared)))]
        }
        try await world.investigate()
        _ = try await world.ok(SortFiling(caseID: world.caseID), as: world.clerk)
        return world
    }

    private func question(_ world: CaseWorld) async throws -> SortingView.Question? {
        let id = world.caseID
        let view = try await world.test.bureau.view(as: .staff(world.clerk)) { try SortingView.load(id, in: $0) }
        return view?.questions.first { $0.field == "medicalSelfPaid" }
    }

    @Test(arguments: [[Int64](), [2_000]])
    func `more declared than hospitals settled is asked for, and the bill answers it`(settled: [Int64]) async throws {
        let world = try await Self.household(settled: settled, declared: 80_000)
        let open = try #require(try await question(world))
        #expect(open.kind == .money && open.reason.contains("结算单"), "\(open.reason)")
        #expect(open.programs == ["medicalAssistance"])
        let today = try await world.test.bureau.today()
        let bill = SortingAnswer(
            entity: open.entity, row: open.row, field: open.field, value: "80000.00", basis: .document,
            note: "县医院住院结算单", givenOn: today)
        _ = try await world.ok(SortFiling(caseID: world.caseID, answers: [bill]), as: world.clerk)
        let id = world.caseID
        let view = try await world.test.bureau.view(as: .staff(world.clerk)) { try SortingView.load(id, in: $0) }
        let entry = try #require(view?.sorting["medicalAssistance"])
        #expect(!entry.asks.contains { $0.field == "medicalSelfPaid" } && entry.outcome != .notEligible)
        await world.end()
    }

    @Test func `what was paid first counts towards the relief that is decided afterwards`() async throws {
        let world = try await CaseWorld.make { $0.program = .temporaryRelief }
        try await world.fillReserve()
        try await world.helpFirst()
        // On the ordinary course, where the relief is decided.
        try await world.investigate()
        _ = try await world.ok(SortFiling(caseID: world.caseID), as: world.clerk)
        let id = world.caseID
        let given = try await world.test.bureau.view(as: .staff(world.clerk)) { context in
            let entry = try context.store.sortings(of: id, last: 1, in: context.scope)[0].entry
            let facts = try context.policies(on: context.today).facts
            return try SortingRecord(bytes: entry.record).facts.sheet(facts).fact("reliefGoods", at: .root)
        }
        #expect(given == .number(120_000))
        await world.end()
    }

    private static let registers: [(String, Bool?)] = [
        ("34", true), ("341226", true), ("371621001201", false), ("37", nil),
    ]

    @Test(arguments: registers)
    func `a register in another city makes a newcomer, also where only the province is named`(
        code: String, isElsewhere: Bool?
    ) async throws {
        let world = try await CaseWorld.make { $0.registerRegion = try? RegionCode(code) }
        #expect(try await world.row().isRegisteredElsewhere == isElsewhere)
        await world.end()
    }

    @Test func `what hospitals settled stands where no more was declared`() async throws {
        let world = try await Self.household(settled: [9_000], declared: 6_000)
        #expect(try await question(world) == nil)
        await world.end()
    }
}
