import Policies
import Primitives
import Testing

@Suite struct CanonicalRecordTests {
    func record() throws -> [UInt8] {
        var facts = try Family.facts()
        facts.members[0].name = "e\u{301}·\"\\\u{1}"
        facts.members[2].disability = .unknown(reason: "残联数据未回复")
        facts.property.append(.silence(key: "p", member: "b", kind: .home, reason: "不动产数据未回复"))
        facts.expenses.append(
            ExpenseItem(
                key: "e", member: "a", kind: .medical, amount: .known(Money(yuan: 10), .visit(on: facts.decisionDay))))
        return try CanonicalRecord.deciding(facts, try Repository.dibao("450103", "2020-06-15")).record.bytes
    }

    @Test func `a replay gives the same bytes`() throws {
        let bytes = try record()
        #expect(try CanonicalRecord.replay(bytes) == bytes)
    }

    @Test func `a record from before counts had counters keeps its bytes and its words`() throws {
        let text = String(decoding: try record(), as: UTF8.self)
        #expect(text.contains("机动车0辆，限额0辆。") && text.contains("\"counter\":\"辆\""))
        let bare = text.replacing(/"counter":"[^"]*",/, with: "")
        let earlier = try CanonicalRecord.replay(Array(bare.utf8))
        #expect(try CanonicalRecord.replay(earlier) == earlier)
        let words = String(decoding: earlier, as: UTF8.self)
        #expect(words.contains("机动车0辆，限额0个。") && !words.contains("counter"))
    }

    @Test func `a changed fact replays to other bytes`() throws {
        let text = String(decoding: try record(), as: UTF8.self)
        let changed = text.replacing("\"value\":200000}", with: "\"value\":200001}")
        #expect(changed != text)
        #expect(try CanonicalRecord.replay(Array(changed.utf8)) != Array(changed.utf8))
    }

    @Test func `text keeps its scalars and keys are sorted by bytes`() throws {
        let json = CanonicalJSON.object([
            "é": .text("e\u{301}\n"), "B": .list([.integer(-1), .null]), "a": .flag(true),
        ])
        let written = "{\"B\":[-1,null],\"a\":true,\"é\":\"e\u{301}\\u000a\"}"
        #expect(json.bytes == Array(written.utf8))
        #expect(try CanonicalJSON(bytes: json.bytes) == json)
    }

    @Test(arguments: [
        "", "{", "{\"a\":1.5}", "{\"a\": 1}", "[1,]", "{\"b\":1,\"a\":1}", "{\"a\":1,\"a\":1}", "01", "\"\\n\"", "nul",
        "1 ", String(repeating: "[", count: 100_000),
    ])
    func `bytes that are not canonical are refused`(text: String) {
        #expect(throws: RecordError.self) { try CanonicalJSON(bytes: Array(text.utf8)) }
    }

    @Test func `a record of another schema is not replayed`() {
        let bytes = CanonicalJSON.object(["schema": .text("backstop.determination/0")]).bytes
        #expect(throws: RecordError.self) { try CanonicalRecord.replay(bytes) }
    }

    @Test func `the policy's canonical text does not depend on the order of loading`() throws {
        let day = try CivilDate(parsing: "2026-03-12")
        let region = try RegionCode("371602")
        let once = try PolicyPack.load(program: "dibao", region: region, root: Repository.root).resolved(on: day)
        #expect(try Repository.dibao("371602", "2026-03-12").canonicalBytes == once.canonicalBytes)
    }
}
