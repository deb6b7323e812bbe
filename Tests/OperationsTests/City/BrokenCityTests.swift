import Operations
import OperationsTestKit
import Primitives
import Testing

struct BrokenFolder: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What the first sentence must name.
    let words: [String]
    let change: @Sendable (inout CityFolder) -> Void

    init(_ name: String, _ words: [String], _ change: @escaping @Sendable (inout CityFolder) -> Void) {
        (testDescription, self.words, self.change) = (name, words, change)
    }

    static func replacing(_ file: String, _ text: String, _ other: String) -> @Sendable (inout CityFolder) -> Void {
        { folder in folder.change(file) { $0.replacing(text, with: other) } }
    }

    static let table: [BrokenFolder] = [
        BrokenFolder(
            "a wrong check character", ["member.csv", "第 4 行", "id_no"],
            replacing("member", "371603199409130941", "371603199409130942")),
        BrokenFolder(
            "a day that does not exist", ["household.csv", "第 2 行", "start_date"],
            replacing("household", "dibao,石庙镇,2024-01-01", "dibao,石庙镇,2024-02-30")),
        BrokenFolder(
            "a member of two families", ["member.csv", "第 5 行", "id_no", "第 2 行"],
            replacing("member", "371603201907181127,萧咏香", "11010519491231002X,赵小龙")),
        BrokenFolder("a missing file", ["vehicle.csv", "缺少"]) { folder in folder.change("vehicle") { _ in nil } },
        BrokenFolder(
            "a column more than expected", ["death.csv", "第 1 行"], replacing("death", "source", "source,remark")),
        BrokenFolder(
            "a county that the reference does not have", ["standard.csv", "第 4 行", "county_code", "371699"]
        ) { folder in
            folder.change("standard") { $0.replacing("371622", with: "371699") }
            folder.change("household") { $0.replacing("371622", with: "371699") }
        },
        BrokenFolder(
            "a standard that the policies do not have", ["standard.csv", "第 3 行", "monthly_standard", "800.00"],
            replacing("standard", "371621,R,800.00", "371621,R,801.00")),
        BrokenFolder(
            "department rows cut off", ["population.csv"],
            replacing("population", ",滨州市惠民县", "\n")),
        BrokenFolder("more subdistricts than a county can number", ["惠民县", "99", "population.csv"]) { folder in
            let rows = (0..<120).map { index in
                let name = "\(UnicodeScalar(UInt16(0x4E00 + index)).map(String.init) ?? "")字街道"
                return "\(index + 10),37162119600210023X,陈冰宇,男,371621,37160000,滨州市惠民县\(name)东村1号,N\n"
            }
            folder.change("population") { $0 + rows.joined() }
        },
        BrokenFolder(
            "a department file of nothing", ["deposit.csv", "空"]
        ) { folder in folder.change("deposit") { _ in "" } },
    ]
}

/// That a bad city folder is refused whole, with every place named.
@Suite struct BrokenCityTests {
    @Test(arguments: BrokenFolder.table)
    func `a bad folder is named by file, row and column and nothing is kept`(_ broken: BrokenFolder) async throws {
        let city = try await CityBureau.make()
        var folder = try CityFolder()
        broken.change(&folder)
        let outcome = try await city.importing(folder)
        let sentence = try #require(outcome.reasons.first?.chinese)
        for word in broken.words { #expect(sentence.contains(word), "\(sentence)") }
        #expect(try await city.held() == [0, 0, 0, 0, 0, 0])
        #expect(try await city.importing(try CityFolder()).value?.families == 3)
        await city.close()
    }
}
