package import Primitives

/// Why a finding on some evidence is not raised again: an objection was upheld, or a ticket corrected the record.
package struct SuppressionNote: Hashable, Sendable, Codable {
    /// Number of the decision on the objection, or of the correction ticket.
    package let reference: String
    /// The day from which it holds.
    package let since: CivilDate

    /// A note by its parts.
    package init(reference: String, since: CivilDate) {
        self.reference = reference
        self.since = since
    }
}

/// A finding that has been answered: printed as 已答复，不再提出, and without weight in the conclusion.
package struct SuppressedFinding: Hashable, Sendable, Codable {
    /// The finding.
    package let finding: Finding
    /// The decision or ticket that answered it.
    package let note: SuppressionNote

    /// A suppressed finding by its parts.
    package init(finding: Finding, note: SuppressionNote) {
        self.finding = finding
        self.note = note
    }
}

extension Sequence where Element == Finding {
    /// Those that weigh, and those that have been answered, by the hashes of their evidence.
    package func parted(
        by suppressions: [String: SuppressionNote]
    ) -> (standing: [Finding], suppressed: [SuppressedFinding]) {
        var (standing, suppressed): ([Finding], [SuppressedFinding]) = ([], [])
        for finding in self {
            if !finding.evidenceHash.isEmpty, let note = suppressions[finding.evidenceHash] {
                suppressed.append(SuppressedFinding(finding: finding, note: note))
            } else {
                standing.append(finding)
            }
        }
        return (standing, suppressed)
    }
}
