import Columns
import FoundationEssentials

/// The datasets that can be asked, by code.
package struct Catalogue: Sendable {
    /// A file of the catalogue: its path below the folder, and its text.
    package typealias File = (name: String, text: String)

    /// The folder of checks and the file of their limits, which stand beside the datasets and are read by others.
    static let checksFolder = "checks"
    static let parametersFile = "parameters.yaml"
    /// The file of a report's items.
    static let reportFile = "report.yaml"

    /// All datasets in the order of their files' bytes.
    package let datasets: [DatasetDefinition]
    private let positions: [String: Int]

    /// The dataset of a code; nil when the catalogue has none.
    package subscript(_ code: String) -> DatasetDefinition? { positions[code].map { datasets[$0] } }

    /// Reads every dataset of a folder and of the folders below it; all problems are collected.
    ///
    /// Folders named `checks` and files named `parameters.yaml` or `report.yaml` are left alone.
    package static func load(folder: String) throws(CatalogueError) -> Catalogue {
        try Catalogue(files: CatalogueFolder(folder).datasetFiles())
    }

    /// Reads a catalogue from the texts of its files.
    package init(files: [File]) throws(CatalogueError) {
        let reading = Reading(files: files)
        if !reading.problems.isEmpty { throw CatalogueError(problems: reading.problems) }
        self.init(reading.datasets.map(\.definition))
    }

    /// A catalogue of datasets that have been read; of two with one code the first counts.
    init(_ datasets: [DatasetDefinition]) {
        self.datasets = datasets
        positions = Dictionary(
            datasets.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The datasets that could be read, where each stands, and what is wrong with the others.
    struct Reading {
        private(set) var datasets: [(file: String, definition: DatasetDefinition)] = []
        private(set) var problems: [CatalogueProblem] = []

        init(files: [File]) {
            for file in files.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
                var reader = CatalogueFileReader(file: file.name)
                if let dataset = reader.read(file.text) {
                    if let first = datasets.first(where: { $0.definition.code == dataset.code }) {
                        problems.append(
                            CatalogueProblem(
                                file: file.name, message: "数据集 \(dataset.code) 在 \(first.file) 中已经定义；请改用另一个代码。"))
                    }
                    datasets.append((file.name, dataset))
                }
                problems += reader.problems
            }
        }
    }
}
