package import Rules

/// One rule of a pack: a derived value, a test or the amount, with what people read about it.
package struct PolicyRule: Hashable, Sendable {
    /// What a rule is for.
    package enum Role: String, Hashable, Sendable { case value, test, amount }
    /// When a step is left out of explanations.
    package enum Hiding: String, Hashable, Sendable, CaseIterable { case never, zero, always }

    /// How the why-sheet prints a step: not at all, as one line, or with its sentence.
    package enum SheetUse: String, Hashable, Sendable, CaseIterable { case none, line, sentence }

    /// The name, unique among fields and rules.
    package let name: String
    /// What it is for.
    package let role: Role
    /// The pack that holds it, for example `income`.
    package let program: String
    /// The folder that wrote it: `CN`, `37`.
    package let origin: String
    /// The entity whose value it is.
    package let entity: String
    /// The name in Chinese.
    package let label: String
    /// The formula in the strict language.
    package let formula: String
    /// The type it must have, when the author says so.
    package let type: RuleType?
    /// The text it rests on; empty for a helper that is never shown.
    package let citation: String
    /// The formula in plain Chinese; `{name}` stands for a value.
    package let sentence: String
    /// Of a test: what is measured.
    package let measured: String?
    /// Of a test: what it is compared with.
    package let limit: String?
    /// Of a test: the sentence when it holds.
    package let pass: String
    /// Of a test: the sentence when it does not.
    package let fail: String
    /// When the step is left out of explanations.
    package let hiding: Hiding
    /// How the why-sheet prints the step.
    package let sheet: SheetUse
    /// The file, line and column of the formula.
    package let place: RulePlace
    /// The words that a text may be, in Chinese.
    package var words: [String: String] = [:]

    /// The text for the compiler; `nil` when the facts have no such entity.
    func text(in facts: FactsDefinition) -> RuleText? {
        facts.schema.entity(entity).map {
            RuleText(
                name: name, entity: $0, expression: formula, type: type ?? role.type, file: place.file,
                line: place.line, column: place.column)
        }
    }
}

extension PolicyRule.Role {
    /// A test is a flag; other rules may be anything.
    fileprivate var type: RuleType? { self == .test ? .flag : nil }
}

/// Where a formula starts.
package struct RulePlace: Hashable, Sendable {
    /// The file, relative to the root of the packs.
    package let file: String
    /// The line, from 1.
    package let line: Int
    /// The column, from 1.
    package let column: Int
}

/// The tests, the amount and the results by which one program decides.
package struct PolicyStage: Hashable, Sendable {
    /// The program.
    package let program: String
    /// Its title.
    package let title: String
    /// The tests, all of which must hold; none for shared packs.
    package let tests: [String]
    /// The amount; `nil` for a program that pays nothing itself.
    package let amount: String?
    /// Further values that belong to the decision.
    package let results: [String]
    /// What people call the program, where that is shorter than its title.
    package var called: String?
}

/// The standing of a pack file.
package enum PackStatus: String, Hashable, Sendable, CaseIterable { case draft, approved, inForce }

/// Whether a pack decides a program or only holds values that others use.
package enum PackKind: String, Hashable, Sendable, CaseIterable { case program, shared }
