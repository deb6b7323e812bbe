import Primitives

/// Reads one field's bytes as a typed value; nil when the bytes are not of that type.
enum FieldParsing {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    private static let signs = Array(".+- ".utf8)

    @inline(__always)
    private static func digit(_ byte: UInt8) -> Int64? {
        let value = byte &- UInt8(ascii: "0")
        return value < 10 ? Int64(value) : nil
    }

    static func integer(_ bytes: Bytes) -> Int64? {
        let isNegative = unsafe bytes.first == UInt8(ascii: "-")
        let start = isNegative ? 1 : 0
        guard bytes.count > start, bytes.count - start <= 18 else { return nil }
        var value: Int64 = 0
        for index in start..<bytes.count {
            guard let digit = unsafe digit(bytes[index]) else { return nil }
            value = value * 10 + digit
        }
        return isNegative ? -value : value
    }

    /// A decimal with at most two places as whole hundredths: `12`, `12.5`, `-12.50`; sixteen characters at most, so
    /// that thousands of them can be added.
    static func hundredths(_ bytes: Bytes) -> Int64? {
        let isNegative = unsafe bytes.first == UInt8(ascii: "-")
        let start = isNegative ? 1 : 0
        guard bytes.count > start, bytes.count - start <= 16 else { return nil }
        var value: Int64 = 0
        var places = -1
        for index in start..<bytes.count {
            let byte = unsafe bytes[index]
            if byte == UInt8(ascii: "."), places < 0, index > start {
                places = 0
            } else if let digit = digit(byte), places < 2 {
                value = value * 10 + digit
                if places >= 0 { places += 1 }
            } else {
                return nil
            }
        }
        guard places != 0 else { return nil }
        let scale: Int64 = places == 2 ? 1 : places == 1 ? 10 : 100
        let (scaled, overflow) = value.multipliedReportingOverflow(by: scale)
        return overflow ? nil : (isNegative ? -scaled : scaled)
    }

    /// A real day written `YYYY-MM-DD`, as its day number.
    static func date(_ bytes: Bytes) -> Int64? {
        guard bytes.count == 10, unsafe bytes[4] == UInt8(ascii: "-"), unsafe bytes[7] == UInt8(ascii: "-"),
            let year = unsafe number(bytes, 0, 4), let month = unsafe number(bytes, 5, 7),
            let day = unsafe number(bytes, 8, 10), year >= 1, month >= 1, month <= 12, day >= 1,
            day <= Self.days(in: month, of: year), CivilDate.years.contains(Int(year))
        else { return nil }
        // Days from civil (Howard Hinnant): years begin in March, so that the leap day is the last.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// A month written `YYYY-MM`, as year × 12 + month − 1.
    static func month(_ bytes: Bytes) -> Int64? {
        guard bytes.count == 7, unsafe bytes[4] == UInt8(ascii: "-"), let year = unsafe number(bytes, 0, 4),
            let month = unsafe number(bytes, 5, 7), year >= 1, month >= 1, month <= 12,
            CivilDate.years.contains(Int(year))
        else { return nil }
        return year * 12 + month - 1
    }

    /// A citizen ID: surrounding spaces and a lower-case x allowed, 15 digits only where the column says so.
    static func citizenKey(_ bytes: Bytes, allowsLegacy: Bool) -> PackedCitizenID? {
        var start = 0
        var end = bytes.count
        while start < end, unsafe bytes[start] == UInt8(ascii: " ") { start += 1 }
        while end > start, unsafe bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
        guard end - start == 18 || (allowsLegacy && end - start == 15) else { return nil }
        return unsafe PackedCitizenID(keyBytes: UnsafeBufferPointer(rebasing: bytes[start..<end]).span)
    }

    /// Whether a field looks like a number that a spreadsheet has rewritten, as in `3.71602E+17`.
    static func isScientific(_ bytes: Bytes) -> Bool {
        var hasExponent = false
        for index in bytes.indices {
            let byte = unsafe bytes[index]
            if byte | 0x20 == UInt8(ascii: "e") {
                hasExponent = true
            } else if digit(byte) == nil, !signs.contains(byte) {
                return false
            }
        }
        return hasExponent
    }

    /// Whether text is well-formed UTF-8 without NUL bytes.
    static func isText(_ bytes: Bytes) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        let raw = unsafe UnsafeRawPointer(base)
        var index = 0
        while index &+ 8 <= bytes.count {
            let word = unsafe UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            if word & highBits == 0 {
                // A zero byte borrows from its neighbours; ASCII has no other way to set a high bit here.
                if (word &- 0x0101_0101_0101_0101) & highBits != 0 { return unsafe isUTF8(bytes, from: index) }
                index &+= 8
            } else if word & 0xC0C0F0 == 0x8080E0, word & 0xFF != 0xE0, word & 0xFF != 0xED {
                // Three bytes of most Chinese characters, no overlong form and no surrogate among them.
                index &+= 3
            } else if word & 0x80 == 0, word & 0xFF != 0 {
                index &+= 1
            } else {
                let next = unsafe character(bytes, index)
                if next == 0 { return false }
                index = next
            }
        }
        return unsafe isUTF8(bytes, from: index)
    }

    /// Where the first byte stands that is no ASCII character, or how many bytes there are.
    static func firstBeyondASCII(_ bytes: Bytes) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let raw = unsafe UnsafeRawPointer(base)
        var index = 0
        while index &+ 8 <= bytes.count,
            unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & highBits == 0
        {
            index &+= 8
        }
        while index < bytes.count, unsafe base[index] < 0x80 { index &+= 1 }
        return index
    }

    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// Where the character behind the one at a place begins; 0 when there is none that is well-formed.
    private static func character(_ bytes: Bytes, _ index: Int) -> Int {
        let lead = unsafe bytes[index]
        if lead == 0 { return 0 }
        if lead < 0x80 { return index + 1 }
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC2, lead <= 0xF4, index + length <= bytes.count else { return 0 }
        let second = unsafe bytes[index + 1]
        // Overlong forms, surrogates and values past U+10FFFF show in the second byte.
        let least: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
        let most: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
        guard second >= least, second <= most else { return 0 }
        for offset in 2..<max(2, length) where unsafe bytes[index + offset] & 0xC0 != 0x80 { return 0 }
        return index + length
    }

    private static func isUTF8(_ bytes: Bytes, from start: Int) -> Bool {
        var index = start
        while index < bytes.count {
            index = unsafe character(bytes, index)
            if index == 0 { return false }
        }
        return true
    }

    private static func number(_ bytes: Bytes, _ start: Int, _ end: Int) -> Int64? {
        var value: Int64 = 0
        for index in start..<end {
            guard let digit = unsafe digit(bytes[index]) else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
