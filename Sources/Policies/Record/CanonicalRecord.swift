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
        CanonicalJSON.object([
            "schema": .text(schema), "facts": facts.json, "policy": policy.json, "outcome": result.outcome.json,
            "incomeAnnual": .text(result.income.text), "lineAnnual": .text(result.line.text),
            "tests": .list(result.tests.map(\.json)), "items": .list(result.items.map(\.json)),
            "explanation": result.explanation.json,
        ]).bytes
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
    fileprivate var json: CanonicalJSON {
        .object([
            "program": .text(program), "key": .text(key), "unit": .text(unit.rawValue), "low": .integer(measuredLow),
            "high": measuredHigh.map(CanonicalJSON.integer) ?? .null, "limit": .integer(limit),
            "sentence": .text(sentence), "verdict": .text(verdict.rawValue), "citation": .text(citation),
        ])
    }
}

extension CountedItem {
    fileprivate var json: CanonicalJSON {
        .object([
            "key": .text(key), "side": .text(side.rawValue), "member": .text(member), "label": .text(label),
            "amount": .text(amount), "counted": .flag(counted), "reason": .text(reason), "source": .text(source),
            "asOf": .optional(asOf?.text),
        ])
    }
}

extension Explanation {
    fileprivate var json: CanonicalJSON {
        .object([
            "key": .text(key), "label": .text(label), "value": .text(value), "sentence": .text(sentence),
            "citation": .text(citation),
            "inputs": .list(
                inputs.map {
                    .object([
                        "label": .text($0.label), "value": .text($0.value), "source": .text($0.source),
                        "day": .optional($0.day?.text),
                    ])
                }), "children": .list(children.map(\.json)),
        ])
    }
}
