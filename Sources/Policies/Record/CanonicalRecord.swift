import Primitives

/// The sealed record of a determination: facts, resolved policy, explanation and outcome in one canonical text.
///
/// An appeal replays it: the stored facts and policy are decided again and must give the same bytes.
package struct CanonicalRecord: Hashable, Sendable {
    /// The schema that the bytes are written in.
    package static let schema = "backstop.determination/2"

    /// The facts decided on.
    package let facts: HouseholdFacts
    /// The policy of the day.
    package let policy: ResolvedPolicy
    /// The canonical bytes.
    package let bytes: [UInt8]

    /// Decides and writes the record.
    package static func deciding(
        _ facts: HouseholdFacts, _ policy: ResolvedPolicy
    ) throws(DeterminationError) -> (result: DeterminationResult, record: CanonicalRecord) {
        let result = try Determination.decide(facts, policy)
        return (result, CanonicalRecord(facts: facts, policy: policy, bytes: encode(facts, policy, result)))
    }

    /// The canonical bytes of a decision.
    package static func encode(
        _ facts: HouseholdFacts, _ policy: ResolvedPolicy, _ result: DeterminationResult
    ) -> [UInt8] {
        CanonicalWriter.object { writer in
            writer.field("explanation", result.explanation.write)
            writer.field("facts", facts.json)
            writer.field("incomeAnnual", result.income.text)
            writer.field("items", each: result.items) { item, writer in writer.object(item.write) }
            writer.field("lineAnnual", result.line.text)
            writer.field("outcome", result.outcome.json)
            writer.field("policy", .canonical(policy.canonicalBytes))
            writer.field("schema", schema)
            writer.field("tests", each: result.tests) { test, writer in writer.object(test.write) }
        }
    }

    /// Reads a record back; the explanation and the outcome stay in the bytes and are made again by `replay`.
    package init(bytes: [UInt8]) throws(RecordError) {
        let json = try CanonicalJSON(bytes: bytes)
        let schema = try json.text("schema")
        guard schema == Self.schema else {
            throw RecordError("the record is written as '\(schema)'; this program replays '\(Self.schema)'")
        }
        self.init(
            facts: try HouseholdFacts(json: try json.field("facts")),
            policy: try ResolvedPolicy(json: try json.field("policy")), bytes: bytes)
    }

    private init(facts: HouseholdFacts, policy: ResolvedPolicy, bytes: [UInt8]) {
        self.facts = facts
        self.policy = policy
        self.bytes = bytes
    }

    /// Decides again from the stored facts and policy and returns the bytes, for comparison with the stored ones.
    package static func replay(_ bytes: [UInt8]) throws -> [UInt8] {
        let record = try CanonicalRecord(bytes: bytes)
        return encode(record.facts, record.policy, try Determination.decide(record.facts, record.policy))
    }
}

extension DeterminationResult.Outcome {
    fileprivate var json: CanonicalJSON {
        var fields: [String: CanonicalJSON] = ["word": .text(word)]
        switch self {
        case .eligible(let award):
            fields["monthlyFen"] = .integer(award.monthly.fen)
            fields["covered"] = .list(award.covered.map(CanonicalJSON.text))
            fields["single"] = .flag(award.single)
        case .marginal(let reasons, let singleFilers, let questions):
            fields["reasons"] = .list(reasons.map(\.json))
            fields["singleFilers"] = .list(singleFilers.map(CanonicalJSON.text))
            fields["singleQuestions"] = .list(questions.map(\.json))
        case .notEligible(let reasons): fields["reasons"] = .list(reasons.map(\.json))
        case .undetermined(let open):
            fields["open"] = .list(open.map(\.json))
        }
        return .object(fields)
    }
}

extension OpenQuestion {
    fileprivate var json: CanonicalJSON {
        .object(["subject": .text(subject), "question": .text(question), "reason": .text(reason)])
    }
}

extension DeterminationResult.Reason {
    fileprivate var json: CanonicalJSON {
        .object([
            "program": .text(program), "test": .text(test), "sentence": .text(sentence),
            "citation": .text(citation),
        ])
    }
}

extension TestOutcome {
    func write(to writer: inout CanonicalWriter) {
        writer.field("citation", citation)
        writer.field("high", measuredHigh.map(CanonicalJSON.integer) ?? .null)
        writer.field("key", key)
        writer.field("limit", .integer(limit))
        writer.field("low", .integer(measuredLow))
        writer.field("program", program)
        writer.field("sentence", sentence)
        writer.field("unit", unit.rawValue)
        writer.field("verdict", verdict.rawValue)
    }
}

extension CountedItem {
    fileprivate func write(to writer: inout CanonicalWriter) {
        writer.field("amount", amount)
        writer.field("asOf", .optional(asOf?.text))
        writer.field("counted", .flag(counted))
        writer.field("key", key)
        writer.field("label", label)
        writer.field("member", member)
        writer.field("reason", reason)
        writer.field("side", side.rawValue)
        writer.field("source", source)
    }
}

extension Explanation {
    func write(to writer: inout CanonicalWriter) {
        writer.field("children", each: children) { child, writer in writer.object(child.write) }
        writer.field("citation", citation)
        writer.field("inputs", each: inputs) { input, writer in
            writer.object {
                $0.field("day", .optional(input.day?.text))
                $0.field("label", input.label)
                $0.field("source", input.source)
                $0.field("value", input.value)
            }
        }
        writer.field("key", key)
        writer.field("label", label)
        writer.field("sentence", sentence)
        writer.field("value", value)
    }
}
