/// The record of a determination as stored: of a household by dibao and its fallback, or of one program of a sorting.
package enum DeterminationRecord: Hashable, Sendable {
    /// Dibao and marginal households.
    case household(CanonicalRecord)
    /// A program that is decided together with the others.
    case program(ProgramRecord)

    /// Reads a record back, whichever it is.
    package init(bytes: [UInt8]) throws(RecordError) {
        let schema = try CanonicalJSON(bytes: bytes).text("schema")
        switch schema {
        case ProgramRecord.schema: self = .program(try ProgramRecord(bytes: bytes))
        default: self = .household(try CanonicalRecord(bytes: bytes))
        }
    }

    /// The facts decided on.
    package var facts: HouseholdFacts {
        switch self {
        case .household(let record): record.facts
        case .program(let record): record.facts
        }
    }

    /// The SHA-256 of the policy texts that a replay needs beside the record, in hexadecimal.
    package var policyHashes: [String] {
        switch self {
        case .household: []
        case .program(let record): Array(record.sorting.policyHashes.values)
        }
    }

    /// Decides again and returns the bytes, for comparison with the stored ones.
    package func replayed(texts: [String: [UInt8]]) throws -> [UInt8] {
        switch self {
        case .household(let record): try CanonicalRecord.replay(record.bytes)
        case .program(let record): try record.replayed(texts: texts)
        }
    }
}
