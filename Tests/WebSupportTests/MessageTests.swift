import Testing
import WebSupport

/// One catalogue in two languages.
@Suite struct MessageTests {
    @Test func `both languages have the same keys and parameters`() throws {
        #expect(try Catalogue.load().problems == [])
    }

    @Test func `a catalogue with holes says which`() {
        let catalogue = Catalogue(texts: [
            .chinese: ["a": "{n} 条", "b": "乙", "c": "丙", "c.d": "丁"], .english: ["a": "{m}", "c": "C", "c.d": "D"],
        ])
        #expect(
            catalogue.problems == [
                "a: the languages have different parameters", "b: missing or empty in a language",
                "c: is a sentence and a group; rename one",
            ])
    }

    @Test func `parameters are put in once and never read again as parameters`() {
        let table = Catalogue(texts: [.chinese: ["a": "“{x}”和{y}"]])[.chinese]
        #expect(table("a", ["x": "{y}", "y": "乙"]) == "“{y}”和乙")
        #expect(table("nothing") == "[nothing]")
    }
}
