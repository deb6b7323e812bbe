import Policies
import Primitives
import Testing

/// The record of one program of a sorting: read back whole, replayed to the same bytes, told in plain words.
@Suite struct ProgramRecordTests {
    private func made(_ program: String) throws -> (record: ProgramRecord, sorter: Sorter) {
        let household = Household.alone
        let facts = try household.facts()
        let sorter = Sorter(try Repository.packs(), for: facts.region, on: facts.decisionDay)
        let sorting = SortingRecord(facts, household.circumstances, by: sorter)
        return (try ProgramRecord(program, of: sorting, by: sorter), sorter)
    }

    @Test(arguments: ["destitute", "rigidExpenditure", "temporaryRelief"])
    func `a record is read back and replays to the same bytes`(program: String) throws {
        let (written, sorter) = try made(program)
        guard case .program(let read) = try DeterminationRecord(bytes: written.bytes) else {
            Issue.record("it is no record of a program")
            return
        }
        #expect(read.program == program && read.facts == written.facts && read.entry.outcome == written.entry.outcome)
        let texts = Dictionary(
            sorter.policies.values.map { ($0.undatedHash, $0.undatedBytes) }, uniquingKeysWith: { first, _ in first })
        #expect(try DeterminationRecord(bytes: written.bytes).replayed(texts: texts) == written.bytes)
        #expect(throws: RecordError.self) { try read.replayed(texts: [:]) }
        let text = String(decoding: written.bytes, as: UTF8.self)
        #expect(text.contains("\"explanation\":{") && text.contains("\"tests\":["))
    }

    @Test func `a program the sorting does not have, and bytes of another schema, are errors`() throws {
        let (written, sorter) = try made("destitute")
        #expect(throws: RecordError.self) { try ProgramRecord("unknown", of: written.sorting, by: sorter) }
        #expect(throws: RecordError.self) { try ProgramRecord(bytes: written.sorting.bytes) }
        #expect(throws: RecordError.self) { try DeterminationRecord(bytes: written.sorting.bytes) }
    }

    @Test func `the sheet says the result, each condition, what was read and how to object`() throws {
        let (record, sorter) = try made("destitute")
        let sheet = ProgramSheet(
            record, by: sorter,
            remedy: WhySheet.Remedy(
                office: "民生街道", phone: "0539-0000000", reconsiderationBody: "测试县人民政府",
                limits: try Repository.packs().procedureLimits(for: nil, on: CivilDate(parsing: "2026-03-12"))))
        let text = sheet.plainText
        for heading in ["【结果】", "【一项一项看】", "【看了哪些情况和标准】", "【依据】", "【不同意怎么办】"] {
            #expect(text.contains(heading), "\(heading) is missing in \(text)")
        }
        #expect(text.contains("复议机关：测试县人民政府。"))
        #expect(sheet.tests.count == record.entry.reasons.count || record.entry.determined.word != "eligible")
    }
}
