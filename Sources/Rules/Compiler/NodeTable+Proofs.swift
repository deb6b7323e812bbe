import Primitives

extension NodeTable {
    /// Where the value of a step over nodes lies, by interval arithmetic.
    func proof(of operation: Operation) -> Proof {
        switch operation {
        case .constant(let number): Proof(number...number)
        case .add(let left, let right): range(left).added(range(right))
        case .subtract(let left, let right): range(left).subtracted(range(right))
        case .multiply(let left, let right): range(left).multiplied(range(right))
        case .divide(let left, let right, let rounding): range(left).divided(range(right), rounding)
        case .remainder(let left, let right): range(left).remainder(range(right))
        case .minimum(let left, let right): range(left).minimum(range(right))
        case .maximum(let left, let right): range(left).maximum(range(right))
        case .equal(let left, let right): left == right ? Proof(1...1) : range(left).equals(range(right))
        case .less(let left, let right): range(left).isLess(range(right))
        case .lessOrEqual(let left, let right): range(left).isLessOrEqual(range(right))
        case .and(let left, let right): range(left).minimum(range(right))
        case .or(let left, let right): range(left).maximum(range(right))
        case .not(let operand): (1...1).subtracted(range(operand))
        case .choose(let condition, let first, let second): chosen(condition, first, second)
        case .isAmong(let operand, let values): among(range(operand), values)
        case .fold(let fold, let entity, let body, _): folded(fold, entity, range(body))
        case .calendar(let function, let arguments): calendar(function, arguments.map(range))
        case .parameter, .parameterDenominator, .input, .definition, .definitionDenominator, .parent, .lookUp, .hasKey:
            preconditionFailure("The compiler knows the range of a leaf itself.")
        }
    }

    private func range(_ id: NodeID) -> ClosedRange<Int64> { self[id].range }

    private func chosen(_ condition: NodeID, _ first: NodeID, _ second: NodeID) -> Proof {
        let open = range(condition)
        if open == 1...1 { return Proof(range(first)) }
        if open == 0...0 { return Proof(range(second)) }
        return Proof(range(first).hull(range(second)))
    }

    private func among(_ operand: ClosedRange<Int64>, _ values: [Int64]) -> Proof {
        .flag(
            holds: operand.isSingle && values.contains(operand.lowerBound),
            fails: !values.contains(where: operand.contains))
    }

    private func folded(_ fold: Fold, _ entity: EntityID, _ body: ClosedRange<Int64>) -> Proof {
        let most = schema.entities[entity.index].maximumRows
        switch fold {
        case .sum: return Proof(min(0, body.low * Int128(most)), max(0, body.high * Int128(most)))
        case .minimum, .maximum: return Proof(body, canFail: true)
        case .count, .distinct: return Proof(0...most)
        case .any: return .flag(holds: false, fails: body.upperBound == 0)
        case .all: return .flag(holds: body.lowerBound == 1, fails: false)
        }
    }

    private func calendar(_ function: CalendarFunction, _ operands: [ClosedRange<Int64>]) -> Proof {
        let valid = function.operandRange
        let canFail = operands.contains { !valid.contains($0.lowerBound) || !valid.contains($0.upperBound) }
        let inside = operands.map { $0.clamped(to: valid) }
        let first = inside[0]
        switch function {
        case .fullYears:
            let least = function.value(first.upperBound, inside[1].lowerBound)
            return Proof(least...max(least, function.value(first.lowerBound, inside[1].upperBound)), canFail: canFail)
        case .monthOfDate, .yearOfMonth, .firstDay, .lastDay:
            return Proof(function.value(first.lowerBound)...function.value(first.upperBound), canFail: canFail)
        }
    }
}

extension CalendarFunction {
    /// The dates (as days) or months the calendar knows, 1800 to 2200.
    package var operandRange: ClosedRange<Int64> {
        switch self {
        case .fullYears, .monthOfDate: Int64(CivilDate.first.dayNumber)...Int64(CivilDate.last.dayNumber)
        case .yearOfMonth, .firstDay, .lastDay:
            Int64(CivilDate.first.calendarMonth.index)...Int64(CivilDate.last.calendarMonth.index)
        }
    }

    /// The value for operands that the calendar knows.
    func value(_ first: Int64, _ second: Int64 = 0) -> Int64 {
        switch self {
        case .fullYears:
            Int64(CivilDate(dayNumber: Int32(first)).fullYears(until: CivilDate(dayNumber: Int32(second))))
        case .monthOfDate: Int64(CivilDate(dayNumber: Int32(first)).calendarMonth.index)
        case .yearOfMonth: Int64(CalendarMonth(index: Int32(first)).year)
        case .firstDay: Int64(CalendarMonth(index: Int32(first)).firstDay.dayNumber)
        case .lastDay: Int64(CalendarMonth(index: Int32(first)).lastDay.dayNumber)
        }
    }
}
