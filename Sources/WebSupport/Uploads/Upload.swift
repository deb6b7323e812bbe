package import NIOCore

/// A file that was sent and can be taken.
package struct Upload: Sendable {
    /// Name of the form field.
    package let field: String
    /// The sender's name of the file without folders, at most 120 characters; a label, never a path.
    package let fileName: String
    /// What it is by its bytes.
    package let kind: FileKind
    /// The bytes.
    package let content: ByteBuffer
    /// The bytes as an array, for what stores them.
    package var bytes: [UInt8] { Array(content.readableBytesView) }
}

/// Why a file cannot be taken; each has its own words and advice.
package enum UploadProblem: Error, Hashable, Sendable {
    /// No file was chosen.
    case missing
    /// The file is larger than one file may be.
    case tooLarge(limitBytes: Int)
    /// The bytes are no picture and no PDF.
    case unknownKind
    /// The bytes are something else than the name or the browser says.
    case disguised(actual: FileKind)

    var messageGroup: String {
        switch self {
        case .missing: "error.uploadMissing"
        case .tooLarge: "error.photoTooLarge"
        case .unknownKind: "error.uploadKind"
        case .disguised: "error.uploadDisguised"
        }
    }

    var parameters: [String: String] {
        switch self {
        case .tooLarge(let bytes): ["megabytes": String(bytes >> 20)]
        case .disguised(let actual): ["kind": actual.rawValue.uppercased()]
        default: [:]
        }
    }

    /// The words to show at the field.
    package func message(_ messages: MessageTable) -> String { messages("\(messageGroup).field", parameters) }
}

/// A file part of a request before it is judged.
package struct ReceivedFile: Hashable, Sendable {
    var field: String
    var fileName: String
    var claimedType: String
    /// The bytes, empty when there were too many.
    package internal(set) var content: ByteBuffer
    var isTooLarge = false

    func judged(limitBytes: Int) throws(UploadProblem) -> Upload {
        if isTooLarge { throw .tooLarge(limitBytes: limitBytes) }
        if content.readableBytes == 0 { throw .missing }
        guard let kind = FileKind.detect(content.readableBytesView) else { throw .unknownKind }
        if kind.contradicts(claimedType: claimedType, fileName: fileName) { throw .disguised(actual: kind) }
        return Upload(field: field, fileName: fileName, kind: kind, content: content)
    }
}
