/// What an instruction does; one for each case of `Operation`, without payload.
enum Opcode: UInt8 {
    case constant, parameter, parameterDenominator, input, definition, parent
    case add, subtract, multiply, divide, remainder, minimum, maximum
    case equal, less, lessOrEqual, and, or, not, choose, isAmong, lookUp, hasKey, fold, calendar
}

/// A node as the row executor runs it: small, without references, operands as positions.
struct Instruction {
    let opcode: Opcode
    /// How a quotient is rounded; meaningless elsewhere.
    var rounding = QuotientRounding.down
    /// How rows become one value; meaningless elsewhere.
    var fold = Fold.sum
    /// What is asked of the calendar; meaningless elsewhere.
    var calendar = CalendarFunction.fullYears
    /// The entity for whose rows the node is computed.
    let entity: Int32
    /// Operands, or what the operation refers to: a field, a parameter, a definition, a list of the plan.
    var a: Int32 = -1
    var b: Int32 = -1
    var c: Int32 = -1
    /// The number of a constant or of a parameter that has one.
    var number: Int64 = 0
}

/// What is known of one node at one row.
struct Cell: Equatable {
    enum State: UInt8 {
        /// Not computed.
        case unset
        /// One value, whatever the open questions' answers.
        case known
        /// Between two values.
        case open
        /// Between two values, or failed: some answers make it fail.
        case risky
        /// Failed.
        case failed
    }

    var low: Int64 = 0
    var high: Int64 = 0
    var state = State.unset

    static let failed = Cell(low: 0, high: 0, state: .failed)

    @inline(__always) static func known(_ value: Int64) -> Cell { Cell(low: value, high: value, state: .known) }

    @inline(__always) static func flag(_ value: Bool) -> Cell { known(value ? 1 : 0) }

    var isKnown: Bool { state == .known }
    var isFailed: Bool { state == .failed }
    var isRisky: Bool { state == .risky }
}
