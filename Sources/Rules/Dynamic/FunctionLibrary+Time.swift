extension FunctionLibrary {
    /// Parts of a timestamp, in UTC or in the zone given, and of a duration.
    static let clocks: [String: DynamicFunction] = [
        "getFullYear": clock("getFullYear") { clock, _ in clock.year },
        "getMonth": clock("getMonth") { clock, _ in clock.month - 1 },
        "getDate": clock("getDate") { clock, _ in clock.day },
        "getDayOfMonth": clock("getDayOfMonth") { clock, _ in clock.day - 1 },
        "getDayOfWeek": clock("getDayOfWeek") { clock, _ in clock.weekday },
        "getDayOfYear": clock("getDayOfYear") { clock, _ in clock.dayOfYear },
        "getHours": clock("getHours", of: 3_600_000_000_000) { clock, _ in clock.secondOfDay / 3_600 },
        "getMinutes": clock("getMinutes", of: 60_000_000_000) { clock, _ in clock.secondOfDay / 60 % 60 },
        "getSeconds": clock("getSeconds", of: 1_000_000_000) { clock, _ in clock.secondOfDay % 60 },
        "getMilliseconds": { arguments, budget throws(DynamicError) in
            if arguments.count == 1, case .duration(let duration) = arguments[0] {
                return .int(Int64(duration.nanoseconds / 1_000_000 % 1_000))
            }
            return try clock("getMilliseconds") { _, fraction in Int(fraction / 1_000_000) }(arguments, &budget)
        },
    ]

    /// A part of a timestamp; for a duration, how many whole units it has.
    private static func clock(
        _ name: String, of unit: Int128? = nil, _ body: @escaping @Sendable (WallClock, Int64) -> Int
    ) -> DynamicFunction {
        { arguments, _ throws(DynamicError) in
            switch (arguments.count, arguments.first) {
            case (1, .timestamp(let time)):
                return .int(Int64(body(WallClock(seconds: time.seconds, offset: 0), time.fraction)))
            case (2, .timestamp(let time)):
                guard case .string(let zone) = arguments[1] else { throw .noOverload(name, arguments) }
                let offset = try TimeZoneOffset.seconds(of: zone, at: time)
                return .int(Int64(body(WallClock(seconds: time.seconds, offset: offset), time.fraction)))
            case (1, .duration(let duration)):
                guard let unit else { throw .noOverload(name, arguments) }
                return .int(Int64(duration.nanoseconds / unit))
            default: throw .noOverload(name, arguments)
            }
        }
    }
}
