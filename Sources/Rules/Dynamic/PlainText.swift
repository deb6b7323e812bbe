extension DynamicValue {
    /// The value as `%s` of `format` writes it.
    package var plainText: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): "\(value)"
        case .uint(let value): "\(value)"
        case .double(let value): DoubleText.positional(value)
        case .string(let text): text
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        case .list(let list): "[" + list.elements.map(\.plainText).joined(separator: ", ") + "]"
        case .map(let map):
            "{"
                + map.entries.map { ($0.key.plainText, $0.value.plainText) }
                .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
                .map { "\($0.0): \($0.1)" }.joined(separator: ", ") + "}"
        case .type(let name): name
        case .timestamp(let time): time.text
        case .duration(let duration): duration.text
        case .optional(.none): "optional.none()"
        case .optional(.some(let value)): "optional.of(\(value.plainText))"
        case .address(let address): address.text
        case .network(let network): network.text
        }
    }
}

/// Binary numbers as text.
enum DoubleText {
    /// The fewest digits that read back as the same number, with an exponent below 1e-4 and from 1e+06 on.
    static func shortest(_ value: Double) -> String {
        guard let (sign, digits, point) = parts(value) else { return special(value) }
        guard value != 0 else { return sign + "0" }
        let exponent = point - 1
        guard exponent < -4 || exponent >= 6 else {
            return sign + plain(digits, point)
        }
        let fraction = digits.count > 1 ? "." + String(digits.dropFirst()) : ""
        let size = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
        return "\(sign)\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(size)"
    }

    /// The fewest digits that read back as the same number, never with an exponent.
    static func positional(_ value: Double) -> String {
        guard let (sign, digits, point) = parts(value) else { return special(value) }
        return sign + plain(digits, point)
    }

    static func special(_ value: Double) -> String {
        value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
    }

    /// Sign, significant digits and the place of the point behind the first of them; nil for NaN and infinities.
    private static func parts(_ value: Double) -> (sign: String, digits: String, point: Int)? {
        guard value.isFinite else { return nil }
        let sign = value.sign == .minus ? "-" : ""
        guard value != 0 else { return (sign, "0", 1) }
        let pieces = "\(value.magnitude)".split(separator: "e")
        let mantissa = pieces[0].split(separator: ".")
        let fraction = mantissa.count > 1 ? mantissa[1] : ""
        let all = String(mantissa[0] + fraction)
        let leading = all.prefix { $0 == "0" }.count
        let digits = all.dropFirst(leading).reversed().drop { $0 == "0" }.reversed()
        let exponent = pieces.count > 1 ? Int(pieces[1]) ?? 0 : 0
        return (sign, String(digits), mantissa[0].count - leading + exponent)
    }

    private static func plain(_ digits: String, _ point: Int) -> String {
        if point <= 0 { return "0." + String(repeating: "0", count: -point) + digits }
        if point >= digits.count { return digits + String(repeating: "0", count: point - digits.count) }
        return "\(digits.prefix(point)).\(digits.dropFirst(point))"
    }
}
