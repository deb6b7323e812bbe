import Foundation
import OperationsTestKit
import Testing
import WebSupport

/// What can be proven of templates and sentences without asking a page.
@Suite struct CatalogueTests {
    private func sources(_ folder: String, _ ending: String) throws -> [(name: String, text: String)] {
        let root = URL(fileURLWithPath: TestBureau.repository).appendingPathComponent("Sources/CitizenPortal/\(folder)")
        let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(ending) }.sorted().map {
            ($0, try String(contentsOf: root.appendingPathComponent($0), encoding: .utf8))
        }
    }

    @Test func `both languages have the same sentences with the same parameters`() throws {
        #expect(try PortalWorld.site().messages.problems == [])
    }

    @Test func `every template is shown by some page, and every page's template exists`() throws {
        let templates = try PortalWorld.site().templates.outlines
        let swift = try sources("", ".swift").map(\.text).joined(separator: "\n")
        let named = Set(swift.matches(of: /"(citizen\/[a-z\/-]+)"/).map { String($0.1) })
        let own = Set(templates.keys.filter { $0.hasPrefix("citizen/") })
        let included = Set(templates.values.flatMap(\.includedNames))
        #expect(named.subtracting(own).sorted() == [], "named by a page, but there is no such file")
        #expect(own.subtracting(named).subtracting(included).sorted() == [], "a file that no page names")
    }

    @Test func `every sentence that a page or template names exists in both languages`() throws {
        let messages = try PortalWorld.site().messages
        let swift = try sources("", ".swift").flatMap { file in
            file.text.matches(of: /[. (]t\("([A-Za-z.]+)"[,)]/).map { (file.name, String($0.1)) }
        }
        let templates = try sources("Templates", ".mustache").flatMap { file in
            file.text.matches(of: /\{\{t\.([A-Za-z0-9.]+)\}\}/).map { (file.name, String($0.1)) }
        }
        for (file, key) in swift + templates {
            for language in Language.allCases where messages[language].pattern(key) == nil {
                Issue.record("\(file): \(key) is no sentence in \(language.rawValue)")
            }
        }
    }

    @Test func `Chinese sentences are short enough to be read once`() throws {
        let table = try PortalWorld.site().messages[.chinese]
        let long = table.keys.sorted().compactMap { key -> String? in
            let sentences = (table.pattern(key) ?? "").split { "。！？；\n".contains($0) }
            let longest = sentences.map { $0.replacing(/\{[a-z]+\}/, with: "").count }.max() ?? 0
            return longest > 45 ? "\(key): \(longest)" : nil
        }
        #expect(long == [])
    }
}
