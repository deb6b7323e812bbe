import Foundation

/// How far clocks of a place are ahead of UTC; Foundation is used here alone, for its rules of time zones.
enum TimeZoneOffset {
    /// Seconds ahead of UTC at a moment; the zone is `+08:00`, `-02:30`, `08:00`, or a name such as `Asia/Shanghai`.
    static func seconds(of zone: String, at moment: DynamicTimestamp) throws(DynamicError) -> Int {
        if zone == "UTC" { return 0 }
        if zone.contains(":") {
            let isSigned = zone.hasPrefix("+") || zone.hasPrefix("-")
            var scanner = ByteScanner(isSigned ? zone : "+" + zone)
            guard let offset = scanner.zone(), scanner.isAtEnd else { throw unknown(zone) }
            return offset
        }
        guard let found = TimeZone(identifier: zone) else { throw unknown(zone) }
        return found.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds)))
    }

    private static func unknown(_ zone: String) -> DynamicError {
        DynamicError("\(QuotedText.string(zone)) is no time zone such as +08:00 or Asia/Shanghai")
    }
}
