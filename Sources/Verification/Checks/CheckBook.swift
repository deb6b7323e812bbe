import Columns
import Primitives
import Rules

/// Everything that checks are made of, read from a catalogue's folder: datasets, subjects, limits and the checks.
package struct CheckBook: Sendable {
    /// The datasets.
    package let catalogue: Catalogue
    /// The tables that say who is watched.
    package let tables: SubjectTables
    /// The checks in the order of their codes.
    package let checks: [CheckDefinition]
    let parameters: [CheckParameter]
    /// A print of all that decides an answer but the rows: another one needs a full run.
    let print: Int64

    private static let subjectsFile = "subjects.yaml"

    /// Reads `checks/*.yaml` and `parameters.yaml` of a catalogue folder and the datasets there; all problems together.
    ///
    /// `compiles` false leaves mistakes in expressions to the run that follows at once, and saves its time.
    package static func load(folder: String, compiles: Bool = true) throws(CatalogueError) -> CheckBook {
        let (datasets, checks) = (CatalogueFolder(folder), CatalogueFolder("\(folder)/\(Catalogue.checksFolder)"))
        var files: [Catalogue.File] = []
        for name in checks.yamlNames(below: false) {
            files.append(("\(Catalogue.checksFolder)/\(name)", try checks.text(of: name).get()))
        }
        if case .success(let text) = datasets.text(of: Catalogue.parametersFile) {
            files.append((Catalogue.parametersFile, text))
        }
        return try CheckBook(catalogue: Catalogue.load(folder: folder), files: files, compiles: compiles)
    }

    /// Reads checks, limits and subjects from the texts of their files.
    package init(catalogue: Catalogue, files: [Catalogue.File], compiles: Bool = true) throws(CatalogueError) {
        var problems: [CatalogueProblem] = []
        var checks: [CheckDefinition] = []
        var tables: SubjectTables?
        var parameters: [CheckParameter] = []
        var hasSubjects = false
        for file in files.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
            switch file.name.split(separator: "/").last.map(String.init) {
            case Self.subjectsFile:
                hasSubjects = true
                var reader = SubjectTablesReader(file: file.name)
                tables = reader.read(file.text)
                problems += reader.problems
            case Catalogue.parametersFile:
                var reader = CheckParameterReader(file: file.name)
                parameters = reader.read(file.text)
                problems += reader.problems
            default:
                var reader = CheckFileReader(file: file.name)
                if let check = reader.read(file.text) { checks.append(check) }
                problems += reader.problems
            }
        }
        if !hasSubjects {
            let name = "\(Catalogue.checksFolder)/\(Self.subjectsFile)"
            problems.append(CatalogueProblem(file: name, message: "缺少这个文件：它说明核对哪些家庭和成员。"))
        }
        guard let tables else { throw CatalogueError(problems: problems.sorted()) }
        self.catalogue = catalogue
        self.tables = tables
        self.checks = checks
        self.parameters = parameters
        print = TextPrint.of(
            files.map { "\($0.name)\u{0}\($0.text)\u{0}" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                .joined())
        if compiles {
            var compiler = CheckCompiler(self, asOf: Self.anyDay, lookups: nil)
            _ = compiler.compile()
            problems += compiler.problems
        }
        if !problems.isEmpty { throw CatalogueError(problems: problems.sorted()) }
    }

    /// A day for trying whether checks compile; what parameters are worth on it does not matter.
    private static let anyDay = CivilDate(dayNumber: 20_000)

    /// The checks made ready for a day and the tables of reference as they are.
    func program(asOf day: CivilDate, lookups: [String: ParameterContent]) throws(CatalogueError) -> CheckProgram {
        var compiler = CheckCompiler(self, asOf: day, lookups: lookups)
        guard let program = compiler.compile(), compiler.problems.isEmpty else {
            throw CatalogueError(problems: compiler.problems.sorted())
        }
        return program
    }
}
