import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// What an answer to the list of missing items sets going while the household is investigated.
@Suite struct AnswerSupplementTests {
    @Test func `changed answers are compared with the departments again, words alone are not`() async throws {
        for changes in [true, false] {
            let world = try await CaseWorld.make()
            for member in 1...3 {
                let later = RecordAuthorization(
                    owner: .file(world.caseID), memberNumber: member, act: .later(reason: "在外打工"), textHash: "")
                _ = try await world.ok(later, as: world.clerk)
            }
            try await world.investigate()
            let before = try await world.row()
            _ = try await world.ok(
                RequestSupplement(caseID: world.caseID, seenVersion: before.version, items: ["工资流水"]), as: world.clerk)
            let wage = DeclaredItem(memberNumber: 2, kind: IncomeKind.wage, amount: .monthly(Money(yuan: 800)))
            let answered = try await world.ok(
                AnswerSupplement(
                    caseID: world.caseID, seenVersion: try await world.version(),
                    parts: changes ? [.incomes([wage])] : [], answer: "流水已带来"), as: world.clerk)
            #expect(answered.state == .investigating)
            #expect(try await world.test.bureau.runJobs(holder: "test", limit: 5) == (changes ? 1 : 0))
            let id = world.caseID
            let reports = try await world.test.bureau.view(as: .staff(world.county)) {
                try $0.store.reports(of: id, in: $0.scope).map(\.entry.factsVersion)
            }
            let facts = try await world.row().factsVersion
            #expect(reports.contains(facts), "a report on the present facts")
            #expect(reports.count == (changes ? 2 : 1))
            await world.end()
        }
    }
}
