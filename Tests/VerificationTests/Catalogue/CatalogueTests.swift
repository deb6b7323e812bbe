import Columns
import Testing
import Verification

@Suite struct CatalogueTests {
    @Test func `the reference catalogue has all 28 datasets and says which need authorisation`() throws {
        let catalogue = try ReferenceData.catalogue()
        #expect(catalogue.datasets.count == 28)
        #expect(catalogue.datasets.filter(\.needsAuthorization).map(\.code) == ["deposit", "insurance", "securities"])
        #expect(catalogue["marriage"]?.schema.indexedPositions.count == 2)
        #expect(catalogue["business_reg"]?.schema.columns[3].type == .citizenKeyOrLegacy)
        #expect(catalogue["power"]?.kind == .warning)
        #expect(catalogue["nothing"] == nil)
    }

    static let good = """
        code: pets
        name: 犬类登记
        department: 公安
        item: V04
        kind: warning
        cadence: yearly
        sensitivity: household
        needsAuthorization: false
        legalBasis: 测试
        recordNumber: rec_no
        columns:
          - {name: rec_no, type: integer}
          - {name: owner, type: citizenKey, key: true}

        """

    @Test func `a dataset is a file away`() throws {
        let catalogue = try Catalogue(files: [("pets.yaml", Self.good)])
        #expect(catalogue["pets"]?.name == "犬类登记")
    }

    @Test(arguments: [
        ("item: V04", "item: 4", 4, "V01"), ("kind: warning", "kind: pet", 5, "kind 应为"),
        ("department: 公安\n", "", 1, "department"),
        ("needsAuthorization: false", "needsAuthorization: maybe", 8, "true"),
        ("type: integer", "type: number", 12, "type 应为"), (", key: true", "", 12, "身份号码"),
        ("recordNumber: rec_no", "recordNumber: owner", 10, "recordNumber"), ("cadence", "cadance", 6, "不认识的键"),
        ("code: pets", "code: dogs", 1, "文件名"), ("code: pets", "code: ../x", 1, "小写字母"),
        ("name: owner", "name: rec_no", 13, "重复"),
    ])
    func `a wrong file is named by line`(text: String, replacement: String, line: Int, message: String) throws {
        let wrong = Self.good.replacing(text, with: replacement)
        let error = try #require(throws: CatalogueError.self) { try Catalogue(files: [("pets.yaml", wrong)]) }
        #expect(
            error.problems.contains { $0.file == "pets.yaml" && $0.line == line && $0.message.contains(message) },
            "\(error)")
    }

    @Test func `problems of all files come together`() throws {
        let error = try #require(throws: CatalogueError.self) {
            try Catalogue(files: [("a.yaml", "code: ["), ("b.yaml", "- x"), ("c.yaml", "")])
        }
        #expect(Set(error.problems.map(\.file)) == ["a.yaml", "b.yaml", "c.yaml"])
    }
}
