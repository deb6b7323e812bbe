import Foundation
import Rules
import Testing

@Suite struct DynamicCaseTests {
    @Test(
        arguments: [
            (#"{"id":"1","expr":"1 + 1"}"#, #"{"id":"1","value":{"type":"int","value":"2"}}"#),
            (#"{"id":"2","expr":"[1u, 1.5, null]"}"#, Self.mixedList),
            (#"{"id":"3","expr":"{'a': b'hi'}"}"#, Self.bytesInMap),
            (
                #"{"id":"4","expr":"x + x","bindings":{"x":{"type":"string","value":"中"}}}"#,
                #"{"id":"4","value":{"type":"string","value":"中中"}}"#
            ),
            (
                #"{"id":"5","expr":"t - d","bindings":{"t":{"type":"timestamp","value":"2026-01-02T00:00:00Z"},"#
                    + #""d":{"type":"duration","value":"86400s"}}}"#,
                #"{"id":"5","value":{"type":"timestamp","value":"2026-01-01T00:00:00Z"}}"#
            ),
            (#"{"id":"6","expr":"type(1)"}"#, #"{"id":"6","value":{"type":"type","value":"int"}}"#),
            (#"{"id":"7","expr":"y","container":"x","bindings":{"x.y":{"type":"null"}}}"#, Self.nullValue),
            (#"{"id":"8","expr":"1/0"}"#, #"{"error":"1:1: division by zero\n    1/0\n    ^^^","id":"8"}"#),
            (
                #"{"id":"9","expr":"(1"}"#,
                #"{"error":"1:3: expected \")\" for the \"(\" at 1:1, found the end\n    (1\n      ^","id":"9"}"#
            ),
        ])
    func `a line is answered by a line`(line: String, answer: String) throws {
        let given = try JSONDecoder().decode(DynamicCase.self, from: Data(line.utf8))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(String(decoding: try encoder.encode(given.result()), as: UTF8.self) == answer)
    }

    private static let mixedList =
        #"{"id":"2","value":{"type":"list","value":[{"type":"uint","value":"1"},"#
        + #"{"type":"double","value":"1.5"},{"type":"null"}]}}"#
    private static let bytesInMap =
        #"{"id":"3","value":{"type":"map","value":[[{"type":"string","value":"a"},"#
        + #"{"type":"bytes","value":"aGk="}]]}}"#
    private static let nullValue = #"{"id":"7","value":{"type":"null"}}"#

    @Test(
        arguments: [
            #"{"type":"int","value":"1.5"}"#, #"{"type":"uint","value":"-1"}"#, #"{"type":"bytes","value":"?"}"#,
            #"{"type":"map","value":[[{"type":"null"}]]}"#, #"{"type":"duration","value":"1 day"}"#, #"{"type":"x"}"#,
            #"{"type":"map","value":[[{"type":"double","value":"1.5"},{"type":"null"}]]}"#,
        ])
    func `what is no value of its type is refused`(text: String) {
        #expect(throws: (any Error).self) { try JSONDecoder().decode(DynamicValue.self, from: Data(text.utf8)) }
    }
}
