package import Primitives

/// A department record that a finding rests on, so that an objection to the finding can refute the record itself.
///
/// The two prints are digests of what the record says: `identity` of its texts, keys and days (which thing of whose it
/// is), `content` of its amounts too. They are the same in a report and in a run.
package struct FindingRecord: Hashable, Sendable, Codable {
    /// Code of the dataset.
    package let dataset: String
    /// The department's number of the record.
    package let number: Int64
    /// Key of the member under whose identity number it stands.
    package let member: String
    /// The record in a few words, long numbers by their last four characters.
    package let label: String
    /// Print of what the record is.
    package let identity: String
    /// Print of all that it says.
    package let content: String

    /// A record by its parts.
    package init(
        dataset: String, number: Int64, member: String, label: String, identity: String, content: String
    ) {
        (self.dataset, self.number, self.member) = (dataset, number, member)
        (self.label, self.identity, self.content) = (label, identity, content)
    }

    /// What a form calls it: dataset and number.
    package var key: String { "\(dataset)/\(number)" }
}

/// A record that an upheld objection refuted: while it stays as it was it counts in no check, sum or conclusion.
package struct RefutedRecord: Hashable, Sendable {
    /// The person under whose identity number it stands.
    package let person: CitizenID
    /// Code of the dataset.
    package let dataset: String
    /// The department's number of the record.
    package let number: Int64
    /// Print of what the record is, see `FindingRecord`.
    package let identity: String
    /// Print of all that it says.
    package let content: String
    /// Whether the department says that it has corrected the record, so that other amounts in it are heard again.
    package let isCorrected: Bool
    /// The decision that refuted it.
    package let note: SuppressionNote

    /// A record by its parts.
    package init(
        person: CitizenID, dataset: String, number: Int64, identity: String, content: String, isCorrected: Bool,
        note: SuppressionNote
    ) {
        (self.person, self.dataset, self.number) = (person, dataset, number)
        (self.identity, self.content, self.isCorrected, self.note) = (identity, content, isCorrected, note)
    }

    /// Whether a record of today is the one that was refuted.
    func covers(_ record: FindingRecord) -> Bool {
        dataset == record.dataset && number == record.number && identity == record.identity
            && (!isCorrected || content == record.content)
    }
}

/// Where a record stands: the dataset and the department's number.
struct RecordPlace: Hashable, Comparable, Sendable {
    let dataset: String
    let number: Int64

    static func < (left: RecordPlace, right: RecordPlace) -> Bool {
        (left.dataset, left.number) < (right.dataset, right.number)
    }
}

/// The rows of the data in force that are refuted records, by dataset and record number.
package struct RefutedRows: Hashable, Sendable {
    /// The decisions, by dataset and record number.
    package internal(set) var notes: [String: [Int64: SuppressionNote]] = [:]

    /// None.
    package init() {}

    /// Whether there are none.
    package var isEmpty: Bool { notes.isEmpty }

    /// Where they stand.
    var places: Set<RecordPlace> {
        Set(notes.flatMap { dataset, notes in notes.keys.map { RecordPlace(dataset: dataset, number: $0) } })
    }

    /// The first decision about a record of some datasets; the datasets in the order given.
    package func note(in datasets: [String]) -> SuppressionNote? {
        for dataset in datasets {
            if let found = notes[dataset]?.min(by: { $0.key < $1.key }) { return found.value }
        }
        return nil
    }
}

extension RollCall {
    /// Records of a member with a number, as a finding names them.
    func findingRecords(
        _ dataset: String, _ position: Int, member: String, person: CitizenID, digest: EvidenceDigest
    ) -> [FindingRecord] {
        (entries[dataset]?[position]?.records ?? []).compactMap { record in
            record.number.map { number in
                let identity = [dataset, String(number), person.text] + record.identity
                return FindingRecord(
                    dataset: dataset, number: number, member: member, label: record.label,
                    identity: digest(Self.bytes(of: identity)),
                    content: digest(Self.bytes(of: identity + record.amounts)))
            }
        }
    }

    /// Where the numbered records of some datasets stand.
    func places(in datasets: Set<String>) -> Set<RecordPlace> {
        Set(
            datasets.flatMap { dataset in
                (entries[dataset] ?? [:]).values.flatMap(\.records).compactMap(\.number)
                    .map { RecordPlace(dataset: dataset, number: $0) }
            })
    }

    /// Texts one after another, each led by its length, so that none runs into the next.
    private static func bytes(of texts: [String]) -> [UInt8] {
        texts.flatMap { Array("\($0.utf8.count):\($0)\n".utf8) }
    }

    /// The rows that are refuted records, among those of the people called; `positions` says where somebody stands.
    func refuted(
        _ records: [RefutedRecord], positions: [CitizenID: [Int]], digest: EvidenceDigest
    ) -> RefutedRows {
        var rows = RefutedRows()
        for record in records {
            for position in positions[record.person] ?? [] {
                let today = findingRecords(
                    record.dataset, position, member: "", person: record.person, digest: digest)
                for found in today where record.covers(found) {
                    rows.notes[found.dataset, default: [:]][found.number] = record.note
                }
            }
        }
        return rows
    }
}
