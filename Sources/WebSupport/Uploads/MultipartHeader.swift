/// Headers of one part: the name of its field and, for a file, what the sender calls it.
struct MultipartHeader: Hashable, Sendable {
    let name: String
    let fileName: String?
    let contentType: String

    /// Reads the header lines of a part.
    init(_ text: String) throws(MultipartError) {
        var disposition: [String: String]?
        var contentType = ""
        for line in text.split(separator: "\r\n", omittingEmptySubsequences: true) {
            guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else {
                throw .malformed("a header line has no colon")
            }
            let value = FormValues.trimmed(String(line[line.utf8.index(after: colon)...]))
            switch line[..<colon].lowercased() {
            case "content-disposition": disposition = Self.parameters(of: value)
            case "content-type": contentType = String(value.prefix(100))
            default: continue
            }
        }
        guard let disposition, let name = disposition["name"], !name.isEmpty, name.utf8.count <= 200 else {
            throw .malformed("a part has no field name")
        }
        self.name = name
        self.contentType = contentType
        fileName = disposition["filename"].map(Self.label)
    }

    /// The part of a sender's file name that is safe to show: no folders, no control characters.
    private static func label(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        return String(FormValues.cleaned(String(last)).filter { $0 != "\n" }.suffix(120))
    }

    /// Parameters of a header value, `form-data; name="photo"; filename="a.jpg"`.
    ///
    /// Browsers write a quotation mark inside a name as `%22` and no backslash escapes (WHATWG HTML, multipart
    /// encoding), so a quoted value simply ends at the next quotation mark.
    private static func parameters(of value: String) -> [String: String]? {
        let bytes = Array(value.utf8)
        guard let kindEnd = bytes.firstIndex(of: UInt8(ascii: ";")),
            String(decoding: bytes[..<kindEnd], as: UTF8.self).lowercased() == "form-data"
        else { return nil }
        var parameters: [String: String] = [:]
        var position = kindEnd
        while position < bytes.count {
            while position < bytes.count, bytes[position] == UInt8(ascii: ";") || bytes[position] == 32 {
                position += 1
            }
            guard let equals = bytes[position...].firstIndex(of: UInt8(ascii: "=")) else { break }
            let name = String(decoding: bytes[position..<equals], as: UTF8.self).lowercased()
            let isQuoted = equals + 1 < bytes.count && bytes[equals + 1] == UInt8(ascii: "\"")
            let start = equals + (isQuoted ? 2 : 1)
            guard start <= bytes.count else { break }
            let close = bytes[start...].firstIndex(of: isQuoted ? UInt8(ascii: "\"") : UInt8(ascii: ";"))
            if isQuoted, close == nil { return nil }
            let end = close ?? bytes.count
            let text = String(decoding: bytes[start..<end], as: UTF8.self)
            if parameters[name] == nil { parameters[name] = text.replacing("%22", with: "\"") }
            position = end + (isQuoted ? 1 : 0)
        }
        return parameters
    }
}

/// Why a multipart request cannot be read.
package enum MultipartError: Error, Hashable, Sendable {
    /// Not multipart, or against its grammar.
    case malformed(String)
    /// The bytes end before the last boundary.
    case truncated
    /// A part's headers are longer than 8 KiB.
    case headerTooLarge
    /// More parts than a form may have.
    case tooManyParts(limit: Int)
    /// More bytes than the request may have.
    case tooLarge(limitBytes: Int)

    var pageProblem: PageProblem {
        switch self {
        case .tooLarge(let bytes): .tooLarge(limitBytes: bytes)
        default: .malformed
        }
    }
}
