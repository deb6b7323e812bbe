import Foundation
import Primitives
import Testing
import Verification

@Suite struct ReportBookTests {
    private func text() throws -> String {
        try String(contentsOfFile: "\(ReferenceChecks.folder)/report.yaml", encoding: .utf8)
    }

    private func problems(_ change: (inout String) -> Void) throws -> [String] {
        var text = try text()
        change(&text)
        do {
            _ = try ReportBook(try CheckBook.reference.get(), file: ("report.yaml", text))
            return []
        } catch let error as CatalogueError {
            return error.problems.map(\.description)
        }
    }

    @Test func `the reference report compiles and every feed has one item`() throws {
        #expect(try problems { _ in } == [])
        let report = try ReportWorld().report()
        #expect(Set(report.lines.compactMap(\.feeds)).count == ReportFeed.allCases.count)
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let from: String
        let to: String
        let says: String

        init(_ name: String, _ from: String, _ to: String, says: String) {
            (testDescription, self.from, self.to, self.says) = (name, from, to, says)
        }
    }

    @Test(arguments: [
        Mistake("a value nobody makes", "found: cars\n", "found: carz\n", says: "carz"),
        Mistake("a unit that does not fit", "found: cars\n", "found: carValue\n", says: "单位 count 不符"),
        Mistake("a word nobody knows", "county_code: county\n", "county_code: kounty\n", says: "没有申报项 kounty"),
        Mistake("a word of another type", "declared_vehicles: vehicles", "declared_vehicles: area", says: "类型不符"),
        Mistake("a member's word at the household", "area: area\n", "area: name\n", says: "不是家庭的申报项"),
        Mistake("a fact twice", "feeds: carValue", "feeds: cars", says: "已有项目提供 cars"),
        Mistake("a fact of the wrong subject", "feeds: wage\n", "feeds: homes\n", says: "homes 是全家的事实"),
        Mistake("a dataset nobody has", "identity: [population", "identity: [popul", says: "目录中没有数据集 popul"),
        Mistake(
            "a name column that is none", "name: name}\n  - {of: death", "name: rec_no}\n  - {of: death",
            says: "rec_no 不是文字列"),
        Mistake("a column without a source", "    member_no: number\n", "", says: "没有说明来源的列：member_no"),
        Mistake("a key nobody knows", "title: 机动车辆数", "tittle: 机动车辆数", says: "不认识的键 tittle"),
    ]) func `a mistake is named with its line and column`(_ mistake: Mistake) throws {
        let found = try problems { $0 = $0.replacingOccurrences(of: mistake.from, with: mistake.to) }
        #expect(found.contains { $0.contains(mistake.says) }, "\(found)")
        #expect(found.allSatisfy { $0.wholeMatch(of: /report\.yaml:\d+:\d+: .+/) != nil })
    }

    @Test func `all mistakes are told at once`() throws {
        let found = try problems {
            $0 = $0.replacingOccurrences(of: "found: cars\n", with: "found: carz\n")
                .replacingOccurrences(of: "found: deposits", with: "found: depositz")
        }
        #expect(found.count == 2)
    }
}
