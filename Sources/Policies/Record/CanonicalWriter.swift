/// Writes canonical JSON without a tree in between; the fields of an object are given in the order of their keys.
struct CanonicalWriter {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// The bytes of one object.
    static func object(_ write: (inout CanonicalWriter) -> Void) -> [UInt8] {
        var writer = CanonicalWriter()
        writer.object(write)
        return writer.bytes
    }

    mutating func object(_ write: (inout CanonicalWriter) -> Void) {
        enclosed(UInt8(ascii: "{"), UInt8(ascii: "}"), write)
    }

    mutating func field(_ key: StaticString, _ text: String) {
        begin(key)
        CanonicalJSON.write(text, to: &bytes)
        needsComma = true
    }

    mutating func field(_ key: StaticString, _ json: CanonicalJSON) {
        begin(key)
        json.write(to: &bytes)
        needsComma = true
    }

    mutating func field<Item>(
        _ key: StaticString, each items: [Item], _ write: (Item, inout CanonicalWriter) -> Void
    ) {
        begin(key)
        enclosed(UInt8(ascii: "["), UInt8(ascii: "]")) { writer in
            for item in items { write(item, &writer) }
        }
    }

    mutating func field(_ key: StaticString, _ write: (inout CanonicalWriter) -> Void) {
        begin(key)
        object(write)
    }

    private mutating func enclosed(_ open: UInt8, _ close: UInt8, _ write: (inout CanonicalWriter) -> Void) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        bytes.append(open)
        needsComma = false
        write(&self)
        bytes.append(close)
        needsComma = true
    }

    /// A key is plain ASCII without quotes.
    private mutating func begin(_ key: StaticString) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }
}
