extension SQLLowering {
    /// A calendar function as whole-number arithmetic, after Howard Hinnant's days_from_civil: years begin in March.
    mutating func calendar(_ function: CalendarFunction, _ arguments: [NodeID], _ node: Node) -> NodeID {
        var steps = CalendarSteps(entity: node.entity, table: table)
        let operands = arguments.map { steps.checked($0, inside: function.operandRange) }
        let result: NodeID
        switch function {
        case .fullYears:
            let years = operands.map { operand in
                let (year, day) = steps.marchYear(of: operand)
                return steps.add(steps.multiply(year, 1000), day)
            }
            let distance = steps.make(.subtract(years[1], years[0]))
            result = steps.known(.divide(distance, steps.number(1000), .down), node.range)
        case .monthOfDate:
            let (year, day) = steps.marchYear(of: operands[0])
            let month = steps.divide(steps.add(steps.multiply(day, 5), steps.number(2)), 153)
            result = steps.known(
                .add(steps.add(steps.multiply(year, 12), month), steps.number(2)), node.range)
        case .yearOfMonth: result = steps.known(.divide(operands[0], steps.number(12), .down), node.range)
        case .firstDay: result = steps.firstDay(of: operands[0])
        case .lastDay:
            let next = steps.add(operands[0], steps.number(1))
            result = steps.make(.subtract(steps.firstDay(of: next), steps.number(1)))
        }
        table = steps.table
        return result
    }
}

/// Arithmetic of the calendar over nodes, with ranges narrower than interval arithmetic finds.
private struct CalendarSteps {
    let entity: EntityID
    var table: NodeTable

    mutating func make(_ operation: Operation) -> NodeID { table.make(operation, in: entity) }

    mutating func number(_ number: Int64) -> NodeID { table.constant(number, in: entity) }

    mutating func add(_ left: NodeID, _ right: NodeID) -> NodeID { make(.add(left, right)) }

    mutating func multiply(_ left: NodeID, _ right: Int64) -> NodeID { make(.multiply(left, number(right))) }

    mutating func divide(_ left: NodeID, _ right: Int64) -> NodeID { make(.divide(left, number(right), .down)) }

    mutating func known(_ operation: Operation, _ range: ClosedRange<Int64>) -> NodeID {
        if operation.operands.allSatisfy({ table.constant($0) != nil }) { return make(operation) }
        return table.leaf(operation, in: entity, Proof(range))
    }

    /// A date or month, or a failure when the calendar does not know it.
    mutating func checked(_ operand: NodeID, inside valid: ClosedRange<Int64>) -> NodeID {
        let range = table[operand].range
        if valid.contains(range) { return operand }
        let isInside = make(
            .and(
                make(.lessOrEqual(number(valid.lowerBound), operand)),
                make(.lessOrEqual(operand, number(valid.upperBound)))))
        return table.leaf(
            .divide(operand, isInside, .down), in: entity, Proof(range.clamped(to: valid), canFail: true))
    }

    /// The year that begins in March, and the day of it from 0.
    mutating func marchYear(of date: NodeID) -> (year: NodeID, day: NodeID) {
        let shifted = add(date, number(719_468))
        let era = divide(shifted, 146_097)
        let dayOfEra = make(.remainder(shifted, number(146_097)))
        let lessFourth = known(.subtract(dayOfEra, divide(dayOfEra, 1460)), 0...146_096)
        let plusCentury = known(.add(lessFourth, divide(dayOfEra, 36_524)), 0...146_096)
        let days = known(.subtract(plusCentury, divide(dayOfEra, 146_096)), 0...146_096)
        let yearOfEra = known(.divide(days, number(365), .down), 0...399)
        let elapsed = make(.subtract(add(multiply(yearOfEra, 365), divide(yearOfEra, 4)), divide(yearOfEra, 100)))
        let day = known(.subtract(dayOfEra, elapsed), 0...365)
        return (add(multiply(era, 400), yearOfEra), day)
    }

    mutating func firstDay(of month: NodeID) -> NodeID {
        let shifted = make(.subtract(month, number(2)))
        let year = divide(shifted, 12)
        let monthOfYear = make(.remainder(shifted, number(12)))
        let era = divide(year, 400)
        let yearOfEra = make(.remainder(year, number(400)))
        let dayOfYear = divide(add(multiply(monthOfYear, 153), number(2)), 5)
        let leapDays = make(.subtract(divide(yearOfEra, 4), divide(yearOfEra, 100)))
        let dayOfEra = add(add(multiply(yearOfEra, 365), leapDays), dayOfYear)
        return make(.subtract(add(multiply(era, 146_097), dayOfEra), number(719_468)))
    }
}
