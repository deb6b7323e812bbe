extension FunctionLibrary {
    static let mathematics: [String: DynamicFunction] = [
        "math.greatest": extreme("math.greatest", .after),
        "math.least": extreme("math.least", .before),
        "math.ceil": double("math.ceil") { $0.rounded(.up) },
        "math.floor": double("math.floor") { $0.rounded(.down) },
        "math.round": double("math.round") { $0.rounded(.toNearestOrAwayFromZero) },
        "math.trunc": double("math.trunc") { $0.rounded(.towardZero) },
        "math.isNaN": test("math.isNaN") { $0.isNaN },
        "math.isInf": test("math.isInf") { $0.isInfinite },
        "math.isFinite": test("math.isFinite") { $0.isFinite },
        "math.abs": one("math.abs") { value throws(DynamicError) in
            switch value {
            case .int(let number): return number < 0 ? try DynamicArithmetic.negate(value) : value
            case .uint: return value
            case .double(let number): return .double(number.magnitude)
            default: throw .noOverload("math.abs", [value])
            }
        },
        "math.sign": one("math.sign") { value throws(DynamicError) in
            switch value {
            case .int(let number): return .int(number.signum())
            case .uint(let number): return .uint(number.signum())
            case .double(let number): return .double(number.isNaN ? number : number > 0 ? 1 : number < 0 ? -1 : 0)
            default: throw .noOverload("math.sign", [value])
            }
        },
        "math.sqrt": one("math.sqrt") { value throws(DynamicError) in
            switch value {
            case .int(let number): return .double(Double(number).squareRoot())
            case .uint(let number): return .double(Double(number).squareRoot())
            case .double(let number): return .double(number.squareRoot())
            default: throw .noOverload("math.sqrt", [value])
            }
        },
    ]

    static let bits: [String: DynamicFunction] = [
        "math.bitAnd": pair("math.bitAnd") { $0 & $1 },
        "math.bitOr": pair("math.bitOr") { $0 | $1 },
        "math.bitXor": pair("math.bitXor") { $0 ^ $1 },
        "math.bitNot": one("math.bitNot") { value throws(DynamicError) in
            switch value {
            case .int(let number): return .int(~number)
            case .uint(let number): return .uint(~number)
            default: throw .noOverload("math.bitNot", [value])
            }
        },
        "math.bitShiftLeft": shift("math.bitShiftLeft") { $0 << $1 },
        "math.bitShiftRight": shift("math.bitShiftRight") { $0 >> $1 },
    ]

    /// The greatest or least of the arguments, or of the one list given.
    private static func extreme(_ name: String, _ wanted: Order) -> DynamicFunction {
        { arguments, _ throws(DynamicError) in
            var candidates = arguments[...]
            if arguments.count == 1, case .list(let list) = arguments[0] { candidates = list.elements[...] }
            guard var best = candidates.popFirst(), best.isNumber else { throw .noOverload(name, arguments) }
            for candidate in candidates {
                guard candidate.isNumber else { throw .noOverload(name, arguments) }
                if try candidate.order(to: best) == wanted { best = candidate }
            }
            return best
        }
    }

    private static func double(_ name: String, _ body: @escaping @Sendable (Double) -> Double) -> DynamicFunction {
        one(name) { value throws(DynamicError) in
            guard case .double(let number) = value else { throw .noOverload(name, [value]) }
            return .double(body(number))
        }
    }

    private static func test(_ name: String, _ body: @escaping @Sendable (Double) -> Bool) -> DynamicFunction {
        one(name) { value throws(DynamicError) in
            guard case .double(let number) = value else { throw .noOverload(name, [value]) }
            return .bool(body(number))
        }
    }

    private static func pair(_ name: String, _ body: @escaping @Sendable (UInt64, UInt64) -> UInt64) -> DynamicFunction
    {
        { arguments, _ throws(DynamicError) in
            switch (arguments.count, arguments.first, arguments.last) {
            case (2, .int(let left), .int(let right)):
                return .int(Int64(bitPattern: body(UInt64(bitPattern: left), UInt64(bitPattern: right))))
            case (2, .uint(let left), .uint(let right)): return .uint(body(left, right))
            default: throw .noOverload(name, arguments)
            }
        }
    }

    /// Bits that come in are 0, also on the left of a negative number.
    private static func shift(_ name: String, _ body: @escaping @Sendable (UInt64, Int64) -> UInt64) -> DynamicFunction
    {
        { arguments, _ throws(DynamicError) in
            guard arguments.count == 2, case .int(let count) = arguments[1] else { throw .noOverload(name, arguments) }
            guard count >= 0 else { throw DynamicError("\(name) cannot shift by \(count)") }
            switch arguments[0] {
            case .int(let number): return .int(Int64(bitPattern: body(UInt64(bitPattern: number), count)))
            case .uint(let number): return .uint(body(number, count))
            default: throw .noOverload(name, arguments)
            }
        }
    }
}
