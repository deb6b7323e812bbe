/// Why a helper program (the spreadsheet reader, the PDF maker) gave no result.
package struct DocumentToolError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    package enum Code: String, Hashable, Sendable {
        /// The program, or a library it needs, is not installed.
        case missing
        case tooSlow
        case tooLarge
        /// Too many are waiting.
        case busy
        /// The input is not what it claims to be.
        case badInput
        case failed
    }

    package let code: Code
    /// What was being made or read.
    package let subject: String
    /// What happened and what to do.
    package let cause: String

    /// An error about a subject.
    package init(_ code: Code, subject: String, cause: String) {
        self.code = code
        self.subject = subject
        self.cause = cause
    }

    package var description: String { "\(subject)：\(cause)" }
}
