import Foundation
import Testing
import Verification

/// The file that says what is asked of the platform above.
@Suite struct RelayTermsTests {
    static let file =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path + "/catalogue/relay.yaml"

    @Test func `the file that comes with the program is whole`() throws {
        let terms = try RelayTerms.load(file: Self.file)
        #expect(terms.items.map(\.item) == ["V50", "V44", "V10"])
        #expect(terms["province_deposit"]?.needsAuthorization == true)
    }

    @Test(arguments: [("platform: 省", "缺少 legalBasis"), ("platform: [", "不是有效的 YAML")])
    func `what is missing is named`(text: String, said: String) {
        let error = #expect(throws: CatalogueError.self) { try RelayTerms(yaml: text, file: "relay.yaml") }
        #expect(error?.description.hasPrefix("relay.yaml:") == true && error?.description.contains(said) == true)
    }

    @Test func `numbers that make no sense are refused together`() throws {
        let text = try String(contentsOfFile: Self.file, encoding: .utf8)
            .replacing("answerDays: 5", with: "answerDays: 0").replacing("pollSeconds: 300", with: "pollSeconds: 0")
            .replacing("province_realty", with: "province_deposit")
        let error = #expect(throws: CatalogueError.self) { try RelayTerms(yaml: text, file: "relay.yaml") }
        #expect(error?.problems.count == 3)
    }

    @Test(arguments: [
        ("feeds: [deposits]", "feeds: [wage]", "province_deposit 的 feeds 不能写 wage"),
        (", joins: higher", "", "province_deposit 的 feeds 和 joins 要一起写"),
        ("feeds: [deposits], joins", "joins", "province_deposit 的 feeds 和 joins 要一起写"),
        ("joins: added", "joins: twice", "items"),
    ])
    func `a fact that no record gives, or no word on how it counts, is refused`(
        given: String, instead: String, said: String
    ) throws {
        let text = try String(contentsOfFile: Self.file, encoding: .utf8).replacing(given, with: instead)
        let error = #expect(throws: CatalogueError.self) { try RelayTerms(yaml: text, file: "relay.yaml") }
        #expect(error?.description.contains(said) == true)
    }

    @Test func `the wait doubles up to its most`() throws {
        let terms = try RelayTerms.load(file: Self.file)
        #expect(
            [1, 2, 3, 10, 11, 60].map { terms.waitSeconds(afterFailures: $0) } == [30, 60, 120, 15_360, 21_600, 21_600])
    }
}
