import Columns
import Foundation
import Primitives
import Testing
import Verification

/// A dataset that the catalogue does not have is a file away: a description, a check and rows, no code.
@Suite struct AddedDatasetTests {
    static let dataset = """
        code: orchard_register
        name: 果园登记
        department: 农业农村
        item: L01
        kind: income
        shows: 名下有多少果园；按亩均纯收益核算。
        cadence: yearly
        staleAfterDays: 400
        retentionDays: 400
        sensitivity: income
        needsAuthorization: false
        legalBasis: 某市规定
        recordNumber: rec_no
        columns:
          - {name: rec_no, label: 记录号, type: integer}
          - {name: owner_id, label: 经营人身份号码, type: citizenKey, key: true}
          - {name: fruit, label: 果树, type: text, optional: true, words: {pear: 梨, jujube: 枣}}
          - {name: area_mu, label: 面积（亩）, type: hundredths}

        """
    static let check = """
        code: L01
        subject: household
        severity: yellow
        kind: income
        label: 果园较大
        legalBasis: 某市规定
        sentence: '登记有{observed}亩果园{evidence||（#）}，超过{limit}亩，请核算收入。'
        aggregates:
          - of: orchard_register
            key: owner_id
            give: {orchardArea: sum(area_mu), orchardFruit: min(fruit)}
        hit: orchardArea > p.orchardMost
        observed: orchardArea
        limit: p.orchardMost
        evidence: 'orchardFruit_given ? orchardFruit : ""'

        """
    static let limit = """
          orchardMost:
            label: 果园面积
            unit: hundredths
            values:
              - {from: 2021-07-01, value: 500, citation: 某市规定}

        """

    @Test func `a file, a check and a limit`() throws {
        let folder = try TemporaryFolder()
        let root = "\(folder.path)/catalogue"
        // A link would be copied as a link, and the repository's own files written.
        let own = URL(fileURLWithPath: NationalCatalogue.root).resolvingSymlinksInPath()
        try FileManager.default.copyItem(at: own, to: URL(fileURLWithPath: root))
        try folder.writeBelow(Self.dataset, as: "catalogue/national/agriculture/orchard_register.yaml")
        try folder.writeBelow(Self.check, as: "catalogue/national/checks/L01.yaml")
        let limits = try String(contentsOfFile: "\(root)/national/parameters.yaml", encoding: .utf8)
        try folder.writeBelow(limits + Self.limit, as: "catalogue/national/parameters.yaml")
        #expect(CatalogueTree.problems(under: root).map(\.description) == [])
        let tree = try CatalogueTree.load(root: root)
        #expect(CatalogueListing(tree)?.lines.last == "84 datasets, 38 units.")

        let rows = ["orchard_register owner_id=父 area_mu=3.00 fruit=pear", "orchard_register owner_id=母 area_mu=2.00"]
        let stories = Array(NationalStory.all.filter { $0.code == "V27" && $0.hit == nil }.prefix(1))
        let book = try #require(tree.book)
        for (extra, sentence) in [("0.01", "登记有5.01亩果园（梨），超过5亩，请核算收入。"), ("0.00", nil)] {
            let more = rows + ["orchard_register owner_id=子 area_mu=\(extra)"]
            let result = try NationalTown(stories, book: book) { _ in more.map { TownRow($0) } }.run()
            #expect(result.hits.map { result.sentence(of: $0) } == (sentence.map { [$0] } ?? []))
        }
    }
}
