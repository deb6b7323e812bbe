package import Primitives

/// What a finding rests on, in a canonical form: the same evidence has the same hash on any day and in any case.
///
/// The bytes are lines of `length:text` (length in UTF-8 bytes, decimal), each ended by a line feed, in this order: the
/// number of this form; the rule's code; the subject; what was observed; the number of evidence texts and the texts;
/// the number of record numbers and the numbers in ascending order. The subject of a person is the packed citizen ID;
/// that of a household the packed IDs of its members in ascending order, joined by commas, so that another family has
/// other evidence. What was observed is left empty where it grows with the calendar alone (days abroad, an age).
package struct EvidenceKey: Hashable, Sendable {
    /// The number of this form; another one makes every hash another.
    package static let form = 1

    /// The rule's code.
    package let rule: String
    /// The person, or the household's members.
    package let subject: String
    /// What was observed, in hundredths; nil where it depends on the day.
    package let observedHundredths: Int64?
    /// The evidence as the check gives it.
    package let texts: [String]
    /// Record numbers, where known.
    package let records: [Int64]

    /// A key by its parts; of a household give all members.
    package init(
        rule: String, people: [PackedCitizenID], observedHundredths: Int64?, texts: [String], records: [Int64] = []
    ) {
        self.init(
            rule: rule, packed: people.map(\.rawValue), observedHundredths: observedHundredths, texts: texts,
            records: records)
    }

    /// A key by the packed citizen IDs of a person or of all members.
    init(rule: String, packed: [UInt64], observedHundredths: Int64?, texts: [String], records: [Int64] = []) {
        self.rule = rule
        subject = packed.sorted().map { String($0) }.joined(separator: ",")
        self.observedHundredths = observedHundredths
        self.texts = texts
        self.records = records.sorted()
    }

    /// The canonical bytes.
    package var bytes: [UInt8] {
        let parts =
            [String(Self.form), rule, subject, observedHundredths.map { String($0) } ?? "", String(texts.count)] + texts
            + [String(records.count)] + records.map { String($0) }
        return parts.flatMap { Array("\($0.utf8.count):\($0)\n".utf8) }
    }
}

/// SHA-256 of bytes as 64 lower-case hexadecimal characters; given by the caller, which has the cryptography.
package typealias EvidenceDigest = @Sendable ([UInt8]) -> String

extension CheckResult {
    /// What a hit rests on; the same in a run over everybody and in the report of one family.
    ///
    /// What was observed counts unless it grows with the day (an age, days since something), directly or in an
    /// aggregate's value: the same residence is no other evidence tomorrow.
    package func evidenceKey(of hit: CheckHit) -> EvidenceKey {
        let check = book.checks[hit.check]
        let packed =
            hit.person.isEmpty
            ? people.members[
                Int(people.firstMember[hit.householdNumber])..<Int(people.firstMember[hit.householdNumber + 1])
            ].map { $0 } : PackedCitizenID(key: hit.person).map { [$0.rawValue] } ?? []
        return EvidenceKey(
            rule: check.code, packed: packed,
            observedHundredths: book.dependsOnDay(check.observed) ? nil : hit.observedHundredths,
            texts: hit.evidence.isEmpty ? [] : hit.evidence.split(separator: "|").map(String.init))
    }
}

extension CheckBook {
    /// Whether a number moves from day to day although no row changes.
    func dependsOnDay(_ expression: CheckExpression) -> Bool {
        let day = "asOf"
        let names = expression.names
        if names.contains(day) { return true }
        return checks.flatMap(\.aggregates).flatMap(\.values).contains { value in
            names.contains(value.name.text) && value.of?.names.contains(day) == true
        }
    }
}
