import Columns
import FoundationEssentials
import Yams

/// One thing wrong in a catalogue file.
package struct CatalogueProblem: Hashable, Sendable, CustomStringConvertible {
    /// Name of the file without its folder.
    package let file: String
    /// Line, counted from 1.
    package let line: Int
    /// What is wrong and what is expected.
    package let message: String

    package var description: String { "\(file):\(line): \(message)" }
}

/// Everything wrong with a catalogue; nothing of it is used.
package struct CatalogueError: Error, Hashable, Sendable, CustomStringConvertible {
    /// All problems found, by file and line.
    package let problems: [CatalogueProblem]

    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// The datasets that can be asked, by code.
package struct Catalogue: Sendable {
    /// All datasets in the order of their codes' bytes.
    package let datasets: [DatasetDefinition]
    private let positions: [String: Int]

    /// The dataset of a code; nil when the catalogue has none.
    package subscript(_ code: String) -> DatasetDefinition? { positions[code].map { datasets[$0] } }

    /// Reads every `.yaml` file of a folder; all problems are collected.
    package static func load(folder: String) throws(CatalogueError) -> Catalogue {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { $0.hasSuffix(".yaml") }
        var files: [(name: String, text: String)] = []
        for name in names {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)"),
                let text = String(validating: data, as: UTF8.self)
            else {
                throw CatalogueError(problems: [
                    CatalogueProblem(
                        file: name, line: 1, message: "无法读取，或不是 UTF-8 文字；请检查文件权限和编码。")
                ])
            }
            files.append((name, text))
        }
        if files.isEmpty {
            throw CatalogueError(problems: [
                CatalogueProblem(
                    file: folder, line: 1, message: "目录中没有 .yaml 文件；请检查数据集目录的位置。")
            ])
        }
        return try Catalogue(files: files)
    }

    /// Reads a catalogue from the texts of its files.
    package init(files: [(name: String, text: String)]) throws(CatalogueError) {
        var problems: [CatalogueProblem] = []
        var datasets: [DatasetDefinition] = []
        for file in files.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
            var reader = CatalogueFileReader(file: file.name)
            if let dataset = reader.read(file.text) { datasets.append(dataset) }
            problems += reader.problems
        }
        if !problems.isEmpty { throw CatalogueError(problems: problems) }
        self.datasets = datasets
        positions = Dictionary(uniqueKeysWithValues: datasets.enumerated().map { ($1.code, $0) })
    }
}
