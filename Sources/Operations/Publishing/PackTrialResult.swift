import Foundation
package import Policies
import Primitives

/// What trying a version came to: its texts, its worked cases, the living families.
package struct PackTrialResult: Codable, Sendable {
    /// A worked case that fails.
    package struct FailedCase: Codable, Hashable, Sendable {
        /// The case, as it is called in lists.
        package let name: String
        /// What differs, a sentence each.
        package let differences: [String]
    }

    /// A reason for which families cannot be computed.
    package struct FailedFamilies: Codable, Hashable, Sendable {
        /// The reason, without names.
        package let reason: String
        /// How many families.
        package var count: Int
    }

    /// The problems of the texts, as `file:line:column: message`.
    package var problems: [String] = []
    /// The programs whose worked cases were run.
    package var programs: [String] = []
    /// Worked cases run.
    package var caseCount = 0
    /// Those that fail.
    package var failedCases: [FailedCase] = []
    /// Families on which the version was tried.
    package var familyCount = 0
    /// Families that fail under it and did not before, by reason.
    package var failedFamilies: [FailedFamilies] = []
    /// What it changes for the living families; nil where no family has a decision yet.
    package var simulation: SimulationResult?

    /// An empty result.
    package init() {}

    /// Reads a stored result.
    package init(json: String) throws { self = try JSONDecoder().decode(Self.self, from: Data(json.utf8)) }

    /// The result as it is stored.
    package var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// Whether nothing speaks against publishing.
    package var passes: Bool { reasons.isEmpty }

    /// Everything that forbids publishing.
    package var reasons: [Reason] {
        problems.map { Reason("policy.problem", $0, $0) }
            + failedCases.map { .policyCaseFailed($0.name, $0.differences.first ?? "") }
            + failedFamilies.map { .policyFamilyFailed($0.count, $0.reason) }
    }
}
