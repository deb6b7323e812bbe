import Primitives

/// Takes the fields of a record apart; a value that cannot be read is silent and said so.
enum FieldReading {
    /// Why a value was not taken.
    enum Fault { case badDate, impossibleDate, scientificNotation }

    /// A number as written; the characters go to the end of `bytes`.
    static func identity(_ raw: some Collection<UInt8>, into bytes: inout [UInt8]) -> (LinkIdentity, Fault?) {
        let start = bytes.count
        for byte in raw where byte > 0x20 { bytes.append((0x61...0x7A).contains(byte) ? byte - 32 : byte) }
        let written = bytes[start...]
        guard !written.isEmpty else { return (LinkIdentity(), nil) }
        var identity = LinkIdentity()
        identity.text = LinkSlice(start: UInt32(start), count: UInt32(written.count))
        let digits = written.prefix { isDigit($0) }.count
        if digits < written.count, written.contains(UInt8(ascii: "+")), written.contains(UInt8(ascii: "E")) {
            return (LinkIdentity(), .scientificNotation)
        }
        if written.count == 18 && digits >= 17 || written.count == 15 && digits == 15,
            let packed = PackedCitizenID(keyBytes: written)
        {
            identity.kind = packed.isLegacy ? .legacy : .modern
            identity.body = packed.matchKey
            identity.isRight = packed.isLegacy || hasRightCheck(written)
        } else {
            identity.kind = .other
            identity.body = LinkHash.of(written)
        }
        return (identity, nil)
    }

    /// GB 11643-1999 (ISO 7064, MOD 11-2).
    private static func hasRightCheck(_ id: ArraySlice<UInt8>) -> Bool {
        let sum = id.dropLast().reduce(0) { ($0 + Int($1 & 15)) * 2 % 11 }
        let check = id.last == UInt8(ascii: "X") ? 10 : Int((id.last ?? 0) & 15)
        return (sum + check) % 11 == 1
    }

    /// A day written with its year first, in any of the usual ways.
    static func birth(_ raw: some Collection<UInt8>) -> (LinkBirth, Fault?) {
        if raw.isEmpty { return (LinkBirth(), nil) }
        var groups: [Int] = []
        var lengths: [Int] = []
        var isInside = false
        for byte in raw {
            if isDigit(byte) {
                if !isInside {
                    groups.append(0)
                    lengths.append(0)
                }
                groups[groups.count - 1] = min(groups[groups.count - 1] * 10 + Int(byte & 15), 999_999_999)
                lengths[lengths.count - 1] += 1
            }
            isInside = isDigit(byte)
        }
        if groups.isEmpty { return (LinkBirth(), raw.contains { $0 > 0x20 } ? .badDate : nil) }
        if lengths == [8] { groups = [groups[0] / 10_000, groups[0] / 100 % 100, groups[0] % 100] }
        guard groups.count == 3, (1000...9999).contains(groups[0]), groups[1] < 100, groups[2] < 100 else {
            return (LinkBirth(), .badDate)
        }
        var birth = LinkBirth(year: Int16(groups[0]), month: UInt8(groups[1]), day: UInt8(groups[2]))
        birth.dayNumber = (try? CivilDate(year: groups[0], month: groups[1], day: groups[2]))?.dayNumber
        return (birth, birth.dayNumber == nil ? .impossibleDate : nil)
    }

    /// The digits of a telephone number, without the country's code; fewer than seven say nothing.
    static func phone(_ raw: some Collection<UInt8>) -> UInt64 {
        if raw.count == 11, raw.first == UInt8(ascii: "1"), raw.allSatisfy(isDigit) {
            return raw.reduce(1) { $0 * 10 + UInt64($1 & 15) }
        }
        var digits = raw.filter(isDigit).map { $0 & 15 }
        if digits.count >= 13, digits.starts(with: [0, 0, 8, 6]) { digits.removeFirst(4) }
        if digits.count == 13, digits.starts(with: [8, 6]) { digits.removeFirst(2) }
        if digits.count == 12, digits.starts(with: [0, 1]) { digits.removeFirst() }
        guard (7...18).contains(digits.count) else { return 0 }
        return digits.reduce(1) { $0 * 10 + UInt64($1) }
    }

    /// 1 for male, 2 for female, 0 otherwise.
    static func sex(_ raw: some Collection<UInt8>) -> UInt8 {
        if raw.isEmpty { return 0 }
        return switch String(decoding: raw.filter { $0 > 0x20 }, as: UTF8.self) {
        case "男", "1", "M", "m", "男性": 1
        case "女", "2", "F", "f", "女性": 2
        default: 0
        }
    }

    /// A text folded by `NameKey`; one of common Han characters and digits alone is taken as it is.
    ///
    /// Nil when the bytes are not UTF-8.
    static func folded(_ raw: some Collection<UInt8>, into scalars: inout [UInt32]) -> LinkSlice? {
        let start = scalars.count
        if !appendPlain(raw, to: &scalars) {
            scalars.removeSubrange(start...)
            guard let text = String(validating: raw, as: UTF8.self) else { return nil }
            for scalar in NameKey.matchKey(text).unicodeScalars { scalars.append(scalar.value) }
        }
        return LinkSlice(start: UInt32(start), count: UInt32(scalars.count - start))
    }

    /// Adds Han characters of three bytes (U+4E00 to U+9FFF) and digits; false at the first of any other kind.
    private static func appendPlain(_ raw: some Collection<UInt8>, to scalars: inout [UInt32]) -> Bool {
        var bytes = raw.makeIterator()
        while let byte = bytes.next() {
            if isDigit(byte) {
                scalars.append(UInt32(byte))
                continue
            }
            guard (0xE4...0xE9).contains(byte), let second = bytes.next(), let third = bytes.next(),
                second & 0xC0 == 0x80, third & 0xC0 == 0x80
            else { return false }
            let value = UInt32(byte & 15) << 12 | UInt32(second & 63) << 6 | UInt32(third & 63)
            guard value >= 0x4E00 else { return false }
            scalars.append(value)
        }
        return true
    }

    /// A name with its surname told apart; nil when the bytes are not UTF-8.
    static func name(_ raw: some Collection<UInt8>, into scalars: inout [UInt32]) -> LinkName? {
        var name = LinkName()
        guard let text = folded(raw, into: &scalars) else { return nil }
        name.text = text
        guard !name.text.isEmpty else { return name }
        let units = scalars[name.text.range]
        name.hash = LinkHash.of(units)
        if units.allSatisfy({ $0 > 0x2E80 }), units.count >= 2 {
            let two = UInt64(units[units.startIndex]) << 32 | UInt64(units[units.startIndex + 1])
            name.surnameCount = units.count >= 3 && doubleSurnames.contains(two) ? 2 : 1
            name.surname = LinkHash.of(units.prefix(Int(name.surnameCount)))
        } else {
            // A name of another script or with a point in it: its first word stands where a surname would.
            name.surname = LinkHash.of(units.prefix { $0 != 0x20 && $0 != 0xB7 })
        }
        return name
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// Surnames of two characters that are still borne.
    private static let doubleSurnames: Set<UInt64> = {
        let list = "欧阳上官司马诸葛司徒夏侯东方皇甫尉迟公孙慕容令狐长孙宇文轩辕端木百里呼延南宫西门申屠公羊澹台拓跋独孤第五"
        let units = list.unicodeScalars.map(\.value)
        return Set(stride(from: 0, to: units.count - 1, by: 2).map { UInt64(units[$0]) << 32 | UInt64(units[$0 + 1]) })
    }()
}
