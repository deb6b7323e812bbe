import Casework
import Foundation
import Testing

@Suite struct ProcedureSheetTests {
    private static let file = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/procedures.md")

    @Test func `the documentation page is the table the program reads`() throws {
        let written = try String(contentsOf: Self.file, encoding: .utf8)
        let (left, right) = (written.split(separator: "\n"), ProcedureSheet.page.split(separator: "\n"))
        for (line, expected) in zip(left, right) where line != expected {
            Issue.record("docs/procedures.md says “\(line)”, the tables “\(expected)”. Print the page again.")
            break
        }
        #expect(written == ProcedureSheet.page)
    }

    @Test func `every procedure is printed once, with a line for each rule`() {
        let codes = ProcedureSheet.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(codes.starts(with: ["recognition", "relief"]))
        #expect(ProcedureSheet.all[0].text == ProcedureTable.text)
        for sheet in ProcedureSheet.all {
            let rows = sheet.markdown.split(separator: "\n").count { $0.hasPrefix("| ") }
            #expect(rows == sheet.text.split(separator: "\n").count + 2, "\(sheet.code)")
        }
    }
}
