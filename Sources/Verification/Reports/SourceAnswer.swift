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

    /// Whether nothing can be concluded for want of an answer.
    package var isSilent: Bool { self == .noAnswer || self == .error }

    /// The word for people.
    package var chinese: String {
        switch self {
        case .hit: "有记录"
        case .noHit: "无记录"
        case .noAnswer: "未答复"
        case .error: "出错"
        case .nameMismatch: "姓名不同"
        }
    }
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
    /// Why there is no answer, what failed, or why records cannot be counted as they are, in Chinese.
    package var reason: String?
    /// Days after which such data are old, when they are; nil while they are fresh or no limit is set.
    package let staleAfterDays: Int?
    /// Number of the authorisation under which it was asked; nil where none is needed or there is none.
    package let authorization: String?
    /// Number of the question under which a platform above was asked; nil for the sources at hand.
    package let exchange: String?

    /// An answer by its parts.
    package init(
        dataset: String, title: String, department: String, member: String, status: AnswerStatus, rows: Int,
        asOf: CivilDate?, queriedAt: Instant, reason: String?, staleAfterDays: Int? = nil, authorization: String? = nil,
        exchange: String? = nil
    ) {
        self.dataset = dataset
        self.title = title
        self.department = department
        self.member = member
        self.status = status
        self.rows = rows
        self.asOf = asOf
        self.queriedAt = queriedAt
        self.reason = reason
        self.staleAfterDays = staleAfterDays
        self.authorization = authorization
        self.exchange = exchange
    }

    /// Why records that a platform above found cannot be counted yet; nil where they can, or there are none.
    package var openRecords: String? { exchange != nil && !status.isSilent ? reason : nil }

    /// That the data are older than the catalogue allows, in Chinese; nil while they are fresh.
    package var staleNote: String? {
        staleAfterDays.map { "数据截至\(asOf?.chineseText ?? "不明")，超过规定的\($0)天，只能作参考" }
    }
}
