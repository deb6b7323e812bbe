/// What a person typed, and what is wrong with it: a form is shown again from this value alone.
package struct FormState: Sendable {
    /// What was typed, or what is already known.
    package var values: FormValues
    /// What is wrong, in the order of the fields.
    package private(set) var problems: [FieldProblem]

    /// A form with known values and nothing wrong.
    package init(values: FormValues = FormValues(), problems: [FieldProblem] = []) {
        self.values = values
        self.problems = problems
    }

    /// Whether nothing is wrong.
    package var isValid: Bool { problems.isEmpty }

    /// Adds a problem; a field keeps its first one.
    package mutating func add(_ problem: FieldProblem) {
        guard !problems.contains(where: { $0.field == problem.field }) else { return }
        problems.append(problem)
    }

    /// The words at a field.
    package func problem(at field: String) -> String? { problems.first { $0.field == field }?.message }
}

/// A problem of one field, in the same words at the field and in the summary.
package struct FieldProblem: Hashable, Sendable {
    /// Name of the field.
    package let field: String
    /// What is wrong and what to do.
    package let message: String

    /// A problem at a field.
    package init(field: String, message: String) {
        self.field = field
        self.message = message
    }
}
