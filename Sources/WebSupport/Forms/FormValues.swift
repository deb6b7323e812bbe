/// Names and values of a form or of an address, in the order they came.
package struct FormValues: Hashable, Sendable {
    /// One name with one value.
    package struct Pair: Hashable, Sendable {
        let name: String
        let value: String
    }

    /// Limits of a form without files.
    package struct Limits: Sendable {
        let bytesMax: Int
        let fieldsMax: Int

        /// What every form route takes: 256 KiB and 600 fields.
        package static let form = Limits(bytesMax: 256 << 10, fieldsMax: 600)
    }

    private(set) var pairs: [Pair]

    /// Values from pairs.
    package init(_ pairs: [(String, String)] = []) { self.pairs = pairs.map { Pair(name: $0.0, value: $0.1) } }

    /// Reads `application/x-www-form-urlencoded` (WHATWG URL, section 5.1), refusing what is not UTF-8.
    package init(parsing bytes: some Collection<UInt8>, limits: Limits = .form) throws(FormError) {
        guard bytes.count <= limits.bytesMax else { throw .tooLarge(limitBytes: limits.bytesMax) }
        pairs = []
        for part in bytes.split(separator: UInt8(ascii: "&")) {
            guard pairs.count < limits.fieldsMax else { throw .tooManyFields(limit: limits.fieldsMax) }
            let equals = part.firstIndex(of: UInt8(ascii: "="))
            let name = try Self.decoded(part[..<(equals ?? part.endIndex)])
            let value = try equals.map { index throws(FormError) in try Self.decoded(part[part.index(after: index)...])
            }
            pairs.append(Pair(name: name, value: value ?? ""))
        }
    }

    /// The first value under a name, as sent.
    package subscript(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

    /// All values under a name, for check boxes.
    package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    /// The first value without blanks at its ends, nil when nothing is left.
    package func text(_ name: String) -> String? {
        guard let value = self[name] else { return nil }
        let trimmed = Self.trimmed(value)
        return trimmed.isEmpty ? nil : trimmed
    }

    /// The version of a row that a page showed, from its hidden field; 0, which no row ever has, when it is missing.
    package func seenVersion(_ name: String = "version") -> Int64 { text(name).flatMap { Int64($0) } ?? 0 }

    /// The page of a list that an address asks for, from 1 on.
    package var page: Int { min(max(1, text("page").flatMap { Int($0) } ?? 1), 100_000) }

    /// Puts a value under a name in place of what was there.
    package mutating func set(_ name: String, _ value: String) {
        pairs.removeAll { $0.name == name }
        pairs.append(Pair(name: name, value: value))
    }

    mutating func append(_ name: String, _ value: String) { pairs.append(Pair(name: name, value: Self.cleaned(value))) }

    static func trimmed(_ text: String) -> String {
        var slice = text[...]
        while slice.first?.isWhitespace == true { slice = slice.dropFirst() }
        while slice.last?.isWhitespace == true { slice = slice.dropLast() }
        return String(slice)
    }

    /// Line ends as `\n`, other control characters dropped: they break files that are made from the text later.
    static func cleaned(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
        var scalars = String.UnicodeScalarView()
        var previousWasReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" || (scalar == "\n" && !previousWasReturn) {
                scalars.append("\n")
            } else if scalar == "\t" || (scalar.value >= 0x20 && scalar.value != 0x7F) {
                scalars.append(scalar)
            }
            previousWasReturn = scalar == "\r"
        }
        return String(scalars)
    }

    private static func decoded(_ bytes: some Collection<UInt8>) throws(FormError) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "+"): result.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(hexDigit), let low = iterator.next().flatMap(hexDigit) else {
                    throw .malformed
                }
                result.append(high << 4 | low)
            default: result.append(byte)
            }
        }
        guard let text = String(validating: result, as: UTF8.self) else { throw .malformed }
        return cleaned(text)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// Why a form could not be read.
package enum FormError: Error, Hashable, Sendable {
    /// A bad percent sequence, or bytes that are not UTF-8.
    case malformed
    /// More bytes than the form may have.
    case tooLarge(limitBytes: Int)
    /// More fields than the form may have.
    case tooManyFields(limit: Int)

    var pageProblem: PageProblem {
        switch self {
        case .malformed, .tooManyFields: .malformed
        case .tooLarge(let bytes): .tooLarge(limitBytes: bytes)
        }
    }
}
