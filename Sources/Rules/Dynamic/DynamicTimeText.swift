extension DynamicTimestamp {
    /// Reads `2026-03-12T08:05:00.5+08:00` (RFC 3339).
    init(parsing text: String) throws(DynamicError) {
        var scanner = ByteScanner(text)
        let wrong = DynamicError("\(QuotedText.string(text)) is no timestamp such as 2026-03-12T08:05:00Z")
        guard let year = scanner.number(digits: 4), scanner.take("-"), let month = scanner.number(digits: 2),
            scanner.take("-"), let day = scanner.number(digits: 2),
            let date = WallClock(year: year, month: month, day: day),
            scanner.take("T"), let hour = scanner.number(digits: 2), hour < 24, scanner.take(":"),
            let minute = scanner.number(digits: 2), minute < 60, scanner.take(":"),
            let second = scanner.number(digits: 2), second < 60
        else { throw wrong }
        var fraction = 0
        if scanner.take(".") {
            guard let read = scanner.fraction() else { throw wrong }
            fraction = read
        }
        guard let offset = scanner.zone(), scanner.isAtEnd else { throw wrong }
        let seconds = date.dayNumber * 86_400 + hour * 3_600 + minute * 60 + second - offset
        try self.init(nanoseconds: Int128(seconds) * 1_000_000_000 + Int128(fraction))
    }

    /// The moment in UTC, without zeros at the end of the fraction.
    package var text: String {
        let clock = WallClock(seconds: seconds, offset: 0)
        let time = clock.secondOfDay
        let date = "\(padded(clock.year, 4))-\(padded(clock.month, 2))-\(padded(clock.day, 2))"
        let hours = "\(padded(time / 3_600, 2)):\(padded(time / 60 % 60, 2)):\(padded(time % 60, 2))"
        return "\(date)T\(hours)\(fractionText(fraction))Z"
    }
}

extension DynamicDuration {
    private static let units: [(name: String, nanoseconds: Int128)] = [
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
        ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ]

    /// Reads `1h30m`, `-1.5s`, `250ms` and their like.
    init(parsing text: String) throws(DynamicError) {
        var scanner = ByteScanner(text)
        let wrong = DynamicError("\(QuotedText.string(text)) is no duration such as 1h30m or 1.5s")
        let isNegative = scanner.take("-")
        if !isNegative { _ = scanner.take("+") }
        var total: Int128 = 0
        if scanner.rest == "0" {
            _ = scanner.take("0")
        } else if scanner.isAtEnd {
            throw wrong
        }
        while !scanner.isAtEnd {
            let whole = scanner.digits()
            let part = scanner.take(".") ? scanner.digits() : ""
            let name = scanner.word()
            guard !whole.isEmpty || !part.isEmpty, whole.utf8.count <= 19,
                let unit = Self.units.first(where: { $0.name.utf8.elementsEqual(name.utf8) })?.nanoseconds
            else { throw wrong }
            total += (Int128(whole) ?? 0) * unit
            var scale = unit
            for digit in part.utf8.prefix(18) {
                total += Int128(digit - 0x30) * scale / 10
                scale /= 10
            }
            guard total <= Int128(1) << 70 else { throw DynamicError("the duration is longer than 292 years") }
        }
        try self.init(nanoseconds: isNegative ? -total : total)
    }

    /// Seconds with their fraction: `5400s`, `-1.5s`.
    package var text: String {
        let size = nanoseconds.magnitude
        return "\(nanoseconds < 0 ? "-" : "")\(size / 1_000_000_000)\(fractionText(Int64(size % 1_000_000_000)))s"
    }
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

private func fractionText(_ nanoseconds: Int64) -> String {
    guard nanoseconds != 0 else { return "" }
    var digits = padded(Int(nanoseconds), 9)
    while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
    return "." + digits
}

/// Reads a text of fixed form from the front.
struct ByteScanner {
    private var bytes: ArraySlice<UInt8>

    init(_ text: String) { bytes = ArraySlice(Array(text.utf8)) }

    var isAtEnd: Bool { bytes.isEmpty }

    var rest: String { String(decoding: bytes, as: UTF8.self) }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard let first = bytes.first, UInt32(first) == mark.value else { return false }
        bytes.removeFirst()
        return true
    }

    mutating func digits() -> String {
        let run = bytes.prefix { ASCII.isDigit($0) }
        bytes = bytes.dropFirst(run.count)
        return String(decoding: run, as: UTF8.self)
    }

    /// Everything up to the next digit or point.
    mutating func word() -> String {
        let run = bytes.prefix { !ASCII.isDigit($0) && $0 != UInt8(ascii: ".") }
        bytes = bytes.dropFirst(run.count)
        return String(decoding: run, as: UTF8.self)
    }

    mutating func number(digits count: Int) -> Int? {
        let run = bytes.prefix(count)
        guard run.count == count, run.allSatisfy(ASCII.isDigit) else { return nil }
        bytes = bytes.dropFirst(count)
        return Int(String(decoding: run, as: UTF8.self))
    }

    /// The digits behind a decimal point as nanoseconds; digits beyond the ninth are dropped.
    mutating func fraction() -> Int? {
        let run = digits()
        guard !run.isEmpty else { return nil }
        let kept = run.prefix(9)
        return Int(kept + String(repeating: "0", count: 9 - kept.count))
    }

    /// `Z`, or hours and minutes ahead of UTC, as seconds.
    mutating func zone() -> Int? {
        if take("Z") { return 0 }
        let isNegative = take("-")
        guard isNegative || take("+") else { return nil }
        guard let hours = number(digits: 2), hours < 24, take(":"), let minutes = number(digits: 2), minutes < 60 else {
            return nil
        }
        return (hours * 3_600 + minutes * 60) * (isNegative ? -1 : 1)
    }
}
