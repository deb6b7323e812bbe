import Primitives

extension Compilation {
    /// What the strict language offers, with the arguments in words.
    static let functions: [String: String] = [
        "yuan": "yuan(50) or yuan(\"0.01\")", "permille": "permille(144)", "percent": "percent(30)",
        "date": "date(\"2026-03-12\")", "month": "month(\"2026-03\")", "perYear": "perYear(x) or perYear(x, months)",
        "perMonth": "perMonth(x)", "forMonths": "forMonths(x, n)", "floor": "floor(x) or floor(x, unit)",
        "ceil": "ceil(x) or ceil(x, unit)", "round": "round(x) or round(x, unit, mode)", "div": "div(a, b)",
        "mod": "mod(a, b)", "min": "min(a, b, …)", "max": "max(a, b, …)", "abs": "abs(x)",
        "fullYears": "fullYears(birth, day)", "monthOf": "monthOf(date)", "yearOf": "yearOf(month)",
        "firstDay": "firstDay(month)", "lastDay": "lastDay(month)",
    ]
    static let methods = ["sum", "min", "max", "size", "distinct"]
    static let walks = ["map", "filter", "exists", "all", "exists_one"]

    func call(
        _ function: String, _ target: Expression?, _ arguments: [Expression], _ range: SourceRange, _ scope: Scope
    ) -> Meaning {
        if let target { return method(function, target, arguments, range, scope) }
        switch function {
        case "yuan": return yuan(arguments, range, period: nil, range, scope)
        case "date", "month": return day(function, arguments, range, scope)
        case "permille", "percent": return share(function, arguments, range, scope)
        case "size" where arguments.count == 1: return method(function, arguments[0], [], range, scope)
        default: break
        }
        guard let form = Self.functions[function] else {
            return wrong(
                "there is no function \"\(function)\"" + Suggestion.text(for: function, among: Self.functions.keys),
                at: range)
        }
        let given = arguments.map { scalar($0, in: scope) }
        let values = given.compactMap { $0 }
        guard values.count == given.count else { return .wrong }
        let call = Call(
            function: function, form: form, values: values, arguments: arguments, range: range, scope: scope)
        switch function {
        case "perYear", "perMonth", "forMonths": return period(call)
        case "floor", "ceil", "round": return rounding(call)
        case "div", "mod": return wholeQuotient(call)
        case "min", "max": return extreme(call)
        case "abs": return magnitude(call)
        default: return calendar(call)
        }
    }

    /// A call whose arguments have values.
    struct Call {
        let function: String
        let form: String
        let values: [Scalar]
        let arguments: [Expression]
        let range: SourceRange
        let scope: Scope

        var types: [RuleType] { values.map(\.type) }
    }

    /// Reports arguments that a function does not take.
    func refuse(_ call: Call) -> Meaning {
        let found = call.values.map(words).joined(separator: ", ")
        return wrong(
            "write \(call.form); found \(call.function) of \(found.isEmpty ? "nothing" : found)", at: call.range)
    }

    private func method(
        _ function: String, _ target: Expression, _ arguments: [Expression], _ range: SourceRange, _ scope: Scope
    ) -> Meaning {
        guard Self.methods.contains(function) else {
            let advice =
                Self.functions[function].map { "; write \($0)" }
                ?? Suggestion.text(for: function, among: Self.methods + Self.walks)
            return wrong("\".\(function)(…)\" is not known behind a value\(advice)", at: range)
        }
        guard arguments.isEmpty else {
            let advice = arguments.count == 1 ? "; choose the value first, with .map(…)" : ""
            return wrong("\".\(function)()\" takes nothing between its brackets\(advice)", at: range)
        }
        let found = meaning(target, in: scope)
        if case .wrong = found { return .wrong }
        return aggregate(function, found, range, scope)
    }

    /// `yuan(50)`, `yuan("0.01")`, with `.perMonth` or `.perYear` behind it.
    func yuan(
        _ arguments: [Expression], _ call: SourceRange, period: String?, _ range: SourceRange, _ scope: Scope
    ) -> Meaning {
        guard let period = [nil: MoneyPeriod.once, "perMonth": .month, "perYear": .year][period] else {
            return wrong("behind yuan(…) stands .perMonth, .perYear or nothing", at: range)
        }
        guard arguments.count == 1 else { return wrong("write yuan(50) or yuan(\"0.01\")", at: call) }
        if case .literal(.string(let text)) = arguments[0].kind {
            guard let money = try? Money(parsing: text) else {
                return wrong(
                    "\"\(text)\" is no amount in yuan: write digits with at most two decimals, as in \"0.01\"",
                    at: arguments[0].range)
            }
            return .scalar(constant(money.fen, .money(period), scope))
        }
        guard let value = scalar(arguments[0], in: scope) else { return .wrong }
        guard value.type == .integer else {
            return wrong("yuan(…) takes a whole number or \"0.01\"; this is \(words(value))", at: arguments[0].range)
        }
        let fen = make(.multiply(value.value, nodes.constant(100, in: scope.entity)), scope)
        if nodes[fen].canFail, nodes.constant(value.value) != nil {
            return wrong("this amount is beyond 64 bits of fen", at: arguments[0].range)
        }
        return .scalar(Scalar(type: .money(period), value: fen))
    }

    private func day(_ function: String, _ arguments: [Expression], _ range: SourceRange, _ scope: Scope) -> Meaning {
        let form = Self.functions[function] ?? function
        guard arguments.count == 1, case .literal(.string(let text)) = arguments[0].kind else {
            return wrong("write \(form): the calendar is read when the rule is, not when it runs", at: range)
        }
        let number =
            function == "date"
            ? (try? CivilDate(parsing: text)).map { Int64($0.dayNumber) }
            : (try? CalendarMonth(parsing: text)).map { Int64($0.index) }
        guard let number else {
            return wrong(
                "\"\(text)\" is no \(function) of the years 1800 to 2200; write \(form)", at: arguments[0].range)
        }
        return .scalar(constant(number, function == "date" ? .date : .month, scope))
    }

    private func share(_ function: String, _ arguments: [Expression], _ range: SourceRange, _ scope: Scope) -> Meaning {
        guard arguments.count == 1 else { return wrong("write \(Self.functions[function] ?? function)", at: range) }
        guard let value = scalar(arguments[0], in: scope) else { return .wrong }
        guard value.type == .integer else {
            return wrong("\(function)(…) takes a whole number; this is \(words(value))", at: arguments[0].range)
        }
        let parts: Int64 = function == "permille" ? 1000 : 100
        var ratio = Scalar(type: .ratio, value: value.value, denominator: .constant(parts))
        if let number = nodes.constant(value.value), number.magnitude <= UInt64(Int64.max) {
            let common = greatestCommonDivisor(abs(number), parts)
            ratio.value = nodes.constant(number / common, in: scope.entity)
            ratio.denominator = .constant(parts / common)
        }
        return .scalar(ratio)
    }
}
