package import FoundationEssentials

extension VerificationReport {
    /// The canonical bytes for sealing: sorted keys, integers only, no blanks.
    package func canonicalJSON() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// Reads a report back from its canonical bytes.
    package init(canonicalJSON data: Data) throws {
        self = try JSONDecoder().decode(VerificationReport.self, from: data)
    }
}
