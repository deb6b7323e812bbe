package import Primitives

/// How a source answered for a person; only `hit` and `noHit` say something about property.
package enum AnswerStatus: String, Hashable, Sendable, Codable {
    /// Rows were found.
    case hit
    /// The source was read and holds nothing for the person.
    case noHit
    /// The source could not be asked: no data taken in, or no authorisation. Never to be read as "no asset".
    case noAnswer
    /// The source was asked and failed.
    case error
    /// Rows under the person's number carry another name; a person must look.
    case nameMismatch
}

/// One source's answer for one member.
package struct SourceAnswer: Hashable, Sendable, Codable {
    /// Code of the dataset in the catalogue.
    package let dataset: String
    /// Chinese name of the dataset.
    package let title: String
    /// The department that answers for it.
    package let department: String
    /// Key of the member asked about.
    package let member: String
    /// How the source answered.
    package var status: AnswerStatus
    /// Rows found.
    package var rows: Int
    /// The day the department's data describe; nil when there are none.
    package let asOf: CivilDate?
    /// When it was asked.
    package let queriedAt: Instant
    /// Why there is no answer, or what failed, in Chinese.
    package var reason: String?
}

/// A number with its unit.
package struct Quantity: Hashable, Sendable, Codable {
    /// What is counted.
    package enum Unit: String, Hashable, Sendable, Codable {
        case fen, count, days, hundredthsSquareMetre, kilowattHours
    }

    /// The number in the unit.
    package let value: Int64
    /// The unit.
    package let unit: Unit

    /// A quantity by its parts.
    package init(_ value: Int64, _ unit: Unit) {
        self.value = value
        self.unit = unit
    }

    /// The quantity for people, "1,234.50 元" or "3".
    package var text: String {
        switch unit {
        case .fen: "\(Money(fen: value).grouped) 元"
        case .count: "\(value)"
        case .days: "\(value) 天"
        case .hundredthsSquareMetre: "\(Money(fen: value).text) 平方米"
        case .kilowattHours: "\(value) 千瓦时"
        }
    }
}

/// Declared against found for one item, of one member or of the family.
package struct ReportLine: Hashable, Sendable, Codable {
    /// Stable code of the item.
    package let item: String
    /// Chinese title.
    package let title: String
    /// Key of the member; nil for the family as a whole.
    package let member: String?
    /// What was declared; nil when the form did not ask.
    package let declared: Quantity?
    /// What the sources hold; nil when none answered.
    package let found: Quantity?
    /// Whether every source needed answered; otherwise `found` is only what is known so far.
    package let isComplete: Bool

    /// Found less declared, when both are known.
    package var difference: Quantity? {
        guard let declared, let found else { return nil }
        return Quantity(found.value - declared.value, found.unit)
    }
}

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
}

/// One rule that a found fact touches.
package struct Finding: Hashable, Sendable, Codable {
    /// Stable code of the rule.
    package let rule: String
    /// The rule in one Chinese sentence.
    package let sentence: String
    /// How much it weighs.
    package let severity: FindingSeverity
    /// Key of the member; nil for the family as a whole.
    package let member: String?
    /// Code of the dataset in which it was found.
    package let dataset: String
    /// What was found.
    package let observed: Quantity
    /// The line it passes.
    package let limit: Quantity
    /// The records it rests on.
    package let evidence: [FindingEvidence]
}

/// What the report says in the end, always against named rules.
package enum ReportConclusion: String, Hashable, Sendable, Codable {
    /// 符合: every needed source answered and no rule is contradicted.
    case meets
    /// 不符合: a named rule is contradicted by records of a person whose identity is settled.
    case doesNotMeet
    /// 需核实: a difference, a question or a silent source that a person must look into.
    case needsReview

    /// The Chinese word on the report.
    package var chinese: String {
        switch self {
        case .meets: "符合"
        case .doesNotMeet: "不符合"
        case .needsReview: "需核实"
        }
    }
}

/// A member as printed on the report.
package struct ReportMember: Hashable, Sendable, Codable {
    /// The caller's key of the person.
    package let key: String
    /// Name as declared.
    package let name: String
    /// Last four characters of the identity number.
    package let lastFour: String
    /// Number of the authorisation; nil when there is none in force.
    package let authorizationNumber: String?
}

/// The report 核对报告: declared against found, rules touched, silent sources, conclusion, validity.
package struct VerificationReport: Hashable, Sendable, Codable {
    /// Version of this structure.
    package let schemaVersion: Int
    /// Number of the report.
    package let number: String
    /// Version of the report under its number.
    package let version: Int
    /// The body that asked.
    package let commissionedBy: String
    /// Why it asked.
    package let purpose: String
    /// The day of the comparison.
    package let asOf: CivilDate
    /// When the sources were asked.
    package let queriedAt: Instant
    /// The last day on which the report may be used.
    package let validThrough: CivilDate
    /// The members compared.
    package let members: [ReportMember]
    /// Every source's answer for every member.
    package let answers: [SourceAnswer]
    /// Declared against found.
    package let lines: [ReportLine]
    /// The rules touched.
    package let findings: [Finding]
    /// What the report says in the end.
    package let conclusion: ReportConclusion
    /// The rules and silent sources the conclusion rests on, in Chinese.
    package let reasons: [String]
    /// Where and how the family can object.
    package let objectionChannel: String

    /// The answers that were not given, to be printed as such.
    package var silentAnswers: [SourceAnswer] { answers.filter { $0.status == .noAnswer || $0.status == .error } }

    /// What the report is and is not, printed under the conclusion.
    package static let disclaimer =
        "本报告依据各部门截至所列日期提供的数据，仅供社会救助审核使用，不替代调查；“未答复”不等于“没有财产或收入”。"
}
