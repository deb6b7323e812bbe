import FoundationEssentials

/// The whole of `catalogue/`: units, the national datasets with their folders, and the presets.
package struct CatalogueTree: Sendable {
    /// The units in the order of their file.
    package let departments: [DataDepartment]
    /// The datasets of the national catalogue.
    package let national: Catalogue
    /// The presets by the bytes of their codes.
    package let presets: [CataloguePreset]
    /// The checks over the national datasets with their limits; nil when they could not be read.
    package let book: CheckBook?

    static let departmentsFile = "departments.yaml"
    static let nationalFolder = "national"
    static let presetsFolder = "presets"
    static let referenceFolder = "reference"
    static let relayFile = "relay.yaml"

    /// Whether a folder is the root of a catalogue with units and presets.
    package static func isRoot(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(folder)/\(departmentsFile)")
    }

    /// Reads the catalogue under a root; every problem of every file is collected.
    package static func load(root: String) throws(CatalogueError) -> CatalogueTree {
        let reading = read(root: root)
        guard let tree = reading.tree, reading.problems.isEmpty else {
            throw CatalogueError(problems: reading.problems)
        }
        return tree
    }

    /// Every problem under a folder: a whole catalogue, or plain datasets where there are no units.
    package static func problems(under folder: String) -> [CatalogueProblem] {
        guard isRoot(folder) else { return plainProblems(folder) }
        let reference = "\(folder)/\(referenceFolder)"
        let isThere = FileManager.default.fileExists(atPath: reference)
        let others = isThere ? plainProblems(reference).map { $0.below(referenceFolder) } : []
        return (read(root: folder).problems + others + relayProblems(folder)).sorted()
    }

    private static func relayProblems(_ folder: String) -> [CatalogueProblem] {
        let file = "\(folder)/\(relayFile)"
        guard FileManager.default.fileExists(atPath: file) else { return [] }
        do {
            _ = try RelayTerms.load(file: file)
            return []
        } catch {
            return error.problems
        }
    }

    private static func plainProblems(_ folder: String) -> [CatalogueProblem] {
        do {
            let hasChecks = FileManager.default.fileExists(atPath: "\(folder)/\(Catalogue.checksFolder)")
            guard hasChecks else {
                _ = try Catalogue.load(folder: folder)
                return []
            }
            return reportProblems(folder, try CheckBook.load(folder: folder))
        } catch {
            return error.problems
        }
    }

    /// What is wrong with a report's items; a folder need not have any.
    private static func reportProblems(_ folder: String, _ book: CheckBook) -> [CatalogueProblem] {
        guard FileManager.default.fileExists(atPath: "\(folder)/\(Catalogue.reportFile)") else { return [] }
        do {
            let text = try CatalogueFolder(folder).text(of: Catalogue.reportFile).get()
            _ = try ReportBook(book, file: (Catalogue.reportFile, text))
            return []
        } catch {
            return error.problems
        }
    }

    /// What can be read under a root, and every problem by file, line and column.
    package static func read(root: String) -> (tree: CatalogueTree?, problems: [CatalogueProblem]) {
        let folder = CatalogueFolder(root)
        var problems: [CatalogueProblem] = []
        let units: [DataDepartment]
        switch folder.text(of: departmentsFile) {
        case .success(let text):
            let list = DataDepartment.read(text, file: departmentsFile)
            units = list.departments
            problems += list.problems
        case .failure(let error): return (nil, error.problems)
        }
        let reading: Catalogue.Reading
        do {
            reading = Catalogue.Reading(files: try CatalogueFolder("\(root)/\(nationalFolder)").datasetFiles())
        } catch {
            return (nil, problems + error.problems.map { $0.below(nationalFolder) })
        }
        problems += reading.problems.map { $0.below(nationalFolder) }
        let check = CatalogueCheck(
            departments: units, datasets: reading.datasets, isWhole: reading.problems.isEmpty)
        problems += check.problems.map { $0.below(nationalFolder) }
        let datasets = reading.datasets.map(\.definition)
        var presets: [CataloguePreset] = []
        for name in CatalogueFolder("\(root)/\(presetsFolder)").yamlNames(below: false) {
            let file = "\(presetsFolder)/\(name)"
            switch folder.text(of: file) {
            case .success(let text):
                let read = CataloguePreset.read(text, file: file, datasets: datasets)
                presets += read.preset.map { [$0] } ?? []
                problems += read.problems
            case .failure(let error): problems += error.problems
            }
        }
        // Checks over datasets that cannot be read would only repeat those problems.
        let checks = reading.problems.isEmpty ? nationalChecks(root) : (book: nil, problems: [])
        problems += checks.problems.map { $0.below(nationalFolder) }
        let tree = CatalogueTree(
            departments: units, national: Catalogue(datasets), presets: presets, book: checks.book)
        return (tree, problems.sorted())
    }

    private static func nationalChecks(_ root: String) -> (book: CheckBook?, problems: [CatalogueProblem]) {
        let folder = "\(root)/\(nationalFolder)"
        guard FileManager.default.fileExists(atPath: "\(folder)/\(Catalogue.checksFolder)") else { return (nil, []) }
        do {
            let book = try CheckBook.load(folder: folder)
            return (book, CheckRules(book).problems + reportProblems(folder, book))
        } catch {
            return (nil, error.problems)
        }
    }

    /// The datasets of the national catalogue in the order of their items.
    package var datasetsByItem: [DatasetDefinition] {
        national.datasets.sorted { ($0.item, $0.code) < ($1.item, $1.code) }
    }

    /// The datasets a preset selects, in the order of their items; nil when there is no such preset.
    package func datasets(preset code: String) -> [DatasetDefinition]? {
        guard let preset = presets.first(where: { $0.code == code }) else { return nil }
        let items = Set(preset.items)
        return datasetsByItem.filter { items.contains($0.item) }
    }

    /// The checks that rest on a dataset, in the order of their codes.
    package func checks(of dataset: DatasetDefinition) -> [CheckDefinition] {
        guard let book else { return [] }
        return book.checks.filter { book.datasets(of: $0).contains(dataset.code) }
    }
}
