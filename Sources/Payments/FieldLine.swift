/// A line of a text whose fields are parted by `|`, with its place in the file.
struct FieldLine {
    /// From 1.
    let number: Int
    let text: String

    var fields: [String] { text.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }

    /// The lines of a text; LF and CR LF end a line, a byte order mark and empty lines at the end are dropped.
    static func split(_ text: String) -> [FieldLine] {
        var bytes = Array(text.utf8)[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.enumerated().map { FieldLine(number: $0 + 1, text: $1) }
    }
}

/// CRC-32 (ISO-HDLC, as in zip files): finds cut or altered files; it proves nothing about who wrote them.
enum CRC32 {
    /// Eight hex digits of the checksum of a text's UTF-8 bytes.
    static func hex(of text: String) -> String {
        var register: UInt32 = ~0
        for byte in text.utf8 {
            register ^= UInt32(byte)
            for _ in 0..<8 { register = register & 1 == 1 ? register >> 1 ^ 0xEDB8_8320 : register >> 1 }
        }
        let digits = String(~register, radix: 16, uppercase: true)
        return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }
}
