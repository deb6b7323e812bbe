import Columns
import Primitives
import Testing
import Verification

@Suite struct PresetBookTests {
    @Test(arguments: ["binhai27", "ulanqab48", "binzhou33"])
    func `a preset's checks run on their own and say what they say in the whole`(_ code: String) throws {
        let (tree, town) = (try NationalCatalogue.load(), try NationalTown.whole())
        let asked = Set(try #require(tree.datasets(preset: code)).map(\.code))
        let book = try #require(tree.book(preset: code))
        let gaps = try #require(tree.unanswered(preset: code))
        #expect(CatalogueListing(tree, preset: code)?.lines.count == asked.count + 2 + gaps.count)
        let source = AskedSource(CSVRowSource(folder: town.city), asking: asked)
        let request = CheckRequest(asOf: try CivilDate(parsing: NationalTown.day))
        let alone = try CheckRun(book, source: source, request: request).run()
        let whole = try town.run(source: source)
        #expect(alone.silentChecks.isEmpty, "A preset asks nothing that it cannot answer.")
        #expect(Self.sentences(alone) == Self.sentences(whole))
        #expect(alone.hits.isEmpty == false)
        let answered = Set(book.checks.map(\.code))
        let left = whole.silentChecks.map { whole.book.checks[$0].code }
        #expect(answered.isDisjoint(with: left) && answered.count + left.count == whole.book.checks.count)
    }

    /// Which checks of its own datasets a preset leaves unanswered, because they need another unit's data as well.
    @Test(arguments: [
        ("binhai27", ["V23b", "V28", "V41", "V64"], 38), ("ulanqab48", ["V41", "V44", "V76"], 48),
        ("binzhou33", [], 86),
    ])
    func `a preset answers`(_ code: String, _ unanswered: [String], _ count: Int) throws {
        let tree = try NationalCatalogue.load()
        let (datasets, book) = (try #require(tree.datasets(preset: code)), try #require(tree.book(preset: code)))
        let resting = Set(datasets.flatMap { tree.checks(of: $0).map(\.code) })
        #expect(resting.subtracting(book.checks.map(\.code)).sorted() == unanswered)
        #expect(tree.unanswered(preset: code)?.map(\.check.code) == unanswered)
        // The page and the list name each with what it lacks.
        let (page, list) = (CatalogueReference(tree).text, CatalogueListing(tree, preset: code)?.lines ?? [])
        for check in unanswered {
            #expect(page.contains("`\(code)` 不能回答 \(check)") && list.contains { $0.hasPrefix("不能回答：\(check)") })
        }
        #expect(book.checks.count == count)
    }

    @Test func `no such preset has no checks`() throws {
        #expect(try NationalCatalogue.load().book(preset: "binhai28") == nil)
        #expect(try NationalCatalogue.load().unanswered(preset: "binhai28") == nil)
    }

    private static func sentences(_ result: CheckResult) -> [String] {
        result.hits.map {
            "\(result.book.checks[$0.check].code) \($0.household) \($0.person) \(result.sentence(of: $0))"
        }
    }
}
