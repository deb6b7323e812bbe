/// The functions over values: periods, rounding, whole quotients, extremes, the calendar.
extension Compilation {
    func period(_ call: Call) -> Meaning {
        let scope = call.scope
        switch (call.function, call.types.first, call.types.dropFirst().first, call.values.count) {
        case ("perYear", .money(.month), _, 1), ("perYear", .exactMoney(.month), _, 1):
            var year = call.values[0]
            year.type = year.type.isQuotient ? .exactMoney(.year) : .money(.year)
            return .scalar(multiplied(year, constant(12, .integer, scope), year.type, scope))
        case ("perYear", .money(.month), .integer, 2), ("perYear", .exactMoney(.month), .integer, 2):
            let type: RuleType = call.values[0].type.isQuotient ? .exactMoney(.year) : .money(.year)
            return .scalar(multiplied(call.values[0], call.values[1], type, scope))
        case ("perMonth", .money(.year), _, 1), ("perMonth", .exactMoney(.year), _, 1):
            let month = divided(
                call.values[0], constant(12, .integer, scope), .exactMoney(.month), call.range, scope)
            return month.map { .scalar($0) } ?? .wrong
        case ("forMonths", .money(.month), .integer, 2), ("forMonths", .exactMoney(.month), .integer, 2):
            let type: RuleType = call.values[0].type.isQuotient ? .exactMoney(.once) : .money(.once)
            return .scalar(multiplied(call.values[0], call.values[1], type, scope))
        default:
            let (from, to) =
                call.function == "perYear"
                ? ("money per month", "money per year")
                : call.function == "perMonth"
                    ? ("money per year", "money per month") : ("money per month", "money (once)")
            let found = call.values.map(words).joined(separator: ", ")
            return wrong(
                "\(call.form) makes \(to) of \(from); found \(found.isEmpty ? "nothing" : found)", at: call.range)
        }
    }

    /// `floor(x)`, `ceil(x, unit)`, `round(x, unit, mode)`.
    func rounding(_ call: Call) -> Meaning {
        let most = call.function == "round" ? 3 : 2
        guard (1...most).contains(call.values.count), call.values[0].type.isAmount else { return refuse(call) }
        let value = call.values[0]
        let type: RuleType = value.type.period.map { .money($0) } ?? .integer
        var unit: NodeID?
        if call.values.count > 1 {
            let step = call.values[1]
            guard step.type == .integer || (step.type.period != nil && !step.type.isQuotient) else {
                return wrong(
                    "the unit to round to is money or a whole number of fen; this is \(words(step))",
                    at: call.arguments[1].range)
            }
            unit = step.value
        }
        guard call.values.count == 3 else {
            let rounding: QuotientRounding =
                call.function == "floor" ? .down : call.function == "ceil" ? .up : .halfUp
            return .scalar(Scalar(type: type, value: rounded(value, unit: unit, rounding, call.scope)))
        }
        return rounding(call, value, unit, type)
    }

    private static let modes: [(word: String, rounding: QuotientRounding)] = [
        ("halfUp", .halfUp), ("up", .up), ("down", .down),
    ]

    /// The number of a constant or of a parameter that has a value.
    private func settled(_ node: NodeID) -> Int64? {
        if case .parameter = nodes[node].operation, !nodes[node].canFail { return nodes[node].range.lowerBound }
        return nodes.constant(node)
    }

    private func rounding(_ call: Call, _ value: Scalar, _ unit: NodeID?, _ type: RuleType) -> Meaning {
        let (mode, scope) = (call.values[2], call.scope)
        let known = Self.modes.map(\.word).joined(separator: ", ")
        guard mode.type == .text else {
            return wrong("how to round is one of \(known); this is \(words(mode))", at: call.arguments[2].range)
        }
        let numbers = Self.modes.map { words.number($0.word) }
        if let stray = mode.words?.subtracting(numbers).min() {
            return wrong(
                "how to round is one of \(known); this may be \"\(words.words[Int(stray)])\"",
                at: call.arguments[2].range)
        }
        func result(_ index: Int) -> NodeID { rounded(value, unit: unit, Self.modes[index].rounding, scope) }
        if let only = settled(mode.value), let index = numbers.firstIndex(of: only) {
            return .scalar(Scalar(type: type, value: result(index)))
        }
        guard mode.words != nil || nodes[mode.value].canFail else {
            return wrong(
                "how to round is one of \(known), written here or given by a parameter", at: call.arguments[2].range)
        }
        func isMode(_ index: Int) -> NodeID {
            make(.equal(mode.value, nodes.constant(numbers[index], in: scope.entity)), scope)
        }
        let last = make(.choose(isMode(1), result(1), result(2)), scope)
        return .scalar(Scalar(type: type, value: make(.choose(isMode(0), result(0), last), scope)))
    }

    /// `div(a, b)` and `mod(a, b)`: floor division and what it leaves, in the divisor's sign.
    func wholeQuotient(_ call: Call) -> Meaning {
        guard call.values.count == 2, call.types == [.integer, .integer] else { return refuse(call) }
        let (scope, divisor) = (call.scope, call.values[1].value)
        if nodes.constant(divisor) == 0 { return wrong("this divides by zero", at: call.range) }
        let (above, below) = positive(over: call.values[0].value, divisor, scope)
        if call.function == "div" {
            return .scalar(Scalar(type: .integer, value: make(.divide(above, below, .down), scope)))
        }
        var rest = make(.remainder(above, below), scope)
        if nodes[divisor].range.lowerBound < 0 {
            let zero = nodes.constant(0, in: scope.entity)
            rest = make(
                .choose(make(.less(divisor, zero), scope), make(.subtract(zero, rest), scope), rest), scope)
        }
        return .scalar(Scalar(type: .integer, value: rest))
    }

    func extreme(_ call: Call) -> Meaning {
        guard call.values.count >= 2 else { return refuse(call) }
        var result = call.values[0]
        for value in call.values.dropFirst() {
            guard result.type.isOrdered, let type = result.type.joined(value.type) else {
                return wrong(
                    "\(call.function)(…) compares values of one kind; found \(words(result)) and \(words(value))"
                        + (result.type.isOrdered ? periodAdvice(result.type, value.type) : ""), at: call.range)
            }
            result = extreme(result, value, type, greatest: call.function == "max", call.scope)
        }
        return .scalar(result)
    }

    func magnitude(_ call: Call) -> Meaning {
        guard call.values.count == 1, call.values[0].type.isAmount else { return refuse(call) }
        var result = call.values[0]
        result.value = make(.maximum(result.value, negated(result, call.scope).value), call.scope)
        return .scalar(result)
    }

    func calendar(_ call: Call) -> Meaning {
        let (function, operands, result): (CalendarFunction, [RuleType], RuleType)
        switch call.function {
        case "fullYears": (function, operands, result) = (.fullYears, [.date, .date], .integer)
        case "monthOf": (function, operands, result) = (.monthOfDate, [.date], .month)
        case "yearOf": (function, operands, result) = (.yearOfMonth, [.month], .integer)
        case "firstDay": (function, operands, result) = (.firstDay, [.month], .date)
        default: (function, operands, result) = (.lastDay, [.month], .date)
        }
        guard call.types == operands else { return refuse(call) }
        return .scalar(Scalar(type: result, value: make(.calendar(function, call.values.map(\.value)), call.scope)))
    }
}
