import Primitives
import Testing
import Verification

@Suite struct EvidenceKeyTests {
    private func text(_ key: EvidenceKey) -> String { String(decoding: key.bytes, as: UTF8.self) }

    @Test func `the canonical form is lengths and texts, whoever is named first`() throws {
        let ids = try ["11010519491231002X", "371603199409130941"].map { PackedCitizenID(try CitizenID($0)) }
        let key = EvidenceKey(rule: "R02", people: ids, observedHundredths: 100, texts: ["鲁M1"], records: [3, 1])
        let other = EvidenceKey(
            rule: "R02", people: ids.reversed(), observedHundredths: 100, texts: ["鲁M1"], records: [1, 3])
        #expect(text(key) == text(other))
        #expect(text(key).hasPrefix("1:1\n3:R02\n"))
        #expect(text(key).hasSuffix("3:100\n1:1\n5:鲁M1\n1:2\n1:1\n1:3\n"))
    }

    @Test func `texts cannot run into one another`() throws {
        let one = EvidenceKey(rule: "R", people: [], observedHundredths: nil, texts: ["a", "b"])
        let two = EvidenceKey(rule: "R", people: [], observedHundredths: nil, texts: ["a\n1:b"])
        #expect(one.bytes != two.bytes)
    }

    @Test func `a run over everybody and the report of one family find the same evidence`() throws {
        let rows =
            CheckedCity.quiet + [
                "vehicle owner_id=父 vtype=K status=A plate_no=鲁M1", "vehicle owner_id=母 vtype=K status=A plate_no=鲁M2",
            ]
        let result = try CheckedCity(rows, book: try CheckBook.reference.get()).run()
        let hit = try #require(result.hits.first { result.book.checks[$0.check].code == "R02" })
        let key = result.evidenceKey(of: hit)
        #expect(key.subject.split(separator: ",").count == 3)
        #expect(key.observedHundredths == 200 && key.texts == ["鲁M1"])
    }

    @Test func `what only grows with the day is no other evidence tomorrow`() throws {
        let rows = CheckedCity.quiet + ["residence id_no=父 status=A region_code=110101 start_date=2024-01-01"]
        let city = try CheckedCity(rows, book: try CheckBook.reference.get())
        let keys = try ["2025-06-29", "2025-06-30"].map { day in
            let result = try city.run(day)
            return try #require(
                result.hits.first { result.book.checks[$0.check].code == "R31" }.map(result.evidenceKey))
        }
        #expect(keys[0].observedHundredths == nil && keys[0] == keys[1])
    }
}
