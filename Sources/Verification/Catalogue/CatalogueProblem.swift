/// One thing wrong in a catalogue file.
package struct CatalogueProblem: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Path of the file below the folder that was read.
    package let file: String
    /// Line, counted from 1.
    package let line: Int
    /// Column in Unicode scalars, counted from 1.
    package let column: Int
    /// What is wrong and what is expected.
    package let message: String

    /// A problem by its parts.
    package init(file: String, line: Int = 1, column: Int = 1, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    /// The problem on one line, in the `file:line:column:` form that editors open.
    package var description: String { "\(file):\(line):\(column): \(message)" }

    /// The same problem of a file named from a folder above.
    package func below(_ folder: String) -> CatalogueProblem {
        CatalogueProblem(file: "\(folder)/\(file)", line: line, column: column, message: message)
    }

    /// The order of a list: by file, then line, then column.
    package static func < (left: CatalogueProblem, right: CatalogueProblem) -> Bool {
        (left.file, left.line, left.column, left.message) < (right.file, right.line, right.column, right.message)
    }
}

/// Everything wrong with a catalogue; nothing of it is used.
package struct CatalogueError: Error, Hashable, Sendable, CustomStringConvertible {
    /// All problems found, by file and line.
    package let problems: [CatalogueProblem]

    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
