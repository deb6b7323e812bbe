import Foundation
import Policies
import Primitives
import Testing

@Suite struct PolicyCaseTests {
    @Test(arguments: Repository.caseFiles)
    func `a worked case holds with its intermediate values`(_ file: CaseFile) throws {
        let packs = try Repository.packs()
        let worked = try PolicyCase.load(
            path: "\(Repository.root)/\(file.name)", name: file.name, region: file.region, packs: packs)
        #expect(try worked.mismatches(in: packs) == [])
    }

    @Test func `a case that expects another fen fails, so the check can fail`() throws {
        let packs = try Repository.packs()
        let name = "dibao/4501/cases/G01-gap.yaml"
        let text = try String(contentsOfFile: "\(Repository.root)/\(name)", encoding: .utf8)
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try text.replacing("amount: \"370.00\"", with: "amount: \"370.01\"").replacing(
            "\"4440.00\"", with: "\"4440.01\""
        )
        .write(to: file, atomically: true, encoding: .utf8)
        let worked = try PolicyCase.load(path: file.path, name: name, region: RegionCode("4501"), packs: packs)
        #expect(
            try worked.mismatches(in: packs) == [
                "amount: expected 370.01, got 370.00", "value baseAnnual: expected 4440.01, got 4440.00",
            ])
    }

    @Test func `every golden case is there`() {
        let names = Repository.caseFiles.map(\.name)
        for number in 1...50 {
            let id = "/G" + (number < 10 ? "0\(number)" : "\(number)")
            #expect(names.contains { $0.contains(id) }, "no case \(id)")
        }
    }
}
