import Columns
import Testing

@Suite struct TextIndexTests {
    private func position(_ text: String, in index: TextIndex) -> Int? {
        Array(text.utf8).withUnsafeBufferPointer { index.position(of: $0) }
    }

    @Test func `texts are found by all of their bytes`() {
        let texts = ["", "鲁A00001", "鲁A00002", "H1", "H10", "a text of more than sixteen bytes, one", "x"]
        let index = TextIndex(keys: texts.map { Array($0.utf8) })
        for (number, text) in texts.enumerated() { #expect(position(text, in: index) == number) }
        for stranger in ["H", "H100", "鲁A0000", "a text of more than sixteen bytes, two", " "] {
            #expect(position(stranger, in: index) == nil)
        }
    }

    @Test func `a text given twice has the first number, and an empty index holds nothing`() {
        #expect(position("b", in: TextIndex(keys: ["a", "b", "b"].map { Array($0.utf8) })) == 1)
        #expect(position("b", in: TextIndex(keys: [])) == nil)
    }

    @Test func `thousands of texts are told apart`() {
        let index = TextIndex(keys: (0..<5_000).map { Array("U\($0 * 7)".utf8) })
        for number in 0..<5_000 { #expect(position("U\(number * 7)", in: index) == number) }
        #expect((0..<5_000).allSatisfy { position("U\($0 * 7 + 1)", in: index) == nil })
    }
}
