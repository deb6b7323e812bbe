import Primitives
import Sealing

/// The sealed record of a sorting: facts, the policies by their hashes, and what came out, in one canonical text.
///
/// The texts of the policies are kept once each under their hash (`policyTexts`), since eighteen of them belong to a
/// sorting and most sortings of a county share them. With them the record is replayed to the same bytes.
package struct SortingRecord: Hashable, Sendable {
    /// The schema that the bytes are written in.
    package static let schema = "backstop.sorting/1"

    /// The facts sorted on.
    package let facts: HouseholdFacts
    /// What was known beside them.
    package let circumstances: Sorter.Circumstances
    /// The SHA-256 of each program's policy text, in hexadecimal; a program without a policy is left out.
    package let policyHashes: [String: String]
    /// What came out.
    package let sorting: Sorting
    /// The canonical bytes.
    package let bytes: [UInt8]

    /// Sorts and writes the record.
    package init(_ facts: HouseholdFacts, _ circumstances: Sorter.Circumstances, by sorter: Sorter) {
        self.init(
            facts, circumstances, hashes: sorter.policies.mapValues(\.undatedHash),
            sorting: sorter.sort(facts.sheet(sorter.facts), circumstances))
    }

    private init(
        _ facts: HouseholdFacts, _ circumstances: Sorter.Circumstances, hashes: [String: String], sorting: Sorting
    ) {
        self.facts = facts
        self.circumstances = circumstances
        self.sorting = sorting
        policyHashes = hashes
        bytes =
            CanonicalJSON.object([
                "schema": .text(Self.schema), "facts": facts.json,
                "obligorsKnown": .list(circumstances.obligorsKnown.sorted().map(CanonicalJSON.text)),
                "awaiting": .flag(circumstances.isAwaiting),
                "policies": .object(hashes.mapValues(CanonicalJSON.text)), "standing": sorting.standing.json,
                "programs": .list(sorting.entries.map(\.json)),
            ]).bytes
    }

    /// Reads a record back with its sorting as it was written.
    package init(bytes: [UInt8]) throws(RecordError) {
        let json = try CanonicalJSON(bytes: bytes)
        let schema = try json.text("schema")
        guard schema == Self.schema else {
            throw RecordError("the record is written as '\(schema)'; this program reads '\(Self.schema)'")
        }
        facts = try HouseholdFacts(json: try json.field("facts"))
        circumstances = Sorter.Circumstances(
            obligorsKnown: Set(try json.texts("obligorsKnown")), isAwaiting: try json.flag("awaiting"))
        let held = try json.field("policies")
        var hashes: [String: String] = [:]
        for program in try json.object("policies").keys { hashes[program] = try held.text(program) }
        policyHashes = hashes
        var entries: [SortedProgram] = []
        for entry in try json.list("programs") { entries.append(try SortedProgram(json: entry)) }
        sorting = Sorting(standing: try Sorting.Standing(json: try json.field("standing")), entries: entries)
        self.bytes = bytes
    }

    /// Sorts again by the policies whose texts are given by hash and returns the bytes, for comparison.
    package func replayed(by sorter: Sorter) -> [UInt8] {
        SortingRecord(facts, circumstances, by: sorter).bytes
    }

    /// The sorter of the record's own policies, out of their texts by hash; a missing text is an error.
    package func sorter(texts: [String: [UInt8]]) throws -> Sorter {
        var policies: [String: ResolvedPolicy] = [:]
        for (program, hash) in policyHashes {
            guard let text = texts[hash] else { throw RecordError("the text of the policy '\(program)' is not kept") }
            policies[program] = try ResolvedPolicy(undated: text, on: facts.decisionDay)
        }
        guard let facts = policies.values.first?.facts else { throw RecordError("the record names no policy") }
        return Sorter(facts: facts) { (program) throws(PolicyLookupError) in
            guard let policy = policies[program] else { throw .noProgram(program) }
            return policy
        }
    }
}

extension ResolvedPolicy {
    /// The canonical text without its day: what the same rules and values have on every day.
    package var undatedBytes: [UInt8] {
        guard case .object(var fields) = json else { return canonicalBytes }
        fields["day"] = nil
        return CanonicalJSON.object(fields).bytes
    }

    /// The SHA-256 of the undated text, in hexadecimal.
    package var undatedHash: String { Self.undated.made(of: self) { Digest.hex(Digest.sha256(undatedBytes)) } }

    private static let undated = PolicyCache<String>()

    /// Reads an undated text back as the policy of a day.
    init(undated bytes: [UInt8], on day: CivilDate) throws(RecordError) {
        guard case .object(var fields) = try CanonicalJSON(bytes: bytes) else {
            throw RecordError("the text of a policy is no object")
        }
        fields["day"] = .text(day.text)
        try self.init(json: .object(fields))
    }
}

extension Sorting.Standing {
    fileprivate var json: CanonicalJSON {
        let isOpen = if case .open = self { true } else { false }
        return .object(["open": .flag(isOpen), "candidates": .list(candidates.map(CanonicalJSON.optional))])
    }

    fileprivate init(json: CanonicalJSON) throws(RecordError) {
        var candidates: [String?] = []
        for value in try json.list("candidates") {
            if case .text(let program) = value { candidates.append(program) } else { candidates.append(nil) }
        }
        self = try json.flag("open") ? .open(candidates) : .decided(candidates.first ?? nil)
    }
}
