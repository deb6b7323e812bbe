/// An address within the site that grows by parameters: filters, order and page number of a list.
package struct PageAddress: Hashable, Sendable {
    private let path: String
    private var parameters: [FormValues.Pair]

    /// An address with the parameters it has now.
    package init(_ path: String, _ parameters: FormValues = FormValues()) {
        self.path = path
        self.parameters = parameters.pairs.filter { !$0.value.isEmpty }
    }

    /// The same address with one parameter changed, or without it for nil.
    package func with(_ name: String, _ value: String?) -> PageAddress {
        var copy = self
        copy.parameters.removeAll { $0.name == name }
        if let value { copy.parameters.append(FormValues.Pair(name: name, value: value)) }
        return copy
    }

    /// The address as text, percent-encoded.
    package var text: String {
        guard !parameters.isEmpty else { return path }
        let pairs = parameters.map { "\(Self.percentEncoded($0.name))=\(Self.percentEncoded($0.value))" }
        return "\(path)?\(pairs.joined(separator: "&"))"
    }

    /// Text as one segment or parameter of an address (RFC 3986, unreserved characters kept).
    package static func percentEncoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
