package import Columns

/// What a dataset can show about a family (domain catalogue of verification items).
package enum DatasetKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Property that may bar an award.
    case property
    /// Income to be counted.
    case income
    /// Spending to be recognised.
    case expense
    /// Identity, family and labour status.
    case status
    /// May only ever open a question, such as power use.
    case warning
    /// Another aid that may not be drawn beside this one.
    case incompatible
}

/// One department's dataset as the catalogue describes it.
package struct DatasetDefinition: Hashable, Sendable {
    /// Stable name; the stem of its catalogue file, of its data file and of its folder in the store.
    package let code: String
    /// Chinese name for people.
    package let name: String
    /// The department that answers for the data.
    package let department: String
    /// Number of the verification item, V01 to V83.
    package let item: String
    /// What the dataset can show.
    package let kind: DatasetKind
    /// How often the department delivers.
    package let cadence: String
    /// Class of sensitivity, for masking and retention.
    package let sensitivity: String
    /// The law or agreement under which the rows may be read.
    package let legalBasis: String
    /// Whether each person must have authorised the reading (banks, securities, insurers).
    package let needsAuthorization: Bool
    /// The columns of its file.
    package let schema: TableSchema
}
