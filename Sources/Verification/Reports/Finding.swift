/// How much a finding weighs in the conclusion.
package enum FindingSeverity: String, Hashable, Sendable, Codable {
    /// Contradicts a named rule.
    case conflict
    /// Income found above what was declared.
    case incomeDifference
    /// Identity or status that a person must settle.
    case question
    /// Useful for aid; weighs nothing against the family.
    case info
    /// May only open a task, never weigh against the family.
    case warningOnly

    /// The words for people.
    package var chinese: String {
        switch self {
        case .conflict: "与规定不符"
        case .incomeDifference: "收入有出入"
        case .question: "需要核实"
        case .info: "仅供参考"
        case .warningOnly: "提示"
        }
    }
}

/// A department record on which a finding rests.
package struct FindingEvidence: Hashable, Sendable, Codable {
    /// Code of the dataset.
    package let dataset: String
    /// The department's number of the record.
    package let recordNumber: Int64?
    /// The day or month of the record, as text.
    package let date: String?
    /// What identifies the object: a plate, a certificate, an account by its last four.
    package let note: String?

    /// Evidence by its parts.
    package init(dataset: String, recordNumber: Int64? = nil, date: String? = nil, note: String? = nil) {
        self.dataset = dataset
        self.recordNumber = recordNumber
        self.date = date
        self.note = note
    }
}

/// One rule that a found fact touches.
package struct Finding: Hashable, Sendable, Codable {
    /// Stable code of the rule.
    package let rule: String
    /// Chinese name of the rule; empty in reports of schema 1.
    package let title: String
    /// What was found, in one Chinese sentence for the citizen.
    package let sentence: String
    /// The law or agreement on which the rule rests; empty in reports of schema 1.
    package let legalBasis: String
    /// How much it weighs.
    package let severity: FindingSeverity
    /// Key of the member; nil for the family as a whole.
    package let member: String?
    /// Code of the dataset in which it was found.
    package let dataset: String
    /// Codes of all datasets that the rule reads; only `dataset` in reports of schema 1.
    package let datasets: [String]
    /// What was found.
    package let observed: Quantity
    /// The line it passes.
    package let limit: Quantity
    /// The records it rests on.
    package let evidence: [FindingEvidence]
    /// SHA-256 of what it rests on, see `EvidenceKey`, in hexadecimal; empty in reports of schema 1.
    package let evidenceHash: String
    /// All numbered records it would not be the same without; empty where none is known.
    package let records: [FindingRecord]

    /// A finding by its parts.
    package init(
        rule: String, title: String, sentence: String, legalBasis: String, severity: FindingSeverity, member: String?,
        datasets: [String], observed: Quantity, limit: Quantity, evidence: [FindingEvidence], evidenceHash: String,
        records: [FindingRecord] = []
    ) {
        self.rule = rule
        self.title = title
        self.sentence = sentence
        self.legalBasis = legalBasis
        self.severity = severity
        self.member = member
        dataset = datasets.first ?? ""
        self.datasets = datasets
        self.observed = observed
        self.limit = limit
        self.evidence = evidence
        self.evidenceHash = evidenceHash
        self.records = records
    }

    /// Reads a finding; what schema 1 did not have is empty.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        rule = try values.decode(String.self, forKey: .rule)
        title = try values.decodeIfPresent(String.self, forKey: .title) ?? ""
        sentence = try values.decode(String.self, forKey: .sentence)
        legalBasis = try values.decodeIfPresent(String.self, forKey: .legalBasis) ?? ""
        severity = try values.decode(FindingSeverity.self, forKey: .severity)
        member = try values.decodeIfPresent(String.self, forKey: .member)
        dataset = try values.decode(String.self, forKey: .dataset)
        datasets = try values.decodeIfPresent([String].self, forKey: .datasets) ?? [dataset]
        observed = try values.decode(Quantity.self, forKey: .observed)
        limit = try values.decode(Quantity.self, forKey: .limit)
        evidence = try values.decode([FindingEvidence].self, forKey: .evidence)
        evidenceHash = try values.decodeIfPresent(String.self, forKey: .evidenceHash) ?? ""
        records = try values.decodeIfPresent([FindingRecord].self, forKey: .records) ?? []
    }
}
