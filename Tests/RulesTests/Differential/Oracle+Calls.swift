import Primitives
import Rules

extension Oracle {
    // MARK: Rows

    /// The rows an expression goes through; their filter must not fail.
    private func rows(_ expression: Expression, _ place: Place) throws -> [Row] {
        switch expression.kind {
        case .name, .select:
            var above = place.row
            if case .select(let operand, _, _) = expression.kind, case .name(let variable, _) = operand.kind {
                above = place.variables[variable] ?? above
            }
            let below = above.entity + 1
            return facts.rows[below].indices.filter { facts.rows[below][$0].parent == above.index }
                .map { Row(entity: below, index: $0) }
        case .comprehension(let walk):
            guard walk.kind == .filter, let condition = walk.condition else { preconditionFailure("Not rows.") }
            return try rows(walk.range, place).filter { try flag(condition, inside(walk, $0, place)) }
        default: preconditionFailure("Not rows.")
        }
    }

    private func inside(_ walk: Comprehension, _ row: Row, _ place: Place) -> Place {
        var inner = place
        inner.variables[walk.variables[0]] = row
        return inner
    }

    func quantified(_ walk: Comprehension, _ place: Place) throws -> Bool {
        guard let condition = walk.condition else { preconditionFailure("No condition.") }
        let flags = try rows(walk.range, place).map { row in
            Result { try flag(condition, inside(walk, row, place)) }
        }
        switch walk.kind {
        case .exists: return try decide(flags, by: true)
        case .all: return try decide(flags, by: false)
        default: return try flags.filter { try $0.get() }.count == 1
        }
    }

    func aggregate(_ function: String, _ target: Expression, _ place: Place) throws -> Value {
        if function == "size" {
            if case .call("distinct", let inner?, _) = target.kind {
                return .number(Rational(Int64(Set(try values(inner, place)).count)))
            }
            return .number(Rational(Int64(try rows(target, place).count)))
        }
        let numbers = try values(target, place).map { value -> Rational in
            guard case .number(let number) = value else { preconditionFailure("Not a number.") }
            return number
        }
        guard function != "sum" else { return .number(try numbers.reduce(Rational(0)) { try $0.adding($1) }) }
        guard var best = numbers.first else { throw Failure() }
        for number in numbers where function == "min" ? try number.precedes(best) : try best.precedes(number) {
            best = number
        }
        return .number(best)
    }

    private func values(_ expression: Expression, _ place: Place) throws -> [Value] {
        guard case .comprehension(let walk) = expression.kind, let result = walk.result else {
            preconditionFailure("Not values of rows.")
        }
        return try rows(walk.range, place).map { try evaluate(result, inside(walk, $0, place)) }
    }

    // MARK: Functions

    func call(_ function: String, _ arguments: [Expression], _ place: Place) throws -> Value {
        if case .literal(.string(let text))? = arguments.first?.kind {
            switch function {
            case "yuan": return .number(Rational(try Money(parsing: text).fen))
            case "date": return .number(Rational(Int64(try CivilDate(parsing: text).dayNumber)))
            default: return .number(Rational(Int64(try CalendarMonth(parsing: text).index)))
            }
        }
        if function == "round", arguments.count == 3 {
            guard case .word(let mode) = try evaluate(arguments[2], place) else { preconditionFailure("Not a word.") }
            return .number(try rounded(number(arguments[0], place), to: number(arguments[1], place), mode))
        }
        let values = try arguments.map { try number($0, place) }
        switch function {
        case "yuan": return .number(try values[0].multiplied(Rational(100)))
        case "permille": return .number(try values[0].divided(Rational(1000)))
        case "percent": return .number(try values[0].divided(Rational(100)))
        case "perYear": return .number(try values[0].multiplied(values.count > 1 ? values[1] : Rational(12)))
        case "perMonth": return .number(try values[0].divided(Rational(12)))
        case "forMonths": return .number(try values[0].multiplied(values[1]))
        case "abs": return .number(try values[0].precedes(Rational(0)) ? values[0].negated : values[0])
        case "floor", "ceil", "round":
            let mode = ["floor": "down", "ceil": "up", "round": "halfUp"][function] ?? ""
            return .number(try rounded(values[0], to: values.count > 1 ? values[1] : Rational(1), mode))
        case "div", "mod":
            guard !values[1].isZero else { throw Failure() }
            let quotient = try values[0].divided(values[1]).floor
            return .number(function == "div" ? quotient : try values[0].adding(quotient.multiplied(values[1]).negated))
        case "min": return .number(try values.dropFirst().reduce(values[0]) { try $1.precedes($0) ? $1 : $0 })
        case "max": return .number(try values.dropFirst().reduce(values[0]) { try $0.precedes($1) ? $1 : $0 })
        default: return .number(Rational(try calendar(function, values)))
        }
    }

    private func rounded(_ value: Rational, to unit: Rational, _ mode: String) throws -> Rational {
        guard try Rational(0).precedes(unit) else { throw Failure() }
        let units = try value.divided(unit)
        let whole = try mode == "down" ? units.floor : mode == "up" ? units.ceiling : units.rounded
        return try whole.multiplied(unit)
    }

    private func calendar(_ function: String, _ values: [Rational]) throws -> Int64 {
        let isDate = function == "fullYears" || function == "monthOf"
        let valid: ClosedRange<Int128> =
            isDate
            ? Int128(CivilDate.first.dayNumber)...Int128(CivilDate.last.dayNumber) : 1_800 * 12...2_200 * 12 + 11
        guard values.allSatisfy({ valid.contains($0.numerator) }) else { throw Failure() }
        let numbers = values.map { Int32($0.numerator) }
        switch function {
        case "fullYears":
            let (birth, day) = (CivilDate(dayNumber: numbers[0]), CivilDate(dayNumber: numbers[1]))
            var years = day.year - birth.year
            if day.month < birth.month || (day.month == birth.month && day.day < birth.day) { years -= 1 }
            return Int64(years)
        case "monthOf":
            let date = CivilDate(dayNumber: numbers[0])
            return Int64(date.year * 12 + date.month - 1)
        case "yearOf": return Int64(numbers[0] / 12)
        case "firstDay": return Int64(CalendarMonth(index: numbers[0]).firstDay.dayNumber)
        default: return Int64(CalendarMonth(index: numbers[0]).lastDay.dayNumber)
        }
    }
}
