import Foundation
import Primitives
import Testing
import Verification

@Suite struct LinkResultTests {
    @Test func `nearly all are found, and hardly one is wrong`() throws {
        let lists = try InventedLists(register: 4_000, applicants: 2_000, seed: 1)
        let result = try Linking.link(lists.applicants, lists.register)
        let right = result.linksCSV.split(separator: "\n").dropFirst().count { line in
            let fields = line.split(separator: ",").map(String.init)
            return lists.truth[fields[0]] == fields[1]
        }
        #expect(right >= 1_940)
        #expect(result.assignment.links.count - right <= 6)
    }

    @Test func `a probability is the sum of its evidence`() throws {
        let lists = try InventedLists(register: 2_000, applicants: 800, seed: 2)
        let result = try Linking.link(lists.applicants, lists.register)
        let scores = result.assignment.links + result.assignment.review.map(\.score)
        #expect(scores.count > 700)
        for score in scores {
            let explanation = result.scoring.explanation(of: score)
            let probability = 1 / (1 + exp2(-explanation.totalBits))
            #expect(abs(probability - score.probability) < 1e-9)
        }
    }

    @Test func `every record is linked once at most`() throws {
        var lists = try InventedLists(register: 1_000, applicants: 600, seed: 3)
        // The same people apply again.
        lists.applicants += lists.applicants.map { person in
            var again = person
            again.label = "z" + person.label
            return again
        }
        let result = try Linking.link(lists.applicants, lists.register)
        let links = result.assignment.links
        #expect(Set(links.map(\.pair.a)).count == links.count)
        #expect(Set(links.map(\.pair.b)).count == links.count)
        #expect(result.assignment.review.contains { $0.hold == .contested })
    }

    @Test func `a twin of someone in the register waits for a person`() throws {
        var lists = try InventedLists(register: 3_000, applicants: 1_200, seed: 4)
        for (number, person) in lists.register.prefix(300).enumerated() {
            var twin = person
            twin.label = "t\(1_000 + number)"
            twin.id = ""
            twin.name = String(person.name.dropLast()) + (person.name.hasSuffix("燕") ? "红" : "燕")
            lists.applicants.append(twin)
        }
        let result = try Linking.link(lists.applicants, lists.register)
        let linked = result.assignment.links.count { result.scoring.tables.a.name(of: Int($0.pair.a)).hasPrefix("t") }
        let held = result.assignment.review.count { $0.hold == .maybeTwin }
        #expect(linked <= 3)
        #expect(held >= 200)
    }

    @Test func `neither the order of the records nor the size of the pieces changes anything`() throws {
        let lists = try InventedLists(register: 1_500, applicants: 700, seed: 5)
        let usual = try Linking.link(lists.applicants, lists.register)
        var random = SeededGenerator(seed: 5)
        let (a, b) = (lists.applicants.shuffled(using: &random), lists.register.shuffled(using: &random))
        let other = try Linking.link(a, b, piece: 37)
        #expect(usual.linksCSV == other.linksCSV)
        #expect(usual.reviewCSV == other.reviewCSV)
    }

    @Test func `comparing every pair gives blocked pairs the same odds, and finds no link that blocking missed`() throws
    {
        let lists = try InventedLists(register: 300, applicants: 150, seed: 6)
        let model = try Linking.link(
            InventedLists(register: 2_000, applicants: 1_000, seed: 7).applicants,
            InventedLists(register: 2_000, applicants: 1_000, seed: 7).register
        ).scoring.model
        let tables = try Linking.tables(lists.applicants, lists.register)
        let scoring = LinkScoring(tables, model: model)
        let blocked = tables.candidates(LinkBlocking(tables.b), for: 0..<tables.a.count)
        let naive = tables.everyPair(for: 0..<tables.a.count)
        let odds = Dictionary(uniqueKeysWithValues: naive.map { ([$0.a, $0.b], scoring.odds($0)) })
        for pair in blocked { #expect(odds[[pair.a, pair.b]] == scoring.odds(pair)) }
        let result = { (pairs: [LinkPair]) in
            LinkResult(scoring, [scoring.scores(ofEach: pairs)], threshold: 0.9, lowest: 0.5).linksCSV
        }
        let (few, all) = (result(blocked).split(separator: "\n"), result(naive).split(separator: "\n"))
        let pairsOnly = { (lines: [Substring]) in Set(lines.map { $0.prefix { $0 != "." } }) }
        #expect(pairsOnly(few).isSuperset(of: pairsOnly(all)))
    }

    @Test(arguments: [(0, 0), (0, 5), (5, 0), (1, 1)])
    func `lists with nobody or one person in them are linked without a fuss`(_ counts: (Int, Int)) throws {
        let lists = try InventedLists(register: max(1, counts.1), applicants: min(1, counts.0), seed: 10)
        let result = try Linking.link(
            Array(lists.applicants.prefix(counts.0)), Array(lists.register.prefix(counts.1)))
        #expect(result.assignment.links.count + result.assignment.review.count <= 1)
        #expect(result.linksCSV.hasPrefix("a,b,probability\n"))
    }

    @Test func `people of whom only one common name is known are never linked`() throws {
        let a = (0..<50).map { Person(label: "a\($0)", name: "王伟") }
        let b = (0..<3_000).map { Person(label: "b\($0)", name: "王伟") }
        let result = try Linking.link(a, b)
        #expect(result.assignment.links.isEmpty)
    }
}
