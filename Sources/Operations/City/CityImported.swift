package import Columns
package import Primitives

/// How far a long piece of work has come.
package struct WorkProgress: Hashable, Sendable {
    /// The stage in words for the person who waits.
    package let stage: String
    /// Pieces done of the stage.
    package let done: Int
    /// Pieces in the stage.
    package let total: Int

    /// Takes the parts.
    package init(_ stage: String, _ done: Int, of total: Int) {
        (self.stage, self.done, self.total) = (stage, done, total)
    }
}

/// Receives progress; called from several threads.
package typealias ProgressReport = @Sendable (WorkProgress) -> Void

/// What an import of a city did, in numbers.
package struct CityImported: Hashable, Sendable {
    /// The day the data are of.
    package let asOf: CivilDate
    /// False when the store held this very folder already and nothing was written.
    package let isChanged: Bool
    /// Families in the register.
    package let families: Int
    /// Members of the families.
    package let members: Int
    /// Townships and villages known after the import.
    package let places: Int
    /// Addresses of the population register from which no village could be read.
    package let unplacedAddresses: Int
    /// Rows of department data in force.
    package let rows: Int
    /// Rows set aside in `rejects.csv` beside their snapshot, within the limits of an import.
    package let rejectedRows: Int
    /// Inhabitants of the population register.
    package let population: Int
}

extension Reason {
    /// What is wrong in a city's file, with file, row and column in the sentence and the file as the field.
    package init(_ problem: RowProblem) {
        let column = problem.column.map { ", column \($0)" } ?? ""
        let found = problem.value.map { ", found \"\($0)\"" } ?? ""
        self.init(
            "cityFile", field: problem.file, problem.message,
            "\(problem.file), row \(problem.row)\(column): \(problem.reason.rawValue)\(found). Correct the file, "
                + "then import the folder again; nothing of it was kept.")
    }
}
