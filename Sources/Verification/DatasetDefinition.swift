package import Columns

/// What one column means to people.
package struct DatasetField: Hashable, Sendable {
    /// Chinese name of the column; nil when the file gives none.
    package let label: String?
    /// The values a text column may hold, each with its Chinese name, in the order of the file; empty for free text.
    package let words: [Word]

    /// A value of a column and its Chinese name.
    package struct Word: Hashable, Sendable {
        /// The value as the department's file has it after intake.
        package let value: String
        /// The Chinese name.
        package let label: String
    }
}

/// One department's dataset as the catalogue describes it.
package struct DatasetDefinition: Hashable, Sendable {
    /// Stable name; the stem of its catalogue file, of its data file and of its folder in the store.
    package let code: String
    /// Chinese name for people.
    package let name: String
    /// The department that answers for the data.
    package let department: String
    /// Number of the verification item, V01 to V83, or L01… for one that a place has added.
    package let item: String
    /// What the dataset can show.
    package let kind: DatasetKind
    /// What it can show, in plain Chinese words; nil when the file does not say.
    package let shows: String?
    /// How often the department delivers.
    package let cadence: DatasetCadence
    /// After how many days an answer is stale; nil when the file sets no limit.
    package let staleAfterDays: Int?
    /// How many days a snapshot is kept; nil when the file sets no limit.
    package let retentionDays: Int?
    /// Class of sensitivity, for masking and access.
    package let sensitivity: DatasetSensitivity
    /// The law or agreement under which the rows may be read.
    package let legalBasis: String
    /// Whether a place must first have a basis of its own before it may take the dataset in.
    package let needsRegionalBasis: Bool
    /// Whether each person must have authorised the reading (banks, securities, insurers, credit).
    package let needsAuthorization: Bool
    /// The kind of source an authorisation must name; nil when none is needed or the file does not say.
    package let authorizedSource: AuthorizedSource?
    /// By what rows are joined to people.
    package let matching: DatasetMatching
    /// The dataset that names the people of an enterprise; only for datasets matched by enterprise.
    package let through: String?
    /// The columns of its file.
    package let schema: TableSchema
    /// What each column means, in the order of the columns.
    package let fields: [DatasetField]
}
