/// An element of a small XML document, with the line it starts on.
struct XMLNode {
    let name: String
    let line: Int
    var text = ""
    var children: [XMLNode] = []

    func first(_ name: String) -> XMLNode? { children.first { $0.name == name } }

    func all(_ name: String) -> [XMLNode] { children.filter { $0.name == name } }

    /// The trimmed text at the end of a path of child elements; nil where one is absent or the text is empty.
    func value(_ path: String...) -> String? {
        var node = self
        for name in path {
            guard let next = node.first(name) else { return nil }
            node = next
        }
        let trimmed = node.text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
        return trimmed.isEmpty ? nil : String(trimmed)
    }
}

/// Reads the XML that banks send.
///
/// That is elements, attributes, text, comments, CDATA, the five entities and character references. A document type is
/// refused, since nothing good comes with one; prefixes of names are dropped.
struct XMLReader {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private static let depthLimit = 32

    /// The root element of a text.
    static func root(of text: String) throws(BankFileRefused) -> XMLNode {
        var reader = XMLReader(text)
        try reader.skipMisc()
        let root = try reader.element(depth: 0)
        try reader.skipMisc()
        guard reader.position == reader.bytes.count else { throw reader.refusal("根元素之后还有内容") }
        return root
    }

    private init(_ text: String) {
        let all = Array(text.utf8)
        bytes = all.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(all.dropFirst(3)) : all
    }

    private mutating func element(depth: Int) throws(BankFileRefused) -> XMLNode {
        guard depth < XMLReader.depthLimit else { throw refusal("元素嵌套过深") }
        guard consume("<") else { throw refusal("此处应是元素的开始") }
        let qualified = try name()
        var node = XMLNode(name: XMLReader.localName(qualified), line: line)
        try attributes()
        if consume("/>") { return node }
        guard consume(">") else { throw refusal("元素\(qualified)的开始标签没有结束") }
        var text: [UInt8] = []
        while true {
            while let byte = peek, byte != UInt8(ascii: "<"), byte != UInt8(ascii: "&") {
                text.append(byte)
                _ = next()
            }
            if consume("</") {
                let closing = try name()
                skipSpace()
                guard closing.utf8.elementsEqual(qualified.utf8), consume(">") else {
                    throw refusal("元素\(qualified)没有正确结束，遇到了\(closing)")
                }
                node.text = String(decoding: text, as: UTF8.self)
                return node
            }
            if try skipCommentOrInstruction() { continue }
            if consume("<![CDATA[") {
                text += try until("]]>")
            } else if peek == UInt8(ascii: "<") {
                node.children.append(try element(depth: depth + 1))
            } else if consume("&") {
                text += try reference()
            } else {
                throw refusal("文件在元素\(qualified)之内中断，可能没有下载完整")
            }
        }
    }

    private mutating func attributes() throws(BankFileRefused) {
        while true {
            skipSpace()
            guard let byte = peek, byte != UInt8(ascii: ">"), byte != UInt8(ascii: "/") else { return }
            _ = try name()
            skipSpace()
            guard consume("=") else { throw refusal("属性缺少等号") }
            skipSpace()
            guard let quote = next(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
                throw refusal("属性值应加引号")
            }
            _ = try until(quote == UInt8(ascii: "'") ? "'" : "\"")
        }
    }

    private mutating func name() throws(BankFileRefused) -> String {
        let start = position
        while let byte = peek, byte >= 0x80 || OneCardFile.isNumberByte(byte) || [0x2E, 0x3A, 0x5F].contains(byte) {
            position += 1
        }
        guard position > start else { throw refusal("此处应是名称") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private static func localName(_ qualified: String) -> String {
        qualified.split(separator: ":").last.map(String.init) ?? qualified
    }

    private mutating func reference() throws(BankFileRefused) -> [UInt8] {
        let body = String(decoding: try until(";"), as: UTF8.self)
        let named: [String: Unicode.Scalar] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
        var scalar = named[body]
        if body.hasPrefix("#x") {
            scalar = UInt32(body.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        } else if body.hasPrefix("#") {
            scalar = UInt32(body.dropFirst()).flatMap(Unicode.Scalar.init)
        }
        guard let scalar else { throw refusal("不认识的字符引用&\(body.prefix(12));") }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func skipMisc() throws(BankFileRefused) {
        repeat { skipSpace() } while try skipCommentOrInstruction()
        if consume("<!DOCTYPE") { throw refusal("不接受带文档类型声明的文件") }
    }

    private mutating func skipCommentOrInstruction() throws(BankFileRefused) -> Bool {
        if consume("<!--") {
            _ = try until("-->")
            return true
        }
        if consume("<?") {
            _ = try until("?>")
            return true
        }
        return false
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func next() -> UInt8? {
        guard let byte = peek else { return nil }
        position += 1
        if byte == UInt8(ascii: "\n") { line += 1 }
        return byte
    }

    private mutating func consume(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count - position >= count else { return false }
        let isThere = text.withUTF8Buffer { wanted in bytes[position..<(position + count)].elementsEqual(wanted) }
        if isThere { position += count }
        return isThere
    }

    private mutating func until(_ end: StaticString) throws(BankFileRefused) -> [UInt8] {
        var taken: [UInt8] = []
        while !consume(end) {
            guard let byte = next() else { throw refusal("文件中断，没有找到\(end)") }
            taken.append(byte)
        }
        return taken
    }

    private mutating func skipSpace() {
        while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { _ = next() }
    }

    private func refusal(_ message: String) -> BankFileRefused {
        BankFileRefused([BankFileProblem(line: line, "XML有误：\(message)；请向银行重新索取回盘文件")])
    }
}
