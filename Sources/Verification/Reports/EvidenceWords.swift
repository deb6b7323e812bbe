import Primitives

/// A check's evidence for people: which records it stands in, and long numbers by their last four characters.
struct EvidenceWords {
    private let calls: RollCall
    private let datasets: [String]
    private let members: [Int]

    /// More records than this are not listed singly.
    private static let mostRecords = 20
    /// Account and identity numbers are at least so long.
    private static let numberLength = 15

    init(_ calls: RollCall, datasets: [String], members: [Int]) {
        (self.calls, self.datasets, self.members) = (calls, datasets, members)
    }

    /// The evidence with numbers masked, its parts joined for reading.
    func masked(_ evidence: String) -> String {
        evidence.split(separator: "|").map { Self.masked(String($0)) }.joined(separator: "、")
    }

    /// The records in which the evidence stands, with the department's number of each.
    ///
    /// A number of records is no text of any of them and stands alone.
    func records(_ evidence: String) -> [FindingEvidence] {
        let texts = evidence.split(separator: "|").map(String.init)
        let found = texts.flatMap { text in
            standing(text).map { place in
                FindingEvidence(
                    dataset: place.dataset, recordNumber: place.record.number, date: place.record.date,
                    note: Self.masked(text))
            }
        }
        if !found.isEmpty { return Array(found.prefix(Self.mostRecords)) }
        return texts.map { FindingEvidence(dataset: datasets.first ?? "", note: Self.masked($0)) }
    }

    /// Where the evidence stands: records with a number of the department's own.
    func places(_ evidence: String) -> Set<RecordPlace> {
        Set(
            evidence.split(separator: "|").flatMap { standing(String($0)) }.compactMap { place in
                place.record.number.map { RecordPlace(dataset: place.dataset, number: $0) }
            })
    }

    private func standing(_ text: String) -> [(dataset: String, record: RollCall.Record)] {
        datasets.flatMap { dataset in
            members.flatMap { member in
                (calls.entries[dataset]?[member]?.records ?? []).filter { $0.texts.contains(text) }
                    .map { (dataset, $0) }
            }
        }
    }

    /// A text as people may read it.
    static func masked(_ text: String) -> String {
        let digits = text.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
        return text.utf8.count >= numberLength && digits >= numberLength - 1 ? "****\(text.suffix(4))" : text
    }
}
