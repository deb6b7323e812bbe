import Rules
import Testing

/// Ways to break one kind of step of a program, to see that the differential test is worth something.
enum BrokenStep: String, CaseIterable, CustomTestStringConvertible {
    case add, subtract, multiply, divideDown, divideUp, divideHalfUp, remainder, minimum, maximum, equal, less
    case lessOrEqual, and, or, not, choose, isAmong, lookUp, hasKey, sum, least, greatest, count, distinct, any, all
    case filter, fullYears, monthOfDate, yearOfMonth, firstDay, lastDay, parent, constant, parameter

    var testDescription: String { rawValue }

    /// The program with the step broken wherever it stands.
    func apply(to program: RuleProgram) -> RuleProgram {
        let nodes = program.nodes.map { node in
            Node(
                entity: node.entity, operation: broken(node.operation, in: program) ?? node.operation,
                range: node.range, canFail: true)
        }
        return RuleProgram(
            schema: program.schema, parameters: program.parameters, words: program.words, nodes: nodes,
            definitions: program.definitions, places: program.places)
    }

    private func broken(_ operation: Rules.Operation, in program: RuleProgram) -> Rules.Operation? {
        switch (self, operation) {
        case (.add, .add(let left, let right)): .subtract(left, right)
        case (.subtract, .subtract(let left, let right)): .subtract(right, left)
        case (.multiply, .multiply(let left, let right)): .add(left, right)
        case (.divideDown, .divide(let left, let right, .down)): .divide(left, right, .up)
        case (.divideUp, .divide(let left, let right, .up)): .divide(left, right, .halfUp)
        case (.divideHalfUp, .divide(let left, let right, .halfUp)): .divide(left, right, .down)
        case (.remainder, .remainder(let left, let right)): .divide(left, right, .down)
        case (.minimum, .minimum(let left, let right)): .maximum(left, right)
        case (.maximum, .maximum(let left, let right)): .minimum(left, right)
        case (.equal, .equal(let left, let right)): .lessOrEqual(left, right)
        case (.less, .less(let left, let right)): .lessOrEqual(left, right)
        case (.lessOrEqual, .lessOrEqual(let left, let right)): .less(left, right)
        case (.and, .and(let left, let right)): .or(left, right)
        case (.or, .or(let left, let right)): .and(left, right)
        case (.not, .not(let operand)): .and(operand, operand)
        case (.choose, .choose(let condition, let first, let second)): .choose(condition, second, first)
        case (.isAmong, .isAmong(let operand, let values)): .isAmong(operand, Array(values.dropLast()))
        case (.lookUp, .lookUp(let parameter, let keys)): .hasKey(parameter, keys)
        case (.hasKey, .hasKey(let parameter, let keys)): .lookUp(parameter, keys)
        case (.filter, .fold(let fold, let entity, let body, .some)): .fold(fold, over: entity, body: body, filter: nil)
        case (_, .fold(let fold, let entity, let body, let filter)):
            exchanged(fold).map { .fold($0, over: entity, body: body, filter: filter) }
        case (_, .calendar(let function, let arguments)):
            calendar(function).map { .calendar($0, $0 == .fullYears ? arguments.reversed() : arguments) }
        case (.parent, .parent(let operand)): program.nodes[operand.index].range.contains(0) ? .constant(0) : nil
        case (.constant, .constant(let number)): .constant(number &+ 1)
        case (.parameter, .parameter(let id)): .constant(Int64(id.index))
        default: nil
        }
    }

    private func exchanged(_ fold: Fold) -> Fold? {
        switch (self, fold) {
        case (.sum, .sum): .maximum
        case (.least, .minimum): .maximum
        case (.greatest, .maximum): .minimum
        case (.count, .count): .distinct
        case (.distinct, .distinct): .count
        case (.any, .any): .all
        case (.all, .all): .any
        default: nil
        }
    }

    private func calendar(_ function: CalendarFunction) -> CalendarFunction? {
        switch (self, function) {
        case (.fullYears, .fullYears): .fullYears
        case (.monthOfDate, .monthOfDate): .yearOfMonth
        case (.yearOfMonth, .yearOfMonth): .firstDay
        case (.firstDay, .firstDay): .lastDay
        case (.lastDay, .lastDay): .firstDay
        default: nil
        }
    }
}
