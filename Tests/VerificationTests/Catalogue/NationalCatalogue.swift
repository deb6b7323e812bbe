import Foundation
import Verification

/// The catalogue of the repository, and small ones to break in one place at a time.
enum NationalCatalogue {
    static let root = ReferenceData.packageRoot.appendingPathComponent("catalogue").path

    /// Read once: making its checks ready takes a while.
    private static let loaded = Result { try CatalogueTree.load(root: root) }

    static func load() throws -> CatalogueTree { try loaded.get() }

    /// A catalogue of two units, two datasets and a preset.
    static let small: [String: String] = [
        "departments.yaml": """
        departments:
          - {code: police, name: 公安}
          - {code: grid, name: 供电公司}

        """,
        "national/police/cars.yaml": """
        code: cars
        name: 机动车
        department: 公安
        item: V01
        kind: property
        shows: 名下有没有车。
        cadence: weekly
        staleAfterDays: 14
        retentionDays: 90
        sensitivity: property
        needsAuthorization: false
        legalBasis: 测试
        recordNumber: rec_no
        columns:
          - {name: rec_no, label: 记录号, type: integer}
          - {name: owner, label: 所有人, type: citizenKey, key: true}

        """,
        "national/grid/meters.yaml": """
        code: meters
        name: 用电
        department: 供电公司
        item: V02
        kind: warning
        shows: 用电多少。
        cadence: monthly
        staleAfterDays: 45
        retentionDays: 90
        sensitivity: household
        needsAuthorization: false
        legalBasis: 测试
        needsRegionalBasis: true
        matchedBy: address
        recordNumber: rec_no
        columns:
          - {name: rec_no, label: 记录号, type: integer}
          - {name: meter, label: 户号, type: text, key: true}
          - {name: kwh, label: 用电量, type: integer}

        """,
        "presets/both.yaml": """
        code: both
        name: 两项
        source: 测试
        counts: {items: 2, departments: 2}
        items: [V01, V02]

        """,
    ]

    /// Writes a small catalogue to a folder and reads it.
    static func problems(_ files: [String: String]) throws -> [CatalogueProblem] {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.writeBelow(text, as: name) }
        return CatalogueTree.problems(under: folder.path)
    }
}

extension TemporaryFolder {
    /// Writes a file below the folder, with the folders on its way.
    func writeBelow(_ text: String, as name: String) throws {
        let url = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }
}
