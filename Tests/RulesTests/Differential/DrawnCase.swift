import Primitives
import Rules

/// A drawn policy that compiles, its program and subjects with and without gaps.
struct DrawnCase: Sendable {
    let policy: DrawnPolicy
    let program: RuleProgram
    let subjects: [(gaps: DrawnFacts.Gaps, facts: FactTable)]
    /// The derived values of the root.
    let wanted: [DefinitionID]

    /// What chance may write although the types are right; anything else the compiler says is a mistake of its own.
    private static let excusable = [
        "divides by zero", "over a divisor of its own", "beyond 64 bits", "is none of the words this can be",
    ]

    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    /// Draws a case; `nil` when chance wrote what is rightly refused.
    init?(seed: UInt64, subjects count: Int = 4) throws {
        policy = DrawnPolicy(seed: seed)
        switch policy.compiled() {
        case .success(let program): self.program = program
        case .failure(let errors):
            let unexpected = errors.diagnostics.filter { diagnostic in
                !Self.excusable.contains { diagnostic.message.contains($0) }
            }
            guard unexpected.isEmpty else { throw Refused(description: errors.description) }
            return nil
        }
        var random = policy.random
        let schema = policy.schema
        subjects = DrawnFacts.Gaps.allCases.flatMap { gaps in
            (0..<count).map { _ in (gaps, DrawnFacts.draw(schema, gaps, &random)) }
        }
        wanted = program.definitions.indices.map(DefinitionID.init(index:)).filter { [program] in
            program.definitions[$0.index].text.entity == .root
        }
    }

    func name(_ id: DefinitionID) -> String { program.definitions[id.index].text.name }

    /// The texts and the facts, for the person who looks into a difference.
    func describe(_ id: DefinitionID, _ facts: FactTable) -> String {
        let texts = policy.texts.map { "  \($0.name) of \($0.entity.index): \($0.expression)" }.joined(separator: "\n")
        let rows = facts.rows.flatMap { $0 }.map { row in
            let values = row.values.sorted { $0.key.index < $1.key.index }.map { field, value in
                "\(policy.schema.fields[field.index].name)=\(value)"
            }
            return "  entity \(row.entity.index) below \(row.parent ?? -1): \(values.joined(separator: " "))"
        }
        let parameters = policy.parameters.map { "  p.\($0.name) = \($0.content)" }
        return "\(name(id)) of\n\(texts)\n\(parameters.joined(separator: "\n"))\n\(rows.joined(separator: "\n"))"
    }
}

extension RuleValue {
    /// What the oracle says of a value that is certain.
    func agrees(with value: Oracle.Value) -> Bool {
        switch (self, value) {
        case (.number(let number), .flag(let flag)): number == (flag ? 1 : 0)
        case (.number(let number), .number(let exact)): Rational(number) == exact
        case (.quotient(let ratio), .number(let exact)):
            (try? Rational(Int128(ratio.numerator), over: Int128(ratio.denominator))) == exact
        case (.word(let word), .word(let other)): word == other
        case (.open(let open), _): open.allows(value)
        default: false
        }
    }

    /// Whether an overflow of 64 bits is the reason of a failure; the oracle knows no such limit.
    var isOverflow: Bool {
        guard case .failed(let failures) = self else { return false }
        return failures.contains { $0.cause == .overflow }
    }
}

extension OpenValue {
    /// Whether the bounds hold a value.
    func allows(_ value: Oracle.Value) -> Bool {
        switch (bounds, value) {
        case (.numbers(let range), .flag(let flag)): range.contains(flag ? 1 : 0)
        case (.numbers(let range), .number(let exact)):
            exact.denominator == 1 && exact.numerator >= range.low128 && exact.numerator <= range.high128
        case (.quotients(let low, let high), .number(let exact)):
            ((try? !exact.precedes(low.exact)) ?? true) && ((try? !high.exact.precedes(exact)) ?? true)
        case (.words(let words), .word(let word)): words?.contains(word) ?? true
        default: false
        }
    }
}

extension Ratio {
    fileprivate var exact: Rational {
        get throws { try Rational(Int128(numerator), over: Int128(denominator)) }
    }
}

extension ClosedRange<Int64> {
    fileprivate var low128: Int128 { Int128(lowerBound) }
    fileprivate var high128: Int128 { Int128(upperBound) }
}
