/// All decimal digits of a finite binary number, which has finitely many, for rounding half to even at any place.
struct ExactDecimal {
    private let isNegative: Bool
    /// Digits, the most significant first, without zeros in front; empty for zero.
    private var digits: [UInt8] = []
    /// How many of the digits stand before the point; negative for zeros behind it.
    private var point = 0

    init(_ value: Double) {
        isNegative = value.sign == .minus
        guard value != 0 else { return }
        // value = mantissa × 2^exponent; a negative power is a multiplication by 5 and a shift of the point.
        let exponent = Int(value.exponent) - 52
        var whole = BigWhole(UInt64(value.magnitude.significand * 0x1p52))
        for _ in 0..<abs(exponent) { whole.multiply(by: exponent > 0 ? 2 : 5) }
        digits = whole.decimalDigits
        point = digits.count - max(0, -exponent)
    }

    /// `-12.50`: so many digits behind the point.
    func fixed(_ places: Int) -> String {
        let (rounded, point) = rounded(keeping: point + places)
        var whole = String(decoding: rounded.prefix(max(0, point)).map { $0 + 0x30 }, as: UTF8.self)
        whole += String(repeating: "0", count: max(0, point - rounded.count))
        var fraction = String(repeating: "0", count: min(places, max(0, -point)))
        fraction += String(decoding: rounded.dropFirst(max(0, point)).map { $0 + 0x30 }, as: UTF8.self)
        fraction += String(repeating: "0", count: max(0, places - fraction.utf8.count))
        return (isNegative ? "-" : "") + (whole.isEmpty ? "0" : whole) + (places > 0 ? "." + fraction : "")
    }

    /// `-1.25e+01`: so many digits behind the point.
    func scientific(_ places: Int) -> String {
        let (kept, point) = rounded(keeping: places + 1)
        let exponent = kept.isEmpty ? 0 : point - 1
        var text = String(decoding: kept.map { $0 + 0x30 }, as: UTF8.self)
        text += String(repeating: "0", count: max(0, places + 1 - text.utf8.count))
        let size = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
        let fraction = places > 0 ? "." + text.dropFirst() : ""
        return "\(isNegative ? "-" : "")\(text.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(size)"
    }

    /// The first digits, the last of them rounded half to even, and the place of the point.
    private func rounded(keeping count: Int) -> (digits: [UInt8], point: Int) {
        guard count < digits.count else { return (digits, point) }
        guard count >= 0 else { return ([], 0) }
        var kept = Array(digits[..<count])
        let rest = digits[count...]
        let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
        let roundsUp = isHalf ? (kept.last ?? 0) % 2 == 1 : (rest.first ?? 0) >= 5
        guard roundsUp else { return (kept, point) }
        var place = count - 1
        while place >= 0, kept[place] == 9 {
            kept[place] = 0
            place -= 1
        }
        guard place < 0 else {
            kept[place] += 1
            return (kept, point)
        }
        return ([1] + kept, point + 1)
    }
}

/// A whole number of any size, in groups of nine decimal digits, the least significant first.
private struct BigWhole {
    private var groups: [UInt64]

    init(_ value: UInt64) { groups = [value % 1_000_000_000, value / 1_000_000_000] }

    mutating func multiply(by factor: UInt64) {
        var carry: UInt64 = 0
        for place in groups.indices {
            let product = groups[place] * factor + carry
            groups[place] = product % 1_000_000_000
            carry = product / 1_000_000_000
        }
        if carry > 0 { groups.append(carry) }
    }

    var decimalDigits: [UInt8] {
        var digits: [UInt8] = []
        for var group in groups {
            for _ in 0..<9 {
                digits.append(UInt8(group % 10))
                group /= 10
            }
        }
        while digits.last == 0 { digits.removeLast() }
        return digits.reversed()
    }
}
