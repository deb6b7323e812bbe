package import Primitives

/// What the report says in the end, always against named rules.
package enum ReportConclusion: String, Hashable, Sendable, Codable, CaseIterable {
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
    /// The version of this structure that is written; those before it are read.
    package static let presentSchema = 2

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
    /// The rules touched, without those that have been answered.
    package let findings: [Finding]
    /// Findings that have been answered on the same evidence and weigh nothing; empty in reports of schema 1.
    package let suppressedFindings: [SuppressedFinding]
    /// What the report says in the end.
    package let conclusion: ReportConclusion
    /// The rules and silent sources the conclusion rests on, in Chinese.
    package let reasons: [String]
    /// Where and how the family can object.
    package let objectionChannel: String

    /// The answers that were not given, to be printed as such.
    package var silentAnswers: [SourceAnswer] { answers.filter(\.status.isSilent) }

    /// The answers that were given out of data older than the catalogue allows.
    package var staleAnswers: [SourceAnswer] { answers.filter { $0.staleAfterDays != nil } }

    /// The answers under another name, which a person must look at.
    package var mismatchedAnswers: [SourceAnswer] { answers.filter { $0.status == .nameMismatch } }

    /// What the report is and is not, printed under the conclusion.
    package static let disclaimer =
        "本报告依据各部门截至所列日期提供的数据，仅供社会救助审核使用，不替代调查；“未答复”不等于“没有财产或收入”。"
}

extension VerificationReport {
    /// Reads a report of this schema or an earlier one; what schema 1 did not have is empty.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            schemaVersion: try values.decode(Int.self, forKey: .schemaVersion),
            number: try values.decode(String.self, forKey: .number),
            version: try values.decode(Int.self, forKey: .version),
            commissionedBy: try values.decode(String.self, forKey: .commissionedBy),
            purpose: try values.decode(String.self, forKey: .purpose),
            asOf: try values.decode(CivilDate.self, forKey: .asOf),
            queriedAt: try values.decode(Instant.self, forKey: .queriedAt),
            validThrough: try values.decode(CivilDate.self, forKey: .validThrough),
            members: try values.decode([ReportMember].self, forKey: .members),
            answers: try values.decode([SourceAnswer].self, forKey: .answers),
            lines: try values.decode([ReportLine].self, forKey: .lines),
            findings: try values.decode([Finding].self, forKey: .findings),
            suppressedFindings: try values.decodeIfPresent([SuppressedFinding].self, forKey: .suppressedFindings) ?? [],
            conclusion: try values.decode(ReportConclusion.self, forKey: .conclusion),
            reasons: try values.decode([String].self, forKey: .reasons),
            objectionChannel: try values.decode(String.self, forKey: .objectionChannel))
    }
}
