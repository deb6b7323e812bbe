import Columns
import Foundation
import Primitives
import Testing
import Verification

/// The national catalogue over data: every check hits where it should and not a step before, in words people can read.
@Suite struct NationalTownTests {
    /// The run over the whole town that the stories are read from.
    private static let result = Result { try NationalTown.whole().run() }

    private static func hits(_ story: NationalStory) throws -> [CheckHit] {
        try result.get().hits.filter { $0.household == story.householdID }
    }

    @Test(arguments: NationalStory.all) func `a story ends as it is told`(_ story: NationalStory) throws {
        let (result, hits) = (try Self.result.get(), try Self.hits(story))
        let wanted = (story.hit == nil ? [] : [story.code]) + story.others
        #expect(hits.map { result.book.checks[$0.check].code }.sorted() == wanted.sorted())
        guard let hit = hits.first(where: { result.book.checks[$0.check].code == story.code }), let told = story.hit
        else { return }
        let seen = [CheckHit.text(hit.observedHundredths), CheckHit.text(hit.limitHundredths), hit.evidence]
        #expect(seen == told.map { TownPeople.meaning($0, story: story.number) })
        #expect(result.sentence(of: hit) == TownPeople.sentence(story.sentence, story: story.number))
    }

    @Test func `every check has a hit and a near miss`() throws {
        let book = try Self.result.get().book
        for check in book.checks {
            #expect(NationalStory.all.contains { $0.code == check.code && $0.hit != nil }, "\(check.code)")
            #expect(NationalStory.all.contains { $0.code == check.code && $0.hit == nil }, "\(check.code)")
        }
        #expect(try Self.result.get().problems == [])
        #expect(try Self.result.get().failures.isEmpty)
        #expect(try Self.result.get().silentDatasets == [])
    }

    @Test func `what a family reads has no codes, no empty limits and no ID in full`() throws {
        let result = try Self.result.get()
        for hit in result.hits {
            let sentence = result.sentence(of: hit)
            let code = result.book.checks[hit.check].code
            #expect(
                sentence.hasSuffix("。") && !sentence.contains("{") && !sentence.contains("|"), "\(code) \(sentence)")
            #expect(sentence.firstMatch(of: /\d{4,}(\.\d+)?元/) == nil, "\(code) \(sentence)")
            #expect(
                sentence.firstMatch(of: /(^|[^\d.,])0(元|个|辆|套|处|艘|次|天|份|笔|件|家|项|台|张)/) == nil, "\(code) \(sentence)")
            #expect(sentence.firstMatch(of: /\d{4}-\d{2}/) == nil, "\(code) \(sentence)")
            #expect(sentence.firstMatch(of: /99\d{15}[\dX]/) == nil, "\(code) \(sentence)")
            #expect(sentence.firstMatch(of: /[a-z]{2,}/) == nil, "\(code) \(sentence)")
        }
    }

    @Test func `small pieces of the files and other threads change nothing`() throws {
        let town = try NationalTown.whole()
        let pieces = try town.run(source: CSVRowSource(folder: town.city, pieceBytes: 499))
        #expect(CheckFiles.hits(pieces) == CheckFiles.hits(try Self.result.get()))
    }

    @Test(arguments: [
        // September: the school year before last is over for good only in November.
        ("2026-09-15", "V36", "本学年在读", CheckStatus.noHit), ("2026-10-31", "V36", "本学年在读", .noHit),
        ("2026-11-01", "V36", "本学年在读", .hit), ("2026-06-14", "V36", "今天满七岁", .noHit),
        ("2026-06-16", "V36", "明天满七岁", .hit), ("2026-06-16", "V83", "明天满三年", .hit),
        ("2026-06-16", "V03", "今天到期", .hit), ("2026-06-16", "V12", "还有三十一天", .hit),
    ])
    func `the day decides`(day: String, code: String, says: String, status: CheckStatus) throws {
        let stories = NationalStory.all.filter { $0.code == code && $0.says == says }
        let story = try #require(stories.first)
        let town = try NationalTown(stories)
        let result = try town.run(day)
        let check = try #require(town.book.checks.firstIndex { $0.code == code })
        #expect(result.hits.contains { $0.check == check && $0.household == story.householdID } == (status == .hit))
    }
}
