/// Why a row, a field or a header cannot be taken, for programs.
package enum ProblemReason: String, Hashable, Sendable, Codable {
    case emptyFile, unreadableFile, missingColumn, unknownColumn, columnOrder, duplicateColumn
    case fieldCount, strayQuote, unterminatedQuote, lineTooLong, tooManyRows, badEncoding
    case requiredEmpty, badInteger, badAmount, badDate, badMonth, badCitizenID, scientificNotation,
        duplicateRecordNumber
    case noRows, tooManyRejects, olderThanCurrent, sameFile, secondFile, damagedArchive, mixedEncoding, noBase
    case unknownValue, duplicateRecord, headCount
}

/// One thing wrong with a file: where it is, what is there and what to do about it.
package struct RowProblem: Hashable, Sendable, Codable {
    /// Name of the file without its folder.
    package let file: String
    /// Row as a spreadsheet counts it: the header is row 1.
    package let row: Int
    /// The column's name; nil when the whole row is concerned.
    package let column: String?
    /// The value found, cut short; of an identity number only the last four characters.
    package let value: String?
    /// What is wrong.
    package let reason: ProblemReason
    /// What is expected and what to do, one sentence.
    package let advice: String

    /// A problem by its parts.
    package init(file: String, row: Int, column: String?, value: String?, reason: ProblemReason, advice: String) {
        self.file = file
        self.row = row
        self.column = column
        self.value = value
        self.reason = reason
        self.advice = advice
    }

    /// One line for a screen or a log: place, value and advice.
    package var message: String {
        let place = column.map { "\(file) 第 \(row) 行 \($0) 列" } ?? "\(file) 第 \(row) 行"
        let found = value.map { "“\($0)”" } ?? ""
        return "\(place)\(found)：\(advice)"
    }

    /// A value as it may be shown: identity numbers by their last four characters, text by its first forty.
    package static func shown(_ text: String, masked: Bool) -> String {
        masked ? (text.count > 4 ? "…" + text.suffix(4) : text) : (text.count > 40 ? text.prefix(40) + "…" : text)
    }
}
