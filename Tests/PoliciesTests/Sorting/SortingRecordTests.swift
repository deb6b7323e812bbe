import Policies
import Primitives
import Testing

/// The record of a sorting: read back whole, replayed by its own policies to the same bytes.
@Suite struct SortingRecordTests {
    private func record(_ household: Household = Household()) throws -> (SortingRecord, Sorter) {
        let facts = try household.facts()
        let sorter = Sorter(try Repository.packs(), for: facts.region, on: facts.decisionDay)
        return (SortingRecord(facts, household.circumstances, by: sorter), sorter)
    }

    @Test func `a record is read back with every program as it was written`() throws {
        let (written, _) = try record(.orphan)
        let read = try SortingRecord(bytes: written.bytes)
        #expect(read.facts == written.facts && read.policyHashes == written.policyHashes)
        #expect(read.sorting.standing == written.sorting.standing)
        for (left, right) in zip(read.sorting.entries, written.sorting.entries) {
            #expect(left.outcome == right.outcome && left.amount == right.amount && left.reasons == right.reasons)
            #expect(left.questions == right.questions && left.asks == right.asks && left.people == right.people)
        }
        #expect(throws: RecordError.self) { try SortingRecord(bytes: Array("{}".utf8)) }
    }

    @Test func `a record replays to the same bytes by the texts it names, on any later day`() throws {
        let (written, sorter) = try record(.alone)
        let texts = Dictionary(
            sorter.policies.values.map { ($0.undatedHash, $0.undatedBytes) }, uniquingKeysWith: { first, _ in first })
        let read = try SortingRecord(bytes: written.bytes)
        #expect(read.replayed(by: try read.sorter(texts: texts)) == written.bytes)
        #expect(throws: RecordError.self) { try read.sorter(texts: [:]) }
        // The text of a policy is the same from one day to the next while no value changes.
        let tomorrow = try Sorter(Repository.packs(), for: RegionCode("450103"), on: CivilDate(parsing: "2020-06-16"))
        #expect(tomorrow.policies["dibao"]?.undatedHash == sorter.policies["dibao"]?.undatedHash)
    }

    @Test func `a difference names the programs that changed and no others`() throws {
        let (before, after) = (try record().0.sorting, try record(Household(wage: Money(yuan: 1_500))).0.sorting)
        let difference = SortingDifference(from: before, to: after)
        #expect(difference.changes.map { $0.now?.program } == ["dibao"])
        #expect(difference.changes.first?.before?.amount == Money(yuan: 370))
        #expect(difference.changes.first?.now?.amount == Money(yuan: 870))
        #expect(SortingDifference(from: before, to: before).changes.isEmpty)
    }
}
